import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, plainDateInShanghai } from '#app/domain/calendar/plain-date.ts';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { newVisitor, openBrowser, signIn } from '#tests/support/browser.ts';
import {
  fill,
  fillRecord,
  follow,
  press,
  typeAndSave,
  untilSaved,
  upload,
  valueOf,
} from '#tests/support/journey.ts';

const PASSWORD = 'a-long-password-for-tests';
const EMAIL = 'new-owner@journey.example';
const COMPANY = '示例旅程数据（上海）有限公司';
const USCC = '91310000631189305E';

/** Today in Shanghai. */
const today = () => plainDateInShanghai(new Date().toISOString());

/** One enterprise's whole story, in one browser, told step by step: each step needs the one before. */
describe('from registration to a re-filing', () => {
  let app: RunningApp;
  let browser: Browser;
  let enterprise: BrowserContext;
  let regulator: BrowserContext;
  let owner: Page;
  let officer: Page;
  let filing = '';

  beforeAll(async () => {
    app = await startApp();
    browser = await openBrowser();
    enterprise = await newVisitor(browser, app.origin);
    regulator = await newVisitor(browser, app.origin);
    owner = await enterprise.newPage();
    officer = await regulator.newPage();
    for (const page of [owner, officer]) page.setDefaultTimeout(20_000);
    await signIn(officer, 'supervisor');
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    removeFolder(app.dataFolder);
  });

  it('registers and confirms the e-mail address', async () => {
    await owner.goto('/register');
    await fill(owner, {
      name: '丁旅程',
      email: EMAIL,
      password: PASSWORD,
      passwordAgain: PASSWORD,
      acknowledged: 'yes',
    });
    await press(owner, /注册/);
    await owner.getByRole('heading', { name: '请查收邮件' }).waitFor();
    await owner.goto('/demo/outbox');
    const link = owner.locator('a[href*="/verify-email/"]').first();
    await owner.goto((await link.getAttribute('href')) ?? '');
    await fill(owner, { password: PASSWORD });
    await press(owner, '验证邮箱并登录');
    await owner.waitForURL(/organisations\/new|start|sign-in/);
    await owner.waitForURL(/organisations\/new|start/);
  });

  it('founds the enterprise, which is 待核验', async () => {
    await owner.goto('/organisations/new');
    await fill(owner, { uscc: USCC.toLowerCase(), name: COMPANY, licenceKind: 'telecom' });
    await fill(owner, { licenceNumbers: '沪B1.B2-20200001', region: '310115', industry: 'I' });
    await press(owner, '登记企业');
    await owner.waitForURL(/start|organisation$/);
    await expect.poll(() => owner.getByText('待核验').count()).toBeGreaterThan(0);
  });

  it('is verified by the regulator', async () => {
    await officer.goto('/verification');
    await follow(officer, COMPANY);
    await press(officer, /核验通过/);
    await officer
      .getByText(/已核验/)
      .first()
      .waitFor();
  });

  it('fills in the record, which saves itself', async () => {
    await owner.goto('/filings/new');
    await owner.locator('[name="categories"][value="idc"]').check();
    await owner.locator('[name="categories"][value="icp"]').check();
    await owner.locator('[name="licensedIn"]').selectOption('shanghai');
    await press(owner, '开始填报');
    await owner.waitForURL(/\/filings\/[0-9a-f-]{36}\/edit/);
    filing = /\/filings\/([0-9a-f-]{36})/.exec(owner.url())?.[1] ?? '';
    await owner.waitForLoadState('networkidle');
    await fillRecord(owner, { enterprise: { name: COMPANY, uscc: USCC } });
    await owner.waitForTimeout(2000);
    await untilSaved(owner);
    await owner.reload();
    expect(await owner.locator('[name="cdo.name"]').inputValue()).toBe('李示例');
    await upload(owner, 'appointment', 'appointment-paper');
    await upload(owner, 'organisation_chart', 'organisation-chart');
  });

  /** Types a value, unless it is there already, and waits until the server has it. */
  async function typeOnce(name: string, value: string): Promise<void> {
    if ((await valueOf(owner, name)) !== value) await typeAndSave(owner, name, value);
  }

  async function freezeSealSubmit(): Promise<void> {
    await owner.goto(`/filings/${filing}/edit`);
    await typeOnce('preparer.name', '王示例');
    await typeOnce('preparer.filledOn', today());
    const box = owner.locator('[name="acknowledged"]');
    if ((await box.count()) > 0) await box.check();
    await press(owner, '定稿并生成备案表');
    await owner.waitForURL(/\/seal/).catch(async (error: unknown) => {
      throw new Error(`not frozen: ${await owner.getByRole('main').innerText()}`, { cause: error });
    });
    const [print] = await Promise.all([owner.waitForEvent('download'), follow(owner, /下载备案表/)]);
    expect(print.suggestedFilename()).toMatch(/\.pdf$/);
    await upload(owner, 'signed_scan', 'signed-and-sealed');
    await owner.locator('[name="sealing.signedOn"]').fill(today());
    await press(owner, '报送备案');
    await owner.waitForURL(/\/receipt/).catch(async (error: unknown) => {
      throw new Error(`not submitted: ${await owner.getByRole('main').innerText()}`, { cause: error });
    });
  }

  it('is frozen, printed, signed, sealed and submitted; anyone can verify it', async () => {
    await freezeSealSubmit();
    expect(
      await owner
        .getByText(/SHCDO-\d{4}-\d{6}-/)
        .first()
        .textContent(),
    ).toBeTruthy();
    await expect
      .poll(() => owner.getByText('平台提交不等于报送', { exact: false }).count())
      .toBeGreaterThan(0);
    const code = await owner.locator('a[href*="/verify/"]').first().getAttribute('href');
    const anyone = await (await newVisitor(browser, app.origin)).newPage();
    await anyone.goto(code ?? '');
    await anyone.getByText(COMPANY).first().waitFor();
    expect(await anyone.getByText('李示例').count()).toBe(0);
  });

  async function openReview(): Promise<void> {
    await officer.goto(`/queue?q=${encodeURIComponent('旅程')}`);
    await follow(officer, COMPANY);
    await officer.waitForURL(/\/review\//);
  }

  async function claim(): Promise<void> {
    await press(officer, '领取');
    await officer.getByText('审阅中').first().waitFor();
  }

  it('is returned with a comment on a field and a proposed value', async () => {
    await openReview();
    await claim();
    await officer.goto(`/review/${filing}?comment=${encodeURIComponent('cdo.position')}`);
    const form = officer.locator('form:has(textarea[name="body"])').first();
    await form.locator('[name="body"]').fill('请按任职文件填写职务全称。');
    await form.locator('[name="proposed"]').fill('副总经理兼首席数据官');
    await form.locator('button[name="publish"][value="draft"]').click();
    await officer.getByText('请按任职文件填写职务全称。').first().waitFor();
    await officer.goto(`/review/${filing}/return`);
    await press(officer, '确认退回补正');
    await officer.waitForURL((url) => !url.pathname.endsWith('/return'));
  });

  it('is corrected in one click and submitted again', async () => {
    await owner.goto(`/filings/${filing}`);
    await owner.getByText('请按任职文件填写职务全称。').first().waitFor();
    await press(owner, '采纳建议值');
    await expect.poll(() => owner.getByText('已采纳').count()).toBeGreaterThan(0);
    await freezeSealSubmit();
  });

  it('is put on record', async () => {
    await openReview();
    await claim();
    await officer.goto(`/review/${filing}`);
    for (;;) {
      const open = officer.getByRole('main').getByRole('button', { name: '关闭意见' });
      if ((await open.count()) === 0) break;
      await open.first().click();
      await officer.waitForLoadState('networkidle');
    }
    await officer.goto(`/review/${filing}/record`);
    await press(officer, '确认备案存档');
    await officer.waitForURL((url) => !url.pathname.endsWith('/record'));
    await owner.goto(`/filings/${filing}`);
    await owner.getByText('平台记录，非行政许可').first().waitFor();
  });

  it('reports a change today and files again in time', async () => {
    await owner.goto('/changes/new');
    await fill(owner, { kind: 'cdo', happenedOn: today() });
    await press(owner, /报告变更/);
    await owner.waitForURL(/\/changes\/[0-9a-f-]{36}/);
    await owner.goto('/start');
    await expect.poll(() => owner.getByText(/剩 \d+ 个工作日/).count()).toBeGreaterThan(0);
    await officer.goto('/changes');
    await officer.getByText(COMPANY).first().waitFor();
    await owner.goto('/changes');
    await follow(owner, /首席数据官变更/);
    await press(owner, /重新备案/);
    await owner.waitForURL(/\/filings\/[0-9a-f-]{36}/);
    filing = /\/filings\/([0-9a-f-]{36})/.exec(owner.url())?.[1] ?? '';
    await owner.goto(`/filings/${filing}/edit`);
    expect(await owner.locator('[name="cdo.name"]').inputValue()).toBe('李示例');
    await typeOnce('cdo.name', '新任示例');
    await freezeSealSubmit();
    await owner.goto('/changes');
    await expect.poll(() => owner.getByText(/按期/).count()).toBeGreaterThan(0);
  });

  it('is late when the change lies too far back, and stays visibly late', async () => {
    await openReview();
    await claim();
    await officer.goto(`/review/${filing}/record`);
    await press(officer, '确认备案存档');
    await officer.waitForURL((url) => !url.pathname.endsWith('/record'));
    await owner.goto('/changes/new');
    const long = addDays(today(), -40);
    await fill(owner, { kind: 'dedicated_post', happenedOn: long });
    await press(owner, /报告变更/);
    await owner.waitForURL(/\/changes\/[0-9a-f-]{36}/);
    await expect.poll(() => owner.getByText(/逾期 \d+ 个工作日/).count()).toBeGreaterThan(0);
    await press(owner, /重新备案/);
    await owner.waitForURL(/\/filings\/[0-9a-f-]{36}/);
    filing = /\/filings\/([0-9a-f-]{36})/.exec(owner.url())?.[1] ?? '';
    await owner.goto(`/filings/${filing}/edit`);
    await typeOnce('post.name', '接任示例');
    await freezeSealSubmit();
    await owner.goto('/changes');
    await expect.poll(() => owner.getByText(/逾期/).count()).toBeGreaterThan(0);
  });
});
