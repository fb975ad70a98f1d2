import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import * as board from '#app/routes/board/board.tsx';
import * as cities from '#app/routes/board/cities.tsx';
import * as compare from '#app/routes/board/compare.tsx';
import * as facts from '#app/routes/board/wall-facts.ts';
import * as wall from '#app/routes/board/wall.tsx';
import { createPlan } from '#app/services/plan/create-plan.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { incoming, statusOf } from '#tests/support/incoming.ts';
import { valueOf } from '#tests/support/plan.ts';
import { TEST_MOMENT, testPorts } from '#tests/support/world.ts';
import { BOARD_PLAN, type BoardWorld, makeBoardWorld, SECRET_NAME } from './world.ts';

describe('the pages on which a plan is seen', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let world: BoardWorld;

  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    world = await makeBoardWorld(db, ports);
  });
  afterAll(() => db.close());

  const asked = (search = '', actor: Actor | null = world.supervisor, planId = world.planId) =>
    incoming(ports, actor, `/plans/${planId}${search}`, { params: { planId } });

  const PAGES = [
    ['board', board.loader],
    ['wall', wall.loader],
    ['wall facts', facts.loader],
    ['cities', cities.loader],
    ['compare', compare.loader],
  ] as const;

  describe.each(PAGES)('%s', (_name, loader) => {
    it('opens to the house’s people and to the programme’s cities', async () => {
      for (const actor of [world.supervisor, world.reviewer, world.city]) {
        expect(await statusOf(async () => loader(asked('', actor)))).toBe(200);
      }
    });

    it('is closed to others: an enterprise, another programme, somebody signed out', async () => {
      expect(await statusOf(async () => loader(asked('', world.enterprise)))).toBe(403);
      expect(await statusOf(async () => loader(asked('', world.stranger)))).toBe(404);
      expect(await statusOf(async () => loader(asked('', null)))).toBe(302);
    });

    it.each(['', 'x', '0', "'; drop table plan", '00000000-0000-7000-8000-000000000000'])(
      'answers 404 for the id %j',
      async (id) => {
        expect(await statusOf(async () => loader(asked('', world.supervisor, id)))).toBe(404);
      },
    );

    it.each([
      '?at=nonsense',
      '?at=2023-02-30',
      '?at=9999-12-31',
      '?at=0001-01-01',
      '?at=%00',
      '?order=%F0%9F%98%80&status=x&targets=,,,%2C&sort=%00&dir=sideways&bars=none',
      `?targets=${'x'.repeat(5000)}`,
    ])('takes %s without falling over', async (search) => {
      expect(await statusOf(async () => loader(asked(search)))).toBe(200);
    });
  });

  describe('the board', () => {
    it('says where the plan stands, on its last day since that has passed', async () => {
      const { head, view } = await board.loader(asked());
      expect(head.asAt).toBe('2023-12-31');
      expect(view.finding.zh).toBe('4 项指标中 1 项已达成；1 项未达到力争值：指标B02（20%）；2 项暂无数据。');
      expect(view.figures.map(({ label, value }) => [label.zh, value])).toEqual([
        ['已达成', '1/4'],
        ['未达到力争值', 1],
        ['未达成', 0],
        ['暂无数据', 2],
        ['已截止', '2023-12-31'],
      ]);
    });

    it('counts as at the day asked for, and keeps it in every link', async () => {
      const { view } = await board.loader(asked('?at=2023-04-01&order=gap'));
      const tile = view.groups[0]?.tiles.find(({ target }) => target.id === 'B01');
      expect(tile).toMatchObject({ value: '3', asked: '≥ 4', shareText: '75%' });
      expect(view.atSearch).toBe('?at=2023-04-01');
      for (const { to } of view.figures) expect(to).toContain('at=2023-04-01&order=gap');
    });

    it.each([
      ['?at=2023-13-01', '截至日期无效'],
      ['?at=2027-01-01', '截至日期不能晚于今天'],
    ])('refuses %s in words and shows the default', async (search, words) => {
      const { head, view } = await board.loader(asked(search));
      expect(head.asAtRefusal?.zh).toContain(words);
      expect(head.asAt).toBe('2023-12-31');
      expect(view.atSearch).toBe('');
    });

    it('shows one state alone, and leads back to all by the same figure', async () => {
      const { view } = await board.loader(asked('?status=no_data'));
      expect(view.groups.flatMap(({ tiles }) => tiles.map(({ target }) => target.id))).toEqual([
        'B03',
        'B04',
      ]);
      expect(view.figures.find(({ label }) => label.zh === '暂无数据')?.to).not.toContain('status');
    });

    it('leaves an overdue task open on the checklist', async () => {
      const { view } = await board.loader(asked());
      expect(view.deliverables[0]).toMatchObject({ doneOn: null, isOverdue: true });
    });

    it('shows a plan that was never published to its own house alone, and takes no figures for it', async () => {
      const content = { ...BOARD_PLAN, key: 'draft-2023' };
      const { id } = valueOf(await createPlan(ports, world.supervisor, TEST_MOMENT, { content }));
      const { head, pages } = await board.loader(asked('', world.supervisor, id));
      expect(head.state).toBe('draft');
      expect(pages).toMatchObject({ mayReport: false, isPublic: false });
      expect(await statusOf(() => board.loader(asked('', world.city, id)))).toBe(404);
    });

    it('lets those who may keep the plan, and nobody else, to its settings', async () => {
      const of = async (actor: Actor) => (await board.loader(asked('', actor))).pages;
      expect(await of(world.supervisor)).toMatchObject({ mayManage: true, mayReport: true });
      expect(await of(world.reviewer)).toMatchObject({ mayManage: false, mayReport: true });
      expect(await of(world.city)).toMatchObject({ mayManage: false, mayReport: true });
    });
  });

  describe('the wall', () => {
    it('reads the same facts as page and as JSON, with the instant of reading', async () => {
      const page = await wall.loader(asked('?at=2023-06-30'));
      const response = await facts.loader(asked('?at=2023-06-30'));
      expect(await response.json()).toEqual(JSON.parse(JSON.stringify(page)));
      expect(page.readAt).toBe('2026-11-23T02:00:00.000Z');
      expect(page.pages.map(({ tiles }) => tiles.length)).toEqual([4]);
    });
  });

  describe('the comparison of cities', () => {
    it('chooses targets with city data, and says what it doesn’t know', async () => {
      const page = await cities.loader(asked());
      expect(page.chosen.ids).toEqual(['B01', 'B02']);
      expect(page.table.rows).toHaveLength(16);
      const other = await cities.loader(asked('?targets=B02,ZZ9'));
      expect(other.chosen).toMatchObject({ ids: ['B02'], asked: 'B02', unknown: 'ZZ9' });
    });

    it('takes boxes of a form as well as a list', async () => {
      const page = await cities.loader(asked('?targets=B02&targets=B01'));
      expect(page.chosen.asked).toBe('B01,B02');
    });

    it('sorts by a chosen target, and ranks the cities of one', async () => {
      const page = await cities.loader(asked('?sort=B01&dir=asc'));
      expect(page.table.rows.slice(0, 2).map(({ code }) => code)).toEqual(['370200', '370100']);
      expect(page.bars?.finding.zh).toContain('济南市');
    });
  });

  describe('the comparison of targets', () => {
    it('tells each as a share of its target, limits apart', async () => {
      const { series } = await compare.loader(asked('?targets=B01,B04'));
      expect(series.lines.map(({ targetId, shares }) => [targetId, shares.at(-1)])).toEqual([['B01', 1]]);
      expect(series.left.map(({ targetId }) => targetId)).toEqual(['B04']);
      expect(series.finding.zh).toBe('指标B01为目标的 100%。');
    });
  });

  it('names no enterprise anywhere: numbers lead to the entries, which show names to those who may', async () => {
    for (const [, loader] of PAGES) {
      const answer: unknown = await loader(asked());
      const text = answer instanceof Response ? await answer.text() : JSON.stringify(answer);
      expect(text).not.toContain(SECRET_NAME);
    }
  });
});
