import '../../components/list/list.css';
import './review.css';
import { Button, Title } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import {
  getEnterprise,
  listChangesOfEnterprise,
  listFilingsOfEnterprise,
  listSharedEvents,
} from '#db/queries/review.read.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { timeliness } from '../../domain/filing/deadline.ts';
import { CHANGE_KINDS, FILING_KINDS } from '../../domain/filing/option.ts';
import { can, LICENCE_KINDS, VERIFICATION_STATES } from '../../domain/organisation/organisation.ts';
import { regionName } from '../../domain/organisation/region.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { eventWords } from '../../i18n/filing-event.ts';
import { enterpriseWords as w, queueWords, reviewWords } from '../../i18n/review.ts';
import { InstantText } from './instant-text.tsx';
import { filingSigns } from './timing.server.ts';

export const meta: MetaFunction = () => [{ title: '企业历史 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireRegulator(incoming);
  const { scope, moment } = visit;
  const id = incoming.params.id ?? '';
  const calendar = await incoming.context.calendar();
  const read = await incoming.context.ports.db.transaction(scope, async (trx) => ({
    enterprise: await getEnterprise(trx, scope, id),
    filings: await listFilingsOfEnterprise(trx, scope, id),
    changes: await listChangesOfEnterprise(trx, scope, id),
    events: await listSharedEvents(trx, id, 50),
  }));
  if (!read.enterprise) throw refusalResponse(refuse('not_found').refusal);
  return {
    mayReadJournal: can(scope.role, 'readJournal'),
    enterprise: { ...read.enterprise, regionName: regionName(read.enterprise.regionCode) },
    filings: read.filings.map((filing) => ({
      id: filing.id,
      serialNo: filing.serialNo,
      kind: filing.kind,
      isVoluntary: filing.isVoluntary,
      cdoName: filing.cdoName,
      firstSubmittedOn: filing.firstSubmittedOn,
      recordedAt: filing.recordedAt,
      ...filingSigns(filing, moment.today, calendar),
    })),
    changes: read.changes.map((change) => {
      const time = timeliness({
        dueOn: change.dueOn,
        firstSubmittedOn: change.firstSubmittedOn,
        today: moment.today,
        calendar,
        voluntary: change.isVoluntary,
      });
      return { ...change, time: { words: time.words, tone: time.tone } };
    }),
    events: read.events,
    mayOpenChange: read.filings.some((filing) => filing.status === 'on_record'),
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Filings({ page }: { page: Page }) {
  const t = useText();
  if (page.filings.length === 0) return <p className="sh-muted">{t(w.noFilings)}</p>;
  return (
    <div className="sh-table-wrap">
      <table className="sh-table" data-cards>
        <thead>
          <tr>
            <th scope="col">{t(reviewWords.serial)}</th>
            <th scope="col">{t(queueWords.kind)}</th>
            <th scope="col">{t(queueWords.state)}</th>
            <th scope="col">CDO</th>
            <th scope="col">{t(reviewWords.firstSubmittedOn)}</th>
            <th scope="col">{t(queueWords.timing)}</th>
            <th scope="col">{t(w.recorded)}</th>
          </tr>
        </thead>
        <tbody>
          {page.filings.map((filing) => (
            <tr key={filing.id}>
              <td>
                <Link to={`/review/${filing.id}`}>{filing.serialNo ?? filing.id}</Link>
              </td>
              <td data-label={t(queueWords.kind)}>
                {t(FILING_KINDS[filing.kind])} {filing.isVoluntary && <Tag>{t(reviewWords.voluntary)}</Tag>}
              </td>
              <td data-label={t(queueWords.state)}>
                <Sign tone={filing.state.tone}>{t(filing.state.words)}</Sign>
              </td>
              <td data-label="CDO">{filing.cdoName}</td>
              <td data-label={t(reviewWords.firstSubmittedOn)}>{filing.firstSubmittedOn ?? '–'}</td>
              <td data-label={t(queueWords.timing)}>
                {filing.due ? <Sign tone={filing.due.tone}>{t(filing.due.words)}</Sign> : '–'}
              </td>
              <td data-label={t(w.recorded)}>
                {filing.recordedAt ? <InstantText at={filing.recordedAt} /> : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Changes({ page }: { page: Page }) {
  const t = useText();
  if (page.changes.length === 0) return <p className="sh-muted">{t(w.noChanges)}</p>;
  return (
    <ul className="sh-timeline">
      {page.changes.map((change) => (
        <li key={change.id}>
          <Link to={`/changes/${change.id}`}>{t(CHANGE_KINDS[change.kind])}</Link>{' '}
          {change.openedBySide === 'regulator' && <Tag>{t(w.exOfficio)}</Tag>}{' '}
          <Sign tone={change.time.tone} dashed={change.isProvisional}>
            {t(change.time.words)}
          </Sign>
          <div className="sh-muted">
            {t(w.happenedOn)} {change.happenedOn} · {t(reviewWords.dueOn)} {change.dueOn}
            {change.closedAt !== null && ` · ${t(w.closed)}`}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Facts({ page }: { page: Page }) {
  const t = useText();
  const { enterprise } = page;
  return (
    <dl className="sh-facts" style={{ gridTemplateColumns: '110px minmax(0, 1fr)' }}>
      <dt>{t(reviewWords.uscc)}</dt>
      <dd>{enterprise.uscc ?? '–'}</dd>
      <dt>{t(reviewWords.region)}</dt>
      <dd>{t(enterprise.regionName)}</dd>
      <dt>{t(w.licences)}</dt>
      <dd>
        {enterprise.licenceNumbers || '–'}
        {enterprise.licenceKind && <div className="sh-muted">{t(LICENCE_KINDS[enterprise.licenceKind])}</div>}
      </dd>
      <dt>{t(w.verifiedBy)}</dt>
      <dd>{enterprise.verifiedByName ?? '–'}</dd>
      <dt>{t(w.registered)}</dt>
      <dd>
        <InstantText at={enterprise.createdAt} />
      </dd>
    </dl>
  );
}

export default function Enterprise() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const { enterprise } = page;
  const verification = VERIFICATION_STATES[enterprise.verification];
  return (
    <>
      <p className="sh-crumbs sh-no-print">
        <Link to="/queue">{t(reviewWords.back)}</Link> · <Link to="/roster">{t(queueWords.roster)}</Link> ·{' '}
        <Link to={`/cdo-register/${enterprise.id}`}>{t(w.inRegister)}</Link>
        {page.mayReadJournal && (
          <>
            {' · '}
            <Link to={`/journal?of=${enterprise.id}`}>{t(w.sharedLog)}</Link>
          </>
        )}
      </p>
      <PageHeader
        title={enterprise.name}
        signs={
          <>
            <Sign tone={enterprise.verification === 'verified' ? 'green' : 'grey'}>{t(verification)}</Sign>
            {enterprise.isDemo && <Tag>{t(reviewWords.sampleData)}</Tag>}
          </>
        }
        actions={
          page.mayOpenChange && (
            <Button component={Link} to={`/changes/new?organisation=${enterprise.id}`} variant="default">
              {t(w.openChange)}
            </Button>
          )
        }
      />
      <div className="sh-two">
        <div>
          <section className="sh-card sh-review-section" aria-labelledby="filings">
            <Title order={2} id="filings">
              {t(w.filings)}
            </Title>
            <Filings page={page} />
          </section>
          <section className="sh-card sh-review-section" aria-labelledby="changes">
            <Title order={2} id="changes">
              {t(w.changes)}
            </Title>
            <Changes page={page} />
          </section>
        </div>
        <aside className="sh-side" aria-label={t(w.timeline)}>
          <section className="sh-card">
            <Facts page={page} />
          </section>
          <section className="sh-card" aria-labelledby="timeline">
            <Title order={2} id="timeline">
              {t(w.timeline)}
            </Title>
            <ol className="sh-timeline">
              {page.events.map((event) => (
                <li key={event.seq}>
                  {t(eventWords(event.type))}
                  <div className="sh-muted">
                    {event.actorName} · <InstantText at={event.at} />
                  </div>
                </li>
              ))}
            </ol>
          </section>
        </aside>
      </div>
    </>
  );
}
