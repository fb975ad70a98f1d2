import { listActionsDue } from '#db/queries/action.read.ts';
import { listCertificates } from '#db/queries/certificate.read.ts';
import { listHeldDesignations, listStartFilings, type StartFiling } from '#db/queries/start.read.ts';
import { enterpriseAgenda } from '../../domain/agenda/enterprise-agenda.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { addDays, type PlainDate } from '../../domain/calendar/plain-date.ts';
import { timeliness } from '../../domain/filing/deadline.ts';
import { displayState } from '../../domain/filing/state.ts';
import { can } from '../../domain/organisation/organisation.ts';
import type { Words } from '../../domain/words.ts';
import type { Incoming } from '../../http/context.server.ts';
import { countDown, listDuties } from '../../http/duty.server.ts';
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

/** From how many days before their day improvement actions are spoken of; a setting of the product. */
const ACTION_DAYS = 30;

/** What an enterprise has to do, and by when. */
export async function loadEnterpriseStart(incoming: Incoming) {
  const visit = await requireEnterprise(incoming);
  const { scope, moment, acting } = visit;
  const { today } = moment;
  const { organisationId } = scope;
  const found = await incoming.context.ports.db.transaction(scope, async (trx) => ({
    changes: await listDuties(trx, visit),
    filings: await listStartFilings(trx, organisationId),
    assessments: await startBoard(trx, scope, visit.session.accountId),
    actions: await listActionsDue(trx, organisationId, addDays(today, ACTION_DAYS)),
    certificates: await listCertificates(trx, organisationId),
    designations: await listHeldDesignations(trx, organisationId, today),
  }));
  const duties = await countDown(incoming, found.changes);
  const calendar = await incoming.context.calendar();
  const cards = found.filings.map((filing) => cardOf(filing, today, calendar));
  const underWay = cards.filter((card) => !card.isOnRecord);
  const unbegun = duties.find((duty) => !duty.isBegun);
  const mayEdit = can(scope.role, 'edit');
  const { work } = found.assessments;
  return {
    verification: acting.verification,
    name: acting.organisationName,
    agenda: enterpriseAgenda({
      today,
      duties,
      filings: underWay.map((card) => ({
        id: card.id,
        kind: card.kind,
        state: card.state.code,
        isOwed: card.due !== null && card.submittedAt === null,
        openThreadCount: card.openThreadCount,
      })),
      owesFirst: cards.length === 0 && acting.licenceKind !== null && acting.licenceKind !== 'industrial',
      mayEdit,
      work,
      targetDays: new Map(
        found.assessments.cards.flatMap(({ id, targetOn }) => (targetOn ? [[id, targetOn] as const] : [])),
      ),
      actions: found.actions,
      certificates: found.certificates,
    }),
    assessments: { cards: found.assessments.cards, waiting: work.length },
    designations: found.designations,
    underWay,
    onRecord: cards.filter((card) => card.isOnRecord),
    next: nextStepOf(cards, unbegun?.id, { edit: mayEdit, report: can(scope.role, 'reportChange') }),
  };
}
