import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { recordBackup } from '#app/services/operator/record-backup.server.ts';
import { claimFiling } from '#app/services/review/claim-filing.server.ts';
import { openThread } from '#app/services/review/open-thread.server.ts';
import { recordFiling } from '#app/services/review/record-filing.server.ts';
import { returnFiling } from '#app/services/review/return-filing.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { insertNotice } from '#db/queries/notice.write.ts';
import {
  countForOperator,
  countForRegulator,
  FIGURE_LIMIT,
  listStartFilings,
} from '#db/queries/start.read.ts';
import { newId } from '#db/identifier.ts';
import { insertOpenChange } from '#tests/support/change.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeSubmittedFiling } from '#tests/support/filing.ts';
import { beginFiling, granted } from '#tests/support/filing-world.ts';
import {
  makeActor,
  makeOrganisation,
  momentAt,
  TEST_MOMENT,
  testPorts,
  type TestOrganisation,
} from '#tests/support/world.ts';

const DAYS = { today: TEST_MOMENT.today, soonUntil: plainDate('2026-11-26') };
let db: OpenDatabase;
let ports: Ports;
let reviewer: Actor;
let colleague: Actor;

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  const office = await makeOrganisation(ports, { kind: 'regulator' });
  reviewer = await makeActor(ports, office, 'reviewer');
  colleague = await makeActor(ports, office, 'reviewer');
});
afterAll(() => db.close());

async function enterprise(regionCode = '310115'): Promise<{ house: TestOrganisation; owner: Actor }> {
  const house = await makeOrganisation(ports, { kind: 'enterprise', regionCode });
  return { house, owner: await makeActor(ports, house, 'owner') };
}

describe('an enterprise’s start page', () => {
  const filingsOf = (owner: Actor, id: string) =>
    db.transaction(owner.scope, (trx) => listStartFilings(trx, id));

  it('lists what is under way and on record, with the questions that still wait', async () => {
    const { house, owner } = await enterprise();
    expect(await filingsOf(owner, house.id)).toEqual([]);
    const submitted = await makeSubmittedFiling(ports, owner);
    expect(await filingsOf(owner, house.id)).toMatchObject([
      { id: submitted.id, status: 'submitted', openThreadCount: 0 },
    ]);
    granted(await claimFiling(ports, reviewer, TEST_MOMENT, { filing: submitted.id, takeOver: '' }));
    const question = { filing: submitted.id, anchor: 'cdo.position', body: '请核对。', proposed: '' };
    granted(await openThread(ports, reviewer, TEST_MOMENT, { ...question, publish: 'draft' }));
    expect((await filingsOf(owner, house.id))[0]?.openThreadCount).toBe(0);
    granted(await returnFiling(ports, reviewer, TEST_MOMENT, { filing: submitted.id }));
    expect(await filingsOf(owner, house.id)).toMatchObject([{ status: 'returned', openThreadCount: 1 }]);
  });

  it('leaves out what was withdrawn or superseded', async () => {
    const { house, owner } = await enterprise();
    const filing = await makeSubmittedFiling(ports, owner);
    for (const status of ['withdrawn', 'superseded'] as const) {
      await db.root.updateTable('filing').set({ status }).where('id', '=', filing.id).execute();
      expect(await filingsOf(owner, house.id)).toEqual([]);
    }
  });
});

