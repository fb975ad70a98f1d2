import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LanguageProvider } from '#app/i18n/language.tsx';
import * as board from '#app/routes/board/board.tsx';
import * as cities from '#app/routes/board/cities.tsx';
import * as compare from '#app/routes/board/compare.tsx';
import * as open from '#app/routes/board/open-board.tsx';
import * as wall from '#app/routes/board/wall.tsx';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { incoming } from '#tests/support/incoming.ts';
import { testPorts } from '#tests/support/world.ts';
import { type BoardWorld, makeBoardWorld, SECRET_NAME } from './world.ts';

/** What the page under test is given by its loader. */
const given = vi.hoisted(() => ({ data: undefined as unknown }));

vi.mock('@remix-run/react', () => ({
  Link: ({ to, prefetch: _, preventScrollReset: __, ...more }: { to: string; [name: string]: unknown }) => (
    <a href={to} {...more} />
  ),
  Form: ({ children, ...more }: { children?: ReactNode }) => <form {...more}>{children}</form>,
  useLoaderData: () => given.data,
  useLocation: () => ({ pathname: '/plans/x', search: '' }),
  useNavigate: () => () => undefined,
}));

/** The page as the server sends it. */
function htmlOf(Page: () => ReactNode, data: unknown, language: 'zh' | 'en' = 'zh'): string {
  given.data = data;
  return renderToStaticMarkup(
    <MantineProvider>
      <LanguageProvider language={language}>
        <Page />
      </LanguageProvider>
    </MantineProvider>,
  );
}

/** Texts of a kind of element, without what is inside in the way of tags. */
function textsOf(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([, inner = '']) => inner.replace(/<[^>]+>/g, '').trim());
}

describe('the pages on which a plan is seen, as the server sends them', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let world: BoardWorld;

  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    world = await makeBoardWorld(db, ports);
    await db.root.updateTable('plan').set({ is_public: true }).where('id', '=', world.planId).execute();
  });
  afterAll(() => db.close());

  const asked = (search = '') =>
    incoming(ports, world.supervisor, `/plans/${world.planId}${search}`, {
      params: { planId: world.planId },
    });
  const names = (html: string) => textsOf(html, /<h3 class="sh-tile-name">(.*?)<\/h3>/g);

  it('order the tiles by part, or all together by distance', async () => {
    const plain = htmlOf(board.default, await board.loader(asked()));
    expect(textsOf(plain, /<h2 id="part-[^"]*" class="sh-h2">(.*?)<\/h2>/g)).toEqual([
      '第一部分',
      '第二部分',
    ]);
    expect(names(plain)).toEqual(['指标B01', '指标B02', '指标B03', '指标B04']);
    const gap = htmlOf(board.default, await board.loader(asked('?order=gap')));
    expect(names(gap)).toEqual(['指标B02', '指标B03', '指标B04', '指标B01']);
  });

  it('give each tile a word beside its colour, and open its working without scripts', async () => {
    const html = htmlOf(board.default, await board.loader(asked()));
    const tiles = textsOf(html, /<summary aria-label="(.*?)"/g);
    expect(tiles).toEqual([
      '已达成：查看判定过程',
      '未达到力争值 力争：查看判定过程',
      '暂无数据：查看判定过程',
      '暂无数据：查看判定过程',
    ]);
    expect(html).toContain('判定口径：本平台约定');
  });

  it('say what a published figure is, and what the text lacks', async () => {
    const html = htmlOf(board.default, await board.loader(asked()));
    expect(html).toContain('不是本计划指标的实际值');
    expect(html).toContain('示例数据：原文缺页');
    expect(html).toContain('逾期未完成');
  });

  it('send every chart with its table and one sentence', async () => {
    const loaded = await compare.loader(asked('?targets=B01,B02'));
    const html = htmlOf(compare.default, loaded);
    expect(html).toContain('指标B01最高，为目标的 100%；指标B02最低，为 20%。');
    expect(textsOf(html, /<tr>(.*?)<\/tr>/g)).toHaveLength(loaded.series.days.length + 1);
    expect(html).toMatch(/2023-12-31<\/th><td class="num">100%<\/td><td class="num">20%<\/td>/);
  });

  it('mark the column by which cities are sorted, and give no state by colour alone', async () => {
    const html = htmlOf(cities.default, await cities.loader(asked('?sort=B01')));
    expect(html).toContain('aria-sort="descending"');
    expect(textsOf(html, /<th scope="row">(.*?)<\/th>/g).slice(0, 2)).toEqual(['济南市', '青岛市']);
    expect(html).toContain('各市合计');
  });

  it('open the working of each city’s judgement, and lead to it from the table of cities', async () => {
    await db.root
      .insertInto('target_split')
      .columns([
        'organisation_id',
        'plan_id',
        'programme_id',
        'target_id',
        'region_code',
        'value',
        'updated_by_name',
        'updated_at',
      ])
      .expression((eb) =>
        eb
          .selectFrom('plan')
          .where('id', '=', world.planId)
          .select(({ val }) => [
            'organisation_id',
            'id',
            'programme_id',
            val('B01').as('target_id'),
            val('370100').as('region_code'),
            val('2').as('value'),
            val('示例').as('updated_by_name'),
            val('2023-01-01T00:00:00Z').as('updated_at'),
          ]),
      )
      .execute();
    const html = htmlOf(cities.default, await cities.loader(asked('?bars=B01')));
    expect(html).toMatch(/<summary aria-label="已达成：查看判定过程"/);
    expect(html).toContain('截止日 2023-12-31 为 3 家，达到 ≥2 家');
    expect(html).toContain(`href="/plans/${world.planId}/targets/B01#regions" title="已达成"`);
    await db.root.deleteFrom('target_split').where('plan_id', '=', world.planId).execute();
  });

  it('fill a wall without navigation, and say when they were read', async () => {
    const html = htmlOf(wall.default, await wall.loader(asked()));
    expect(wall.handle.isBare).toBe(true);
    expect(html).toContain('更新于 2026-11-23 10:00');
    expect(html).toContain('http-equiv="refresh"');
    expect(textsOf(html, /<article class="sh-wall-tile"[^>]*><h2>(.*?)<\/h2>/g)).toHaveLength(4);
  });

  it('lead from a public page to public pages only, and name no enterprise', async () => {
    const html = htmlOf(open.default, await open.loader(asked()));
    const links = textsOf(html, /href="(.*?)"/g);
    expect(links.length).toBeGreaterThan(4);
    expect(links.filter((to) => !to.startsWith('/open/plans'))).toEqual([]);
    expect(html).not.toContain(SECRET_NAME);
  });

  it('speak English beside Chinese', async () => {
    const html = htmlOf(board.default, await board.loader(asked()), 'en');
    expect(html).toContain('1 of 4 targets reached');
    expect(html).toContain('Qualitative tasks'.toLowerCase());
  });
});
