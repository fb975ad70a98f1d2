import '../../components/list/list.css';
import './review.css';
import { Alert, Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { isGroup } from '../../domain/filing/field.ts';
import { definitionAt, parseFieldPath } from '../../domain/filing/field-path.ts';
import { FORM_SECTIONS } from '../../domain/filing/form.ts';
import { regionName } from '../../domain/organisation/region.ts';
import { OpenThreadSchema, VersionNoSchema } from '../../domain/review/review-input.ts';
import { reviewLines } from '../../domain/review/review-lines.ts';
import { readForm, readSearch } from '../../http/form.server.ts';
import { onceOnly } from '../../http/once.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { reviewWords as w } from '../../i18n/review.ts';
import { openThread } from '../../services/review/open-thread.server.ts';
import { OpenedFile } from './opened-file.tsx';
import { ReviewRail } from './review-rail.tsx';
import { readReview, requireReview, reviewRights } from './review-page.server.ts';
import { ReviewSections } from './review-sections.tsx';
import { filingSigns } from './timing.server.ts';

export const meta: MetaFunction = () => [{ title: '备案审阅 · 数衡 Shuheng' }];

const Search = z.object({
  version: VersionNoSchema.catch(0),
  show: z.enum(['filled', 'all', 'changed']).catch('filled'),
  comment: z.string().max(200).catch(''),
  /** The attachment that is open beside the fields. */
  file: z.string().max(36).catch(''),
});

/** The field that a comment is being written on: its label, and what values it takes. */
function commentTarget(anchor: string, labels: ReadonlyMap<string, { zh: string; en: string }>) {
  const path = parseFieldPath(anchor);
  const definition = path === null ? null : definitionAt(path);
  if (definition === null) return null;
  const isField = !isGroup(definition) && definition.control !== 'attachment';
  return {
    anchor,
    label: labels.get(anchor) ?? definition.label,
    canPropose: isField && !definition.encrypted,
    options: isField && definition.control !== 'multi-select' ? definition.options : null,
  };
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, filing } = await requireReview(incoming);
  const search = readSearch(incoming.request, Search);
  const versionNo = search.version === 0 ? filing.currentVersionNo : search.version;
  const read = await readReview(incoming, visit, filing, versionNo);
  const lines = reviewLines(read.body, read.baseBody);
  const rights = reviewRights(visit, filing);
  const labels = new Map(lines.map((line) => [line.path, line.label]));
  const isCurrent = versionNo === filing.currentVersionNo;
  const calendar = await incoming.context.calendar();
  return {
    filing: { ...filing, regionName: regionName(filing.regionCode) },
    signs: filingSigns(filing, visit.moment.today, calendar),
    today: visit.moment.today,
    version: {
      no: read.version.no,
      digest: read.version.digest,
      submittedAt: read.version.submittedAt,
      submittedByName: read.version.submittedByName,
      isErased: read.version.erasedAt !== null,
    },
    isCurrent,
    rights: { ...rights, comment: rights.comment && isCurrent },
    base: read.former ? { id: read.former.id, serialNo: read.former.serialNo } : null,
    show: search.show,
    target: rights.comment && isCurrent ? commentTarget(search.comment, labels) : null,
    lines,
    sections: FORM_SECTIONS.map(({ id, title }) => ({ id, title })),
    threads: read.threads.map((thread) => ({
      ...thread,
      label: labels.get(thread.anchor) ?? commentTarget(thread.anchor, labels)?.label ?? null,
    })),
    versions: read.versions.map(({ no, submittedAt, submittedByName }) => ({
      no,
      submittedAt,
      submittedByName,
    })),
    files: read.files.map((file) => ({
      id: file.id,
      slot: file.slot,
      fileName: file.fileName,
      contentType: file.contentType,
      byteSize: file.byteSize,
      sha256: file.sha256,
      scanState: file.scanState,
      uploadedAt: file.uploadedAt,
      isVoided: file.voidedAt !== null,
      isErased: file.erasedAt !== null,
    })),
    openedFileId: read.files.find((file) => file.id === search.file && file.erasedAt === null)?.id ?? null,
    events: read.events,
    colleagues: read.colleagues.map(({ accountId, name }) => ({ accountId, name })),
  };
}

