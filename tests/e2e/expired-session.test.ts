import { createServer, type AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '#seeds/demo/cast.ts';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { newVisitor, openBrowser, signIn } from '#tests/support/browser.ts';
import { actFor, openDraft, press, typeAndSave, untilSaved, valueOf } from '#tests/support/journey.ts';

/** A port that nobody listens on at the moment. */
async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return String(port);
}

/** Signs in again in the dialog that the form opens by itself. */
async function signInAgain(page: Page, email: string, password = DEMO_PASSWORD): Promise<void> {
  const dialog = page.getByRole('dialog', { name: '重新登录' });
  await dialog.waitFor();
  await dialog.locator('[name="identifier"]').fill(email);
  await dialog.locator('[name="password"]').fill(password);
  await dialog.getByRole('button', { name: '重新登录' }).click();
}

describe('work that the server can’t take at once', () => {
  let port = '';
  let app: RunningApp;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  const start = (dataFolder?: string) =>
    startApp({ environment: { PORT: port }, ...(dataFolder ? { dataFolder } : {}) });

  beforeAll(async () => {
    port = await freePort();
    app = await start();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    removeFolder(app.dataFolder);
  });
  beforeEach(async () => {
    context = await newVisitor(browser, app.origin);
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const state = () => page.locator('.sh-save-state').innerText();

  it('survives a session that ended: one signs in again in place and it is saved', async () => {
    await signIn(page, 'owner');
    await openDraft(page);
    await typeAndSave(page, 'cdo.position', '副总裁');
    await context.clearCookies({ name: 'sh_session' });
    await page.locator('[name="cdo.position"]').fill('高级副总裁');
    await expect.poll(state).toContain('登录已过期');
    await signInAgain(page, 'owner@yunshu.example', 'a-wrong-password');
    await page.getByRole('dialog').getByText('登录未成功').waitFor();
    await signInAgain(page, 'owner@yunshu.example');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await untilSaved(page);
    expect(await valueOf(page, 'cdo.position')).toBe('高级副总裁');
    await page.reload();
    expect(await valueOf(page, 'cdo.position')).toBe('高级副总裁');
    expect(await page.getByText('本机留有未保存的内容').count()).toBe(0);
  });

  it('survives a session that was ended from another device', async () => {
    await signIn(page, 'owner');
    await openDraft(page);
    await untilSaved(page);
    const elsewhere = await newVisitor(browser, app.origin);
    const other = await elsewhere.newPage();
    await signIn(other, 'owner');
    await other.goto('/account/sessions');
    await press(other, '结束其他全部登录');
    await other.getByText('没有其他登录').waitFor();
    await elsewhere.close();
    await page.locator('[name="enterprise.department"]').fill('数据要素部');
    await expect.poll(state).toContain('登录已过期');
    await signInAgain(page, 'owner@yunshu.example');
    await untilSaved(page);
    await page.reload();
    expect(await valueOf(page, 'enterprise.department')).toBe('数据要素部');
  });

  it('does without the dialog while its file doesn’t come, and brings it when one tries again', async () => {
    await signIn(page, 'owner');
    let isBlocked = true;
    await page.route(/sign-in-again/, (route) => (isBlocked ? route.abort() : route.continue()));
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await openDraft(page);
    await context.clearCookies({ name: 'sh_session' });
    await page.locator('[name="cdo.position"]').fill('常务副总裁');
    await expect.poll(state).toContain('登录已过期');
    await page.getByRole('link', { name: '在新窗口登录' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    isBlocked = false;
    await press(page, '重试保存');
    await signInAgain(page, 'owner@yunshu.example');
    await untilSaved(page);
    expect(await page.getByRole('link', { name: '在新窗口登录' }).count()).toBe(0);
    expect(errors).toEqual([]);
    await page.reload();
    expect(await valueOf(page, 'cdo.position')).toBe('常务副总裁');
  });

  it('keeps what was typed on the device when the window is left without signing in again', async () => {
    await signIn(page, 'owner');
    const filing = await openDraft(page);
    await context.clearCookies({ name: 'sh_session' });
    await page.locator('[name="cdo.position"]').fill('执行副总裁');
    await expect.poll(state).toContain('已留在本机');
    await signIn(page, 'owner');
    await page.goto(`/filings/${filing}/edit`);
    await page.getByRole('button', { name: '恢复并合并' }).click();
    expect(await valueOf(page, 'cdo.position')).toBe('执行副总裁');
    await expect.poll(async () => (await page.getByText('本机留有未保存的内容').count()) === 0).toBe(true);
    await untilSaved(page);
    await page.reload();
    expect(await valueOf(page, 'cdo.position')).toBe('执行副总裁');
  });

  it('signs in again for the organisation whose draft it is, not for the person’s first one', async () => {
    await signIn(page, 'preparer');
    const first = await page.locator('.sh-organisation strong').innerText();
    await actFor(page, first.includes('云数') ? '示例精密制造' : '示例云数');
    await page.goto('/filings/new');
    const goOn = page.getByRole('main').getByRole('link', { name: '继续办理' });
    if ((await goOn.count()) > 0) await openDraft(page);
    else {
      // The industrial enterprise has no draft: it begins one, voluntarily.
      await page.locator('[name="categories"][value="industrial"]').check();
      await press(page, '开始填报');
    }
    await page.waitForURL(/\/edit/);
    await context.clearCookies({ name: 'sh_session' });
    await page.locator('[name="cdo.position"]').fill('总工程师');
    await signInAgain(page, 'preparer@yunshu.example');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await untilSaved(page);
    await page.reload();
    expect(await valueOf(page, 'cdo.position')).toBe('总工程师');
  });

  it('survives a killed server: kept on the device, saved when it is back', async () => {
    await signIn(page, 'owner');
    await openDraft(page);
    await typeAndSave(page, 'cdo.position', '副总裁');
    await app.kill();
    await page.locator('[name="cdo.position"]').fill('常务副总裁');
    await expect.poll(state).toContain('网络中断');
    const kept = await page.evaluate(() => Object.values({ ...localStorage }).join());
    expect(kept).toContain('常务副总裁');
    app = await start(app.dataFolder);
    await expect.poll(state, { timeout: 30_000 }).toMatch(/^已保存/);
    await page.reload();
    expect(await valueOf(page, 'cdo.position')).toBe('常务副总裁');
  });
});
