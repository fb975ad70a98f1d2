import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import type { ActionInput } from '#app/domain/assessment/action.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { changeAction } from '#app/services/action/change-action.server.ts';
import { createAction } from '#app/services/action/create-action.server.ts';
import { moveAction } from '#app/services/action/move-action.server.ts';
import { sweepActionReminders } from '#app/services/notice/sweep-action-reminders.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { listActions } from '#db/queries/action.read.ts';
import { seedCalendar } from '#seeds/calendar/index.ts';
import { insertAssessment } from '#tests/support/assessment.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { granted } from '#tests/support/filing-world.ts';
import {
  makeActor,
  makeOrganisation,
  momentAt,
  TEST_MOMENT,
  testPorts,
  type TestOrganisation,
} from '#tests/support/world.ts';

let db: OpenDatabase;
let ports: Ports;
let enterprise: TestOrganisation;
let owner: Actor;
let preparer: Actor;
let viewer: Actor;
let stranger: Actor;
let assessmentId: string;

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  enterprise = await makeOrganisation(ports, { kind: 'enterprise' });
  owner = await makeActor(ports, enterprise, 'owner');
  preparer = await makeActor(ports, enterprise, 'preparer');
  viewer = await makeActor(ports, enterprise, 'viewer');
  stranger = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
  assessmentId = (await insertAssessment(db, enterprise)).id;
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.root.deleteFrom('improvement_action').execute();
  await db.root.deleteFrom('notice').execute();
  await db.root
    .updateTable('assessment')
    .set({ state: 'evaluating' })
    .where('id', '=', assessmentId)
    .execute();
});

const input = (more: Partial<ActionInput> = {}): ActionInput => ({
  cellId: '6.1',
  criterionId: '',
  title: '起草数据战略',
  note: '',
  ownerId: '',
  ownerName: '数据部张工（示例）',
  dueOn: plainDate('2026-12-31'),
  effort: 10,
  expectedLevel: 3,
  ...more,
});
const create = (actor: Actor, more: Partial<ActionInput> = {}, id = assessmentId) =>
  createAction(ports, actor, TEST_MOMENT, id, input(more));
const actions = () => db.transaction(owner.scope, (trx) => listActions(trx, enterprise.id, assessmentId));
const events = async () =>
  (
    await db.root
      .selectFrom('journal')
      .select('type')
      .where('type', 'like', 'action.%')
      .orderBy('seq')
      .execute()
  ).map(({ type }) => type);
const mails = () =>
  db.root
    .selectFrom('notice')
    .select(['rule', 'recipient_id as to', 'link', 'not_before as notBefore'])
    .where('channel', '=', 'mail')
    .orderBy('recipient_id')
    .execute();

describe('planning an action', () => {
  it('keeps what was planned, tells a member who becomes responsible, and leaves a trace', async () => {
    const before = await events();
    const { id } = granted(
      await create(owner, { ownerId: preparer.accountId ?? '', criterionId: '6.1-L3-1' }),
    );
    expect(await actions()).toMatchObject([
      {
        id,
        cellId: '6.1',
        criterionId: '6.1-L3-1',
        ownerId: preparer.accountId,
        ownerName: preparer.name,
        dueOn: '2026-12-31',
        effort: 10,
        expectedLevel: 3,
        state: 'open',
        createdByName: owner.name,
      },
    ]);
    expect(await mails()).toMatchObject([{ rule: 'action.planned', to: preparer.accountId, link: '' }]);
    expect((await events()).slice(before.length)).toEqual(['action.planned']);
  });

  it('tells nobody of what he planned for himself, or of a name that is no member', async () => {
    granted(await create(owner, { ownerId: owner.accountId ?? '' }));
    granted(await create(owner));
    expect(await mails()).toEqual([]);
  });

  it.each([
    ['a criterion of another item', { criterionId: '6.2-L2-1' }, 'cellId'],
    ['an item that the model lacks', { cellId: '99.1' }, 'cellId'],
    ['nobody responsible', { ownerName: '' }, 'ownerId'],
    ['a person of another house', { ownerId: '0199a0aa-0000-7000-8000-000000000001' }, 'ownerId'],
  ])('refuses %s beside its field and writes nothing', async (_, more, field) => {
    const before = await events();
    const result = await create(owner, more);
    expect(result).toMatchObject({ ok: false, refusal: { code: 'invalid' } });
    expect(Object.keys(result.ok ? {} : (result.refusal.fields ?? {}))).toEqual([field]);
    expect(await actions()).toEqual([]);
    expect(await events()).toEqual(before);
  });

  it('refuses who only reads, who is not of the house, and a withdrawn assessment', async () => {
    expect(await create(viewer)).toMatchObject({ ok: false, refusal: { code: 'forbidden' } });
    expect(await create(stranger)).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    expect(await create(owner, {}, 'nonsense')).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    await db.root
      .updateTable('assessment')
      .set({ state: 'withdrawn' })
      .where('id', '=', assessmentId)
      .execute();
    expect(await create(owner)).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
    expect(await actions()).toEqual([]);
  });
});

