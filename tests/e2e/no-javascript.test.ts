import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainDateInShanghai } from '#app/domain/calendar/plain-date.ts';
import { demoOrganisations } from '#seeds/demo/cast.ts';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { newVisitor, openBrowser, signIn } from '#tests/support/browser.ts';
import { fillRecord, follow, openDraft, press, untilSaved, upload, valueOf } from '#tests/support/journey.ts';

const COMPANY = '示例新办信息（上海）有限公司';
const USCC = demoOrganisations.find(({ key }) => key === 'xinban')?.uscc ?? '';

/** Both sides' work in browsers that run no scripts, told step by step: each step needs the one before. */
describe('without JavaScript', () => {
  let app: RunningApp;
  let browser: Browser;
  let owner: Page;
  let officer: Page;
  let filing = '';

  beforeAll(async () => {
    app = await startApp();
    browser = await openBrowser();
    owner = await (await newVisitor(browser, app.origin, { javaScript: false })).newPage();
    officer = await (await newVisitor(browser, app.origin, { javaScript: false })).newPage();
    await signIn(owner, 'xinban');
    await signIn(officer, 'supervisor');
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    removeFolder(app.dataFolder);
  });

  const save = async () => {
    await press(owner, '保存草稿');
    await owner.getByText('草稿已保存').first().waitFor();
  };

  it('begins a filing after its scope was checked', async () => {
    await owner.goto('/filings/new');
    await owner.locator('[name="categories"][value="idc"]').check();
    await owner.locator('[name="licensedIn"]').selectOption('shanghai');
    await press(owner, '查看结论');
    await owner.getByText('适用性').first().waitFor();
    expect(await owner.locator('[name="categories"][value="idc"]').isChecked()).toBe(true);
    await press(owner, '开始填报');
    await owner.waitForURL(/\/filings\/[0-9a-f-]{36}\/edit/);
    filing = /\/filings\/([0-9a-f-]{36})/.exec(owner.url())?.[1] ?? '';
  });

  it('fills in the record; what an answer asks for appears with the next save', async () => {
    const patch = { enterprise: { name: COMPANY, uscc: USCC } };
    await fillRecord(owner, patch);
    await save();
    await fillRecord(owner, patch);
    await save();
    expect(await valueOf(owner, 'cdo.name')).toBe('李示例');
  });

  it('gets pages without null bytes, which would come back as broken characters', async () => {
    for (const address of [`/filings/${filing}/edit`, `/filings/${filing}`, '/law']) {
      const page = await (await owner.request.get(address)).body();
      expect(page.length).toBeGreaterThan(10_000);
      expect([address, page.includes(0)]).toEqual([address, false]);
    }
  });

  it('adds and removes rows', async () => {
    const rows = owner.locator('#supportingPosts .sh-row-card');
    const add = owner.locator('#supportingPosts').getByRole('button', { name: /^添加/ });
    await owner.locator('[name="enterprise.department"]').fill('数据资产部');
    await add.click();
    await rows.first().waitFor();
    expect(await valueOf(owner, 'enterprise.department')).toBe('数据资产部');
    await owner.locator('[name="supportingPosts[0].name"]').fill('甲示例');
    await add.click();
    await rows.nth(1).waitFor();
    await owner.locator('[name="supportingPosts[1].name"]').fill('乙示例');
    await rows.nth(0).getByRole('button', { name: /删除/ }).click();
    await rows.nth(1).waitFor({ state: 'detached' });
    expect(await valueOf(owner, 'supportingPosts[0].name')).toBe('乙示例');
    await rows.nth(0).getByRole('button', { name: /删除/ }).click();
    await rows.nth(0).waitFor({ state: 'detached' });
    // Rows are gone as soon as the old page is; what follows needs the whole new one.
    await owner.waitForLoadState('load');
    await owner.getByRole('button', { name: '定稿并生成备案表' }).first().waitFor();
  });

  it('says before an upload that unsaved work has to be saved first', async () => {
    expect(await owner.content()).toContain('上传或移除文件前请先保存草稿');
    await upload(owner, 'appointment', 'appointment-paper');
    await upload(owner, 'organisation_chart', 'organisation-chart');
  });

  it('is told what is missing, then freezes', async () => {
    await press(owner, '定稿并生成备案表');
    await owner.getByRole('alert').getByText('请确认已告知相关人员').first().waitFor();
    await owner.locator('[name="acknowledged"]').check();
    await press(owner, '定稿并生成备案表');
    await owner.waitForURL(/\/seal/);
  });

  it('is verified by the regulator', async () => {
    expect(await owner.getByRole('button', { name: '报送备案' }).count()).toBe(0);
    await officer.goto('/verification');
    await follow(officer, COMPANY);
    await press(officer, '核验通过');
    await officer.getByText('已核验').first().waitFor();
  });

  it('is signed, sealed and submitted', async () => {
    await owner.goto(`/filings/${filing}/seal`);
    await upload(owner, 'signed_scan', 'signed-and-sealed');
    await press(owner, '报送备案');
    await owner.getByRole('alert').first().waitFor();
    await owner.locator('[name="sealing.signedOn"]').fill(plainDateInShanghai(new Date().toISOString()));
    await press(owner, '报送备案');
    await owner.waitForURL(/\/receipt/);
    expect(await owner.getByText(/SHCDO-\d{4}-\d{6}-/).count()).toBeGreaterThan(0);
  });

  it('is claimed in a batch, commented, and returned', async () => {
    await officer.goto('/queue');
    for (const name of [COMPANY, '示例海信通']) {
      const row = officer.getByRole('row').filter({ hasText: name });
      await row.getByRole('checkbox').check();
    }
    await press(officer, '领取');
    await officer.waitForURL(/\/queue/);
    await officer.goto(`/review/${filing}`);
    await follow(officer, /^提意见：.*职务/);
    const form = officer.locator('form:has(textarea[name="body"])').first();
    await form.locator('[name="body"]').fill('请按任职文件填写职务全称。');
    await form.locator('[name="proposed"]').fill('副总经理兼首席数据官');
    await form.locator('button[name="publish"][value="draft"]').click();
    await officer.getByText('请按任职文件填写职务全称。').first().waitFor();
    await follow(officer, '退回补正');
    await press(officer, '确认退回补正');
    await officer.getByText('已退回补正').first().waitFor();
  });

  it('is answered by the enterprise', async () => {
    await owner.goto(`/filings/${filing}`);
    await press(owner, '采纳建议值');
    await expect.poll(() => owner.getByText('已采纳').count()).toBeGreaterThan(0);
    await owner.goto(`/filings/${filing}/edit`);
    expect(await valueOf(owner, 'cdo.position')).toBe('副总经理兼首席数据官');
  });

  it('another one is put on record', async () => {
    await officer.goto('/queue');
    await follow(officer, /示例海信通/);
    await follow(officer, '备案存档');
    await press(officer, '确认备案存档');
    await officer.getByText('已备案存档').first().waitFor();
  });

  it('a roster is checked and taken in', async () => {
    const header = '企业名称,统一社会信用代码,许可证编号,业务种类,所在地区代码,联系邮箱';
    const csv = (row: string) => ({
      name: 'roster.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`${header}\n${row}\n`, 'utf8'),
    });
    const check = async (row: string) => {
      await officer.goto('/roster/import');
      await officer.locator('input[type="file"]').setInputFiles(csv(row));
      await press(officer, '预检');
      await officer.waitForURL(/\/roster\/imports\//);
    };
    await check('示例名录企业有限公司,91310000631189305X,沪B2-20200001,B2,310115,a@roster.example');
    await officer.getByText('统一社会信用代码').first().waitFor();
    expect(await officer.getByRole('button', { name: '写入名录' }).count()).toBe(0);
    await check('示例名录企业有限公司,91310000631189305E,沪B2-20200001,B2,310115,a@roster.example');
    await press(officer, '写入名录');
    await officer.goto('/roster');
    await officer.getByText('示例名录企业有限公司').first().waitFor();
    const row = officer.getByRole('row').filter({ hasText: '示例名录企业有限公司' });
    await row.getByRole('checkbox').check();
    await press(officer, '催办');
    await officer.locator('[name="text"]').waitFor();
    await press(officer, /^发送催办/);
    await officer.waitForURL(/\/roster/);
  });

  it('keeps and saves what was typed before scripts that arrive late', async () => {
    const page = await (await newVisitor(browser, app.origin)).newPage();
    await signIn(page, 'owner');
    await openDraft(page);
    const tick = page.locator('[name="cdo.isTopManagement"]:not([type="hidden"])').first();
    let letThrough = () => {};
    const late = new Promise<void>((resolve) => (letThrough = resolve));
    await page.route(/\.js$/, async (route) => {
      await late;
      await route.continue();
    });
    await page.reload({ waitUntil: 'commit' });
    await page.locator('[name="cdo.position"]').fill('早填的职务');
    await tick.uncheck();
    const saved = page.waitForResponse((response) => response.url().endsWith('/draft'));
    letThrough();
    await saved;
    await untilSaved(page);
    expect(await valueOf(page, 'cdo.position')).toBe('早填的职务');
    await page.reload();
    expect(await valueOf(page, 'cdo.position')).toBe('早填的职务');
    expect(await tick.isChecked()).toBe(false);
  });
});
