import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { checkpointJournal } from '#app/services/journal/checkpoint-journal.server.ts';
import { verifyJournal } from '#app/services/journal/verify-journal.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { canonicalJson } from '#app/domain/filing/canonical.ts';
import { signCheckpoint } from '#db/crypto/checkpoint-key.ts';
import { createSealer } from '#db/crypto/sealer.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import {
  makeActor,
  makeOrganisation,
  testPorts,
  TEST_MOMENT,
  type TestOrganisation,
} from '#tests/support/world.ts';

describe('verifying the journal', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let house: TestOrganisation;
  let actor: Actor;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    house = await makeOrganisation(ports, { kind: 'enterprise' });
    actor = await makeActor(ports, house, 'owner');
    await append(4);
  });
  afterAll(() => db.close());

  const append = (count: number) =>
    db.transaction(actor.scope, async (trx) => {
      for (let n = 0; n < count; n += 1) {
        await appendJournal(trx, actor, TEST_MOMENT, {
          organisationId: house.id,
          type: 'test.happened',
          payload: { n },
          shared: false,
        });
      }
    });
  /** What somebody with the owner's rights may do to the table behind the product's back. */
  const tamper = async (sqlText: string) => {
    await db.pool.query('alter table journal disable trigger all');
    await db.pool.query(sqlText);
    await db.pool.query('alter table journal enable trigger all');
  };
  let undo = '';
  afterEach(async () => {
    if (undo) await tamper(undo);
    undo = '';
  });

  it('finds nothing wrong with what the product wrote', async () => {
    const answer = await verifyJournal(ports);
    expect(answer).toMatchObject({ ok: true, brokenLink: null, brokenCheckpoint: null });
    expect(answer.events).toBe(4);
    expect(answer.chains).toBe(1);
  });

  it('finds an event that was altered', async () => {
    await tamper(`update journal set payload = '{"n":9}' where seq = 2`);
    undo = `update journal set payload = '{"n":1}' where seq = 2`;
    expect((await verifyJournal(ports)).brokenLink).toEqual({
      organisationId: house.id,
      seq: 2,
      why: 'altered',
    });
  });

  it('finds an event that was taken out', async () => {
    await tamper(
      `create table kept as select * from journal where seq = 3; delete from journal where seq = 3`,
    );
    undo = `insert into journal select * from kept; drop table kept`;
    expect((await verifyJournal(ports)).brokenLink).toEqual({ organisationId: house.id, seq: 4, why: 'gap' });
  });

  it('finds a cut end by the checkpoint that saw it, which the chain alone can not', async () => {
    const cut = `create table kept as select * from journal where seq = 4; delete from journal where seq = 4`;
    undo = `insert into journal select * from kept; drop table kept`;
    await tamper(cut);
    expect((await verifyJournal(ports)).ok).toBe(true);
    await tamper(undo);

    expect(await checkpointJournal(ports, TEST_MOMENT)).toMatchObject({ heads: 1, events: 4 });
    await append(1);
    expect(await verifyJournal(ports)).toMatchObject({ ok: true, checkpoints: 1, events: 5 });
    await tamper(
      `create table kept as select * from journal where seq >= 4; delete from journal where seq >= 4`,
    );
    expect((await verifyJournal(ports)).brokenLink).toEqual({ organisationId: house.id, seq: 4, why: 'cut' });
  });

  it('finds a cut end by a receipt or a bundle’s checkpoint that somebody kept', async () => {
    await db.root.deleteFrom('journal_checkpoint').execute();
    const digest = 'd'.repeat(64);
    const { seq, digest: head } = await db.transaction(actor.scope, (trx) =>
      appendJournal(trx, actor, TEST_MOMENT, {
        organisationId: house.id,
        type: 'filing.submitted',
        payload: { version: 1, digest, serial: 'SHCDO-2026-000001-X' },
        shared: true,
      }),
    );
    const statement = canonicalJson({
      ...{ format: 'shuheng-chain-head/1', organisation: house.id },
      ...{ seq, digest: head, at: TEST_MOMENT.now },
    });
    const checkpoint = canonicalJson({ statement, signature: signCheckpoint(ports.sealer, statement) });
    const none = { receipt: null, checkpoint: null };
    for (const proofs of [
      { ...none, receipt: digest },
      { ...none, receipt: 'SHCDO-2026-000001-X' },
    ]) {
      expect(await verifyJournal(ports, proofs)).toMatchObject({ ok: true, receipt: 'found' });
    }
    expect(await verifyJournal(ports, { ...none, checkpoint })).toMatchObject({ ok: true, checkpoints: 0 });
    expect(
      (await verifyJournal(ports, { ...none, checkpoint: checkpoint.replace('Z', 'Y') })).brokenCheckpoint,
    ).toEqual({ at: '--checkpoint', why: 'not_signed_here' });

    await tamper(
      `create table kept as select * from journal where seq = ${seq}; delete from journal where seq = ${seq}`,
    );
    undo = `insert into journal select * from kept; drop table kept`;
    expect(await verifyJournal(ports)).toMatchObject({ ok: true, receipt: 'not_given' });
    expect(await verifyJournal(ports, { ...none, receipt: digest })).toMatchObject({
      ok: false,
      receipt: 'missing',
    });
    expect((await verifyJournal(ports, { ...none, checkpoint })).brokenLink).toEqual({
      organisationId: house.id,
      seq,
      why: 'cut',
    });
  });

  it('finds a checkpoint that was altered, or signed elsewhere', async () => {
    await checkpointJournal(ports, TEST_MOMENT);
    const other = { ...ports, sealer: createSealer({ masterSecret: 'x'.repeat(40), keyId: 'k9' }) };
    expect((await verifyJournal(other)).brokenCheckpoint?.why).toBe('not_signed_here');
    await tamper(`update journal_checkpoint set content = content || ' '`);
    expect((await verifyJournal(ports)).brokenCheckpoint?.why).toBe('altered');
  });

  it('accepts a checkpoint of a retired key', async () => {
    await db.root.deleteFrom('journal_checkpoint').execute();
    await checkpointJournal(ports, TEST_MOMENT);
    const rotated = createSealer({
      masterSecret: 'y'.repeat(40),
      keyId: 'k2',
      previous: [{ keyId: 'k1', masterSecret: 'test-secret-0123456789-abcdefghijklmnop' }],
    });
    expect((await verifyJournal({ ...ports, sealer: rotated })).ok).toBe(true);
  });
});
