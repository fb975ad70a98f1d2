import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { axeFindings, newVisitor, openBrowser, signIn, sticksOut } from '#tests/support/browser.ts';
import { follow, press } from '#tests/support/journey.ts';
import { planId, readTile, record, SHANDONG_PLAN } from '#tests/support/plan-journey.ts';

const INDICATOR = '数商生态企业';
const HEADER = '指标编号,类别,名称,地区,日期,数据来源';
const NAMES = Array.from({ length: 8 }, (_, index) => `示例导入数据经纪机构第${index + 1}家`);
const rowOf = (name: string, region: string) => `SD03,名录条目,${name},${region},2023-10-18,示例台账`;

/** A table with a city of another province in its fifth row, and the same one mended. */
const RIGHT = [HEADER, ...NAMES.map((name) => rowOf(name, '青岛市'))].join('\r\n');
const WRONG = [HEADER, ...NAMES.map((name, index) => rowOf(name, index === 3 ? '南京市' : '青岛市'))].join(
  '\r\n',
);

/** A table's way from its error to the board and back; each step needs the one before. */
describe('a table of entries that the province imports', () => {
  let app: RunningApp;
  let browser: Browser;
  let province: Page;
  let plan = '';
  let run = '';

  beforeAll(async () => {
    app = await startApp();
    browser = await openBrowser();
    province = await (await newVisitor(browser, app.origin)).newPage();
    await signIn(province, 'province');
    plan = await planId(province, SHANDONG_PLAN);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    removeFolder(app.dataFolder);
  });

  const board = () => readTile(province, `/plans/${plan}`, INDICATOR);
  const listed = async () => {
    await province.goto(`/plans/${plan}/entries?target=SD03&q=${encodeURIComponent('数据经纪机构')}`);
    return province.getByRole('main').locator('tbody tr').count();
  };

  async function uploadTable(name: string, text: string): Promise<void> {
    await province.goto(`/plans/${plan}/import`);
    await province
      .locator('input[type="file"]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text, 'utf8') });
    await press(province, '上传并预检');
    await province.waitForURL(/\/entry-imports\/[0-9a-f-]{36}$/);
    await province.getByRole('heading', { name: '导入预检与写入' }).waitFor();
  }

  it('offers a template with its columns', async () => {
    const template = await province.request.get(`/plans/${plan}/import/template?format=csv`);
    expect(template.status()).toBe(200);
    for (const column of HEADER.split(',')) expect(await template.text()).toContain(column);
  });

  it('names the row that is wrong, and writes nothing', async () => {
    expect(await board()).toEqual({ value: '92 家', status: '未达到力争值' });
    await uploadTable('数商（有错）.csv', WRONG);
    const rows = province.getByRole('main').locator('tbody tr');
    expect(await rows.count()).toBe(1);
    const cells = await rows.first().locator('td').allInnerTexts();
    expect(cells.slice(0, 2)).toEqual(['5', '地区']);
    expect(cells[2]).toContain('南京市');
    const main = await province.getByRole('main').innerText();
    expect(main).toContain('发现 1 处错误，未写入任何内容');
    expect(await province.getByRole('button', { name: '写入报送批次' }).count()).toBe(0);
    expect(await axeFindings(province)).toEqual([]);
    expect(await listed()).toBe(0);
    expect((await board()).value).toBe('92 家');
    await province.goto('/batches');
    expect(await province.locator('#working').getByRole('row').count()).toBe(0);
  });

  it('takes the mended table into a batch, and counts it once that is recorded', async () => {
    await uploadTable('数商.csv', RIGHT);
    run = new URL(province.url()).pathname;
    await press(province, '写入报送批次');
    await province.getByText('已写入 8 行').first().waitFor();
    expect(await listed()).toBe(0);
    await province.goto(run);
    await record(province, '直接入库');
    await province.getByText('已入库：新增 8 条').first().waitFor();
    expect(await board()).toEqual({ value: '100 家', status: '已达成' });
    expect(await listed()).toBe(8);
  });

  it('finds the same table again to be there already', async () => {
    await uploadTable('数商（再次）.csv', RIGHT);
    const main = await province.getByRole('main').innerText();
    expect(main).toContain('8 处疑似重复，请核对');
    await press(province, '写入报送批次');
    await province
      .locator('[name="checked"][aria-invalid="true"], .mantine-Checkbox-error')
      .first()
      .waitFor();
    await press(province, '放弃本次导入');
    await province.getByText('已放弃本次导入').first().waitFor();
    expect((await board()).value).toBe('100 家');
  });

  it('is undone as one, and the tile moves back', async () => {
    await province.goto(run);
    await follow(province, '撤销本次导入');
    await province.waitForURL(/\/undo$/);
    await province.getByRole('button', { name: '撤销 8 条' }).waitFor();
    expect(await sticksOut(province)).toBe(false);
    await press(province, '撤销 8 条');
    await province.getByText('已撤销导入，共 8 条').first().waitFor();
    expect(await board()).toEqual({ value: '92 家', status: '未达到力争值' });
    expect(await listed()).toBe(0);
    await province.goto(run);
    expect(await province.locator('.sh-page-head .sh-sign').innerText()).toContain('已撤销');
    expect(await province.getByRole('link', { name: '撤销本次导入' }).count()).toBe(0);
  });

  it('counts again when it is imported anew', async () => {
    await uploadTable('数商.csv', RIGHT);
    await press(province, '写入报送批次');
    await province.getByText('已写入 8 行').first().waitFor();
    await record(province, '直接入库');
    expect(await board()).toEqual({ value: '100 家', status: '已达成' });
  });

  it('gives all of it back as a table, by the filter as shown', async () => {
    const answer = await province.request.get(
      `/plans/${plan}/entries/export?target=SD03&q=${encodeURIComponent('数据经纪机构')}&format=csv`,
    );
    const text = await answer.text();
    for (const name of NAMES) expect(text).toContain(name);
    expect(text.trim().split('\n')).toHaveLength(NAMES.length + 1);
  });
});