/** 提出意见. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'comment');
  const id = incoming.params.id ?? '';
  const form = await readForm(incoming, OpenThreadSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const result = await onceOnly(incoming, form.value, () =>
    openThread(incoming.context.ports, visit.actor, visit.moment, {
      ...form.value,
      filing: id,
    }),
  );
  if (!result.ok) return refused(result.refusal, form.values);
  const message = form.value.publish === 'now' ? w.commentPublished : w.commentDrafted;
  return redirectWith(`/review/${id}#thread-${result.value.id}`, message, {
    isSecure: incoming.context.isSecure,
  });
}

/** What the review page shows. */
export type ReviewPage = ReturnType<typeof useLoaderData<typeof loader>>;

function Actions({ page }: { page: ReviewPage }) {
  const t = useText();
  const { rights, filing } = page;
  return (
    <>
      {rights.release && (
        <PostForm action={`/review/${filing.id}/release`}>
          <Button type="submit" variant="subtle">
            {t(w.release)}
          </Button>
        </PostForm>
      )}
      {rights.claim && (
        <PostForm action={`/review/${filing.id}/claim`}>
          <input type="hidden" name="takeOver" value={rights.isTakeOver ? 'yes' : ''} />
          <Button type="submit" variant={rights.isTakeOver ? 'default' : 'filled'}>
            {t(rights.isTakeOver ? w.takeOver : w.claim)}
          </Button>
        </PostForm>
      )}
      {rights.returnFiling && (
        <Button component={Link} to={`/review/${filing.id}/return`} variant="default">
          {t(w.returnFiling)}
        </Button>
      )}
      {rights.record && (
        <Button
          component={Link}
          to={`/review/${filing.id}/record`}
          variant={rights.isMine ? 'filled' : 'default'}
        >
          {t(w.record)}
        </Button>
      )}
      {rights.openChange && (
        <Button component={Link} to={`/changes/new?organisation=${filing.organisationId}`} variant="default">
          {t(w.openChange)}
        </Button>
      )}
    </>
  );
}

function Signs({ page }: { page: ReviewPage }) {
  const t = useText();
  const { signs, filing } = page;
  return (
    <>
      <Sign tone={signs.state.tone}>{t(signs.state.words)}</Sign>
      {signs.due && <Sign tone={signs.due.tone}>{t(signs.due.words)}</Sign>}
      {signs.due && filing.dueProvisional && (
        <Sign tone="grey" dashed>
          {t(w.provisional)}
        </Sign>
      )}
      {filing.isVoluntary && <Tag>{t(w.voluntary)}</Tag>}
    </>
  );
}

export default function Review() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const refusedComment = refusedIn(useActionData<typeof action>());
  const { filing, signs, rights } = page;
  return (
    <>
      <p className="sh-crumbs sh-no-print">
        <Link to="/queue">{t(w.back)}</Link> ·{' '}
        <Link to={`/enterprises/${filing.organisationId}`}>{t(w.history)}</Link>
      </p>
      <PageHeader
        title={filing.enterpriseName}
        signs={<Signs page={page} />}
        lead={
          <>
            {filing.serialNo} · {t(w.versionNo(page.version.no))}
            {signs.waitingDays !== null && ` · ${t(w.waiting)} ${signs.waitingDays} ${t(w.workingDays)}`}
            {signs.state.note && ` · ${t(signs.state.note)}`}
            {rights.isTakeOver &&
              filing.assigneeName !== null &&
              ` · ${t(w.reviewedBy(filing.assigneeName))}`}
            {rights.claim && !rights.isTakeOver && ` · ${t(w.waitingForClaim)}`}
          </>
        }
        actions={<Actions page={page} />}
      />
      <ErrorSummary refused={refusedComment} />
      {page.version.isErased && (
        <Alert color="gray" variant="light" mb="md">
          {t(w.erasedVersion)}
        </Alert>
      )}
      <div className="sh-two" data-file={page.openedFileId ? 'open' : undefined}>
        {page.openedFileId ? (
          <>
            <div>
              <ReviewSections page={page} refused={refusedComment} />
              <ReviewRail page={page} />
            </div>
            <OpenedFile page={page} />
          </>
        ) : (
          <>
            <ReviewSections page={page} refused={refusedComment} />
            <ReviewRail page={page} />
          </>
        )}
      </div>
    </>
  );
}
