import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { axeFindings, newVisitor, openBrowser, signIn, sticksOut, WIDTHS } from '#tests/support/browser.ts';

/**
 * Demo accounts that between them have every role, by the group whose pages are alike: the second of a group looks
 * only at kinds of pages that the first did not reach, and at those that show a state of their own.
 */
const PEOPLE = [
  ['visitor', 'visitor'],
  ['owner', 'enterprise'],
  ['lanqiao', 'enterprise'],
  ['qiming', 'enterprise'],
  ['xinban', 'enterprise'],
  ['viewer', 'enterprise'],
  ['supervisor', 'regulator'],
  ['reviewer', 'regulator'],
  ['consultant', 'consultancy'],
  ['operator', 'operator'],
] as const;
const OWN_STATE = /^\/(start|filings\/:id(\/edit|\/seal)?|changes\/:id|organisation)\?/;

/** Addresses that answer with a file or end the visit, not with a page. */
const NO_PAGE =
  /\/(export|download|print\.pdf|receipt\.pdf)|\.(pdf|xlsx|csv|json|docx)(\?|$)|\/attachments\/|template/;
const MOST_PAGES = 80;

/** One page of a kind stands for all: ids become a sign, values of filters fall away. */
function kindOf(address: string): string {
  const url = new URL(address);
  const path = url.pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\/verify\/.+/, '/verify/:code');
  return `${path}?${[...new Set(url.searchParams.keys())].sort().join('&')}`;
}

async function linksOf(page: Page, origin: string): Promise<string[]> {
  const addresses = await page.$$eval('a[href]:not([download])', (links) =>
    links.map((link) => (link as HTMLAnchorElement).href),
  );
  return addresses
    .map((address) => address.split('#')[0] ?? '')
    .filter((address) => address.startsWith(`${origin}/`) && !NO_PAGE.test(address));
}

async function examine(page: Page, address: string): Promise<string[]> {
  const faults: string[] = [];
  const note = (fault: string) => faults.push(`${page.viewportSize()?.width} ${kindOf(address)}: ${fault}`);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    if (await sticksOut(page)) note('sticks out at the side');
    for (const finding of await axeFindings(page)) note(finding);
  }
  const headings = await page.$$eval('h1', (all) => all.length);
  if (headings !== 1) note(`${headings} first headings`);
  return faults;
}

/** Walks everything that links lead to, one page of each kind. */
async function walk(
  page: Page,
  origin: string,
  known: Set<string>,
): Promise<{ faults: string[]; kinds: Set<string> }> {
  const faults: string[] = [];
  const kinds = new Set<string>();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  const waiting = [`${origin}/`, page.url()];
  while (waiting.length > 0 && kinds.size < MOST_PAGES) {
    const address = waiting.shift() ?? '';
    const kind = kindOf(address);
    if (kinds.has(kind) || (known.has(kind) && !OWN_STATE.test(kind))) continue;
    kinds.add(kind);
    errors.length = 0;
    const response = await page.goto(address, { waitUntil: 'load' });
    const status = response?.status() ?? 0;
    if (status >= 400) faults.push(`${kind}: a link leads to ${status}`);
    faults.push(...(await examine(page, address)));
    faults.push(...errors.map((error) => `${kind}: ${error}`));
    waiting.push(...(await linksOf(page, origin)));
  }
  return { faults, kinds };
}

describe('every page that a role can reach', () => {
  let app: RunningApp;
  let browser: Browser;
  beforeAll(async () => {
    app = await startApp();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    removeFolder(app.dataFolder);
  });

  const examined = new Map<string, Set<string>>();

  it.each(PEOPLE)(
    'reads at both widths, without serious findings, for %s (%s)',
    async (person, group) => {
      const context = await newVisitor(browser, app.origin);
      const page = await context.newPage();
      if (person === 'visitor') await page.goto('/');
      else await signIn(page, person);
      const known = examined.get(group) ?? new Set<string>();
      const { faults, kinds } = await walk(page, app.origin, known);
      examined.set(group, new Set([...known, ...kinds]));
      await context.close();
      expect(kinds.size).toBeGreaterThan(0);
      expect(faults).toEqual([]);
    },
    600_000,
  );
});
