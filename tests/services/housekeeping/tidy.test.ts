import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { words } from '#app/domain/words.ts';
import { tidy } from '#app/services/housekeeping/tidy.server.ts';
import { queueNotices } from '#app/services/notice/queue-notices.step.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeActor, makeOrganisation, momentAt, testPorts, TEST_MOMENT } from '#tests/support/world.ts';

describe('tidying', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let actor: Actor;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    actor = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
  });
  afterAll(() => db.close());

  it('removes what is over and keeps what is not', async () => {
    const account_id = actor.accountId ?? '';
    const [old, soon] = ['2026-11-01T00:00:00.000Z', '2026-11-24T00:00:00.000Z'];
    for (const [id, expires_at] of [
      ['over', old],
      ['alive', soon],
    ] as const) {
      await db.root
        .insertInto('session')
        .values({
          id,
          account_id,
          organisation_id: null,
          grant_id: null,
          created_at: old,
          expires_at,
          last_seen_at: old,
          second_factor_at: null,
        })
        .execute();
      await db.root
        .insertInto('one_time_link')
        .values({
          digest: id,
          purpose: 'reset-password',
          account_id,
          created_at: old,
          expires_at,
          used_at: null,
        })
        .execute();
      await db.root
        .insertInto('rate_limit')
        .values({ key: id, expire: Date.parse(expires_at) })
        .execute();
    }
    expect(await tidy(ports, TEST_MOMENT)).toEqual({
      sessions: 1,
      links: 1,
      limits: 1,
      noticeBodies: 0,
      uploads: 0,
      tallies: 0,
    });
    expect(await db.root.selectFrom('session').select('id').execute()).toEqual([{ id: 'alive' }]);
    expect(await db.root.selectFrom('one_time_link').select('digest').execute()).toEqual([
      { digest: 'alive' },
    ]);
    expect(await db.root.selectFrom('rate_limit').select('key').execute()).toEqual([{ key: 'alive' }]);
  });

  it('keeps contents of mail for thirty days after it was sent, and contents in the product for good', async () => {
    const scope = { kind: 'job', name: 'reminder' } as const;
    const said = { subject: words('一', 'a'), body: words('一', 'a'), link: '' };
    const to = [{ accountId: actor.accountId, email: 'a@test.example' }];
    const organisationId = 'organisationId' in actor.scope ? actor.scope.organisationId : '';
    await db.transaction(scope, (trx) =>
      queueNotices(trx, ports, TEST_MOMENT, { organisationId, rule: 'a.b', occurrence: '1', ...said }, to),
    );
    const later = momentAt('2027-01-31T00:00:00.000Z');
    expect((await tidy(ports, later)).noticeBodies).toBe(0);
    await db.root.updateTable('notice').set({ state: 'sent', sent_at: TEST_MOMENT.now }).execute();
    expect((await tidy(ports, momentAt('2026-12-20T00:00:00.000Z'))).noticeBodies).toBe(0);
    expect((await tidy(ports, later)).noticeBodies).toBe(1);
    expect(await db.root.selectFrom('notice_body').select('channel').execute()).toEqual([
      { channel: 'product' },
    ]);
  });

  it('adds up what was counted in pieces, and changes no sum by it', async () => {
    const house = await makeOrganisation(ports, { kind: 'regulator' });
    for (const number of [1, 2]) {
      await db.pool.query(
        `insert into roster_entry (organisation_id, id, programme_id, region_code, uscc, name, licence_number, created_at)
         values ($1, gen_random_uuid(), 'sh-cdo', '310115', $2, '示例企业', '沪B2-20150087', $3)`,
        [house.id, `9131${String(number).padStart(14, '0')}`, TEST_MOMENT.now],
      );
    }
    const sums = () =>
      db.pool.query('select count(*) as rows, sum(items) as items, sum(b2) as b2 from roster_tally');
    expect((await sums()).rows).toEqual([{ rows: 2, items: 2, b2: 2 }]);
    expect((await tidy(ports, TEST_MOMENT)).tallies).toBe(2);
    expect((await sums()).rows).toEqual([{ rows: 1, items: 2, b2: 2 }]);
    expect((await tidy(ports, TEST_MOMENT)).tallies).toBe(0);
  });
});
