import { listStartFilings, type StartFiling } from '#db/queries/start.read.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { PlainDate } from '../../domain/calendar/plain-date.ts';
import { timeliness } from '../../domain/filing/deadline.ts';
import { displayState } from '../../domain/filing/state.ts';
import { can } from '../../domain/organisation/organisation.ts';
import type { Words } from '../../domain/words.ts';
import type { Incoming } from '../../http/context.server.ts';
import { openDutiesOf } from '../../http/duty.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { startWords as w } from '../../i18n/start.ts';
import { startBoard } from '../assessment/board.server.ts';

/** A filing as the start page shows it. */
export interface FilingCard {
  readonly id: string;
  readonly kind: StartFiling['kind'];
  readonly isVoluntary: boolean;
  readonly isOnRecord: boolean;
  readonly serialNo: string | null;
  readonly cdoName: string;
  readonly state: ReturnType<typeof displayState>;
  readonly due:
    | ({ readonly on: PlainDate; readonly isProvisional: boolean } & Pick<
        ReturnType<typeof timeliness>,
        'words' | 'tone'
      >)
    | null;
  readonly openThreadCount: number;
  readonly submittedAt: string | null;
  readonly recordedAt: string | null;
  readonly updatedAt: string;
}

function cardOf(filing: StartFiling, today: PlainDate, calendar: Calendar): FilingCard {
  const { dueOn, firstSubmittedOn, paperConfirmedOn, isVoluntary } = filing;
  const timing = timeliness({
    dueOn,
    firstSubmittedOn,
    paperConfirmedOn,
    today,
    calendar,
    voluntary: isVoluntary,
  });
  return {
    id: filing.id,
    kind: filing.kind,
    isVoluntary,
    isOnRecord: filing.status === 'on_record',
    serialNo: filing.serialNo,
    cdoName: filing.cdoName,
    state: displayState(filing.status, filing.stage),
    due: dueOn
      ? { on: dueOn, isProvisional: filing.isProvisional, words: timing.words, tone: timing.tone }
      : null,
    openThreadCount: filing.openThreadCount,
    submittedAt: filing.submittedAt,
    recordedAt: filing.recordedAt,
    updatedAt: filing.updatedAt,
  };
}

/** The one thing to do next. */
interface NextStep {
  readonly label: Words;
  readonly to: string;
}

const FILING_STEPS: Readonly<Partial<Record<string, Words>>> = {
  draft: w.goOn,
  internal_check: w.goOn,
  to_seal: w.seal,
  returned: w.correct,
};

function nextStepOf(
  cards: readonly FilingCard[],
  unbegunChangeId: string | undefined,
  may: { readonly edit: boolean; readonly report: boolean },
): NextStep | null {
  const underWay = cards.find((card) => !card.isOnRecord);
  if (unbegunChangeId && may.report && !underWay)
    return { label: w.begin, to: `/changes/${unbegunChangeId}` };
  if (underWay) {
    const step = may.edit ? FILING_STEPS[underWay.state.code] : undefined;
    return { label: step ?? w.follow, to: `/filings/${underWay.id}` };
  }
  if (cards.length === 0) return may.edit ? { label: w.first, to: '/filings/new' } : null;
  return may.report ? { label: w.report, to: '/changes/new' } : null;
}

/** What an enterprise has to do, and by when. */
export async function loadEnterpriseStart(incoming: Incoming) {
  const visit = await requireEnterprise(incoming);
  const { scope, moment, acting } = visit;
  const duties = await openDutiesOf(incoming, visit);
  const { filings, assessments } = await incoming.context.ports.db.transaction(scope, async (trx) => ({
    filings: await listStartFilings(trx, scope.organisationId),
    assessments: await startBoard(trx, scope, visit.session.accountId),
  }));
  const calendar = await incoming.context.calendar();
  const cards = filings.map((filing) => cardOf(filing, moment.today, calendar));
  const unbegun = duties.find((duty) => !duty.isBegun);
  return {
    verification: acting.verification,
    name: acting.organisationName,
    duties,
    assessments,
    underWay: cards.filter((card) => !card.isOnRecord),
    onRecord: cards.filter((card) => card.isOnRecord),
    next: nextStepOf(cards, unbegun?.id, {
      edit: can(scope.role, 'edit'),
      report: can(scope.role, 'reportChange'),
    }),
  };
}
