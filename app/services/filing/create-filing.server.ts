import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { assessApplicability } from '#app/domain/filing/applicability.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { type Result, refuse } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';
import { type FilingStart, type StartedFiling, startFiling } from './start-filing.step.server.ts';

/**
 * Begins a filing of one's own enterprise. 适用对象 comes first: while its questions are open the filing isn't begun,
 * and outside the guideline it becomes a voluntary record.
 */
export async function createFiling(
  ports: Pick<Ports, 'db' | 'sealer'>,
  actor: Actor,
  moment: Moment,
  input: FilingStart,
): Promise<Result<StartedFiling>> {
  const { scope } = actor;
  if (scope.kind !== 'member' || !can(scope.role, 'edit')) return refuse('forbidden');
  if (input.scope) {
    const { outcome, reason } = assessApplicability(input.scope);
    if (outcome === 'unanswered' || outcome === 'undecided') {
      return refuse('invalid', { fields: { 'scope.judgement': reason } });
    }
  }
  return ports.db.transaction(scope, (trx) =>
    startFiling(trx, ports, actor, moment, scope.organisationId, input),
  );
}
