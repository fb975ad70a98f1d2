import '../../components/list/list.css';
import { Alert, Button, Title } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { getImportRun } from '#db/queries/roster.read.ts';
import { PostForm } from '../../components/form/post-form.tsx';
import { FindingTable } from '../../components/list/finding-table.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { refuse } from '../../domain/refusal/refusal.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { rosterWords as w } from '../../i18n/roster.ts';
import { readStoredProblems, readStoredRows } from '../../services/roster/import-run.step.server.ts';

export const meta: MetaFunction = () => [{ title: '名录预检结果 · 数衡 Shuheng' }];

/** Rows and problems that are drawn; the file has the rest. */
const DRAWN = 100;

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope } = await requireRegulator(incoming, 'importRoster');
  const run = await incoming.context.ports.db.transaction(scope, (trx) =>
    getImportRun(trx, scope, incoming.params.id ?? ''),
  );
  if (!run) throw refusalResponse(refuse('not_found').refusal);
  const rows = readStoredRows(run.rows);
  const problems = readStoredProblems(run.problems);
  return {
    id: run.id,
    fileName: run.fileName,
    state: run.state,
    rowCount: rows.length,
    addedCount: rows.filter((row) => row.isNew).length,
    contactCount: rows.filter((row) => row.contactCipher !== null).length,
    problemCount: problems.length,
    problems: problems.slice(0, DRAWN),
    rows: rows.slice(0, 10).map(({ contactCipher: _, ...row }) => row),
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Problems({ page }: { page: Page }) {
  const t = useText();
  return (
    <>
      <Alert color="red" variant="light" mb="md" title={`${page.problemCount} ${t(w.problems)}`}>
        {t(w.problemLead)}
      </Alert>
      <FindingTable label={t(w.problems)} findings={page.problems} count={page.problemCount} />
    </>
  );
}

function FirstRows({ page }: { page: Page }) {
  const t = useText();
  return (
    <section aria-labelledby="sample" style={{ marginTop: 16 }}>
      <Title order={2} id="sample">
        {t(w.sample)}
      </Title>
      <div className="sh-card sh-table-wrap sh-flush">
        <table className="sh-table" data-cards>
          <thead>
            <tr>
              <th scope="col">{t(w.enterprise)}</th>
              <th scope="col">{t(w.licence)}</th>
              <th scope="col">{t(w.region)}</th>
              <th scope="col">{t(w.contact)}</th>
              <th scope="col">{t(w.state)}</th>
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <tr key={row.uscc}>
                <td>
                  <strong>{row.name}</strong>
                  <div className="sh-muted">{row.uscc}</div>
                </td>
                <td data-label={t(w.licence)}>
                  {row.licenceNumber || '–'} <span className="sh-muted">{row.businessCodes}</span>
                </td>
                <td data-label={t(w.region)}>{row.regionCode}</td>
                <td data-label={t(w.contact)}>{row.contactMask || '–'}</td>
                <td data-label={t(w.state)}>{t(row.isNew ? w.added : w.updated)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export default function ImportRun() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const isOpen = page.state === 'previewed';
  const canApply = isOpen && page.problemCount === 0;
  return (
    <>
      <PageHeader
        title={t(w.previewTitle)}
        signs={<Sign tone={page.state === 'applied' ? 'green' : 'grey'}>{t(w[`state_${page.state}`])}</Sign>}
        lead={page.fileName}
        actions={
          <>
            {isOpen && (
              <PostForm action={`/roster/imports/${page.id}/discard`}>
                <Button type="submit" variant="subtle">
                  {t(w.discard)}
                </Button>
              </PostForm>
            )}
            {canApply && (
              <PostForm action={`/roster/imports/${page.id}/apply`}>
                <Button type="submit">{t(w.applyImport)}</Button>
              </PostForm>
            )}
            {page.problemCount > 0 && (
              <Button component={Link} to="/roster/import">
                {t(w.again)}
              </Button>
            )}
            {!isOpen && (
              <Button component={Link} to="/roster" variant="default">
                {t(w.back)}
              </Button>
            )}
          </>
        }
      />
      {page.problemCount > 0 && <Problems page={page} />}
      {canApply && (
        <>
          <p>
            <strong>
              {page.rowCount} {t(w.rows)}
            </strong>
            ：{t(w.added)} {page.addedCount}，{t(w.updated)} {page.rowCount - page.addedCount}；
            {t(w.withContact)} {page.contactCount}
          </p>
          <p className="sh-muted">{t(w.mergeNote)}</p>
          <FirstRows page={page} />
        </>
      )}
    </>
  );
}
