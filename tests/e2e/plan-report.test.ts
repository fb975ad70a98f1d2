import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { axeFindings, newVisitor, openBrowser, signIn } from '#tests/support/browser.ts';
import { fill, follow, press } from '#tests/support/journey.ts';
import {
  addLine,
  openBatch,
  openWorking,
  planId,
  readTile,
  record,
  SHANDONG_PLAN,
  tileOf,
} from '#tests/support/plan-journey.ts';

const INDICATOR = '创新服务机构';
const TITLE = '德州市四季度创新服务机构（示例报送）';
const FIRST = '示例运河数据托管中心';
const SECOND = '示例董子流通评测所';
const OPINION = '请补充认定文件的名称和文号（示例意见）';
const ANSWER = '已补充文件名称和文号（示例答复）';

/** One batch from a city's officer to the province's board; each step needs the one before. */
describe('a city reports, the province returns and records, and the tile moves', () => {
  let app: RunningApp;
  let browser: Browser;
  let city: Page;
  let province: Page;
  let plan = '';
  let batch = '';

  beforeAll(async () => {
    app = await startApp();
    browser = await openBrowser();
    city = await (await newVisitor(browser, app.origin)).newPage();
    province = await (await newVisitor(browser, app.origin)).newPage();
    await signIn(city, 'dezhou');
    await signIn(province, 'province');
    plan = await planId(province, SHANDONG_PLAN);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    removeFolder(app.dataFolder);
  });

  const board = () => readTile(province, `/plans/${plan}`, INDICATOR);

  it('stands before the report: 8 of 10, missed, with its working behind the sign', async () => {
    expect(await board()).toEqual({ value: '8 个', status: '未达到力争值' });
    const working = await openWorking(tileOf(province, INDICATOR));
    expect(working).toContain('截至 2023-12-31 为 8 个');
    expect(working).toContain('10 个');
    expect(working).toContain('本平台约定');
    expect(working).toContain('自编摘要，非原文');
  });

  it('lets the city enter lines for itself alone, and names a wrong day beside its field', async () => {
    batch = await openBatch(city, plan, TITLE);
    await city.getByRole('main').locator('select[name="target"]').selectOption('SD14');
    await press(city, '添加条目');
    await city.waitForURL(/\/lines\/new/);
    const regions = city.getByRole('main').locator('select[name="region"] option');
    await regions.first().waitFor({ state: 'attached' });
    expect(await regions.allInnerTexts()).toEqual(['山东省德州市']);
    await fill(city, { name: FIRST, onDate: '2031-01-01', source: '示例台账' });
    await press(city, '保存');
    await city.getByRole('main').getByText('日期不能晚于今天').first().waitFor();
    expect(await city.locator('[name="name"]').inputValue()).toBe(FIRST);
    await fill(city, { onDate: '2023-11-10' });
    await press(city, '保存');
    await city.waitForURL((url) => url.pathname === batch);
    await addLine(city, batch, 'SD14', { name: SECOND, onDate: '2023-11-20', source: '示例台账' });
    expect(await axeFindings(city)).toEqual([]);
    await press(city, '报送');
    await city.getByText('已报送，等待审核').first().waitFor();
    expect((await board()).value).toBe('8 个');
  });

  it('comes back from the province with a comment on its line', async () => {
    await province.goto('/batches');
    await follow(province, TITLE);
    await province.waitForURL((url) => url.pathname === batch);
    await press(province, '领取');
    await province.getByText('已领取，可以开始审核').first().waitFor();
    await follow(province, `提意见 1 ${FIRST}`);
    await fill(province, { body: OPINION });
    await press(province, '存为草稿');
    await province.getByText('未发出').first().waitFor();
    await city.goto(batch);
    expect(await city.getByRole('main').innerText()).not.toContain(OPINION);
    await follow(province, '退回补正');
    await province.waitForURL(/\/return$/);
    expect(await province.getByRole('main').innerText()).toContain(OPINION);
    await press(province, '确认退回');
    await province.waitForURL((url) => url.pathname === batch);
    await province.getByRole('main').getByText('重新报送前不显示条目').waitFor();
    expect((await board()).value).toBe('8 个');
  });

  it('is corrected, answered and submitted again by the city', async () => {
    await city.goto('/batches');
    await follow(city, TITLE);
    await city.getByRole('main').getByText(OPINION).waitFor();
    await follow(city, `修改 1 ${FIRST}`);
    await city.waitForURL(/\/lines\/[0-9a-f-]{36}$/);
    await fill(city, { document: '德数字〔2023〕示例1号' });
    await press(city, '保存');
    await city.waitForURL((url) => url.pathname === batch);
    const thread = city.getByRole('main').locator('.sh-thread').filter({ hasText: OPINION });
    await thread.locator('summary').filter({ hasText: '答复' }).click();
    await thread.locator('textarea[name="body"]').fill(ANSWER);
    await thread.getByRole('button', { name: '答复' }).click();
    await thread.getByText(ANSWER).waitFor();
    await press(city, /报送/);
    await city.getByText('已报送，等待审核').first().waitFor();
  });

  it('is recorded by the province, and the tile moves and explains itself', async () => {
    await province.goto(batch);
    const main = await province.getByRole('main').innerText();
    for (const text of [ANSWER, '德数字〔2023〕示例1号', '第 2 次报送']) expect(main).toContain(text);
    const claim = province.getByRole('main').getByRole('button', { name: '领取' });
    if ((await claim.count()) > 0) {
      await claim.click();
      await province.getByText('已领取，可以开始审核').first().waitFor();
    }
    await record(province, '审核入库');
    await province.getByText('已入库：新增 2 条').first().waitFor();
    expect(await board()).toEqual({ value: '10 个', status: '已达成' });
    const working = await openWorking(tileOf(province, INDICATOR));
    expect(working).toContain('截止日 2023-12-31 为 10 个，达到');
  });

  it('shows, for a day within the year, the sum by which the tile is judged', async () => {
    await province.goto(`/plans/${plan}?at=2023-11-30`);
    const working = await openWorking(tileOf(province, INDICATOR));
    expect(working).toContain('10 × 333 ÷ 364 = 9.15 个');
    await province.goto(`/plans/${plan}?at=2023-11-09`);
    const before = await tileOf(province, INDICATOR).locator('.sh-tile-value').innerText();
    await province.goto(`/plans/${plan}?at=2023-11-10`);
    const after = await tileOf(province, INDICATOR).locator('.sh-tile-value').innerText();
    expect(Number.parseFloat(after) - Number.parseFloat(before)).toBe(1);
  });

  it('leads from the tile to the entries, and from an entry to the batch that it came with', async () => {
    await province.goto(`/plans/${plan}`);
    await tileOf(province, INDICATOR).getByRole('link', { name: INDICATOR, exact: true }).click();
    await province.waitForURL(/\/targets\/SD14$/);
    await province.goto(`/plans/${plan}/entries?target=SD14&q=${encodeURIComponent(FIRST)}`);
    await follow(province, FIRST);
    await province.waitForURL(/\/entries\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/);
    await province.getByRole('main').getByText('德数字〔2023〕示例1号').first().waitFor();
    await follow(province, TITLE);
    await province.waitForURL((url) => url.pathname === batch);
    await province.locator('.sh-page-head .sh-sign').filter({ hasText: '已审核入库' }).waitFor();
  });

  it('keeps the other cities out', async () => {
    const other = await (await newVisitor(browser, app.origin)).newPage();
    await signIn(other, 'jinan');
    expect((await other.request.get(batch)).status()).toBe(404);
    await other.goto(`/plans/${plan}/entries?target=SD14`);
    expect(await other.getByRole('main').innerText()).not.toContain(FIRST);
  });
});
