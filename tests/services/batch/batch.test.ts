import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import type { Result } from '#app/domain/refusal/refusal.ts';
import { batchIntents, batchSide, type BatchIntent } from '#app/domain/target/batch.ts';
import type { Ports } from '#app/services/ports.ts';
import { addLine } from '#app/services/batch/add-line.server.ts';
import { answerBatchThread } from '#app/services/batch/answer-batch-thread.server.ts';
import { claimBatch } from '#app/services/batch/claim-batch.server.ts';
import { deleteBatch } from '#app/services/batch/delete-batch.server.ts';
import { editLine } from '#app/services/batch/edit-line.server.ts';
import { openBatch } from '#app/services/batch/open-batch.server.ts';
import { recordBatch } from '#app/services/batch/record-batch.server.ts';
import { releaseBatch } from '#app/services/batch/release-batch.server.ts';
import { removeLine } from '#app/services/batch/remove-line.server.ts';
import { replyBatchThread } from '#app/services/batch/reply-batch-thread.server.ts';
import { resolveBatchThread } from '#app/services/batch/resolve-batch-thread.server.ts';
import { returnBatch } from '#app/services/batch/return-batch.server.ts';
import { submitBatch } from '#app/services/batch/submit-batch.server.ts';
import { withdrawBatch } from '#app/services/batch/withdraw-batch.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import { type BatchKey, listBatches, listLines } from '#db/queries/batch.read.ts';
import {
  BATCH_PLAN,
  type BatchWorld,
  figureLine,
  itemLine,
  later,
  makeBatch,
  makeBatchWorld,
  makePlan,
  officeOf,
  revisionOf,
} from '#tests/support/batch-world.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';
import { type BatchDesk, batchDesk, codeOf, freshItem, valueOf } from '#tests/support/batch-desk.ts';

let db: OpenDatabase;
let ports: Ports;
let world: BatchWorld;
let desk: BatchDesk;
beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  world = await makeBatchWorld(ports, db);
  desk = batchDesk(db, ports, world);
});
afterAll(() => db.close());

describe('a city’s batch', () => {
  it('travels from draft to record, and counts from then on', async () => {
    const { province, city, planId } = world;
    const batch = await desk.batchIn('in_review', [
      ['XC01', itemLine({ onDate: plainDate('2023-06-01') })],
      ['XS01', itemLine({ quantity: 30 })],
      ['XV01', figureLine({ onDate: plainDate('2023-03-31') })],
    ]);
    const count = async () =>
      db.transaction(province.supervisor.scope, (trx) =>
        trx.selectFrom('entry').select('target_id').where('batch_id', '=', batch.id).execute(),
      );
    expect(await count()).toEqual([]);
    expect(valueOf(await desk.record(province.reviewer, batch))).toEqual({
      added: 3,
      corrected: 0,
      removed: 0,
    });
    expect((await count()).map((row) => row.target_id).sort()).toEqual(['XC01', 'XS01', 'XV01']);
    const tally = await db.root
      .selectFrom('target_tally')
      .select(['target_id', 'region_code', 'on_date', 'items', 'amount'])
      .where('plan_id', '=', planId)
      .where('target_id', '=', 'XS01')
      .execute();
    expect(tally).toMatchObject([{ region_code: '370100', on_date: '2023-06-01', items: 1 }]);
    expect(Number(tally[0]?.amount)).toBe(30);
    expect(codeOf(await desk.record(province.reviewer, batch))).toBe('not_allowed_now');
    const row = await desk.read(city.supervisor, batch);
    expect(row).toMatchObject({ status: 'on_record', recordedByName: province.reviewer.name });
  });

  it('leaves its story in the city’s chain, drafts unshared', async () => {
    const batch = await desk.batchIn('on_record', [['XC01', freshItem()]]);
    expect((await desk.eventsOf(batch)).map(({ type, shared }) => `${type} ${String(shared)}`)).toEqual([
      'batch.opened false',
      'batch.line-added false',
      'batch.submitted true',
      'batch.claimed true',
      'batch.recorded true',
    ]);
  });

  it('tells the other house, and nobody of the own', async () => {
    const batch = await desk.batchIn('on_record', [['XC01', freshItem()]]);
    const told = await db.root
      .selectFrom('notice')
      .select(['rule', 'recipient_id as who'])
      .where('channel', '=', 'product')
      .where('occurrence', 'like', `${batch.id}%`)
      .execute();
    const people = (house: BatchWorld['city']) => [house.reviewer.accountId, house.supervisor.accountId];
    const of = (rule: string) => told.filter((one) => one.rule === rule).map(({ who }) => who);
    expect(of('batch.submitted').sort()).toEqual(people(world.province).sort());
    expect(of('batch.recorded').sort()).toEqual(people(world.city).sort());
  });

  it('is on one list of each house at a time', async () => {
    const { province, city } = world;
    const batch = await desk.batchIn('submitted', [['XC01', freshItem()]]);
    const where = async (actor: Actor) => {
      const found: string[] = [];
      for (const view of ['working', 'waiting', 'to_review', 'done'] as const) {
        const { rows } = await db.transaction(actor.scope, (trx) => listBatches(trx, officeOf(actor), view));
        if (rows.some(({ id }) => id === batch.id)) found.push(view);
      }
      return found;
    };
    expect(await where(city.supervisor)).toEqual(['waiting']);
    expect(await where(province.supervisor)).toEqual(['to_review']);
    expect(await where(world.otherCity.supervisor)).toEqual([]);
  });
});

