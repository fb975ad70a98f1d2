import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOrganisations } from '#seeds/demo/cast.ts';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { newVisitor, openBrowser, signIn } from '#tests/support/browser.ts';
import { fill, follow, openDraft, press, typeAndSave, valueOf } from '#tests/support/journey.ts';

const CLIENT = '示例蓝桥数据（上海）有限公司';
const CONSULTANCY = demoOrganisations.find(({ key }) => key === 'consultancy');

/** A client lets a consultant in, step by step, and out again: each step needs the one before. */
describe('a consultant with a client’s grant', () => {
  let app: RunningApp;
  let browser: Browser;
  let owner: Page;
  let consultant: Page;
  let filing = '';
  let house = '';

  beforeAll(async () => {
    app = await startApp();
    browser = await openBrowser();
    owner = await (await newVisitor(browser, app.origin)).newPage();
    consultant = await (await newVisitor(browser, app.origin)).newPage();
    await signIn(owner, 'lanqiao');
    await signIn(consultant, 'consultant');
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    removeFolder(app.dataFolder);
  });

  async function grant(rights: 'read' | 'draft'): Promise<void> {
    await owner.goto('/grants/new');
    await fill(owner, { uscc: CONSULTANCY?.uscc ?? '', purpose: 'help', rights });
    await press(owner, '授权');
    await owner.waitForURL(/\/grants$/);
    await consultant.goto('/clients');
    await follow(consultant, CLIENT);
    await consultant.waitForURL(/\/clients\/[0-9a-f-]{36}$/);
    house = new URL(consultant.url()).pathname;
  }

  async function revoke(): Promise<void> {
    await owner.goto('/grants');
    await follow(owner, /^撤销/);
    await owner.waitForURL(/\/revoke/);
    await press(owner, /撤销/);
    await owner.waitForURL(/\/grants$/);
  }

  async function statusOf(address: string): Promise<number> {
    return (await consultant.request.get(address)).status();
  }

  it('sees nothing of the client before the grant', async () => {
    filing = await openDraft(owner, '退回');
    await consultant.goto('/clients');
    expect(await consultant.getByText(CLIENT).count()).toBe(0);
    expect(await statusOf(`/filings/${filing}`)).toBe(403);
  });

  it('reads but can’t edit with a grant for reading', async () => {
    await grant('read');
    await consultant.goto(`${house}/filings/${filing}`);
    await consultant.getByText('许数桥').first().waitFor();
    expect(await consultant.getByRole('link', { name: '协助填写' }).count()).toBe(0);
    expect(await statusOf(`${house}/filings/${filing}/edit`)).toBe(403);
    await revoke();
    expect(await statusOf(house)).toBe(404);
  });

  it('edits the draft with a grant for drafting; the client has what was typed', async () => {
    await grant('draft');
    await consultant.goto(`${house}/filings/${filing}`);
    await follow(consultant, '协助填写');
    await consultant.waitForURL(/\/edit$/);
    expect(await consultant.getByRole('region', { name: '正在查看客户' }).innerText()).toContain(CLIENT);
    await typeAndSave(consultant, 'enterprise.department', '数据治理部');
    await owner.goto(`/filings/${filing}/edit`);
    expect(await valueOf(owner, 'enterprise.department')).toBe('数据治理部');
    await typeAndSave(owner, 'cdo.position', '副总经理');
    await typeAndSave(consultant, 'enterprise.mailingAddress', '上海市杨浦区示例路 2 号');
    await consultant.getByText('已合并同事的修改（许蓝桥）').waitFor();
    expect(await valueOf(consultant, 'cdo.position')).toBe('副总经理');
  });

  it('can’t freeze, submit or touch files, neither on the page nor past it', async () => {
    expect(await consultant.getByRole('button', { name: /定稿|报送|上传/ }).count()).toBe(0);
    const token = await consultant.locator('[name="_csrf"]').first().inputValue();
    for (const address of [
      `/filings/${filing}/edit`,
      `/filings/${filing}/seal`,
      `/filings/${filing}/withdraw`,
      `/filings/${filing}/check`,
    ]) {
      const form = { _csrf: token, _intent: 'freeze', acknowledged: 'yes' };
      const answer = await consultant.request.post(address, { form, maxRedirects: 0 });
      expect([address, answer.status()]).toEqual([address, 403]);
    }
    await owner.goto(`/filings/${filing}`);
    expect(await owner.getByText('退回补正').count()).toBeGreaterThan(0);
  });

  it('is out at once when the grant is revoked, with the form still open', async () => {
    await revoke();
    await consultant.locator('[name="enterprise.department"]').fill('不应保存的部门');
    await consultant.locator('.sh-save-state[data-tone="red"]').waitFor();
    expect(await statusOf(house)).toBe(404);
    expect(await statusOf(`${house}/filings/${filing}/edit`)).toBe(404);
    expect(await statusOf(`${house}/filings/${filing}/draft`)).toBe(404);
    await consultant.goto('/clients');
    expect(await consultant.getByText(CLIENT).count()).toBe(0);
    await owner.goto(`/filings/${filing}/edit`);
    expect(await valueOf(owner, 'enterprise.department')).toBe('数据治理部');
  });
});
