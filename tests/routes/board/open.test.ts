import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import * as board from '#app/routes/board/open-board.tsx';
import * as list from '#app/routes/board/open-plans.tsx';
import * as target from '#app/routes/board/open-target.tsx';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { incoming, statusOf } from '#tests/support/incoming.ts';
import { testPorts } from '#tests/support/world.ts';
import { type BoardWorld, makeBoardWorld, SECRET_NAME } from './world.ts';

describe('the public pages of a plan', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let world: BoardWorld;

  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    world = await makeBoardWorld(db, ports);
  });
  afterAll(() => db.close());

  const change = (values: { is_public?: boolean; withdrawn_at?: string | null }) =>
    db.root.updateTable('plan').set(values).where('id', '=', world.planId).execute();
  function asked(
    more: { search?: string; actor?: Actor | null; planId?: string; targetId?: string } = {},
  ): ReturnType<typeof incoming> {
    const { search = '', actor = null, planId = world.planId, targetId = 'B01' } = more;
    return incoming(ports, actor, `/open/plans/${planId}${search}`, { params: { planId, targetId } });
  }

  it('don’t exist for a plan that is kept inside, whoever asks', async () => {
    await change({ is_public: false });
    for (const actor of [null, world.enterprise, world.supervisor, world.stranger]) {
      expect(await statusOf(() => board.loader(asked({ actor })))).toBe(404);
      expect(await statusOf(() => target.loader(asked({ actor })))).toBe(404);
      expect((await list.loader(asked({ actor }))).plans).toEqual([]);
    }
  });

  it('don’t exist for a plan that was withdrawn', async () => {
    await change({ is_public: true, withdrawn_at: '2026-11-22T00:00:00.000Z' });
    expect(await statusOf(() => board.loader(asked()))).toBe(404);
    expect((await list.loader(asked())).plans).toEqual([]);
    await change({ withdrawn_at: null });
  });

  it('show everyone the same numbers, and no name of an enterprise', async () => {
    await change({ is_public: true });
    const { plans } = await list.loader(asked());
    expect(plans).toMatchObject([{ id: world.planId, title: { zh: '示例计划' }, targetCount: 4 }]);
    const answers = await Promise.all(
      [null, world.supervisor, world.enterprise].map(async (actor) => {
        const answer = {
          board: await board.loader(asked({ actor })),
          target: await target.loader(asked({ actor })),
        };
        return JSON.stringify(answer);
      }),
    );
    expect(new Set(answers).size).toBe(1);
    const [text = ''] = answers;
    expect(text).toContain('4 项指标中 1 项已达成');
    expect(text).not.toContain(SECRET_NAME);
    // Nothing leads inside.
    expect(text).not.toMatch(/"\/plans\//);
    expect(text).not.toMatch(/entries|settings"/);
  });

  it('give the cities’ numbers of a target, as at the day asked for', async () => {
    const page = await target.loader(asked({ search: '?at=2023-04-01' }));
    expect(page.facts.value).toBe(3);
    expect(page.facts.cells.find(({ code }) => code === '370100')?.value).toBe(3);
    expect(page.back).toBe(`/open/plans/${world.planId}?at=2023-04-01`);
  });

  it.each(['', 'x', 'B99', '__proto__', '%00'])('answer 404 for the target %j', async (targetId) => {
    expect(await statusOf(() => target.loader(asked({ targetId })))).toBe(404);
  });

  it.each(['', 'x', "' or true --", '00000000-0000-7000-8000-000000000000'])(
    'answer 404 for the plan %j',
    async (planId) => {
      expect(await statusOf(() => board.loader(asked({ planId })))).toBe(404);
      expect(await statusOf(() => target.loader(asked({ planId })))).toBe(404);
    },
  );

  it.each(['?at=2030-01-01', '?at=yesterday'])('refuse %s in words', async (search) => {
    const { head } = await board.loader(asked({ search }));
    expect(head.asAtRefusal).not.toBeNull();
    expect(head.asAt).toBe('2023-12-31');
  });
});
