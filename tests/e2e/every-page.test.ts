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
  ['assessor', 'consultancy'],
  ['operator', 'operator'],
  ['province', 'authority'],
  ['jinan', 'authority'],
  ['planner', 'authority'],
] as const;
const OWN_STATE =
  /^\/(start|portfolio|clients\/:id(\/assessments(\/:id)?)?|filings\/:id(\/edit|\/seal)?|changes\/:id|organisation|plans(\/:id)?|batches(\/:id\/:id)?)\?/;

/** Addresses that answer with a file or end the visit, not with a page. */
const NO_PAGE =
  /\/(export|download|print\.pdf|receipt\.pdf)|\.(pdf|xlsx|csv|json|docx|zip|txt)(\?|$)|\/attachments\/|template|\/(file|scan|preview)(\?|$)|\/report\/[a-z]+(\?|$)|\/models\/[^/]+\/workbook(\?|$)/;
const MOST_PAGES = 120;

/** Rooms whose pages the walks must come to, by whose walk: a link that falls away would else hide them. */
const REACHED: Readonly<Record<string, readonly RegExp[]>> = {
  owner: [
    /^\/assessments\?/,
    /^\/assessments\/:id\?/,
    /^\/assessments\/:id\/items\/:item\?/,
    /^\/assessments\/:id\/result\?/,
    /^\/assessments\/:id\/result\/derivation\//,
    /^\/assessments\/:id\/gaps\?/,
    /^\/assessments\/:id\/actions\?/,
    /^\/assessments\/:id\/report\?/,
    /^\/assessments\/compare\?/,
    /^\/assessments\/trend\?/,
    /^\/evidence\?/,
    /^\/evidence\/:id\?/,
    /^\/certificates\?/,
    /^\/certificates\/:id\?/,
    /^\/models\?/,
    /^\/models\/:model\/:domain\?/,
    /^\/schemes\?/,
    /^\/schemes\/:scheme\?/,
    /^\/journal\?/,
    /^\/journal\?subject/,
  ],
  supervisor: [
    /^\/maturity\?/,
    /^\/maturity\/:id\/:id\?/,
    /^\/maturity\/orders\?/,
    /^\/maturity\/certificates\?/,
    /^\/cdo-register\?/,
    /^\/cdo-register\/:id\?/,
    /^\/overview\?/,
    /^\/bulletins\?/,
    /^\/bulletins\/new\?/,
    /^\/journal\?/,
  ],
  visitor: [/^\/open\/plans\?/, /^\/open\/plans\/:id\?$/, /^\/open\/plans\/:id\/targets\/:target\?/],
  province: [
    /^\/plans\?/,
    /^\/plans\/:id\?$/,
    ...['cities', 'compare', 'wall', 'settings', 'split', 'versions', 'import', 'entries'].map(
      (page) => new RegExp(`^/plans/:id/${page}\\?`),
    ),
    /^\/plans\/:id\/targets\/:target\?/,
    /^\/plans\/:id\/entries\/:id\/:id\?/,
    /^\/plans\/library\/:key\?/,
    /^\/plans\/new\?/,
    /^\/batches\?/,
    /^\/batches\/:id\/:id\?$/,
    /^\/entry-imports\/:id\?/,
    /^\/designations\?/,
    /^\/designations\/new\?/,
    /^\/overview\?/,
  ],
  jinan: [/^\/plans\/:id\?$/, /^\/batches\/:id\/:id\?$/, /^\/batches\/:id\/:id\/lines\/:id\?/],
  planner: [/^\/plans\/:id\?$/],
  consultant: [
    /^\/portfolio\?/,
    /^\/clients\/:id\?/,
    /^\/clients\/:id\/assessments\/:id\/items\/:item\?/,
    /^\/clients\/:id\/evidence\?/,
    /^\/clients\/:id\/certificates\?/,
  ],
};

/** Mails of the demonstration are addressed to others: what they lead to is not for everybody. */
const MAILS_OF_OTHERS = '/demo/outbox?';

/** One page of a kind stands for all: ids become a sign, values of filters fall away. */
function kindOf(address: string): string {
  const url = new URL(address);
  const path = url.pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\/verify\/.+/, '/verify/:code')
    .replace(/(\/assessments\/:id\/items)\/[^/]+/, '$1/:item')
    .replace(/(\/derivation\/[^/]+)\/[^/]+/, '$1/:key')
    .replace(/^\/models\/(?!import)[^/]+\/(?!withdraw)[^/]+/, '/models/:model/:domain')
    .replace(/^\/models\/(?!import)[^/:]+/, '/models/:model')
    .replace(/^\/schemes\/(?!new)[^/]+/, '/schemes/:scheme')
    .replace(/(\/plans\/:id(?:\/edit)?\/targets)\/[^/]+/, '$1/:target')
    .replace(/^\/plans\/library\/[^/]+/, '/plans/library/:key');
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

