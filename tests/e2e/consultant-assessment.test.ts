import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOrganisations } from '#seeds/demo/cast.ts';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import {
  beginAssessment,
  firstItem,
  gradeItem,
  gradeOf,
  signOff,
} from '#tests/support/assessment-journey.ts';
import { newVisitor, openBrowser, signIn } from '#tests/support/browser.ts';
import { fill, follow, press } from '#tests/support/journey.ts';

const nameOf = (key: string) => demoOrganisations.find((one) => one.key === key)?.name ?? '';
const CLIENT = nameOf('lanqiao');
const OTHER = nameOf('haixin');
const CONSULTANCY = demoOrganisations.find(({ key }) => key === 'consultancy');
const TITLE = '顾问协助的自评（示例数据）';
const item = firstItem('dsmm-2019');
const criteria = item.criteria.slice(0, 2);

/** One consultant, two clients, from the grant to the report; each step needs the one before. */
describe('a consultant who helps two clients with their assessments', () => {
  let app: RunningApp;
  let browser: Browser;
  let owner: Page;
  let consultant: Page;
  let assessment = '';
  let house = '';
  const digits = new Map<string, string>();

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

  const part = (client: string) => consultant.getByRole('region', { name: client, exact: true });
  const bar = () => consultant.getByRole('region', { name: '正在查看客户' });

  it('sees the client in the portfolio once it has given its grant, each client by itself', async () => {
    await consultant.goto('/portfolio');
    expect(await part(CLIENT).count()).toBe(0);
    await owner.goto('/grants/new');
    await fill(owner, { uscc: CONSULTANCY?.uscc ?? '', purpose: 'help', rights: 'draft' });
    await press(owner, '授权');
    await owner.waitForURL(/\/grants$/);
    assessment = await beginAssessment(owner, 'dsmm-2019', TITLE);
    await consultant.goto('/portfolio');
    expect(await part(CLIENT).innerText()).toContain(TITLE);
    expect(await part(CLIENT).innerText()).not.toContain(OTHER);
    expect(await part(OTHER).innerText()).not.toContain(CLIENT);
    expect(await part(OTHER).innerText()).not.toContain(TITLE);
    for (const client of [CLIENT, OTHER]) {
      const key = await part(client).locator('kbd').innerText();
      digits.set(client, key.replace('Alt+', ''));
    }
    house = new URL(
      (await part(CLIENT).getByRole('link', { name: CLIENT }).getAttribute('href')) ?? '',
      app.origin,
    ).pathname;
  });

  it('finds assessments by search and by what goes on', async () => {
    await fill(consultant, { q: '顾问协助' });
    await press(consultant, '筛选');
    await consultant.waitForURL(/[?&]q=/);
    await part(OTHER).waitFor({ state: 'detached' });
    expect(await part(CLIENT).getByRole('row').count()).toBe(2);
    await consultant.goto('/portfolio?state=running');
    expect(await part(CLIENT).getByRole('row').count()).toBe(2);
    expect(await part(OTHER).count()).toBe(0);
  });

  it('goes from client to client by one key and stays in the same kind of page', async () => {
    await consultant.goto(`${house}/assessments/${assessment}`, { waitUntil: 'networkidle' });
    expect(await bar().innerText()).toContain(CLIENT);
    await consultant.keyboard.press(`Alt+Digit${digits.get(OTHER)}`);
    await consultant.waitForURL((url) => /\/assessments$/.test(url.pathname));
    await bar().getByText(OTHER).first().waitFor();
    expect(new URL(consultant.url()).pathname.startsWith(house)).toBe(false);
    expect(await consultant.getByRole('main').innerText()).not.toContain(CLIENT);
    expect(await consultant.getByRole('main').innerText()).not.toContain(TITLE);
    await consultant.keyboard.press(`Alt+Digit${digits.get(CLIENT)}`);
    await consultant.waitForURL((url) => url.pathname === `${house}/assessments`);
    await bar().getByText(CLIENT).first().waitFor();
    expect(await consultant.getByRole('main').innerText()).not.toContain(OTHER);
  });

  it('answers and adds evidence; the client has what was typed', async () => {
    const path = `/assessments/${assessment}/items/${item.id}`;
    await gradeItem(consultant, `${house}${path}`, criteria, 'mostly', '示例数据：顾问写的说明');
    expect(await gradeOf(owner, path, criteria[0] ?? '')).toBe('mostly');
    await consultant.goto(`${house}/evidence/new`, { waitUntil: 'networkidle' });
    await fill(consultant, { kind: 'reference' });
    await fill(consultant, {
      title: '数据安全制度（示例）',
      reference: '内网 → 制度库',
      ownerName: '示例数据责任人',
    });
    await consultant.getByRole('main').locator('form button[type="submit"]').last().click();
    await consultant.waitForURL(/\/evidence\/[0-9a-f-]{36}$/);
    await consultant.goto(house);
    const evidence = consultant.getByRole('region', { name: '证据库', exact: true });
    expect(await evidence.innerText()).toContain('数据安全制度（示例）');
    await owner.goto('/evidence');
    await owner.getByText('数据安全制度（示例）').first().waitFor();
  });

  it('signs nothing in the client’s name', async () => {
    await consultant.goto(`${house}/assessments/${assessment}`);
    expect(await consultant.getByRole('main').getByRole('link', { name: '签署', exact: true }).count()).toBe(
      0,
    );
    const token = await consultant.locator('[name="_csrf"]').first().inputValue();
    for (const path of ['sign', 'step/validation', 'step/withdraw']) {
      const form = { _csrf: token, confirm: 'yes', acceptsUnvalidated: 'yes', unvalidatedReason: '示例' };
      const answer = await consultant.request.post(`${house}/assessments/${assessment}/${path}`, {
        form,
        maxRedirects: 0,
      });
      expect([path, answer.status() >= 400]).toEqual([path, true]);
    }
    await owner.goto(`/assessments/${assessment}`);
    expect(await owner.getByRole('main').innerText()).toContain('评估中');
  });

  it('takes the report of what the client signed, under the consultancy’s own style', async () => {
    await signOff(owner, `/assessments/${assessment}`);
    await consultant.goto(`${house}/assessments/${assessment}`);
    await follow(consultant, '报告');
    await consultant.waitForURL(/\/report$/);
    const download = consultant.waitForEvent('download');
    await press(consultant, /PDF/);
    const file = await (await download).path();
    expect(readFileSync(file).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  });

  it('finds the grant among those that ended once it is revoked', async () => {
    await owner.goto('/grants');
    await follow(owner, /^撤销/);
    await owner.waitForURL(/\/revoke/);
    await press(owner, /撤销/);
    await owner.waitForURL(/\/grants$/);
    expect((await consultant.request.get(`${house}/assessments/${assessment}`)).status()).toBe(404);
    expect((await consultant.request.get(`${house}/evidence`)).status()).toBe(404);
    await consultant.goto('/portfolio');
    expect(await part(CLIENT).count()).toBe(0);
    expect(await part('已结束的授权').innerText()).toContain(CLIENT);
  });
});
