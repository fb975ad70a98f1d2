import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { mayBeginRefiling } from '#app/domain/filing/change-form.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { getFilingUnderWay } from '#db/queries/change.read.ts';
import { lockChange, updateChangeFiling, type LockedChange } from '#db/queries/change.write.ts';
import { getFiling } from '#db/queries/filing.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { startFiling } from '../filing/start-filing.step.server.ts';
import type { Ports } from '../ports.ts';

const UNDER_REVIEW = words(
  '上一份备案正在审阅，同一时间只能有一份在办备案。可先撤回它，或待其存档、退回后再开始；本次变更的期限照常计算。',
  'The previous filing is under review and only one can be open. Withdraw it, or begin once it is on record or returned; the deadline of this change runs on.',
);

/** The filing that answers a change: its id, and whether it was under way already. */
export interface BegunRefiling {
  readonly filingId: string;
  /** True when the change joined a draft or a returned filing. */
  readonly joined: boolean;
}

async function filingFor(
  trx: Trx,
  ports: Pick<Ports, 'sealer'>,
  actor: Actor,
  moment: Moment,
  change: LockedChange,
): Promise<Result<BegunRefiling>> {
  const underWay = await getFilingUnderWay(trx, change.organisationId, change.programmeId);
  if (underWay) {
    const isOpen = underWay.status === 'draft' || underWay.status === 'returned';
    if (underWay.kind !== 'change' || !isOpen) return refuse('not_allowed_now', { words: UNDER_REVIEW });
    return done({ filingId: underWay.id, joined: true });
  }
  const started = await startFiling(trx, ports, actor, moment, change.organisationId, {
    kind: 'change',
    scope: null,
    change: {
      reportId: change.id,
      kind: change.kind,
      happenedOn: change.happenedOn,
      decidedOn: change.decidedOn,
      note: change.note,
      dueOn: change.dueOn,
      isProvisional: change.isProvisional,
    },
  });
  return started.ok ? done({ filingId: started.value.filingId, joined: false }) : started;
}

/**
 * Begins the re-filing of a reported change from the last recorded version, or joins the re-filing that is under way
 * and still editable. Asked twice, it answers the filing that is there.
 */
export async function beginRefiling(
  ports: Pick<Ports, 'db' | 'sealer'>,
  actor: Actor,
  moment: Moment,
  changeId: string,
): Promise<Result<BegunRefiling>> {
  const { scope } = actor;
  if (scope.kind !== 'member' || !can(scope.role, 'edit')) return refuse('forbidden');
  return ports.db.transaction(scope, async (trx) => {
    const change = await lockChange(trx, { organisationId: scope.organisationId }, changeId);
    if (!change) return refuse('not_found');
    const answer = change.filingId ? await getFiling(trx, change.organisationId, change.filingId) : undefined;
    if (!mayBeginRefiling({ closedAt: change.closedAt, filingStatus: answer?.status ?? null })) {
      return answer && change.closedAt === null
        ? done({ filingId: answer.id, joined: false })
        : refuse('not_allowed_now');
    }
    const filing = await filingFor(trx, ports, actor, moment, change);
    if (!filing.ok) return filing;
    await updateChangeFiling(trx, change, filing.value.filingId);
    await appendJournal(trx, actor, moment, {
      organisationId: change.organisationId,
      type: 'change.refiling-begun',
      payload: { change: change.id, filing: filing.value.filingId, joined: filing.value.joined },
      subjectId: change.id,
      shared: false,
    });
    return filing;
  });
}
