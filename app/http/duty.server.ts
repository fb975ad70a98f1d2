import type { Trx } from '#db/client.ts';
import { listOpenChanges, type OpenChange } from '#db/queries/change.read.ts';
import type { DutyView } from '../components/layout/deadline-banner.tsx';
import { timeliness } from '../domain/filing/deadline.ts';
import { words } from '../domain/words.ts';
import type { Incoming } from './context.server.ts';
import type { Visit } from './scope.server.ts';

const TITLES = {
  cdo: words('首席数据官变更：重新备案', 'CDO changed: file again'),
  dedicated_post: words('专职岗位变更：重新备案', 'Dedicated post changed: file again'),
  legal_representative: words('法定代表人变更：重新备案', 'Legal representative changed: file again'),
  other: words('备案信息变更：重新备案', 'Record changed: file again'),
} as const;

/** The changes that the visitor's enterprise still has to file, in a transaction of the visit's scope; none for others. */
export async function listDuties(trx: Trx, { scope, acting }: Visit): Promise<OpenChange[]> {
  if (scope.kind !== 'member' || acting?.organisationKind !== 'enterprise') return [];
  return listOpenChanges(trx, scope.organisationId);
}

/** Duties with their countdown. Reads the calendar: not inside a transaction. */
export async function countDown(incoming: Incoming, changes: readonly OpenChange[]): Promise<DutyView[]> {
  if (changes.length === 0) return [];
  const calendar = await incoming.context.calendar();
  const { today } = incoming.context.clock.moment();
  return changes.map((change) => {
    const state = timeliness({
      dueOn: change.dueOn,
      today,
      calendar,
      voluntary: change.isVoluntary,
    });
    return {
      id: change.id,
      title: TITLES[change.kind],
      dueOn: change.dueOn,
      countdown: state.words,
      tone: state.tone,
      provisional: change.isProvisional,
      to: `/changes/${change.id}`,
      isBegun: change.filingId !== null,
      explanation: `/calendar?from=${change.happenedOn}&days=5`,
    };
  });
}