describe('an action that is planned', () => {
  it('is changed while it is open, and keeps an owner who has left', async () => {
    const { id } = granted(await create(owner, { ownerId: preparer.accountId ?? '' }));
    const gone = '0199a0aa-0000-7000-8000-0000000000aa';
    await db.root
      .updateTable('improvement_action')
      .set({ owner_id: gone, owner_name: '已离职人员' })
      .execute();
    granted(
      await changeAction(
        ports,
        preparer,
        TEST_MOMENT,
        { assessmentId, id },
        input({ ownerId: gone, effort: 20 }),
      ),
    );
    expect(await actions()).toMatchObject([{ ownerId: gone, ownerName: '已离职人员', effort: 20 }]);
  });

  it('is closed and taken up again; closed it stays as it is', async () => {
    const { id } = granted(await create(owner));
    const move = (state: 'open' | 'done' | 'cancelled') =>
      moveAction(ports, owner, TEST_MOMENT, { assessmentId, id, state });
    const before = await events();
    granted(await move('done'));
    granted(await move('done'));
    expect(await actions()).toMatchObject([{ state: 'done', closedAt: TEST_MOMENT.now }]);
    const place = { assessmentId, id };
    expect(await changeAction(ports, owner, TEST_MOMENT, place, input({ effort: 99 }))).toMatchObject({
      ok: false,
      refusal: { code: 'not_allowed_now' },
    });
    granted(await move('open'));
    expect(await actions()).toMatchObject([{ state: 'open', closedAt: null, effort: 10 }]);
    expect((await events()).slice(before.length)).toEqual(['action.completed', 'action.resumed']);
  });

  it('is out of reach for a viewer and for another house', async () => {
    const { id } = granted(await create(owner));
    const move = (actor: Actor) => moveAction(ports, actor, TEST_MOMENT, { assessmentId, id, state: 'done' });
    expect(await move(viewer)).toMatchObject({ ok: false, refusal: { code: 'forbidden' } });
    expect(await move(stranger)).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    expect(await actions()).toMatchObject([{ state: 'open' }]);
  });
});

describe('reminders of overdue actions', () => {
  const sweep = (on: string) => sweepActionReminders(ports, momentAt(`${on}T02:00:00.000Z`), seedCalendar);

  it('reach the owner the day after, and once in each week that follows', async () => {
    granted(await create(owner, { ownerId: preparer.accountId ?? '', dueOn: plainDate('2026-11-24') }));
    await db.root.deleteFrom('notice').execute();
    const days: string[] = [];
    for (const on of ['2026-11-24', '2026-11-25', '2026-11-26', '2026-12-01', '2026-12-02', '2026-12-09']) {
      if ((await sweep(on)) > 0) days.push(on);
      expect(await sweep(on)).toBe(0);
    }
    expect(days).toEqual(['2026-11-25', '2026-12-02', '2026-12-09']);
    const told = await mails();
    expect(told).toHaveLength(3);
    expect(new Set(told.map(({ rule, to }) => `${rule} ${to}`))).toEqual(
      new Set([`reminder.action-overdue ${preparer.accountId}`]),
    );
  });

  it('reach those who assess where nobody of the house owns the action, and nobody once it is closed', async () => {
    const { id } = granted(await create(owner, { dueOn: plainDate('2026-11-20') }));
    await sweep('2026-11-23');
    expect((await mails()).map(({ to }) => to).sort()).toEqual([owner.accountId, preparer.accountId].sort());
    granted(await moveAction(ports, owner, TEST_MOMENT, { assessmentId, id, state: 'done' }));
    expect(await sweep('2026-12-01')).toBe(0);
  });

  it('wait for working hours, and leave a withdrawn assessment alone', async () => {
    granted(await create(owner, { dueOn: plainDate('2026-11-20') }));
    // A Saturday: the mail waits for Monday, nine o'clock in Shanghai.
    await sweep('2026-11-28');
    expect(new Set((await mails()).map(({ notBefore }) => notBefore))).toEqual(
      new Set(['2026-11-30T01:00:00.000Z']),
    );
    await db.root.deleteFrom('notice').execute();
    await db.root
      .updateTable('assessment')
      .set({ state: 'withdrawn' })
      .where('id', '=', assessmentId)
      .execute();
    expect(await sweep('2026-11-30')).toBe(0);
  });
});
