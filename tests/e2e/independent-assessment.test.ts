import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOrganisations } from '#seeds/demo/cast.ts';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { beginAssessment, firstItem, gradeItem, signOff } from '#tests/support/assessment-journey.ts';
import { axeFindings, newVisitor, openBrowser, signIn, sticksOut } from '#tests/support/browser.ts';
import { fill, follow, press } from '#tests/support/journey.ts';

const CLIENT = demoOrganisations.find(({ key }) => key === 'qiming')?.name ?? '';
const ASSESSOR = demoOrganisations.find(({ key }) => key === 'assessor');
const SELF_NOTE = '示例数据：只有自评一方写过的话';
const THEIR_NOTE = '示例数据：只有评估机构写过的话';
const item = firstItem('dsmm-2019');
const criteria = item.criteria.slice(0, 2);

/** Two sides assess one scope; each step needs the one before. */
describe('a self-assessment and an independent one', () => {
  let app: RunningApp;
  let browser: Browser;
  let owner: Page;
  let assessor: Page;
  let self = '';
  let independent = '';
  let house = '';

  beforeAll(async () => {
    app = await startApp();
    browser = await openBrowser();
    owner = await (await newVisitor(browser, app.origin)).newPage();
    assessor = await (await newVisitor(browser, app.origin)).newPage();
    await signIn(owner, 'qiming');
    await signIn(assessor, 'assessor');
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    removeFolder(app.dataFolder);
  });

  /** No page of the other side's assessment shows contents; the assessor doesn't even learn that there is one. */
  async function expectClosed(): Promise<void> {
    const contents = [`items/${item.id}`, 'result', 'gaps', 'report', 'report/xlsx?version=draft'];
    for (const path of contents) {
      const theirs = await owner.request.get(`/assessments/${independent}/${path}`);
      expect([path, theirs.status()]).toEqual([path, 403]);
      expect(await theirs.text()).not.toContain(THEIR_NOTE);
    }
    for (const path of ['', ...contents]) {
      const answer = await assessor.request.get(`${house}/assessments/${self}/${path}`);
      expect([path, answer.status()]).toEqual([path, 404]);
    }
    const record = await owner.request.get(`/assessments/${independent}`);
    expect(record.status()).toBe(200);
    expect(await record.text()).not.toContain(THEIR_NOTE);
    await owner.goto('/assessments');
    expect(await owner.getByRole('main').innerText()).toContain('双方签署后可见');
    await assessor.goto(`${house}/assessments/${independent}`);
    expect(await assessor.getByRole('main').innerText()).not.toContain(SELF_NOTE);
    await assessor.goto(`${house}/assessments`);
    const cards = assessor.getByRole('main').locator('tbody a[href*="/assessments/"]');
    const addresses = await cards.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(addresses).toEqual([`${house}/assessments/${independent}`]);
  }

  it('begin with the enterprise’s answers and its order to an assessor', async () => {
    await owner.goto('/grants/new');
    await fill(owner, { uscc: ASSESSOR?.uscc ?? '', purpose: 'assess', rights: 'draft' });
    await press(owner, '授权');
    await owner.waitForURL(/\/grants$/);
    self = await beginAssessment(owner, 'dsmm-2019', '对照用自评（示例数据）');
    await gradeItem(owner, `/assessments/${self}/items/${item.id}`, criteria, 'met', SELF_NOTE);
    await owner.goto(`/assessments/${self}/independent`, { waitUntil: 'networkidle' });
    await press(owner, '委托独立评估');
    await owner.waitForURL(
      (url) => /\/assessments\/[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.endsWith(self),
    );
    independent = new URL(owner.url()).pathname.split('/').at(-1) ?? '';
    await assessor.goto('/portfolio');
    await follow(assessor, CLIENT);
    await assessor.waitForURL(/\/clients\/[0-9a-f-]{36}$/);
    house = new URL(assessor.url()).pathname;
  });

  it('show each other nothing while neither is signed', async () => {
    await gradeItem(
      assessor,
      `${house}/assessments/${independent}/items/${item.id}`,
      criteria,
      'unmet',
      THEIR_NOTE,
    );
    await expectClosed();
  });

  it('show each other nothing while only one is signed', async () => {
    await signOff(owner, `/assessments/${self}`);
    await expectClosed();
  });

  it('lead both sides to the list of where they disagree once both are signed', async () => {
    await signOff(assessor, `${house}/assessments/${independent}`);
    await owner.goto(`/assessments/${self}`);
    await follow(owner, '自评与独立评估对照');
    await assessor.goto(`${house}/assessments/${independent}`);
    await follow(assessor, '自评与独立评估对照');
    for (const page of [owner, assessor]) {
      await page.waitForURL(/\/assessments\/compare\?/);
      await page.waitForLoadState('networkidle');
      const list = page.locator('section[aria-labelledby="disagreements"]');
      await list.getByRole('rowheader').first().waitFor();
      expect(await list.getByRole('rowheader').first().innerText()).toContain(item.id);
      const text = await page.getByRole('main').innerText();
      expect(text).toContain('自评估结果，非认证结论');
      expect(text).toContain('独立评估结果，非认证结论');
      expect(text).not.toContain('双评估对照');
      expect(await axeFindings(page)).toEqual([]);
      for (const width of [375, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await sticksOut(page)).toBe(false);
      }
    }
    expect((await owner.request.get(`/assessments/${independent}/result`)).status()).toBe(200);
    expect((await assessor.request.get(`${house}/assessments/${self}/result`)).status()).toBe(200);
  });
});
