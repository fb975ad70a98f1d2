import { getBulletin, type BulletinRow } from '#db/queries/bulletin.read.ts';
import type { BulletinContent } from '../../domain/bulletin/bulletin.ts';
import { CDO_PROGRAMME } from '../../domain/filing/guideline.ts';
import { can, type Intent } from '../../domain/organisation/organisation.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireRegulator, type Acting } from '../../http/scope.server.ts';
import { gatherBulletin, sealBulletin } from '../../services/bulletin/gather-bulletin.step.server.ts';

/** A request whose address names a bulletin. */
type Asked = Incoming & { readonly params: { readonly bulletinId?: string | undefined } };

/** An office of the filing duty whose member may do `intent`; 404 in other programmes, which have no bulletins. */
export async function requireFilingOffice(
  incoming: Incoming,
  intent: Intent = 'view',
): Promise<Acting<'regulator'>> {
  const visit = await requireRegulator(incoming, intent);
  if (visit.scope.programmeId !== CDO_PROGRAMME) throw refusalResponse(refuse('not_found').refusal);
  return visit;
}

/** A bulletin that an address names, with what it says and whether the visitor may change it. */
export interface LoadedBulletin {
  readonly visit: Acting<'regulator'>;
  readonly bulletin: BulletinRow;
  readonly content: BulletinContent;
  readonly digest: string;
  readonly mayWrite: boolean;
}

/** The bulletin of the own office that an address names; 404 for any other. */
export async function loadBulletin(incoming: Asked, intent: Intent = 'view'): Promise<LoadedBulletin> {
  const visit = await requireFilingOffice(incoming, intent);
  const { scope, moment } = visit;
  const calendar = await incoming.context.calendar();
  const found = await incoming.context.ports.db.transaction(scope, async (trx) => {
    const bulletin = await getBulletin(trx, scope, incoming.params.bulletinId ?? '');
    return bulletin && { bulletin, content: await gatherBulletin(trx, scope, moment, calendar, bulletin) };
  });
  if (!found) throw refusalResponse(refuse('not_found').refusal);
  const { bulletin, content } = found;
  return {
    visit,
    bulletin,
    content,
    digest: bulletin.digest ?? sealBulletin(content).digest,
    mayWrite: bulletin.state === 'draft' && can(scope.role, 'writeBulletin'),
  };
}

/** The same, of a draft that the visitor may change; 409 once it is published. */
export async function loadBulletinDraft(incoming: Asked): Promise<LoadedBulletin> {
  const loaded = await loadBulletin(incoming, 'writeBulletin');
  if (loaded.bulletin.state !== 'draft') throw refusalResponse(refuse('not_allowed_now').refusal);
  return loaded;
}
