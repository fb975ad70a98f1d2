import { listOpenChanges } from '#db/queries/change.read.ts';
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

/** The re-filings that the visitor's enterprise owes, with their countdown; none for other visitors. */
export async function openDutiesOf(incoming: Incoming, visit: Visit): Promise<DutyView[]> {
  const { scope, moment } = visit;
  if (scope.kind !== 'member' || visit.acting?.organisationKind !== 'enterprise') return [];
  const changes = await incoming.context.ports.db.transaction(scope, (trx) =>
    listOpenChanges(trx, scope.organisationId),
  );
  if (changes.length === 0) return [];
  const calendar = await incoming.context.calendar();
  return changes.map((change) => {
    const state = timeliness({
      dueOn: change.dueOn,
      today: moment.today,
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
