import type { Actor } from '#app/domain/account/actor.ts';
import type { Scope } from '#app/domain/account/scope.ts';
import { type FilingIntent, type IntentContext, mayDo } from '#app/domain/filing/state.ts';
import { can, type Role } from '#app/domain/organisation/organisation.ts';
import { done, type Result, refuse } from '#app/domain/refusal/refusal.ts';
import type { Trx } from '#db/client.ts';
import { type FilingDraft, getDraft, lockDraft } from '#db/queries/draft.read.ts';
import { type FilingRecord, getFiling } from '#db/queries/filing.read.ts';
import { lockFiling } from '#db/queries/filing.write.ts';

/** A filing with its draft, found for somebody who may do what he is about to do. */
export interface LocatedFiling {
  readonly organisationId: string;
  readonly filing: FilingRecord;
  readonly draft: FilingDraft;
}

/** Whose filings a scope works on: its own enterprise's, or the client's; null for everybody else. */
function filingOrganisationOf(scope: Scope): string | null {
  if (scope.kind === 'member') return scope.organisationId;
  return scope.kind === 'consultant' ? scope.clientId : null;
}

function roleOf(scope: Scope): Role | null {
  if (scope.kind === 'member') return scope.role;
  return scope.kind === 'consultant' ? 'consultant' : null;
}

/** Who acts, as the table of intents asks it; null for scopes that work on no filing. */
export function intentContextOf(
  scope: Scope,
  position: Pick<FilingRecord, 'status' | 'stage'>,
  isVerified?: boolean,
): IntentContext | null {
  const verified = isVerified === undefined ? {} : { verified: isVerified };
  const { status, stage } = position;
  if (scope.kind === 'member') return { role: scope.role, status, stage, ...verified };
  if (scope.kind === 'consultant') {
    return { role: 'consultant', status, stage, grantRights: scope.rights, ...verified };
  }
  return null;
}

/**
 * Finds the filing and its draft, locked, and checks the intent against the table. A consultant's scope may lock the
 * draft only, which suffices: whoever moves the filing locks the draft too.
 */
export async function locateFiling(
  trx: Trx,
  actor: Actor,
  filingId: string,
  intent: FilingIntent,
  lock = true,
): Promise<Result<LocatedFiling>> {
  const organisationId = filingOrganisationOf(actor.scope);
  const role = roleOf(actor.scope);
  if (organisationId === null || role === null || !can(role, intent)) return refuse('forbidden');
  if (lock && actor.scope.kind === 'member') await lockFiling(trx, organisationId, filingId);
  const draft = await (lock ? lockDraft : getDraft)(trx, organisationId, filingId);
  const filing = await getFiling(trx, organisationId, filingId);
  if (!filing || !draft) return refuse('not_found');
  const context = intentContextOf(actor.scope, filing);
  if (context === null || !mayDo(intent, context)) return refuse('not_allowed_now');
  return done({ organisationId, filing, draft });
}
