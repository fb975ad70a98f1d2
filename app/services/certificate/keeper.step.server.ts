import type { Actor } from '#app/domain/account/actor.ts';
import { can, type Intent } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';

/** The enterprise whose certificates the actor keeps; certificates are recorded by the enterprise's own people alone. */
export function certificateHouse(
  { scope }: Actor,
  intent: Extract<Intent, 'assess' | 'signAssessment'>,
): Result<string> {
  return scope.kind === 'member' && can(scope.role, intent)
    ? done(scope.organisationId)
    : refuse('forbidden');
}