describe('status × side × intent', () => {
  const acts: Readonly<Record<BatchIntent, (actor: Actor, batch: BatchKey) => Promise<Result<unknown>>>> = {
    view: async (actor, batch) => ({ ok: true, value: await desk.read(actor, batch) }),
    edit: (actor, batch) =>
      addLine(ports, actor, TEST_MOMENT, { batch, target: 'XC01', line: freshItem(), isTwice: false }),
    submit: (actor, batch) => desk.submit(actor, batch),
    withdraw: (actor, batch) => withdrawBatch(ports, actor, TEST_MOMENT, { batch, reason: '填错' }),
    deleteDraft: (actor, batch) => deleteBatch(ports, actor, TEST_MOMENT, { batch }),
    answerComment: async (actor, batch) => {
      const [thread] = await desk.threadsOf(actor, batch);
      const input = { batch, thread: thread?.id ?? '', body: '已核对' };
      return answerBatchThread(ports, actor, TEST_MOMENT, input);
    },
    claim: (actor, batch) => claimBatch(ports, actor, TEST_MOMENT, { batch, takeOver: true }),
    release: (actor, batch) => releaseBatch(ports, actor, TEST_MOMENT, { batch }),
    comment: (actor, batch) => desk.comment(actor, batch),
    resolveThread: async (actor, batch) => {
      const [thread] = await desk.threadsOf(actor, batch);
      return resolveBatchThread(ports, actor, TEST_MOMENT, { batch, thread: thread?.id ?? '' });
    },
    returnFiling: (actor, batch) => desk.sendBack(actor, batch),
    record: (actor, batch) => desk.record(actor, batch),
  };
  const statuses = ['draft', 'submitted', 'in_review', 'returned', 'withdrawn', 'on_record'] as const;
  const cases = statuses.flatMap((status) =>
    (['city', 'province'] as const).flatMap((side) =>
      (Object.keys(acts) as BatchIntent[])
        .filter((intent) => intent !== 'view')
        .map((intent) => [status, side, intent] as const),
    ),
  );

  it.each(cases)('%s, %s: %s is done or refused as the table says', async (status, side, intent) => {
    const actor = world[side].supervisor;
    const batch = await desk.batchIn(status, [['XC01', freshItem()]]);
    const seen = batchSide(
      { organisationId: batch.organisationId, planHouseId: world.province.organisation.id },
      world[side].organisation.id,
    );
    const isAllowed = seen !== null && batchIntents(status, seen, 'supervisor').includes(intent);
    if (isAllowed && (intent === 'returnFiling' || intent === 'resolveThread')) {
      valueOf(await desk.comment(world.province.supervisor, batch));
    }
    const before = await db.root
      .selectFrom('journal')
      .select((eb) => eb.fn.countAll().as('n'))
      .execute();
    const code = codeOf(await acts[intent](actor, batch));
    if (isAllowed) {
      // A returned batch goes out again once its comment is met; that is shown below.
      expect(code).toBe(intent === 'submit' && status === 'returned' ? 'incomplete' : 'done');
      return;
    }
    expect(code).toBe(status === 'draft' && side === 'province' ? 'not_found' : 'not_allowed_now');
    const after = await db.root
      .selectFrom('journal')
      .select((eb) => eb.fn.countAll().as('n'))
      .execute();
    expect(after).toEqual(before);
  });

  it('another city reaches nothing of it in any status', async () => {
    for (const status of statuses) {
      const batch = await desk.batchIn(status, [['XC01', freshItem()]]);
      for (const act of Object.keys(acts) as BatchIntent[]) {
        if (act === 'view') expect(await desk.read(world.otherCity.supervisor, batch)).toBeUndefined();
        else expect(codeOf(await acts[act](world.otherCity.supervisor, batch))).toBe('not_found');
      }
    }
  });

  it('belongs to officers alone', async () => {
    const owner = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
    const batch = await desk.batchIn('draft', [['XC01', freshItem()]]);
    for (const act of Object.keys(acts) as BatchIntent[]) {
      if (act === 'view' || act === 'submit' || act === 'record' || act === 'returnFiling') continue;
      if (act === 'answerComment' || act === 'resolveThread') continue;
      expect(codeOf(await acts[act](owner, batch))).toBe('forbidden');
    }
    const seen = { batch, revision: 1 };
    expect(codeOf(await submitBatch(ports, owner, TEST_MOMENT, seen))).toBe('forbidden');
    expect(codeOf(await recordBatch(ports, owner, TEST_MOMENT, seen))).toBe('forbidden');
    expect(
      codeOf(await openBatch(ports, owner, TEST_MOMENT, { plan: world.planId, title: '', note: '' })),
    ).toBe('forbidden');
  });
});

