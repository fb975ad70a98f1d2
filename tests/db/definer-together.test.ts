import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '#app/domain/account/scope.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { ACCOUNTS, ORGANISATIONS, uuid } from './isolation/identity.ts';
import { insertProbes } from './isolation/probe.ts';

const MOMENT = '2026-11-24T02:00:00Z';
const STRANGER: Scope = { kind: 'account', accountId: ACCOUNTS.stranger };
const OWNER_A: Scope = {
  kind: 'member',
  accountId: ACCOUNTS.ownerA,
  organisationId: ORGANISATIONS.A,
  role: 'owner',
};
const OPERATOR: Scope = {
  kind: 'operator',
  accountId: ACCOUNTS.operator,
  organisationId: ORGANISATIONS.platform,
};

/** On a server these meet on several connections; embedded, they queue for one. */
describe('several at once', () => {
  let db: OpenDatabase;
  beforeAll(async () => {
    db = await openTestDatabase();
    await insertProbes(db);
  });
  afterAll(() => db.close());

  const together = <T>(count: number, work: (n: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_unused, n) => work(n)));
  const answer =
    <T>(scope: Scope, call: (n: number) => ReturnType<typeof sql<{ answer: T }>>) =>
    (n: number) =>
      db.transaction(scope, async (trx) => (await call(n).execute(trx)).rows[0]?.answer);

  it('accept one invitation once', async () => {
    await sql`update invitation set email_index = ${`index-${ACCOUNTS.stranger}`} where id = ${uuid(12, 1)}`.execute(
      db.root,
    );
    const answers = await together(
      4,
      answer<string | null>(
        STRANGER,
        (n) =>
          sql`select accept_invitation('digest-1', ${uuid(94, n)}::uuid, '示例', 'x', ${MOMENT}) as answer`,
      ),
    );
    expect(answers.filter((id) => id === ORGANISATIONS.A)).toHaveLength(1);
    expect(answers.filter((id) => id === null)).toHaveLength(3);
    const { rows } = await sql`select id from membership where account_id = ${ACCOUNTS.stranger}`.execute(
      db.root,
    );
    expect(rows).toHaveLength(1);
  });

  it('redeem one roster invitation once', async () => {
    await sql`update roster_entry set uscc = ${`U${ORGANISATIONS.A.slice(-17)}`} where id = ${uuid(14, 1)}`.execute(
      db.root,
    );
    await sql`update invitation set roster_entry_id = ${uuid(14, 1)} where id = ${uuid(12, 3)}`.execute(
      db.root,
    );
    await sql`update organisation set verification = 'pending' where id = ${ORGANISATIONS.A}`.execute(
      db.root,
    );
    const answers = await together(
      4,
      answer<boolean>(
        OWNER_A,
        () => sql`select redeem_roster_invitation('digest-3', ${ORGANISATIONS.A}::uuid, ${MOMENT}) as answer`,
      ),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it('found one organisation for one code', async () => {
    const answers = await together(
      4,
      answer<boolean>(
        STRANGER,
        (n) =>
          sql`select found_organisation(${uuid(95, n)}::uuid, 'enterprise', '新', 'NEW', 'telecom', 'sh-cdo', '310115', null, false,
                '', '#000000', false, ${uuid(96, n)}::uuid, 'owner', '示例', 'x', ${MOMENT}) as answer`,
      ),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
    const { rows } = await sql`select id from organisation where uscc = 'NEW'`.execute(db.root);
    expect(rows).toHaveLength(1);
  });

  it('number filings without twins and without gaps', async () => {
    const numbers = await together(
      12,
      answer<number>(OWNER_A, () => sql`select next_serial('sh-cdo', 2033) as answer`),
    );
    expect(numbers.map(Number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_unused, n) => n + 1),
    );
  });

  it('give a number back that was not used', async () => {
    const undone = db.transaction(OWNER_A, async (trx) => {
      await sql`select next_serial('sh-cdo', 2034)`.execute(trx);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await answer<number>(OWNER_A, () => sql`select next_serial('sh-cdo', 2034) as answer`)(0)).toBe(1);
  });

  it('transfer ownership to one owner', async () => {
    const answers = await together(
      3,
      answer<boolean>(
        OPERATOR,
        (n) =>
          sql`select transfer_ownership(${ORGANISATIONS.A}::uuid, ${uuid(11, 2)}::uuid, ${uuid(97, n)}::uuid, ${MOMENT}) as answer`,
      ),
    );
    expect(answers).toContain(true);
    const { rows } =
      await sql`select account_id from membership where organisation_id = ${ORGANISATIONS.A} and role = 'owner' and ended_at is null`.execute(
        db.root,
      );
    expect(rows).toEqual([{ account_id: ACCOUNTS.stranger }]);
  });
});