/** Looks at a page at both widths. What only the narrow one shows is in the frame, whose colours each first page shows. */
async function examine(page: Page, address: string, isFirst = true): Promise<string[]> {
  const faults: string[] = [];
  const note = (fault: string) => faults.push(`${page.viewportSize()?.width} ${kindOf(address)}: ${fault}`);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    if (await sticksOut(page)) note('sticks out at the side');
    for (const finding of await axeFindings(page, { colours: isFirst || width === WIDTHS[0] })) note(finding);
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
    faults.push(...(await examine(page, address, kinds.size === 1)));
    faults.push(...errors.map((error) => `${kind}: ${error}`));
    if (kind !== MAILS_OF_OTHERS) waiting.push(...(await linksOf(page, origin)));
  }
  return { faults, kinds };
}

/** Pages that no link leads to, and how they answer. */
const UNLINKED: readonly [string, number][] = [
  ['/no-such-page', 404],
  ['/filings/no-such-filing', 404],
  ['/invitation/no-such-token', 200],
  ['/reset/no-such-token', 200],
  ['/verify-email/no-such-token', 200],
  ['/verify/no-such-code', 200],
  ['/open/plans/no-such-plan', 404],
  ['/demo/outbox', 200],
];

/** Forms as they refuse: who posts which page's form with what. */
const REFUSED: readonly [string, string, Readonly<Record<string, string>>][] = [
  ['visitor', '/register', {}],
  ['visitor', '/sign-in', { identifier: 'nobody@example.cn', password: 'not the password' }],
  ['visitor', '/forgot', { email: 'no address' }],
  ['visitor', '/reset/no-such-token', {}],
  ['owner', '/changes/new', { happenedOn: '' }],
  ['owner', '/members/invite', {}],
  ['owner', '/grants/new', {}],
  ['owner', '/account/password', {}],
  ['owner', '/organisations/new?kind=enterprise', {}],
  ['owner', '/assessments/new?model=dcmm-2025', { title: '' }],
  ['owner', '/evidence/new', {}],
  ['owner', '/certificates/new', {}],
  ['owner', '/models/import', {}],
  ['owner', '/schemes/new', {}],
  ['supervisor', '/roster/import', {}],
  ['supervisor', '/maturity/orders/new', {}],
  ['supervisor', '/bulletins/new', {}],
  ['province', '/plans/new', {}],
  ['province', '/batches/new', {}],
  ['province', '/designations/new', {}],
];

async function visitorOf(browser: Browser, app: RunningApp, person: string): Promise<Page> {
  const context = await newVisitor(browser, app.origin);
  const page = await context.newPage();
  if (person !== 'visitor') await signIn(page, person);
  return page;
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
      expect(kinds.size).toBeLessThan(MOST_PAGES);
      const missed = (REACHED[person] ?? []).filter((room) => ![...kinds].some((kind) => room.test(kind)));
      expect(missed).toEqual([]);
      expect(faults).toEqual([]);
    },
    600_000,
  );

  it('reads where no link leads, and says what is wrong', async () => {
    const visitor = await visitorOf(browser, app, 'visitor');
    const owner = await visitorOf(browser, app, 'owner');
    const faults: string[] = [];
    for (const [address, status] of UNLINKED) {
      const page = address.startsWith('/filings') ? owner : visitor;
      const response = await page.goto(address, { waitUntil: 'load' });
      if (response?.status() !== status) faults.push(`${address}: answers ${response?.status()}`);
      if ((await page.title()) === '') faults.push(`${address}: no title`);
      faults.push(...(await examine(page, page.url())));
    }
    await visitor.context().close();
    await owner.context().close();
    expect(faults).toEqual([]);
  }, 240_000);

  it('reads when a form is refused, with what is wrong at the top', async () => {
    const people = new Map<string, Page>();
    const faults: string[] = [];
    for (const [person, address, values] of REFUSED) {
      const page = people.get(person) ?? (await visitorOf(browser, app, person));
      people.set(person, page);
      await page.goto(address, { waitUntil: 'load' });
      for (const [name, value] of Object.entries(values))
        await page.locator(`main [name="${name}"]`).first().fill(value);
      await page.locator('main form button[type="submit"]').last().click();
      const summary = page.getByRole('main').getByRole('alert').first();
      const isSaid = await summary.waitFor({ timeout: 10_000 }).then(
        () => true,
        () => false,
      );
      if (!isSaid) faults.push(`${address}: no summary of what is wrong`);
      faults.push(...(await examine(page, page.url())));
    }
    for (const page of people.values()) await page.context().close();
    expect(faults).toEqual([]);
  }, 240_000);

  it('reads with an attachment open beside the fields', async () => {
    const page = await visitorOf(browser, app, 'reviewer');
    await page.goto('/queue');
    await page.locator('main a[href^="/review/"]').first().click();
    await page
      .getByRole('link', { name: /备案表.*\.pdf$/ })
      .first()
      .click();
    await page.locator('#file canvas').first().waitFor({ timeout: 20_000 });
    expect(await examine(page, page.url())).toEqual([]);
    await page.getByRole('link', { name: '收起附件' }).click();
    await page.locator('#file').waitFor({ state: 'detached' });
    await page.context().close();
  }, 120_000);
});