describe('what a city may enter', () => {
  const add = (actor: Actor, batch: BatchKey, target: string, line: ReturnType<typeof itemLine>) =>
    addLine(ports, actor, TEST_MOMENT, { batch, target, line, isTwice: false });

  it.each([
    ['another city', 'XC01', itemLine({ region: '370200' }), 'region'],
    ['another province', 'XC01', itemLine({ region: '320100' }), 'region'],
    ['the whole province', 'XV01', figureLine({ region: '370000' }), 'region'],
    ['tomorrow', 'XC01', itemLine({ onDate: plainDate('2026-11-24') }), 'onDate'],
    ['a record where figures are reported', 'XV01', itemLine(), 'kind'],
    ['more than 100 %', 'XP01', figureLine({ value: 100.5 }), 'value'],
    ['what has no number', 'XD01', figureLine({ value: 1 }), 'target'],
    ['a target of no plan', 'XX99', itemLine(), 'target'],
  ])('is not %s', async (_what, target, line, field) => {
    const batch = await desk.batchIn('draft', []);
    const result = await add(world.city.reviewer, batch, target, line);
    expect(result).toMatchObject({ ok: false, refusal: { code: 'invalid' } });
    expect(Object.keys((!result.ok && result.refusal.fields) || {})).toEqual([field]);
    expect((await desk.eventsOf(batch)).map(({ type }) => type)).toEqual(['batch.opened']);
  });

  it('is not the same figure twice, in the batch or on record', async () => {
    const onDate = plainDate('2023-09-30');
    const batch = await desk.batchIn('draft', [['XP01', figureLine({ onDate, value: 40 })]]);
    const again = figureLine({ onDate, value: 41 });
    expect(codeOf(await add(world.city.reviewer, batch, 'XP01', again))).toBe('invalid');
    valueOf(await desk.submit(world.city.reviewer, batch));
    valueOf(await desk.claim(world.province.reviewer, batch));
    valueOf(await desk.record(world.province.reviewer, batch));
    const next = await desk.batchIn('draft', []);
    const result = await add(world.city.reviewer, next, 'XP01', again);
    expect(!result.ok && result.refusal.fields?.onDate?.zh).toContain('已入库：40');
  });

  it('is an enterprise listed already only when that is meant', async () => {
    const uscc = '91310115MA1K00015K';
    const batch = await desk.batchIn('draft', [['XC01', itemLine({ uscc, name: '示例已列企业' })]]);
    const line = itemLine({ uscc, name: '示例另一产品' });
    const result = await add(world.city.reviewer, batch, 'XC01', line);
    expect(!result.ok && result.refusal.fields?.uscc?.zh).toContain('示例已列企业');
    const input = { batch, target: 'XC01', line, isTwice: true };
    expect(codeOf(await addLine(ports, world.city.reviewer, TEST_MOMENT, input))).toBe('done');
  });

  it('is not the same record without a code, unless that is meant: a double press counts once', async () => {
    const line = freshItem();
    const batch = await desk.batchIn('draft', [['XC01', line]]);
    const result = await add(world.city.reviewer, batch, 'XC01', line);
    expect(!result.ok && result.refusal.fields?.uscc?.zh).toContain('第 1 条');
    const input = { batch, target: 'XC01', line, isTwice: true };
    expect(codeOf(await addLine(ports, world.city.reviewer, TEST_MOMENT, input))).toBe('done');
  });

  it('is nothing for a plan that isn’t there, withdrawn, or not of its programme', async () => {
    const { province, city } = world;
    const withdrawn = await makePlan(db, province.organisation);
    const batch = await makeBatch(ports, city.reviewer, withdrawn);
    await db.root
      .updateTable('plan')
      .set({ withdrawn_at: TEST_MOMENT.now })
      .where('id', '=', withdrawn)
      .execute();
    const open = (plan: string) =>
      openBatch(ports, city.reviewer, TEST_MOMENT, { plan, title: '', note: '' });
    expect(codeOf(await open(withdrawn))).toBe('not_allowed_now');
    expect(codeOf(await open('nonsense'))).toBe('not_allowed_now');
    expect(codeOf(await desk.submit(city.reviewer, batch))).toBe('not_allowed_now');
    expect(codeOf(await add(city.reviewer, batch, 'XC01', freshItem()))).toBe('not_allowed_now');
  });
});

