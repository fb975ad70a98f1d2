import { Button, Checkbox, Radio } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listSnapshots } from '#db/queries/assessment.read.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { plainDateInShanghai } from '../../domain/calendar/plain-date.ts';
import { RESULT_NOTES } from '../../domain/assessment/state.ts';
import { useText } from '../../i18n/language.tsx';
import { reportWords as w } from '../../i18n/report.ts';
import { requireAssessmentHouse } from '../assessment/house.server.ts';
import { loadAssessment } from '../assessment/load-assessment.server.ts';
import { ClientBar } from '../client/client-bar.tsx';

export const meta: MetaFunction = () => [{ title: '评估报告 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const { assessment } = await loadAssessment(incoming, house, incoming.params.assessmentId);
  const snapshots = await incoming.context.ports.db.transaction(house.visit.scope, (trx) =>
    listSnapshots(trx, house.organisationId, assessment.id),
  );
  return {
    client: house.client,
    base: house.base,
    id: assessment.id,
    title: assessment.title,
    side: assessment.side,
    isSigned: assessment.state === 'signed',
    versions: snapshots.map(({ versionNo, signedAt, signedByName }) => ({
      no: versionNo,
      on: plainDateInShanghai(signedAt),
      by: signedByName,
    })),
  };
}

const FORMATS = ['pdf', 'docx', 'xlsx'] as const;

/** One form a format would ask three times for the same: each button posts to its own address by `formaction`. */
export default function Report() {
  const t = useText();
  const { client, base, id, title, side, isSigned, versions } = useLoaderData<typeof loader>();
  const here = `${base}/assessments/${id}`;
  return (
    <>
      {client && <ClientBar client={client} />}
      <PageHeader
        title={t(w.title)}
        signs={<Tag>{t(RESULT_NOTES[side])}</Tag>}
        lead={title}
        actions={
          <Button component={Link} to={here} variant="default">
            {t(w.back)}
          </Button>
        }
      />
      <form method="get" action={`${here}/report/pdf`} className="sh-card sh-form">
        <p style={{ marginTop: 0 }}>{t(w.lead)}</p>
        <p className="sh-muted">{t(w.holds)}</p>
        <fieldset style={{ border: 0, padding: 0, margin: '0 0 16px' }}>
          <legend style={{ fontWeight: 500, padding: 0, marginBottom: 8 }}>{t(w.version)}</legend>
          {versions.map(({ no, on, by }, index) => (
            <Radio
              key={no}
              name="version"
              value={String(no)}
              defaultChecked={index === 0}
              label={t(w.signedVersion(no, on, by))}
              mb="xs"
            />
          ))}
          {!isSigned && (
            <Radio
              name="version"
              value="draft"
              defaultChecked={versions.length === 0}
              label={t(w.draft)}
              mb="xs"
            />
          )}
        </fieldset>
        <Checkbox name="answers" value="yes" label={t(w.answers)} mb="md" />
        {client && (
          <p className="sh-muted">
            {t(w.ownStyle)} <Link to="/report-style">{t(w.styleTitle)}</Link>
          </p>
        )}
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          {FORMATS.map((format) => (
            <Button
              key={format}
              type="submit"
              formAction={`${here}/report/${format}`}
              variant={format === 'pdf' ? 'filled' : 'default'}
            >
              {t(w[format])}
            </Button>
          ))}
        </div>
      </form>
    </>
  );
}
