import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { newVisitor, openBrowser, signIn } from '#tests/support/browser.ts';
import { actFor, openDraft, typeAndSave, untilSaved, valueOf } from '#tests/support/journey.ts';

/** As when somebody comes back to the window. */
function comeBack(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.dispatchEvent(new Event('focus'));
  });
}

describe('two people in one draft', () => {
  let app: RunningApp;
  let browser: Browser;
  let owner: Page;
  let preparer: Page;
  let filing = '';

  beforeAll(async () => {
    app = await startApp();
    browser = await openBrowser();
    owner = await (await newVisitor(browser, app.origin)).newPage();
    preparer = await (await newVisitor(browser, app.origin)).newPage();
    for (const page of [owner, preparer]) page.setDefaultTimeout(30_000);
    await signIn(owner, 'owner');
    await signIn(preparer, 'preparer');
    await actFor(preparer, '示例云数');
    filing = await openDraft(owner);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    removeFolder(app.dataFolder);
  });

  async function bothOpen(): Promise<void> {
    for (const page of [owner, preparer]) {
      await page.goto(`/filings/${filing}/edit`);
      await untilSaved(page);
    }
  }

  it('loses neither value when they edit different fields', async () => {
    await bothOpen();
    await typeAndSave(owner, 'enterprise.department', '数据资产部');
    await typeAndSave(preparer, 'cdo.position', '副总裁');
    expect(await valueOf(preparer, 'enterprise.department')).toBe('数据资产部');
    await preparer.getByText('已合并同事的修改（林示例）').waitFor();
    for (const page of [owner, preparer]) {
      await page.reload();
      expect(await valueOf(page, 'enterprise.department')).toBe('数据资产部');
      expect(await valueOf(page, 'cdo.position')).toBe('副总裁');
    }
  });

  it('shows a colleague’s change when one comes back to the page', async () => {
    await bothOpen();
    await typeAndSave(owner, 'enterprise.department', '数字化部');
    expect(await valueOf(preparer, 'enterprise.department')).toBe('数据资产部');
    await comeBack(preparer);
    await expect.poll(() => valueOf(preparer, 'enterprise.department')).toBe('数字化部');
    await preparer.getByText('已合并同事的修改（林示例）').waitFor();
  });

  it.each([
    { button: '改用我的', result: '首席数据官兼副总裁' },
    { button: '保留同事的', result: '首席数据官兼总经理助理' },
  ])('shows both values of one field and obeys the choice “$button”', async ({ button, result }) => {
    await bothOpen();
    await typeAndSave(owner, 'cdo.position', '首席数据官兼总经理助理');
    await preparer.locator('[name="cdo.position"]').fill('首席数据官兼副总裁');
    const conflict = preparer.locator('.sh-conflict');
    await conflict.waitFor();
    expect(await conflict.innerText()).toContain('首席数据官兼副总裁');
    expect(await conflict.innerText()).toContain('首席数据官兼总经理助理');
    await conflict.getByRole('button', { name: button }).click();
    await conflict.waitFor({ state: 'detached' });
    expect(await valueOf(preparer, 'cdo.position')).toBe(result);
    await untilSaved(preparer);
    for (const page of [owner, preparer]) {
      await page.reload();
      expect(await valueOf(page, 'cdo.position')).toBe(result);
    }
    await typeAndSave(owner, 'cdo.position', '副总裁');
  });

  it('keeps the rows that both added', async () => {
    await bothOpen();
    const before = await owner.locator('[name^="supportingPosts["][name$="].name"]').count();
    for (const [page, name] of [
      [owner, '甲示例'],
      [preparer, '乙示例'],
    ] as const) {
      await page.locator('#supportingPosts').getByRole('button', { name: /^添加/ }).click();
      await page.locator(`[name="supportingPosts[${before}].name"]`).fill(name);
      await untilSaved(page);
    }
    for (const page of [owner, preparer]) {
      await page.reload();
      const names = await page
        .locator('[name^="supportingPosts["][name$="].name"]')
        .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
      expect(names.slice(before).sort()).toEqual(['乙示例', '甲示例']);
    }
  });
});
