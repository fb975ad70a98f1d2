import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sm3Hex } from '#db/crypto/digest.ts';
import type { OpenDatabase } from '#db/client.ts';
import { appendJournal, journalContent } from '#db/queries/journal.write.ts';
import type { Ports } from '#app/services/ports.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeActor, makeOrganisation, testPorts, TEST_MOMENT } from '#tests/support/world.ts';

describe('the journal', () => {
  let db: OpenDatabase;
  let ports: Ports;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
  });
  afterAll(() => db.close());

  async function owner() {
    const organisation = await makeOrganisation(ports, { kind: 'enterprise' });
    return { organisation, actor: await makeActor(ports, organisation, 'owner') };
  }
  const event = (organisationId: string, n: number) => ({
    organisationId,
    type: 'test.happened',
    payload: { n },
    shared: false,
  });

  it('chains events without gaps, each digest covering the one before', async () => {
    const { organisation, actor } = await owner();
    await db.transaction(actor.scope, async (trx) => {
      await appendJournal(trx, actor, TEST_MOMENT, event(organisation.id, 1));
      await appendJournal(trx, actor, TEST_MOMENT, event(organisation.id, 2));
    });
    await db.transaction(actor.scope, (trx) =>
      appendJournal(trx, actor, TEST_MOMENT, event(organisation.id, 3)),
    );
    const rows = await db.transaction(actor.scope, (trx) =>
      trx
        .selectFrom('journal')
        .selectAll()
        .where('organisation_id', '=', organisation.id)
        .orderBy('seq')
        .execute(),
    );
    expect(rows.map((row) => row.seq)).toEqual([1, 2, 3]);
    let previous = '';
    for (const row of rows) {
      expect(row.previous_digest).toBe(previous);
      expect(row.digest).toBe(sm3Hex(journalContent(row)));
      previous = row.digest;
    }
  });

  it('is not changed or cut by the app’s role', async () => {
    const { organisation, actor } = await owner();
    await db.transaction(actor.scope, (trx) =>
      appendJournal(trx, actor, TEST_MOMENT, event(organisation.id, 1)),
    );
    await expect(
      db.transaction(actor.scope, (trx) => trx.updateTable('journal').set({ payload: '{}' }).execute()),
    ).rejects.toThrow(/permission denied/);
    await expect(db.transaction(actor.scope, (trx) => trx.deleteFrom('journal').execute())).rejects.toThrow(
      /permission denied/,
    );
  });

  it('refuses a link that does not fit the chain', async () => {
    const { organisation, actor } = await owner();
    await expect(
      db.transaction(actor.scope, (trx) =>
        trx
          .insertInto('journal')
          .values({
            organisation_id: organisation.id,
            seq: 5,
            type: 'test.forged',
            schema_version: 1,
            payload: '{}',
            actor_id: null,
            actor_name: 'x',
            actor_side: 'system',
            subject_id: null,
            is_shared: false,
            at: TEST_MOMENT.now,
            previous_digest: '',
            digest: 'x',
          })
          .execute(),
      ),
    ).rejects.toThrow(/not continued/);
  });

  it('takes no event for an organisation that the actor can not see', async () => {
    const mine = await owner();
    const other = await owner();
    await expect(
      db.transaction(mine.actor.scope, (trx) =>
        appendJournal(trx, mine.actor, TEST_MOMENT, event(other.organisation.id, 1)),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});