describe('returning and mending', () => {
  it('asks for each comment to be met, by an answer or by a change', async () => {
    const { province, city } = world;
    const batch = await desk.batchIn('in_review', [
      ['XC01', freshItem()],
      ['XC01', freshItem()],
      ['XC01', freshItem()],
    ]);
    const [first = '', second = '', third = ''] = batch.lines;
    for (const id of [first, second, third]) {
      valueOf(await desk.comment(province.reviewer, batch, `lines[@${id}]`));
    }
    expect(await desk.threadsOf(city.reviewer, batch)).toEqual([]);
    expect(valueOf(await desk.sendBack(province.reviewer, batch))).toEqual({ open: 3 });
    const threads = await desk.threadsOf(city.reviewer, batch);
    expect(threads.map(({ state }) => state)).toEqual(['open', 'open', 'open']);
    const threadOn = (lineId: string) =>
      threads.find(({ anchor }) => anchor === `lines[@${lineId}]`)?.id ?? '';
    expect(codeOf(await desk.submit(city.reviewer, batch, later(1)))).toBe('incomplete');
    const answer = { batch, thread: threadOn(first), body: '已核对无误' };
    valueOf(await answerBatchThread(ports, city.reviewer, later(2), answer));
    const line = itemLine({ name: '示例企业更名' });
    const edit = { batch, lineId: second, revision: 1, line, isTwice: false };
    valueOf(await editLine(ports, city.reviewer, later(3), edit));
    expect(codeOf(await desk.submit(city.reviewer, batch, later(4)))).toBe('incomplete');
    valueOf(await removeLine(ports, city.reviewer, later(5), { batch, lineId: third }));
    expect(valueOf(await desk.submit(city.reviewer, batch, later(6)))).toEqual({ round: 2 });
    valueOf(await desk.claim(province.reviewer, batch));
    expect(codeOf(await desk.record(province.reviewer, batch))).toBe('incomplete');
    for (const thread of [threadOn(second), threadOn(third)]) {
      valueOf(await resolveBatchThread(ports, province.reviewer, TEST_MOMENT, { batch, thread }));
    }
    expect(valueOf(await desk.record(province.reviewer, batch, later(7)))).toMatchObject({ added: 2 });
    const states = (await desk.threadsOf(city.reviewer, batch)).map(({ state }) => state);
    expect(states).toEqual(['resolved', 'resolved', 'resolved']);
  });

  it('needs a comment; what is drafted stays in the province’s own chain and can be thrown away', async () => {
    const { province } = world;
    const batch = await desk.batchIn('in_review', [['XC01', freshItem()]]);
    expect(codeOf(await desk.sendBack(province.reviewer, batch))).toBe('incomplete');
    const { id: thread } = valueOf(await desk.comment(province.reviewer, batch));
    const own = await desk.eventsOf(batch, province.organisation.id);
    expect(own.map(({ type, shared }) => [type, shared])).toEqual([['comment.drafted', false]]);
    expect(valueOf(await resolveBatchThread(ports, province.reviewer, TEST_MOMENT, { batch, thread }))).toBe(
      'discarded',
    );
    expect(codeOf(await desk.comment(province.reviewer, batch, 'lines[@nothing]'))).toBe('invalid');
    expect(
      codeOf(await desk.comment(province.reviewer, batch, 'lines[@01920001-0000-7000-8000-000000000001]')),
    ).toBe('invalid');
  });

  it('publishes a question at once, and answers to a reply', async () => {
    const { province, city } = world;
    const batch = await desk.batchIn('in_review', [['XC01', freshItem()]]);
    const { id: thread } = valueOf(await desk.comment(province.reviewer, batch, 'batch', 'now'));
    expect((await desk.threadsOf(city.reviewer, batch)).map(({ id }) => id)).toEqual([thread]);
    const reply = { batch, thread, body: '补充' };
    valueOf(await replyBatchThread(ports, province.reviewer, TEST_MOMENT, reply));
    expect((await desk.threadsOf(city.reviewer, batch))[0]?.comments).toHaveLength(2);
    const gone = { ...reply, thread: 'x' };
    expect(codeOf(await replyBatchThread(ports, province.reviewer, TEST_MOMENT, gone))).toBe('not_found');
  });

  it('keeps a colleague’s review unless taken over knowingly, and lets its reviewer or a supervisor release it', async () => {
    const { province } = world;
    const batch = await desk.batchIn('submitted', [['XC01', freshItem()]]);
    valueOf(await desk.claim(province.supervisor, batch));
    expect(codeOf(await desk.claim(province.reviewer, batch))).toBe('conflict');
    expect(codeOf(await desk.claim(province.supervisor, batch))).toBe('done');
    expect(codeOf(await releaseBatch(ports, province.reviewer, TEST_MOMENT, { batch }))).toBe('forbidden');
    expect(codeOf(await releaseBatch(ports, province.supervisor, TEST_MOMENT, { batch }))).toBe('done');
    expect(await desk.read(province.reviewer, batch)).toMatchObject({
      status: 'submitted',
      assigneeId: null,
    });
  });
});

