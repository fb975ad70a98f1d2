import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import type { Ports } from '#app/services/ports.ts';
import { answerBatchThread } from '#app/services/batch/answer-batch-thread.server.ts';
import { changeEntry } from '#app/services/batch/change-entry.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import type { BatchKey } from '#db/queries/batch.read.ts';
import {
  type BatchWorld,
  figureLine,
  itemLine,
  later,
  makeBatch,
  makeBatchWorld,
} from '#tests/support/batch-world.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { TEST_MOMENT, testPorts } from '#tests/support/world.ts';
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

describe('correcting and removing what counts', () => {
  const entryOf = async (batch: BatchKey) =>
    db.root
      .selectFrom('entry')
      .select(['id', 'name', 'revision', 'removed_at', 'organisation_id'])
      .where('batch_id', '=', batch.id)
      .executeTakeFirst();
  const change = (
    actor: Actor,
    batch: BatchKey,
    entry: string,
    action: 'correct' | 'remove',
    line = itemLine({ name: '示例更正后', note: '更名' }),
  ) => changeEntry(ports, actor, TEST_MOMENT, { batch, entry, action, line, isTwice: false });
  async function toRecord(batch: BatchKey) {
    valueOf(await desk.submit(world.city.reviewer, batch));
    valueOf(await desk.claim(world.province.reviewer, batch));
    return desk.record(world.province.reviewer, batch);
  }

  it('happens through a batch, which names the conflict when another was first', async () => {
    const { city } = world;
    const entry = (await entryOf(await desk.batchIn('on_record', [['XC01', freshItem()]])))?.id ?? '';
    const first = await desk.batchIn('draft', []);
    const second = await desk.batchIn('draft', []);
    valueOf(await change(city.reviewer, first, entry, 'correct'));
    expect(codeOf(await change(city.reviewer, first, entry, 'remove'))).toBe('conflict');
    valueOf(await change(city.reviewer, second, entry, 'remove'));
    expect(valueOf(await toRecord(first))).toEqual({ added: 0, corrected: 1, removed: 0 });
    expect(await entryOf(first)).toMatchObject({ id: entry, name: '示例更正后', revision: 2 });
    const conflict = await toRecord(second);
    expect(codeOf(conflict)).toBe('conflict');
    const told = Object.values((!conflict.ok && conflict.refusal.fields) || {}).map(({ zh }) => zh);
    expect(told).toEqual([expect.stringContaining('原条目已被他人更正')]);
    expect(await desk.read(city.reviewer, second)).toMatchObject({ status: 'in_review' });
    expect(await entryOf(first)).toMatchObject({ removed_at: null });
  });

  it('takes a removal with its reason alone', async () => {
    const { city } = world;
    const recorded = await desk.batchIn('on_record', [['XC01', freshItem()]]);
    const entry = (await entryOf(recorded))?.id ?? '';
    const batch = await desk.batchIn('draft', []);
    const silent = await change(city.reviewer, batch, entry, 'remove', itemLine({ note: '' }));
    expect(Object.keys((!silent.ok && silent.refusal.fields) || {})).toEqual(['note']);
    valueOf(await change(city.reviewer, batch, entry, 'remove'));
    expect(valueOf(await toRecord(batch))).toEqual({ added: 0, corrected: 0, removed: 1 });
    expect((await entryOf(batch))?.removed_at).not.toBeNull();
    expect(codeOf(await change(city.reviewer, await desk.batchIn('draft', []), entry, 'correct'))).toBe(
      'not_found',
    );
  });

  it('is for one’s own entries; the plan’s house may mend any', async () => {
    const { otherCity, province, planId } = world;
    const recorded = await desk.batchIn('on_record', [['XC01', freshItem()]]);
    const entry = (await entryOf(recorded))?.id ?? '';
    const theirs = await makeBatch(ports, otherCity.reviewer, planId, []);
    expect(codeOf(await change(otherCity.reviewer, theirs, entry, 'correct'))).toBe('not_found');
    const own = await makeBatch(ports, province.reviewer, planId, []);
    valueOf(await change(province.reviewer, own, entry, 'correct'));
    expect(valueOf(await desk.record(province.reviewer, own))).toMatchObject({ corrected: 1 });
    expect(await entryOf(own)).toMatchObject({ organisation_id: world.city.organisation.id });
  });
});

describe('the plan’s own house', () => {
  it('records its own draft in one step, cities and what has no number included', async () => {
    const { province, planId } = world;
    const batch = await makeBatch(ports, province.reviewer, planId, [
      ['XC01', itemLine({ region: '370300', name: '示例淄博企业' })],
      ['XD01', figureLine({ region: '370000', value: null })],
    ]);
    expect(valueOf(await desk.record(province.reviewer, batch))).toMatchObject({ added: 2 });
    const row = await desk.read(province.reviewer, batch);
    expect(row).toMatchObject({ status: 'on_record', submittedByName: province.reviewer.name });
    const done = await db.root
      .selectFrom('entry')
      .select(['value', 'kind'])
      .where('batch_id', '=', batch.id)
      .where('target_id', '=', 'XD01')
      .executeTakeFirst();
    expect(Number(done?.value)).toBe(1);
    expect((await desk.eventsOf(batch)).map(({ type }) => type)).toEqual([
      'batch.opened',
      'batch.line-added',
      'batch.line-added',
      'batch.recorded',
    ]);
  });

  it('may have a colleague look first', async () => {
    const { province, planId } = world;
    const batch = await makeBatch(ports, province.reviewer, planId, [['XC01', freshItem()]]);
    valueOf(await desk.submit(province.reviewer, batch));
    valueOf(await desk.claim(province.supervisor, batch));
    valueOf(await desk.comment(province.supervisor, batch));
    valueOf(await desk.sendBack(province.supervisor, batch));
    const [thread] = await desk.threadsOf(province.reviewer, batch);
    const answer = { batch, thread: thread?.id ?? '', body: '已核对' };
    valueOf(await answerBatchThread(ports, province.reviewer, TEST_MOMENT, answer));
    valueOf(await desk.submit(province.reviewer, batch, later(1)));
    valueOf(await desk.claim(province.supervisor, batch));
    expect(codeOf(await desk.record(province.supervisor, batch))).toBe('done');
  });
});
