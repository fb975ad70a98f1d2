import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { axeFindings, newVisitor, openBrowser, signIn, sticksOut, WIDTHS } from '#tests/support/browser.ts';
import { actFor } from '#tests/support/journey.ts';
import {
  addLine,
  openBatch,
  openWorking,
  planId,
  record,
  SHANDONG_PLAN,
  tileOf,
} from '#tests/support/plan-journey.ts';

const INSIDE_HOUSE = '上海市科学技术委员会（演示）';
const INSIDE_PLAN = '元宇宙';
const TARGETS = Array.from({ length: 16 }, (_, index) => `SD${String(index + 1).padStart(2, '0')}`);
const INDICATOR = '数据信创应用示范单位';

/** What a sheet of A4 leaves between margins of 12 mm: CSS pixels. */
const SHEET = { width: 703, height: 1032 } as const;
const MARGIN = { top: '12mm', right: '12mm', bottom: '12mm', left: '12mm' };

/** Sheets of a PDF. */
const sheetsOf = (pdf: Buffer) => (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;

/** Elements of the page that reach out of their sheet at the right, as readable lines. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main *')]
      .filter((node) => node.checkVisibility({ visibilityProperty: true }) && node.clientWidth > 0)
      .filter((node) => !node.closest('.sh-visually-hidden') && !node.matches('.sh-visually-hidden'))
      .filter((node) => node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map((node) => `${node.tagName} ${node.getAttribute('class') ?? ''}: ${node.textContent.slice(0, 40)}`),
  );
}

describe('a plan that everyone may see', () => {
  let app: RunningApp;
  let browser: Browser;
  let visitor: Page;
  let province: Page;
  let plan = '';

  beforeAll(async () => {
    app = await startApp();
    browser = await openBrowser();
    visitor = await (await newVisitor(browser, app.origin)).newPage();
    province = await (await newVisitor(browser, app.origin)).newPage();
    await signIn(province, 'province');
    plan = await planId(province, SHANDONG_PLAN);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    removeFolder(app.dataFolder);
  });

  const openBoard = () => `/open/plans/${plan}`;

  it('is found without an account, and its tiles explain themselves', async () => {
    await visitor.goto('/');
    await visitor.getByRole('link', { name: '公开计划' }).first().click();
    await visitor.waitForURL(/\/open\/plans$/);
    await visitor.getByRole('main').getByRole('link', { name: SHANDONG_PLAN }).click();
    await visitor.waitForURL(new RegExp(`${openBoard()}$`));
    await tileOf(visitor, INDICATOR).waitFor();
    expect(await visitor.getByRole('article').count()).toBe(16);
    expect(await visitor.getByRole('main').innerText()).toContain('示例数据');
    const working = await openWorking(tileOf(visitor, INDICATOR));
    expect(working).toContain('截至 2023-12-31');
    await tileOf(visitor, INDICATOR).getByRole('link', { name: INDICATOR, exact: true }).click();
    await visitor.waitForURL(/\/targets\/SD08$/);
    await visitor.getByRole('heading', { name: INDICATOR, level: 1 }).waitFor();
    expect(await visitor.getByRole('main').innerText()).toContain('第8条');
  });

  it('names no enterprise and leads to nothing inside, on any of its pages', async () => {
    const table = await province.request.get(`/plans/${plan}/entries/export?format=csv`);
    const names = [...(await table.text()).matchAll(/,名录条目,([^,]+),/g)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(1500);
    for (const at of ['', ...TARGETS.map((target) => `/targets/${target}`)]) {
      const answer = await visitor.request.get(`${openBoard()}${at}`);
      expect([at, answer.status()]).toEqual([at, 200]);
      const html = await answer.text();
      expect([at, names.filter((name) => html.includes(name))]).toEqual([at, []]);
      expect([at, /href="\/(plans|batches|entry-imports)\b/.test(html)]).toEqual([at, false]);
    }
  });

  it('is the only way in: the inside pages ask for an account, and a plan kept inside isn’t there', async () => {
    const planner = await (await newVisitor(browser, app.origin)).newPage();
    await signIn(planner, 'planner');
    await actFor(planner, INSIDE_HOUSE);
    const inside = await planId(planner, INSIDE_PLAN);
    await planner.context().close();
    for (const address of [`/open/plans/${inside}`, `/open/plans/${inside}/targets/MV01`]) {
      expect([address, (await visitor.request.get(address)).status()]).toEqual([address, 404]);
    }
    await visitor.goto('/open/plans');
    expect(await visitor.getByRole('main').innerText()).not.toContain(INSIDE_PLAN);
    for (const page of ['', '/wall', '/entries', '/targets/SD01', '/export/xlsx']) {
      const answer = await visitor.request.get(`/plans/${plan}${page}`, { maxRedirects: 0 });
      expect([page, answer.status() >= 300]).toEqual([page, true]);
    }
  });

  it.each(['', '/targets/SD04', '/targets/SD16'])(
    'reads at both widths, without serious findings: %s',
    async (at) => {
      await visitor.goto(`${openBoard()}${at}`, { waitUntil: 'networkidle' });
      for (const width of WIDTHS) {
        await visitor.setViewportSize({ width, height: 900 });
        expect([width, await sticksOut(visitor)]).toEqual([width, false]);
        expect([width, await axeFindings(visitor)]).toEqual([width, []]);
      }
      await visitor.setViewportSize({ width: 1280, height: 900 });
    },
  );

  it.each([
    ['', 3],
    ['/targets/SD04', 4],
  ] as const)('prints on A4 with nothing cut off: %s', async (at, most) => {
    await visitor.goto(`${openBoard()}${at}`, { waitUntil: 'networkidle' });
    await visitor.emulateMedia({ media: 'print' });
    await visitor.setViewportSize(SHEET);
    expect(await sticksOut(visitor)).toBe(false);
    expect(await cutOff(visitor)).toEqual([]);
    expect(await visitor.locator('.sh-no-print:visible').count()).toBe(0);
    const pdf = await visitor.pdf({ format: 'A4', margin: MARGIN, printBackground: true });
    expect(sheetsOf(pdf)).toBeGreaterThan(0);
    expect(sheetsOf(pdf)).toBeLessThanOrEqual(most);
    await visitor.emulateMedia({ media: 'screen' });
    await visitor.setViewportSize({ width: 1280, height: 900 });
  });

  it('is withdrawn from everyone’s sight at once', async () => {
    await province.goto(`/plans/${plan}/settings`);
    const switchOf = (name: string) => province.getByRole('main').getByRole('button', { name });
    await switchOf('改为仅内部可见').click();
    await switchOf('向社会公开').waitFor();
    expect((await visitor.request.get(openBoard())).status()).toBe(404);
    await switchOf('向社会公开').click();
    await switchOf('改为仅内部可见').waitFor();
    expect((await visitor.request.get(openBoard())).status()).toBe(200);
  });
});

/** A wall display of the plan: nobody touches it, and what is recorded elsewhere appears on it. */
describe('the wall', () => {
  const SCREEN = { width: 1920, height: 1080 } as const;
  let app: RunningApp;
  let browser: Browser;
  let wall: Page;
  let plan = '';

  beforeAll(async () => {
    app = await startApp();
    browser = await openBrowser();
    wall = await (await newVisitor(browser, app.origin)).newPage();
    await signIn(wall, 'provinceReviewer');
    plan = await planId(wall, SHANDONG_PLAN);
    await wall.setViewportSize(SCREEN);
    await wall.clock.install();
    await wall.goto(`/plans/${plan}/wall`, { waitUntil: 'networkidle' });
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    removeFolder(app.dataFolder);
  });

  const tile = () =>
    wall.getByRole('article').filter({ has: wall.getByRole('heading', { name: INDICATOR, exact: true }) });

  it('shows every target on one screen, each tile whole, without serious findings', async () => {
    expect(await wall.getByRole('article').count()).toBe(16);
    const faults = await wall.evaluate(() => {
      // Letters reach over their line a little; a line too many reaches further.
      const isSpilt = (node: Element) => {
        const over = Number.parseFloat(getComputedStyle(node).lineHeight) / 2;
        return node.scrollHeight > node.clientHeight + over || node.scrollWidth > node.clientWidth + 1;
      };
      const { innerWidth, innerHeight } = globalThis;
      return [...document.querySelectorAll('.sh-wall, .sh-wall-tile, .sh-wall-tile h2')]
        .filter((node) => {
          const box = node.getBoundingClientRect();
          return isSpilt(node) || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
        })
        .map((node) => node.textContent.slice(0, 60));
    });
    expect(faults).toEqual([]);
    const size = await tile()
      .locator('.sh-wall-value')
      .evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize));
    expect(size).toBeGreaterThanOrEqual(48);
    expect(await axeFindings(wall)).toEqual([]);
  });

  it('shows by itself what was recorded meanwhile', async () => {
    expect(await tile().locator('.sh-wall-value').innerText()).toMatch(/^34\b/);
    const province = await (await newVisitor(browser, app.origin)).newPage();
    await signIn(province, 'province');
    const batch = await openBatch(province, plan, '示例信创补报');
    await addLine(province, batch, 'SD08', {
      name: '示例大屏见证示范单位',
      region: '370100',
      onDate: '2023-12-20',
      source: '示例台账',
    });
    await province.goto(batch);
    await record(province, '直接入库');
    await wall.clock.fastForward(61_000);
    await tile().getByText(/^35\b/).waitFor();
    await wall.getByRole('status').filter({ hasText: '更新于' }).waitFor();
  });

  it('keeps what it has and says so while the network is away, and catches up', async () => {
    await wall.context().setOffline(true);
    await wall.clock.fastForward(61_000);
    await wall.getByRole('status').filter({ hasText: '更新失败' }).waitFor();
    expect(await tile().locator('.sh-wall-value').innerText()).toMatch(/^35\b/);
    await wall.context().setOffline(false);
    await wall.clock.fastForward(61_000);
    await wall.getByRole('status').filter({ hasText: '更新于' }).waitFor();
  });

  it('leads back with one key', async () => {
    await wall.keyboard.press('Escape');
    await wall.waitForURL(new RegExp(`/plans/${plan}$`));
  });
});