describe('two officers and stale pages', () => {
  it('refuses the second edit of a line with both values, and takes it when it is meant', async () => {
    const { city } = world;
    const batch = await desk.batchIn('draft', [['XC01', itemLine({ name: '示例初稿' })]]);
    const [lineId = ''] = batch.lines;
    const edit = (actor: Actor, name: string, revision: number) =>
      editLine(ports, actor, TEST_MOMENT, {
        batch,
        lineId,
        revision,
        line: itemLine({ name }),
        isTwice: false,
      });
    valueOf(await edit(city.reviewer, '示例甲改', 1));
    const second = await edit(city.supervisor, '示例乙改', 1);
    expect(codeOf(second)).toBe('conflict');
    const told = (!second.ok && second.refusal.fields?.name?.zh) || '';
    expect(told).toContain('示例甲改');
    expect(told).toContain('示例乙改');
    expect(told).toContain(city.reviewer.name);
    expect(codeOf(await edit(city.supervisor, '示例甲改', 1))).toBe('done');
    expect(codeOf(await edit(city.supervisor, '示例乙改', 2))).toBe('done');
    const { rows } = await db.transaction(city.reviewer.scope, (trx) => listLines(trx, batch));
    expect(rows).toMatchObject([{ name: '示例乙改', revision: 3, updatedByName: city.supervisor.name }]);
  });

  it('submits what was read, once', async () => {
    const { city } = world;
    const batch = await desk.batchIn('draft', [['XC01', freshItem()]]);
    const revision = await revisionOf(db, city.reviewer, batch);
    valueOf(
      await addLine(ports, city.supervisor, TEST_MOMENT, {
        batch,
        target: 'XC01',
        line: freshItem(),
        isTwice: false,
      }),
    );
    const press = (seen: number) => submitBatch(ports, city.reviewer, TEST_MOMENT, { batch, revision: seen });
    expect(codeOf(await press(revision))).toBe('conflict');
    expect(valueOf(await press(revision + 1))).toEqual({ round: 1 });
    expect(valueOf(await press(revision + 1))).toEqual({ round: 1 });
    expect(codeOf(await press(revision))).toBe('not_allowed_now');
    const events = (await desk.eventsOf(batch)).filter(({ type }) => type === 'batch.submitted');
    expect(events).toHaveLength(1);
  });

  it('records nothing that came in a round not seen', async () => {
    const { province, city } = world;
    const batch = await desk.batchIn('in_review', [['XC01', freshItem()]]);
    const seen = await revisionOf(db, province.reviewer, batch);
    valueOf(await desk.comment(province.reviewer, batch));
    valueOf(await desk.sendBack(province.reviewer, batch));
    const [thread] = await desk.threadsOf(city.reviewer, batch);
    const answer = { batch, thread: thread?.id ?? '', body: '已核对' };
    valueOf(await answerBatchThread(ports, city.reviewer, TEST_MOMENT, answer));
    valueOf(await desk.submit(city.reviewer, batch, later(1)));
    valueOf(await desk.claim(province.reviewer, batch));
    const stale = { batch, revision: seen };
    expect(codeOf(await recordBatch(ports, province.reviewer, TEST_MOMENT, stale))).toBe('conflict');
    expect(codeOf(await returnBatch(ports, province.reviewer, TEST_MOMENT, stale))).toBe('conflict');
  });

  it('submits no empty batch, and none whose target left the plan', async () => {
    const { province, city } = world;
    expect(codeOf(await desk.submit(city.reviewer, await desk.batchIn('draft', [])))).toBe('incomplete');
    const plan = await makePlan(db, province.organisation);
    const batch = await makeBatch(ports, city.reviewer, plan);
    const content = JSON.stringify({ ...BATCH_PLAN, targets: BATCH_PLAN.targets.slice(1) });
    await db.root
      .updateTable('plan_version')
      .set({ state: 'superseded' })
      .where('plan_id', '=', plan)
      .execute();
    await db.root
      .insertInto('plan_version')
      .values({
        organisation_id: province.organisation.id,
        plan_id: plan,
        no: 2,
        programme_id: 'sd-big-data',
        state: 'published',
        content,
        digest: 'x',
        created_by_name: '示例',
        created_at: TEST_MOMENT.now,
        updated_at: TEST_MOMENT.now,
        published_at: TEST_MOMENT.now,
        published_by_name: '示例',
      })
      .execute();
    await db.root.updateTable('plan').set({ version_no: 2 }).where('id', '=', plan).execute();
    const result = await desk.submit(city.reviewer, batch);
    expect(!result.ok && result.refusal.words?.zh).toContain('XC01');
  });
});
