import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { getChange, listChangeEvents, type ChangeEvent } from '#db/queries/change.read.ts';
import { PostForm } from '../../components/form/post-form.tsx';
import { LawMark } from '../../components/layout/law-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { mayAmendChange, mayBeginRefiling } from '../../domain/filing/change-form.ts';
import { REFILING_RULE } from '../../domain/filing/deadline.ts';
import { CHANGE_KINDS } from '../../domain/filing/option.ts';
import { displayState } from '../../domain/filing/state.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { words, type Words } from '../../domain/words.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { CHANGE_EVENTS, changeWords as w } from '../../i18n/change.ts';
import { useText } from '../../i18n/language.tsx';
import { instantText } from '../../i18n/instant.ts';
import { changeState, isCancelled } from './change-state.ts';
import { requireChangeHouse } from './house.server.ts';

export const meta: MetaFunction = () => [{ title: '变更报告 · 数衡 Shuheng' }];

interface Payload {
  readonly dueOn?: string;
  readonly happenedOn?: string;
  readonly reasonName?: string;
  readonly before?: { readonly happenedOn?: string; readonly dueOn?: string };
}

/** An event as the timeline shows it. */
function eventView(event: ChangeEvent) {
  const payload = JSON.parse(event.payload) as Payload;
  const name = (CHANGE_EVENTS as Readonly<Record<string, Words>>)[event.type];
  const due = payload.dueOn ? words(`截止 ${payload.dueOn}`, `due ${payload.dueOn}`) : null;
  const before = payload.before?.dueOn
    ? words(
        `原变更发生日期 ${payload.before.happenedOn ?? '—'}，原截止 ${payload.before.dueOn}`,
        `before: happened ${payload.before.happenedOn ?? '—'}, due ${payload.before.dueOn}`,
      )
    : null;
  return {
    seq: event.seq,
    name: name ?? words(event.type, event.type),
    actorName: event.actorName,
    at: event.at,
    reason: payload.reasonName ?? null,
    facts: [due, before].filter((fact) => fact !== null),
  };
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, house, side, mayReport } = await requireChangeHouse(incoming);
  const found = await incoming.context.ports.db.transaction(visit.scope, async (trx) => {
    const change = await getChange(trx, house, incoming.params.changeId ?? '');
    if (!change) return null;
    return { change, events: await listChangeEvents(trx, change.organisationId, change.id) };
  });
  if (!found) throw refusalResponse(refuse('not_found').refusal);
  const { change, events } = found;
  const calendar = await incoming.context.calendar();
  const mayBegin =
    side === 'enterprise' &&
    mayReport &&
    mayBeginRefiling({ closedAt: change.closedAt, filingStatus: change.filingStatus });
  return {
    side,
    change: {
      id: change.id,
      enterpriseName: change.enterpriseName,
      kind: change.kind,
      note: change.note,
      happenedOn: change.happenedOn,
      decidedOn: change.decidedOn,
      reportedOn: change.reportedOn,
      openedBySide: change.openedBySide,
      openedByName: change.openedByName,
      dueOn: change.dueOn,
      isProvisional: change.isProvisional && change.closedAt === null,
      isVoluntary: change.isVoluntary,
      calendarVersion: change.calendarVersion,
      firstSubmittedOn: change.firstSubmittedOn,
      cancelledWhy: isCancelled(change) ? change.closedReason : null,
      filingId: change.filingId,
      filingSerial: change.filingSerial,
      filingState: change.filingStatus ? displayState(change.filingStatus, 'editing') : null,
      isEditable: change.filingStatus === 'draft' || change.filingStatus === 'returned',
    },
    state: changeState(change, visit.moment.today, calendar),
    mayBegin,
    mayAmend: mayReport && mayAmendChange(change, side),
    events: events.map(eventView),
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function NextStep({ change, side, mayBegin }: Pick<Loaded, 'change' | 'side' | 'mayBegin'>) {
  const t = useText();
  if (mayBegin) {
    return (
      <PostForm action={`/changes/${change.id}/begin`}>
        <Button type="submit">{t(w.begin)}</Button>
      </PostForm>
    );
  }
  if (!change.filingId) return null;
  if (side === 'regulator') {
    return (
      <Button component={Link} to={`/review/${change.filingId}`}>
        {t(w.seeFiling)}
      </Button>
    );
  }
  return (
    <Button component={Link} to={`/filings/${change.filingId}`}>
      {t(change.isEditable ? w.goOn : w.seeFiling)}
    </Button>
  );
}

function Facts({ change, side }: Pick<Loaded, 'change' | 'side'>) {
  const t = useText();
  const filingTo = change.filingId
    ? `${side === 'regulator' ? '/review' : '/filings'}/${change.filingId}`
    : null;
  const rows: [string, React.ReactNode][] = [
    [t(w.enterprise), change.enterpriseName],
    [t(w.kind), t(CHANGE_KINDS[change.kind])],
    [t(w.happenedOn), change.happenedOn],
    [t(w.decided), change.decidedOn ?? '—'],
    [t(w.reportedOn), change.reportedOn],
    [
      t(w.openedBy),
      `${t(change.openedBySide === 'enterprise' ? w.sideEnterprise : w.sideRegulator)} · ${change.openedByName}`,
    ],
    [
      t(w.due),
      <>
        {change.dueOn}{' '}
        {change.isProvisional && (
          <Sign tone="grey" dashed>
            {t(w.provisional)}
          </Sign>
        )}{' '}
        <Link to={`/calendar?from=${change.happenedOn}&days=${REFILING_RULE.workingDays}`}>
          {t(w.howCounted)}
        </Link>{' '}
        <LawMark id="guideline-refiling" />
        {change.isProvisional && <div className="sh-muted">{t(w.provisionalWhy)}</div>}
        {change.isVoluntary && <div className="sh-muted">{t(w.voluntaryNote)}</div>}
      </>,
    ],
    [
      t(w.filing),
      filingTo && change.filingState ? (
        <>
          <Link to={filingTo}>{change.filingSerial ?? t(w.filing)}</Link>{' '}
          <Sign tone={change.filingState.tone}>{t(change.filingState.label)}</Sign>
        </>
      ) : (
        t(side === 'regulator' ? w.notSubmitted : w.noFiling)
      ),
    ],
    [t(w.firstSubmitted), change.firstSubmittedOn ?? '—'],
    [t(w.note), <span style={{ whiteSpace: 'pre-line' }}>{change.note === '' ? '—' : change.note}</span>],
  ];
  if (change.cancelledWhy) rows.push([t(w.cancelled), change.cancelledWhy]);
  return (
    <dl className="sh-facts">
      {rows.map(([label, value]) => (
        <div key={label} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function History({ events }: Pick<Loaded, 'events'>) {
  const t = useText();
  return (
    <ol className="sh-timeline">
      {events.map((event) => (
        <li key={event.seq}>
          <strong>{t(event.name)}</strong>
          <div className="sh-muted">
            {t(instantText(event.at))} · {event.actorName}
          </div>
          {event.reason && (
            <div>
              {t(w.reason)}：{event.reason}
            </div>
          )}
          {event.facts.map((fact) => (
            <div key={fact.zh}>{t(fact)}</div>
          ))}
        </li>
      ))}
    </ol>
  );
}

export default function Change() {
  const t = useText();
  const { change, state, side, mayBegin, mayAmend, events } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={t(CHANGE_KINDS[change.kind])}
        signs={
          <>
            <Sign tone={state.tone}>{t(state.words)}</Sign>
            {change.isProvisional && (
              <Sign tone="grey" dashed>
                {t(w.provisional)}
              </Sign>
            )}
            {change.openedBySide === 'regulator' && <Tag>{t(w.exOfficio)}</Tag>}
            {change.isVoluntary && <Tag>{t(w.voluntary)}</Tag>}
          </>
        }
        lead={
          <>
            <Link to="/changes">{t(w.title)}</Link> · {change.enterpriseName}
          </>
        }
        actions={<NextStep change={change} side={side} mayBegin={mayBegin} />}
      />
      <div className="sh-two">
        <section className="sh-card" aria-labelledby="record">
          <h2 id="record" style={{ fontSize: 16, marginTop: 0 }}>
            {t(w.record)}
          </h2>
          <Facts change={change} side={side} />
          {mayAmend && (
            <div style={{ display: 'flex', gap: 16, flexWrap: 'wrap', marginTop: 16 }}>
              <Link to={`/changes/${change.id}/correct`}>{t(w.correct)}</Link>
              <Link to={`/changes/${change.id}/cancel`}>{t(w.cancel)}</Link>
            </div>
          )}
        </section>
        <section className="sh-card" aria-labelledby="history">
          <h2 id="history" style={{ fontSize: 16, marginTop: 0 }}>
            {t(w.history)}
          </h2>
          <History events={events} />
        </section>
      </div>
    </>
  );
}
