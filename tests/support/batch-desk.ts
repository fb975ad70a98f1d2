import type { Actor } from '#app/domain/account/actor.ts';
import type { Result } from '#app/domain/refusal/refusal.ts';
import type { BatchStatus } from '#app/domain/target/batch.ts';
import type { Ports } from '#app/services/ports.ts';
import { claimBatch } from '#app/services/batch/claim-batch.server.ts';
import { commentBatch } from '#app/services/batch/comment-batch.server.ts';
import { recordBatch } from '#app/services/batch/record-batch.server.ts';
import { returnBatch } from '#app/services/batch/return-batch.server.ts';
import { submitBatch } from '#app/services/batch/submit-batch.server.ts';
import { withdrawBatch } from '#app/services/batch/withdraw-batch.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import { type BatchKey, getBatch } from '#db/queries/batch.read.ts';
import { listThreads } from '#db/queries/comment.read.ts';
import { type BatchWorld, itemLine, makeBatch, officeOf, revisionOf } from './batch-world.ts';
import { TEST_MOMENT } from './world.ts';

/** What came of an intent: `done`, or the code of its refusal. */
export const codeOf = (result: Result<unknown>) => (result.ok ? 'done' : result.refusal.code);

/** The value of an intent that must be done. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}
let serial = 0;
/** A record that no other test uses, so that records don't meet. */
export const freshItem = () => itemLine({ name: `示例企业${(serial += 1)}` });

/** The steps of a batch as people take them, each with what is on the page at that moment. */
export function batchDesk(db: OpenDatabase, ports: Ports, world: BatchWorld) {
  const read = (actor: Actor, key: BatchKey) =>
    db.transaction(actor.scope, (trx) => getBatch(trx, officeOf(actor), key));
  const threadsOf = (actor: Actor, key: BatchKey) =>
    db.transaction(actor.scope, (trx) => listThreads(trx, key.organisationId, key.id, 'batch_id'));
  const eventsOf = async (key: BatchKey, organisationId = key.organisationId) =>
    db.root
      .selectFrom('journal')
      .select(['type', 'is_shared as shared', 'payload'])
      .where('subject_id', '=', key.id)
      .where('organisation_id', '=', organisationId)
      .orderBy('seq')
      .execute();

  async function submit(actor: Actor, batch: BatchKey, moment = TEST_MOMENT) {
    const revision = await revisionOf(db, actor, batch);
    return submitBatch(ports, actor, moment, { batch, revision });
  }
  const claim = (actor: Actor, batch: BatchKey) =>
    claimBatch(ports, actor, TEST_MOMENT, { batch, takeOver: false });
  async function record(actor: Actor, batch: BatchKey, moment = TEST_MOMENT) {
    return recordBatch(ports, actor, moment, { batch, revision: await revisionOf(db, actor, batch) });
  }
  async function sendBack(actor: Actor, batch: BatchKey, moment = TEST_MOMENT) {
    return returnBatch(ports, actor, moment, { batch, revision: await revisionOf(db, actor, batch) });
  }
  const comment = (actor: Actor, batch: BatchKey, anchor = 'batch', publish: 'now' | 'draft' = 'draft') =>
    commentBatch(ports, actor, TEST_MOMENT, { batch, anchor, body: '请核对', publish });

  /** A city's batch brought to a status by the people whose step it is. */
  async function batchIn(status: BatchStatus, lines?: Parameters<typeof makeBatch>[3]) {
    const { province, city, planId } = world;
    const batch = await makeBatch(ports, city.reviewer, planId, lines);
    if (status === 'draft') return batch;
    valueOf(await submit(city.reviewer, batch));
    if (status === 'submitted') return batch;
    if (status === 'withdrawn') {
      valueOf(await withdrawBatch(ports, city.reviewer, TEST_MOMENT, { batch, reason: '填错' }));
      return batch;
    }
    valueOf(await claim(province.reviewer, batch));
    if (status === 'in_review') return batch;
    if (status === 'on_record') valueOf(await record(province.reviewer, batch));
    else {
      valueOf(await comment(province.reviewer, batch));
      valueOf(await sendBack(province.reviewer, batch));
    }
    return batch;
  }

  return { read, threadsOf, eventsOf, submit, claim, record, sendBack, comment, batchIn };
}
/** @see batchDesk */
export type BatchDesk = ReturnType<typeof batchDesk>;
