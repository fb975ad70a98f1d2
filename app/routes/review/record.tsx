import '../../components/list/list.css';
import './review.css';
import { Alert, Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { RecordSchema } from '../../domain/review/review-input.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { reviewWords as w } from '../../i18n/review.ts';
import { recordFiling } from '../../services/review/record-filing.server.ts';
import { readReview, requireReview, reviewRights } from './review-page.server.ts';

export const meta: MetaFunction = () => [{ title: '备案存档 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, filing } = await requireReview(incoming);
  const read = await readReview(incoming, visit, filing, filing.currentVersionNo);
  return {
    filing: {
      id: filing.id,
      enterpriseName: filing.enterpriseName,
      uscc: filing.uscc,
      cdoName: filing.cdoName,
      serialNo: filing.serialNo,
    },
    versionNo: read.version.no,
    digest: read.version.digest,
    mayRecord: reviewRights(visit, filing).record,
    openCount: read.threads.filter((thread) => thread.state === 'open').length,
    former: read.former?.status === 'on_record' ? (read.former.serialNo ?? '') : null,
    closesChange: filing.changeReportId !== null,
  };
}

/** 备案存档. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'record');
  const filing = incoming.params.id ?? '';
  const form = await readForm(incoming, RecordSchema.omit({ filing: true }));
  if (!form.ok) return refused(form.refusal);
  const result = await recordFiling(incoming.context.ports, visit.actor, visit.moment, {
    ...form.value,
    filing,
  });
  if (!result.ok) return refused(result.refusal);
  return redirectWith(`/review/${filing}`, w.recordedFlash, { isSecure: incoming.context.isSecure });
}

export default function Record() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const { filing } = page;
  const refusal = refusedIn(useActionData<typeof action>());
  return (
    <div className="sh-form">
      <PageHeader title={t(w.recordTitle)} lead={filing.enterpriseName} />
      <ErrorSummary refused={refusal} />
      <p>{t(w.recordLead(filing.enterpriseName))}</p>
      <dl className="sh-facts sh-card">
        <dt>{t(w.serial)}</dt>
        <dd>
          {filing.serialNo} · {t(w.versionNo(page.versionNo))}
        </dd>
        <dt>{t(w.uscc)}</dt>
        <dd>{filing.uscc}</dd>
        <dt>CDO</dt>
        <dd>{filing.cdoName}</dd>
        <dt>{t(w.digest)}</dt>
        <dd>
          <code>{page.digest}</code>
        </dd>
      </dl>
      <p>{t(w.recordFollows)}</p>
      <ul>
        <li>{t(w.recordCurrent)}</li>
        {page.former !== null && <li>{t(w.recordSupersedes(page.former))}</li>}
        {page.closesChange && <li>{t(w.recordCloses)}</li>}
        <li>{t(w.recordNotice)}</li>
        <li>{t(w.recordLicence)}</li>
      </ul>
      {page.openCount > 0 && (
        <Alert color="yellow" variant="light" mb="md">
          {t(w.recordOpen(page.openCount))}
        </Alert>
      )}
      <p className="sh-muted">{t(w.recordUndone)}</p>
      <div className="sh-thread-actions">
        {page.mayRecord && page.openCount === 0 && (
          <PostForm>
            <input type="hidden" name="version" value={page.versionNo} />
            <Button type="submit">{t(w.recordAction)}</Button>
          </PostForm>
        )}
        <Button component={Link} to={`/review/${filing.id}`} variant="default">
          {t(w.backToFiling)}
        </Button>
      </div>
    </div>
  );
}
