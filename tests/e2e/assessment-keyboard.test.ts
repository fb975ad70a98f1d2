import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maturityModel } from '#assessments/model.ts';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { axeFindings, newVisitor, openBrowser, signIn, sticksOut, WIDTHS } from '#tests/support/browser.ts';
import { press, untilSaved } from '#tests/support/journey.ts';

const MOST_STOPS = 80;
const domain = maturityModel('dcmm-2025')?.domains[0];
const items = domain?.items ?? [];
const criteria = items.flatMap(({ cells }) => cells.flatMap((cell) => cell.criteria));

let begun = 0;

/** Begins an assessment by DCMM 2025; answers its address. */
async function begin(page: Page): Promise<string> {
  await page.goto('/assessments/new?model=dcmm-2025', { waitUntil: 'networkidle' });
  // The same again within minutes would be taken for a form that was sent twice.
  await page.locator('main [name="title"]').fill(`键盘评估 ${(begun += 1)}`);
  await press(page, /开始|新建|创建/);
  await page.waitForURL(/\/assessments\/[0-9a-f-]{36}/);
  const address = /\/assessments\/[0-9a-f-]{36}/.exec(page.url())?.[0];
  if (!address) throw new Error(`no assessment was begun: ${page.url()}`);
  return address;
}

/** The criterion whose grade has the focus. */
function focusedCriterion(page: Page): Promise<string | null> {
  return page.evaluate(
    () => document.activeElement?.closest('[data-criterion]')?.getAttribute('data-criterion') ?? null,
  );
}

describe('a capability domain, graded with the keyboard alone', () => {
  let app: RunningApp;
  let browser: Browser;

  beforeAll(async () => {
    app = await startApp({ mode: 'demo' });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    removeFolder(app.dataFolder);
  });

  it('chooses by digits, goes on by n from item to item, and everything is saved', async () => {
    const context = await newVisitor(browser, app.origin);
    const page = await context.newPage();
    await signIn(page, 'owner');
    const address = await begin(page);
    await page.goto(`${address}/items/${items[0]?.id ?? ''}`, { waitUntil: 'networkidle' });

    let stops = 0;
    while ((await focusedCriterion(page)) === null && stops < MOST_STOPS) {
      await page.keyboard.press('Tab');
      stops += 1;
    }
    expect(await focusedCriterion(page)).toBe(criteria[0]?.id);
    for (const [index, criterion] of criteria.entries()) {
      await page.waitForFunction(
        (id) => document.activeElement?.closest('[data-criterion]')?.getAttribute('data-criterion') === id,
        criterion.id,
      );
      await page.keyboard.press(String((index % 5) + 1));
      await page.keyboard.press('n');
    }
    // The last n leads into the next domain; the way back shows what was graded.
    await page.waitForFunction(
      (ids) => {
        const here = document.activeElement?.closest('[data-criterion]')?.getAttribute('data-criterion');
        return here !== null && here !== undefined && !ids.includes(here);
      },
      criteria.map(({ id }) => id),
    );
    const grades = ['met', 'mostly', 'partly', 'unmet', 'not_applicable'];
    for (const item of items) {
      await page.goto(`${address}/items/${item.id}`, { waitUntil: 'networkidle' });
      for (const { id } of item.cells.flatMap((cell) => cell.criteria)) {
        const wanted = grades[criteria.findIndex((one) => one.id === id) % 5];
        expect(await page.locator(`input[name="grade:${id}"]:checked`).getAttribute('value')).toBe(wanted);
      }
    }
    await context.close();
  });

  it('moves by arrows, clears by 0, leaves letters in notes alone, and reads at both widths', async () => {
    for (const width of WIDTHS) {
      const context = await newVisitor(browser, app.origin, { width });
      const page = await context.newPage();
      await signIn(page, 'owner');
      const address = await begin(page);
      await page.goto(`${address}/items/${items[0]?.id ?? ''}`, { waitUntil: 'networkidle' });
      const id = criteria[0]?.id ?? '';
      const checked = page.locator(`input[name="grade:${id}"]:checked`);
      await page.locator(`input[name="grade:${id}"]`).first().focus();
      await page.keyboard.press('2');
      await page.keyboard.press('ArrowDown');
      expect(await checked.getAttribute('value')).toBe('partly');
      await page.keyboard.press('0');
      expect(await checked.count()).toBe(0);
      await page.keyboard.press('1');
      const note = page.locator(`textarea[name="note:${id}"]`);
      await note.focus();
      await page.keyboard.type('n1p2');
      expect(await note.inputValue()).toBe('n1p2');
      await untilSaved(page);
      await page.reload({ waitUntil: 'networkidle' });
      expect(await checked.getAttribute('value')).toBe('met');
      expect(await note.inputValue()).toBe('n1p2');
      expect(await axeFindings(page)).toEqual([]);
      expect(await sticksOut(page)).toBe(false);
      await context.close();
    }
  });

  it('works without scripts: the whole form is posted, and the next unanswered item follows', async () => {
    const context = await newVisitor(browser, app.origin, { javaScript: false });
    const page = await context.newPage();
    await signIn(page, 'owner');
    const address = await begin(page);
    await page.goto(`${address}/items/${items[0]?.id ?? ''}`);
    const id = criteria[0]?.id ?? '';
    await page.locator(`input[name="grade:${id}"][value="mostly"]`).check();
    await page.locator(`textarea[name="note:${id}"]`).fill('见发文');
    await press(page, '保存并到下一未答项');
    await page.waitForURL(new RegExp(`/items/${(items[1]?.id ?? '').replace('.', '\\.')}`));
    await page.goto(`${address}/items/${items[0]?.id ?? ''}`);
    expect(await page.locator(`input[name="grade:${id}"]:checked`).getAttribute('value')).toBe('mostly');
    expect(await page.locator(`textarea[name="note:${id}"]`).inputValue()).toBe('见发文');
    await context.close();
  });
});
