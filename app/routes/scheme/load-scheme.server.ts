import { shippedSchemes } from '#assessments/scheme.ts';
import { getScheme, type SchemeEntry } from '#db/queries/scheme.read.ts';
import type { ScoringScheme } from '../../domain/assessment/scheme.ts';
import { can } from '../../domain/organisation/organisation.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireAnyHouse, type Acting } from '../../http/scope.server.ts';
import { openSchemeRow } from '../../services/scheme/find-scheme.step.server.ts';

const OWN = 'own:';

/** The scheme that an address names, with its row where it is stored, and what the visitor may do with it. */
export interface NamedScheme {
  readonly visit: Acting<'member'> | Acting<'regulator'>;
  readonly scheme: ScoringScheme;
  readonly row: SchemeEntry | null;
  /** Whether it is the visitor's own house's. */
  readonly isOwn: boolean;
  readonly mayManage: boolean;
}

/** A shipped scheme, one of the own house in whichever state, or one that a regulator offers; 404 for another. */
export async function requireScheme(
  incoming: Incoming,
  id: string | null | undefined,
  intent: 'view' | 'manageModels' = 'view',
): Promise<NamedScheme> {
  const visit = await requireAnyHouse(incoming, intent);
  const mayManage = can(visit.acting.role, 'manageModels');
  const shipped = shippedSchemes().get(id ?? '');
  if (shipped) return { visit, scheme: shipped, row: null, isOwn: false, mayManage };
  const row = id?.startsWith(OWN)
    ? await incoming.context.ports.db.transaction(visit.scope, (trx) => getScheme(trx, id.slice(OWN.length)))
    : undefined;
  if (!row) throw refusalResponse(refuse('not_found').refusal);
  const { content: _content, digest: _digest, ...entry } = row;
  const isOwn = row.organisationId === visit.scope.organisationId;
  return { visit, scheme: openSchemeRow(row), row: entry, isOwn, mayManage };
}

/** A scheme of the own house, for what changes it; 404 for another. */
export async function requireOwnScheme(incoming: Incoming, id: string | undefined) {
  const { visit, scheme, row, isOwn } = await requireScheme(incoming, id, 'manageModels');
  if (!row || !isOwn) throw refusalResponse(refuse('not_found').refusal);
  return { visit, scheme, row };
}
