import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { DEFAULT_JUDGING } from '#app/domain/target/plan.ts';
import type { Ports } from '#app/services/ports.ts';
import { readStanding } from '#app/services/target/read-standing.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import { type BatchDesk, batchDesk, freshItem } from '#tests/support/batch-desk.ts';
import { BATCH_PLAN, type BatchWorld, figureLine, makeBatchWorld } from '#tests/support/batch-world.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { TEST_MOMENT, testPorts } from '#tests/support/world.ts';

describe('what a batch makes count', () => {
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

  async function valueAt(target: string, asAt: string): Promise<number | null> {
    const plan = { id: world.planId, content: BATCH_PLAN, judging: DEFAULT_JUDGING };
    const standing = await db.transaction(world.city.reviewer.scope, (trx) =>
      readStanding(trx, plan, plainDate(asAt), TEST_MOMENT.today),
    );
    return standing.targets.find(({ target: { id } }) => id === target)?.value ?? null;
  }

  it('counts from the record on, and not before a line’s own day', async () => {
    const lines = [
      ['XC01', { ...freshItem(), onDate: plainDate('2023-03-01') }],
      ['XC01', { ...freshItem(), onDate: plainDate('2023-09-01') }],
      ['XC01', { ...freshItem(), onDate: plainDate('2023-02-01'), endedOn: plainDate('2023-08-01') }],
      ['XV01', figureLine({ onDate: plainDate('2023-06-30'), value: 12.5 })],
    ] as const;
    await desk.batchIn('in_review', lines);
    expect(await valueAt('XC01', '2023-12-31')).toBeNull();
    await desk.batchIn('on_record', lines);
    expect(await valueAt('XC01', '2023-01-31')).toBeNull();
    expect(await valueAt('XC01', '2023-03-01')).toBe(2);
    expect(await valueAt('XC01', '2023-08-31')).toBe(1);
    expect(await valueAt('XC01', '2023-12-31')).toBe(2);
    expect(await valueAt('XV01', '2023-06-29')).toBeNull();
    expect(await valueAt('XV01', '2023-06-30')).toBe(12.5);
  });
});
