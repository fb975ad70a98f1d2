import type { Moment } from '#app/domain/account/actor.ts';
import { NATION } from '#app/domain/organisation/region.ts';
import type { Words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import type { BatchRow } from '#db/queries/batch.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { queueNotices, recipientsOfRegulator } from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';

/** Where a batch is read. */
function batchAddress(batch: { readonly organisationId: string; readonly id: string }): string {
  return `/batches/${batch.organisationId}/${batch.id}`;
}

/**
 * Tells the officers of the other house about a batch: those of the plan's house, or those of the house that reports.
 * Nobody is told what his own house did.
 */
export async function tellHouse(
  trx: Trx,
  ports: Pick<Ports, 'sealer' | 'site'>,
  moment: Moment,
  scope: RegulatorScope,
  batch: BatchRow,
  notice: { rule: string; occurrence: string; subject: Words; body: Words },
): Promise<void> {
  const other = scope.organisationId === batch.planHouseId ? batch.organisationId : batch.planHouseId;
  if (other === scope.organisationId) return;
  // Officers in charge of the region that is reported on; those of the whole country aren't among them by code.
  const near = await recipientsOfRegulator(trx, ports, scope.programmeId, batch.regionCode);
  const nationwide = await recipientsOfRegulator(trx, ports, scope.programmeId, NATION);
  const people = [...near, ...nationwide].filter(({ organisationId }) => organisationId === other);
  await queueNotices(
    trx,
    ports,
    moment,
    { organisationId: batch.organisationId, ...notice, link: batchAddress(batch) },
    people,
  );
}
