import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loader } from '#app/routes/register/overview.tsx';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { incoming, statusOf } from '#tests/support/incoming.ts';
import { testPorts } from '#tests/support/world.ts';
import { BOARD_PLAN, makeBoardWorld, type BoardWorld } from '../board/world.ts';

describe('plans in the overview', () => {
  let db: OpenDatabase;
  let world: BoardWorld;
  beforeAll(async () => {
    db = await openTestDatabase();
    world = await makeBoardWorld(db, testPorts(db));
  });
  afterAll(() => db.close());

  const overview = (actor = world.supervisor, search = '') =>
    loader(incoming(testPorts(db), actor, `/overview${search}`));

  it('stand in one sentence each, as at the day or the plan’s last', async () => {
    const { plans, filing } = await overview();
    expect(filing).toBeNull();
    expect(plans.map(({ id, asAt, at }) => [id, asAt, at])).toEqual([
      [world.planId, BOARD_PLAN.until, `?at=${BOARD_PLAN.until}`],
    ]);
    expect(plans[0]?.finding.zh).toMatch(/^4 项指标中 \d 项已达成/u);
    expect((await overview(world.supervisor, '?at=2023-03-01')).plans[0]).toMatchObject({
      asAt: '2023-03-01',
    });
  });

  it('are shown to a city of the programme, and to no office of another one', async () => {
    expect((await overview(world.city)).plans).toHaveLength(1);
    expect((await overview(world.stranger)).plans).toEqual([]);
    expect(await statusOf(() => overview(world.enterprise))).toBe(403);
  });

  it('are left out once they are withdrawn', async () => {
    await db.pool.query('update plan set withdrawn_at = now() where id = $1', [world.planId]);
    expect((await overview()).plans).toEqual([]);
  });
});
