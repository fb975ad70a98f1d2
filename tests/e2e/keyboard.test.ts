import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { totpCodeAt } from '#app/http/second-factor.server.ts';
import { DEMO_PASSWORD, demoAccounts } from '#seeds/demo/cast.ts';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { newVisitor, openBrowser } from '#tests/support/browser.ts';
import { untilSaved, valueOf } from '#tests/support/journey.ts';

const MOST_STOPS = 250;

/** What has the focus: its name as people hear it, its control's name, and whether the focus can be seen. */
function focused(page: Page): Promise<{ text: string; name: string; isMarked: boolean }> {
  return page.evaluate(() => {
    const here = document.activeElement as HTMLElement | null;
    if (!here) return { text: '', name: '', isMarked: false };
    const style = getComputedStyle(here);
    const hasRing = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    const text = here.getAttribute('aria-label') ?? here.textContent ?? '';
    const isInput = here.matches('input, select, textarea');
    return {
      text: text.trim(),
      name: here.getAttribute('name') ?? '',
      isMarked: hasRing || style.boxShadow !== 'none' || isInput,
    };
  });
}

/** Presses Tab until the focus is where it is wanted; answers how many stops that took. */
async function tabTo(page: Page, wanted: { text?: RegExp; name?: string }, key = 'Tab'): Promise<number> {
  for (let stop = 1; stop <= MOST_STOPS; stop += 1) {
    await page.keyboard.press(key);
    const here = await focused(page);
    if (wanted.name !== undefined ? here.name === wanted.name : (wanted.text?.test(here.text) ?? false)) {
      expect(here).toMatchObject({ isMarked: true });
      return stop;
    }
  }
  throw new Error(`Tab never reaches ${String(wanted.text ?? wanted.name)} on ${page.url()}`);
}

/** From the sign-in page to the start page, by keys alone. */
async function signInByKeys(page: Page, key: string): Promise<void> {
  const person = demoAccounts.find((account) => account.key === key);
  await page.goto('/sign-in', { waitUntil: 'networkidle' });
  await tabTo(page, { name: 'identifier' });
  await page.keyboard.type(person?.email ?? '');
  await page.keyboard.press('Tab');
  expect((await focused(page)).name).toBe('password');
  await page.keyboard.type(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  if (person?.totpSecret) {
    await page.waitForURL(/second-factor/);
    await tabTo(page, { name: 'code' });
    await page.keyboard.type(totpCodeAt(person.totpSecret, new Date().toISOString()));
    await page.keyboard.press('Enter');
  }
  await page.waitForURL(/\/start/);
}

/** Opens a link by keys, and waits for its page. */
async function enter(page: Page, text: RegExp, address: RegExp): Promise<void> {
  await tabTo(page, { text });
  await page.keyboard.press('Enter');
  await page.waitForURL(address);
  await page.waitForLoadState('networkidle');
}

describe('with the keyboard alone', () => {
  let app: RunningApp;
  let browser: Browser;
  let owner: Page;

  beforeAll(async () => {
    app = await startApp();
    browser = await openBrowser();
    owner = await (await newVisitor(browser, app.origin)).newPage();
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    removeFolder(app.dataFolder);
  });

  it('skips the frame, and is told at once what is wrong with a form', async () => {
    await owner.goto('/sign-in', { waitUntil: 'networkidle' });
    await owner.keyboard.press('Tab');
    expect((await focused(owner)).text).toBe('跳到正文');
    expect(await owner.locator('.sh-skip').boundingBox()).toMatchObject({ x: 8 });
    await owner.keyboard.press('Enter');
    expect(await tabTo(owner, { name: 'identifier' })).toBeLessThanOrEqual(3);
    await tabTo(owner, { text: /^登录$/ });
    await owner.keyboard.press('Enter');
    await owner.getByRole('alert').getByRole('link').first().waitFor();
    await expect.poll(() => owner.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
    await owner.keyboard.press('Tab');
    await owner.keyboard.press('Enter');
    await expect.poll(async () => (await focused(owner)).name).toBe('identifier');
  });

  it('signs in, opens a draft, fills in text, choice and tick, and has it saved', async () => {
    await signInByKeys(owner, 'owner');
    await owner.goto('/filings', { waitUntil: 'networkidle' });
    const draft = owner.getByRole('row').filter({ hasText: '草稿' }).getByRole('link').first();
    const address = await draft.getAttribute('href');
    await owner.goto(address ?? '', { waitUntil: 'networkidle' });
    await enter(owner, /^继续填写$/, /\/edit/);
    await tabTo(owner, { name: 'enterprise.industry' });
    const before = await valueOf(owner, 'enterprise.industry');
    await owner.keyboard.press('ArrowDown');
    expect(await valueOf(owner, 'enterprise.industry')).not.toBe(before);
    await tabTo(owner, { name: 'enterprise.department' });
    await owner.keyboard.press('Control+A');
    await owner.keyboard.type('键盘部门');
    await tabTo(owner, { name: 'cdo.isTopManagement' });
    const tick = owner.locator('[name="cdo.isTopManagement"]:not([type="hidden"])');
    const was = await tick.isChecked();
    await owner.keyboard.press('Space');
    expect(await tick.isChecked()).toBe(!was);
    await owner.waitForResponse((response) => response.url().endsWith('/draft'));
    await untilSaved(owner);
    await owner.reload({ waitUntil: 'networkidle' });
    expect(await valueOf(owner, 'enterprise.department')).toBe('键盘部门');
    expect(await tick.isChecked()).toBe(!was);
  });

  it('stays inside a dialog, and comes back from it', async () => {
    await tabTo(owner, { name: 'enterprise.department' });
    await owner.context().clearCookies({ name: 'sh_session' });
    await owner.keyboard.type('二');
    const dialog = owner.getByRole('dialog');
    await dialog.waitFor();
    await expect.poll(() => dialog.evaluate((node) => node.contains(document.activeElement))).toBe(true);
    for (let stop = 0; stop < 8; stop += 1) {
      await owner.keyboard.press('Tab');
      expect(await dialog.evaluate((node) => node.contains(document.activeElement))).toBe(true);
    }
    await owner.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(async () => (await focused(owner)).name).toBe('enterprise.department');
  });

  it('decides about filings in the queue', async () => {
    const officer = await (await newVisitor(browser, app.origin)).newPage();
    await signInByKeys(officer, 'supervisor');
    await officer.waitForLoadState('networkidle');
    await enter(officer, /^审阅队列/, /\/queue/);
    await tabTo(officer, { text: /^领取$/ });
    await tabTo(officer, { name: 'filing' });
    await officer.keyboard.press('Space');
    await tabTo(officer, { text: /^领取$/ }, 'Shift+Tab');
    await officer.keyboard.press('Enter');
    await officer.getByRole('row').filter({ hasText: '吴负责' }).first().waitFor();
    await officer.waitForLoadState('networkidle');
    await enter(officer, /^示例海信通/, /\/review\//);
    await enter(officer, /^备案存档$/, /\/record$/);
    await tabTo(officer, { text: /^确认备案存档$/ });
    await officer.keyboard.press('Enter');
    await officer.waitForURL(/\/review\/[0-9a-f-]{36}$/);
    await officer.getByText('已备案存档').first().waitFor();
  });
});
