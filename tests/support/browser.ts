import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { totpCodeAt } from '#app/http/second-factor.server.ts';
import { DEMO_PASSWORD, demoAccounts } from '#seeds/demo/cast.ts';

/** The two widths at which every page must read. */
export const WIDTHS = [1280, 375] as const;

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser that the run was given. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.SHUHENG_TEST_BROWSER;
  if (!executablePath) throw new Error('SHUHENG_TEST_BROWSER names no browser; run `npm test`');
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A fresh visitor: own cookies, Chinese, any zone but ours, so that nothing leans on the machine's. */
export function newVisitor(
  browser: Browser,
  origin: string,
  options: { width?: number; javaScript?: boolean } = {},
): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: origin,
    locale: 'zh-CN',
    timezoneId: 'America/Los_Angeles',
    viewport: { width: options.width ?? 1280, height: 900 },
    javaScriptEnabled: options.javaScript ?? true,
    acceptDownloads: true,
  });
}

/** Signs a demo account in, second factor included; ends on its start page. */
export async function signIn(page: Page, key: string): Promise<void> {
  const person = demoAccounts.find((account) => account.key === key);
  if (!person) throw new Error(`no demo account ${key}`);
  await page.goto('/sign-in');
  await page
    .getByLabel(/邮箱|手机/)
    .first()
    .fill(person.email);
  await page.getByLabel('密码', { exact: false }).first().fill(DEMO_PASSWORD);
  await page.getByRole('main').getByRole('button', { name: '登录', exact: true }).click();
  if (person.totpSecret) {
    await page.waitForURL(/second-factor/);
    await enterCode(page, person.totpSecret);
  }
  await page.waitForURL(/\/start/);
}

/** Types the current code; a code that was used a moment ago is refused, so the next step's is tried then. */
async function enterCode(page: Page, secret: string): Promise<void> {
  for (const ahead of [0, 30_000, -30_000]) {
    const code = totpCodeAt(secret, new Date(Date.now() + ahead).toISOString());
    await page.locator('input[name="code"]').fill(code);
    await page.getByRole('main').getByRole('button').first().click();
    const passed = await page.waitForURL(/\/start/, { timeout: 4000 }).then(
      () => true,
      () => false,
    );
    if (passed) return;
  }
  throw new Error('no code of the second factor was taken');
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeFinding {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary: string }[];
}

/**
 * Serious and critical findings of axe on the page as it stands, as readable lines.
 * @param colours whether contrasts are computed: half of the work, and the same at every width
 */
export async function axeFindings(page: Page, { colours = true } = {}): Promise<string[]> {
  // The page's policy forbids inline scripts; the debugger's evaluation isn't bound by it.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  const violations = await page.evaluate(async (withColours) => {
    const axe = (
      globalThis as unknown as {
        axe: { run(root: Document, options: unknown): Promise<{ violations: AxeFinding[] }> };
      }
    ).axe;
    const result = await axe.run(document, {
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
      rules: { 'color-contrast': { enabled: withColours } },
    });
    return result.violations;
  }, colours);
  return violations
    .filter((finding) => finding.impact === 'serious' || finding.impact === 'critical')
    .flatMap((finding) =>
      finding.nodes.map(
        (node) => `${finding.id}: ${node.html.slice(0, 200)} — ${node.failureSummary.slice(0, 300)}`,
      ),
    );
}

/** Whether the page is wider than the window: something sticks out at the side. */
export async function sticksOut(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
}
