import '../../components/list/list.css';
import './review.css';
import { Button, NativeSelect } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { listAttachments, type Attachment } from '#db/queries/attachment.read.ts';
import { openBody } from '#db/queries/filing-body.ts';
import {
  getFilingRecordedBefore,
  getReviewFiling,
  getReviewVersion,
  listReviewVersions,
} from '#db/queries/review.read.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { diffAttachments, type AttachedFile } from '../../domain/filing/diff.ts';
import { FORM_SECTIONS } from '../../domain/filing/form.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { reviewLines } from '../../domain/review/review-lines.ts';
import { readSearch } from '../../http/form.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { useText } from '../../i18n/language.tsx';
import { reviewWords as w } from '../../i18n/review.ts';
import { requireReview } from './review-page.server.ts';

export const meta: MetaFunction = () => [{ title: '版本对照 · 数衡 Shuheng' }];

const Search = z.object({ from: z.string().max(60).catch(''), to: z.string().max(60).catch('') });

/** `<filing>.<version>`, as the two choices of the page have it. */
function readChoice(choice: string): { filingId: string; no: number } {
  const [filingId = '', no = ''] = choice.split('.');
  return { filingId, no: Number.parseInt(no, 10) || 0 };
}

/** Files that stood with a version: sent with it or before, and not voided by then. */
function filesWith(files: readonly Attachment[], submittedAt: string): AttachedFile[] {
  return files.flatMap((file) => {
    const stood = (file.submittedAt ?? '9') <= submittedAt && (file.voidedAt ?? '9') > submittedAt;
    if (!stood || file.slot === 'printed_form') return [];
    return [{ slot: file.slot, fileName: file.fileName, sha256: file.sha256 }];
  });
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, filing } = await requireReview(incoming);
  const search = readSearch(incoming.request, Search);
  const { db, sealer } = incoming.context.ports;
  const { scope } = visit;
  const { organisationId } = filing;
  const choices = await db.transaction(scope, async (trx) => {
    const former = await getFilingRecordedBefore(trx, scope, filing);
    const own = await listReviewVersions(trx, organisationId, filing.id);
    const before = former ? await listReviewVersions(trx, organisationId, former.id) : [];
    return [
      ...own.map(({ no, submittedAt }) => ({ filing, no, submittedAt })),
      ...before.map(({ no, submittedAt }) => ({ filing: former ?? filing, no, submittedAt })),
    ];
  });
  const names = choices.map((choice) => `${choice.filing.id}.${choice.no}`);
  const to = names.includes(search.to) ? search.to : (names[0] ?? '');
  const from = names.includes(search.from) ? search.from : (names[1] ?? to);
  const readSide = (choice: string) => {
    const { filingId, no } = readChoice(choice);
    return db.transaction(scope, async (trx) => {
      const of = await getReviewFiling(trx, scope, filingId);
      const version = of ? await getReviewVersion(trx, organisationId, filingId, no) : undefined;
      if (!version) throw refusalResponse(refuse('not_found').refusal);
      const files = await listAttachments(trx, organisationId, filingId);
      return {
        body: openBody(sealer, organisationId, version.body),
        files: filesWith(files, version.submittedAt),
        isErased: version.erasedAt !== null,
      };
    });
  };
  const left = await readSide(from);
  const right = await readSide(to);
  return {
    filing: { id: filing.id, enterpriseName: filing.enterpriseName },
    from,
    to,
    isErased: left.isErased || right.isErased,
    choices: choices.map((choice, index) => ({
      value: names[index] ?? '',
      label: `${choice.filing.serialNo ?? ''} · v${choice.no} · ${choice.submittedAt.slice(0, 10)}`,
    })),
    sections: FORM_SECTIONS.map(({ id, title }) => ({ id, title })),
    lines: reviewLines(right.body, left.body).filter((line) => line.state !== 'same'),
    files: diffAttachments(left.files, right.files),
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Differences({ page }: { page: Page }) {
  const t = useText();
  return (
    <div className="sh-card sh-table-wrap sh-flush">
      <table className="sh-table sh-compare" data-cards>
        <thead>
          <tr>
            <th scope="col">{t(w.field)}</th>
            <th scope="col">{t(w.from)}</th>
            <th scope="col">{t(w.to)}</th>
          </tr>
        </thead>
        <tbody>
          {page.lines.map((line) => (
            <tr key={line.path}>
              <td>
                <span className="sh-muted">
                  {t(page.sections.find(({ id }) => id === line.section)?.title ?? w.field)}
                </span>{' '}
                {t(line.label)}
              </td>
              <td data-label={t(w.from)} className="sh-changed-left">
                {line.before === null || t(line.before) === '' ? (
                  <span className="sh-muted">{t(w.empty)}</span>
                ) : (
                  t(line.before)
                )}
              </td>
              <td data-label={t(w.to)} className="sh-changed-right">
                {line.isEmpty ? <span className="sh-muted">{t(w.empty)}</span> : t(line.text)}
              </td>
            </tr>
          ))}
          {page.files.map((file) => (
            <tr key={`${file.slot} ${file.sha256} ${file.state}`}>
              <td>
                <span className="sh-muted">{t(w.files)}</span> {t(file.label)}{' '}
                <Sign tone="amber">{t(file.state === 'added' ? w.added : w.removed)}</Sign>
              </td>
              <td data-label={t(w.from)} className="sh-changed-left">
                {file.state === 'removed' && (
                  <>
                    {file.fileName} <code>{file.sha256.slice(0, 16)}…</code>
                  </>
                )}
              </td>
              <td data-label={t(w.to)} className="sh-changed-right">
                {file.state === 'added' && (
                  <>
                    {file.fileName} <code>{file.sha256.slice(0, 16)}…</code>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export default function Compare() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <p className="sh-crumbs sh-no-print">
        <Link to={`/review/${page.filing.id}`}>{t(w.backToFiling)}</Link>
      </p>
      <PageHeader title={t(w.compareTitle)} lead={page.filing.enterpriseName} />
      <Form method="get" className="sh-compare-bar" key={`${page.from} ${page.to}`}>
        <NativeSelect name="from" label={t(w.from)} data={page.choices} defaultValue={page.from} />
        <NativeSelect name="to" label={t(w.to)} data={page.choices} defaultValue={page.to} />
        <Button type="submit" variant="default">
          {t(w.compareAction)}
        </Button>
      </Form>
      {page.isErased && <p className="sh-muted">{t(w.erasedCompare)}</p>}
      {page.lines.length + page.files.length === 0 ? (
        <p className="sh-card">{t(w.sameContent)}</p>
      ) : (
        <Differences page={page} />
      )}
    </>
  );
}