describe('a regulator’s start page', () => {
  const figures = (actor: Actor) => {
    const { scope } = actor;
    if (scope.kind !== 'regulator') throw new Error('a regulator is needed');
    return db.transaction(scope, (trx) => countForRegulator(trx, scope, DAYS));
  };

  it('counts what waits, what is whose, and what is late, within its region', async () => {
    const before = await figures(reviewer);
    const first = await enterprise();
    const second = await enterprise();
    const third = await enterprise();
    const mine = await makeSubmittedFiling(ports, first.owner);
    const recorded = await makeSubmittedFiling(ports, second.owner);
    await makeSubmittedFiling(ports, third.owner);
    granted(await claimFiling(ports, reviewer, TEST_MOMENT, { filing: mine.id, takeOver: '' }));
    granted(await claimFiling(ports, colleague, TEST_MOMENT, { filing: recorded.id, takeOver: '' }));
    granted(await recordFiling(ports, colleague, TEST_MOMENT, { filing: recorded.id, version: 1 }));
    await beginFiling(ports, (await enterprise()).owner);
    await insertOpenChange(db, first.house, plainDate('2026-11-02'));
    await insertOpenChange(db, second.house, plainDate('2026-11-18'));
    await insertOpenChange(db, third.house, plainDate('2026-11-23'));
    await insertOpenChange(db, third.house, plainDate('2026-11-01'), {
      firstSubmittedOn: plainDate('2026-11-03'),
    });
    await makeOrganisation(ports, { kind: 'enterprise', verification: 'pending' });
    await makeOrganisation(ports, { kind: 'enterprise', verification: 'pending', regionCode: '110105' });
    const after = await figures(reviewer);
    expect({
      waiting: after.waiting - before.waiting,
      unassigned: after.unassigned - before.unassigned,
      mine: after.mine - before.mine,
      changesOverdue: after.changesOverdue - before.changesOverdue,
      changesSoon: after.changesSoon - before.changesSoon,
      unverified: after.unverified - before.unverified,
    }).toEqual({ waiting: 2, unassigned: 1, mine: 1, changesOverdue: 1, changesSoon: 1, unverified: 1 });
    expect((await figures(colleague)).mine).toBe(0);
  });

  it('counts nothing of another district', async () => {
    const office = await makeOrganisation(ports, { kind: 'regulator', regionCode: '310104' });
    const district = await makeActor(ports, office, 'reviewer', { regionCode: '310104' });
    expect(Object.values(await figures(district)).every((figure) => figure === 0)).toBe(true);
  });

  it('stops counting beyond the limit', async () => {
    await db.pool.query(
      `insert into organisation (id, kind, name, uscc, licence_kind, programme_id, region_code, is_branch, licence_numbers,
         verification, verification_note, colour, is_demo, created_at)
       select gen_random_uuid(), 'enterprise', '示例', 'L' || n, 'telecom', 'sh-cdo', '310115', false, '', 'pending', '',
         '#000000', false, now() from generate_series(1, ${FIGURE_LIMIT + 50}) n`,
    );
    expect((await figures(reviewer)).unverified).toBe(FIGURE_LIMIT + 1);
  });
});

describe('the operator’s start page', () => {
  it('counts mails by what became of them, and no product notice', async () => {
    const operator = await makeActor(ports, { id: PLATFORM_ORGANISATION_ID, name: '数衡平台' }, 'operator');
    const figures = () => db.transaction(operator.scope, (trx) => countForOperator(trx));
    const before = await figures();
    expect(before.checkpointAt).toBeNull();
    const notice = (state: 'waiting' | 'failed' | 'uncertain' | 'sent', channel: 'mail' | 'product') => ({
      id: newId(TEST_MOMENT.now),
      organisationId: PLATFORM_ORGANISATION_ID,
      recipientId: null,
      recipientKey: `${state} ${channel}`,
      recipientMask: '',
      rule: 'test.rule',
      occurrence: 'once',
      channel,
      link: '',
      state,
      notBefore: TEST_MOMENT.now,
      messageId: '<x@test.example>',
      createdAt: TEST_MOMENT.now,
      sentAt: null,
      addressCipher: null,
      contentCipher: 'x',
    });
    await db.transaction(operator.scope, async (trx) => {
      for (const state of ['waiting', 'failed', 'uncertain', 'sent'] as const) {
        expect(await insertNotice(trx, notice(state, 'mail'))).toBe(true);
      }
      await insertNotice(trx, notice('waiting', 'product'));
    });
    const after = await figures();
    expect(after.outboxWaiting - before.outboxWaiting).toBe(1);
    expect(after.outboxFailed - before.outboxFailed).toBe(2);
  });

  it('says when the newest backup was made', async () => {
    const operator = await makeActor(ports, { id: PLATFORM_ORGANISATION_ID, name: '数衡平台' }, 'operator');
    const figures = () => db.transaction(operator.scope, (trx) => countForOperator(trx));
    expect((await figures()).backupAt).toBeNull();
    const made = { at: TEST_MOMENT.now, tables: 1, rows: 2, files: 3 };
    await recordBackup(ports, momentAt('2026-11-24T02:00:00.000Z'), made);
    await recordBackup(ports, momentAt('2026-11-25T02:00:00.000Z'), made);
    expect((await figures()).backupAt).toBe('2026-11-25T02:00:00.000Z');
  });
});
