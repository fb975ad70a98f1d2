import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import '../../components/filing/filing.css';
import { Timeline } from '../../components/filing/timeline.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { FILING_KINDS } from '../../domain/filing/option.ts';
import { displayState } from '../../domain/filing/state.ts';
import { valueOrThrow } from '../../http/response.server.ts';
import { bundleWords } from '../../i18n/bundle.ts';
import { changeWords } from '../../i18n/change.ts';
import { clientWords as w } from '../../i18n/client.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { readClientFiling } from '../../services/client/read-client-filing.server.ts';
import { ClientBar } from './client-bar.tsx';
import { requireClientHouse } from './client-house.server.ts';

export const meta: MetaFunction = () => [{ title: '客户备案 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, client } = await requireClientHouse(incoming, incoming.params.grantId ?? '');
  const result = await readClientFiling(incoming.context.ports, visit.actor, incoming.params.filingId ?? '');
  const { filing, sections, isDraft, savedAt, intents, timeline } = valueOrThrow(result);
  return {
    client,
    filing: {
      id: filing.id,
      kind: filing.kind,
      serialNo: filing.serialNo,
      isVoluntary: filing.isVoluntary,
      state: displayState(filing.status, filing.stage),
    },
    sections,
    isDraft,
    savedAt,
    mayEdit: intents.includes('edit'),
    hasVersion: filing.currentVersionNo > 0,
    timeline: timeline.map(({ seq, type, actorName, actorSide, at }) => ({
      seq,
      type,
      actorName,
      actorSide,
      at,
    })),
  };
}

export default function ClientFiling() {
  const t = useText();
  const { client, filing, sections, isDraft, savedAt, mayEdit, hasVersion, timeline } =
    useLoaderData<typeof loader>();
  return (
    <>
      <ClientBar client={client} />
      <PageHeader
        title={filing.serialNo ?? t(FILING_KINDS[filing.kind])}
        signs={
          <>
            <Sign tone={filing.state.tone}>{t(filing.state.label)}</Sign>
            {filing.isVoluntary && <Tag>{t(changeWords.voluntary)}</Tag>}
          </>
        }
        lead={
          <>
            {t(isDraft ? w.isDraft : w.isSubmitted)}
            {savedAt && ` · ${t(instantText(savedAt))}`}
          </>
        }
        actions={
          <>
            {hasVersion && (
              <Button
                component="a"
                href={`/clients/${client.grantId}/filings/${filing.id}/bundle.zip`}
                variant="default"
              >
                {t(bundleWords.export)}
              </Button>
            )}
            {mayEdit && (
              <Button component={Link} to={`/clients/${client.grantId}/filings/${filing.id}/edit`}>
                {t(w.edit)}
              </Button>
            )}
          </>
        }
      />
      <div className="sh-two">
        <div>
          {sections.map((section) => (
            <section
              key={section.id}
              className="sh-card"
              aria-labelledby={section.id}
              style={{ marginBottom: 12 }}
            >
              <h2 id={section.id} className="sh-h2">
                {t(section.title)}
              </h2>
              <dl className="sh-facts">
                {section.lines.map((line) => (
                  <div key={line.path} style={{ display: 'contents' }}>
                    <dt>{t(line.label)}</dt>
                    <dd>{t(line.text)}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <aside className="sh-card" aria-labelledby="timeline">
          <h2 id="timeline" className="sh-h2">
            {t(w.timeline)}
          </h2>
          {timeline.length === 0 ? (
            <p className="sh-muted">{t(w.noTimeline)}</p>
          ) : (
            <Timeline events={timeline} />
          )}
        </aside>
      </div>
    </>
  );
}
