import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '#app/domain/account/scope.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { ACCOUNTS, GRANTS, ORGANISATIONS, uuid } from './isolation/identity.ts';
import { ASSESSING } from './isolation/probe-assessment.ts';
import { insertProbes } from './isolation/probe.ts';
import { SCOPES } from './isolation/walk.ts';

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

  it('let one consultancy in for one purpose', async () => {
    await sql`update client_grant set revoked_at = ${MOMENT} where organisation_id = ${ORGANISATIONS.A}`.execute(
      db.root,
    );
    const give = (n: number) =>
      db.transaction(OWNER_A, (trx) =>
        sql`insert into client_grant (organisation_id, id, consultancy_id, consultancy_name, client_name, purpose, rights,
              expires_on, created_by_name, created_at)
            values (${ORGANISATIONS.A}, ${uuid(98, n)}, ${ORGANISATIONS.consultancy}, '示例', '示例',
              ${n % 2 === 0 ? 'help' : 'assess'}, 'draft', '2027-01-01', '示例', ${MOMENT})`.execute(trx),
      );
    const answers = await Promise.allSettled(Array.from({ length: 6 }, (_unused, n) => give(n)));
    expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(3);
    const { rows } =
      await sql`select distinct purpose from client_grant where organisation_id = ${ORGANISATIONS.A} and revoked_at is null`.execute(
        db.root,
      );
    expect(rows).toHaveLength(1);
    await sql`update client_grant set revoked_at = ${MOMENT} where id::text like ${`${uuid(98, 0).slice(0, 8)}%`}`.execute(
      db.root,
    );
    await sql`update client_grant set revoked_at = null where id = ${GRANTS.assess}`.execute(db.root);
  });

  it('open both sides to each other when both are signed at the same instant', async () => {
    const sign = (scope: Scope, id: string) =>
      db.transaction(scope, (trx) =>
        sql`update assessment set state = 'signed', signed_at = ${MOMENT}, signed_by_name = '示例' where id = ${id}`.execute(
          trx,
        ),
      );
    const assessor = SCOPES.assessor;
    if (!assessor) throw new Error('no assessor');
    await Promise.all([sign(OWNER_A, ASSESSING.assessmentId), sign(assessor, ASSESSING.independentId)]);
    const { rows } = await sql<{
      revealed: boolean;
    }>`select revealed_at is not null as revealed from assessment where scope_id = ${ASSESSING.scopeId}`.execute(
      db.root,
    );
    expect(rows).toEqual([{ revealed: true }, { revealed: true }]);
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
