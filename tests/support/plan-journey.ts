import type { Locator, Page } from 'playwright-core';
import { fill, follow, press } from './journey.ts';

/** Shandong's plan of 2023, as the demonstration tells it. */
export const SHANDONG_PLAN = '山东省大数据产业发展2023年工作要点';

/** A plan's id, by its title in the list of those that the person may see. */
export async function planId(page: Page, title: string): Promise<string> {
  await page.goto('/plans');
  const link = page.getByRole('main').getByRole('link', { name: title });
  const id = /\/plans\/([0-9a-f-]{36})/.exec((await link.first().getAttribute('href')) ?? '')?.[1];
  if (!id) throw new Error(`no plan is called ${title}`);
  return id;
}

/** A target's tile on the board that stands open. */
export function tileOf(page: Page, indicator: string): Locator {
  return page.getByRole('article').filter({ has: page.getByRole('link', { name: indicator, exact: true }) });
}

/** What a target's tile says on a board, inside or public: the number and how it is judged. */
export async function readTile(
  page: Page,
  board: string,
  indicator: string,
): Promise<{ value: string; status: string }> {
  await page.goto(board);
  const tile = tileOf(page, indicator);
  return {
    value: (await tile.locator('.sh-tile-value').innerText()).replaceAll(/\s+/g, ' '),
    // Without the mark that stands before the word.
    status: (await tile.locator('summary .sh-sign').innerText()).replace(/^\S\s+/, '').trim(),
  };
}

/** Opens the sign of a tile; answers what it explains. */
export async function openWorking(tile: Locator): Promise<string> {
  await tile.locator('.sh-judgement > summary').click();
  const body = tile.locator('.sh-judgement-body');
  await body.waitFor();
  return body.innerText();
}

/** Opens a batch on a plan; ends on its page and answers its address. */
export async function openBatch(page: Page, plan: string, title: string): Promise<string> {
  await page.goto(`/batches/new?plan=${plan}`);
  await fill(page, { title });
  await press(page, '新建并添加条目');
  await page.waitForURL(/\/batches\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

/** Writes a line about a target into a batch of the own house. */
export async function addLine(
  page: Page,
  batch: string,
  target: string,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  await page.goto(batch);
  await page.getByRole('main').locator('select[name="target"]').selectOption(target);
  await press(page, '添加条目');
  await page.waitForURL(/\/lines\/new/);
  await fill(page, values);
  await press(page, '保存');
  await page.waitForURL((url) => url.pathname === batch);
}

/** Records the batch that stands open, or whose page links to it. */
export async function record(page: Page, name: '审核入库' | '直接入库'): Promise<void> {
  await follow(page, name);
  await page.waitForURL(/\/record$/);
  await press(page, '确认入库');
  await page.waitForURL((url) => !url.pathname.endsWith('/record'));
}
