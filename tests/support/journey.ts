import type { Page } from 'playwright-core';
import { sampleBody, type BodyPatch } from '#app/domain/filing/body.ts';
import { writeFormEntries } from '#app/domain/filing/form-entry.ts';

/** Presses the button of a page's own content, not of the frame around it. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('main').getByRole('button', { name }).first().click();
}

/** Follows a link of a page's own content. */
export async function follow(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('main').getByRole('link', { name }).first().click();
}

/** Fills one control by its name, whatever kind of control it is. */
async function setControl(page: Page, name: string, value: string): Promise<void> {
  const all = page.locator(`main [name="${name}"]:not([type="hidden"])`);
  const kind = await all
    .first()
    .evaluate((node) => (node instanceof HTMLInputElement ? node.type : node.tagName));
  if (kind === 'checkbox') await page.locator(`main [name="${name}"][value="${value}"]`).check();
  else if (kind === 'radio') await page.locator(`main [name="${name}"][value="${value}"]`).check();
  else if (kind === 'SELECT') await all.first().selectOption(value);
  else await all.first().fill(value);
}

/** Fills controls by name, in order. */
export async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await setControl(page, name, value);
}

/** A complete record with one licence, in the row that the profile filled in. */
function completeBody(patch: BodyPatch = {}) {
  const [licence] = sampleBody().licences;
  return sampleBody({
    licences: licence ? [{ ...licence, id: 'l1' }] : [],
    supportingPosts: [],
    structureNodes: [],
    policies: [],
    domainLicences: [],
    ...patch,
  });
}

/** Types a whole record into the form, control by control, from the form's one definition. */
export async function fillRecord(page: Page, patch: BodyPatch = {}): Promise<void> {
  for (const [name, value] of writeFormEntries(completeBody(patch))) {
    if (value === '' || /\.id$/.test(name) || name.startsWith('sealing.') || name.startsWith('submission.'))
      continue;
    const control = page.locator(`main [name="${name}"]:not([type="hidden"])`);
    if ((await control.count()) === 0 || !(await control.first().isVisible())) continue;
    if (!(await control.first().isEnabled())) continue;
    await setControl(page, name, value);
  }
}

/** A small real PDF, as a scanner would make one: one empty page. */
function scannedPdf(text: string): { name: string; mimeType: string; buffer: Buffer } {
  const body = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
% ${text}
%%EOF
`;
  return { name: `${text}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(body, 'latin1') };
}

/** Uploads a file into one of the places of a filing. */
export async function upload(page: Page, slot: string, text: string): Promise<void> {
  const name = `${text}.pdf`;
  // The file input stands beside the upload form of its slot and belongs to it by `form`.
  const form = page.locator(`form:has(input[name="slot"][value="${slot}"])`).first();
  const id = await form.getAttribute('id');
  const input = id ? page.locator(`input[type="file"][form="${id}"]`) : form.locator('input[type="file"]');
  await input.first().setInputFiles(scannedPdf(text));
  const button = id ? page.locator(`button[form="${id}"]`) : form.getByRole('button');
  // A file of this name may stand there already: what counts is that this one was taken.
  const taken = page.waitForResponse(
    (response) => response.request().method() === 'POST' && /\/attachments\b/.test(response.url()),
  );
  await button.first().click();
  await taken;
  await page.waitForLoadState('networkidle');
  await page.getByText(name).first().waitFor();
}

/** The form of the enterprise's filing that is being written; answers the filing's id. */
export async function openDraft(page: Page, state = '草稿'): Promise<string> {
  await page.goto('/filings');
  const row = page.getByRole('main').getByRole('row').filter({ hasText: state }).first();
  const address = await row.getByRole('link').first().getAttribute('href');
  const id = /\/filings\/([0-9a-f-]{36})/.exec(address ?? '')?.[1];
  if (!id) throw new Error(`no filing is ${state}`);
  await page.goto(`/filings/${id}/edit`);
  return id;
}

/** Acts for another organisation of the person's. */
export async function actFor(page: Page, organisation: string): Promise<void> {
  await page.goto('/account/organisations');
  const item = page.getByRole('main').getByRole('listitem').filter({ hasText: organisation });
  const button = item.getByRole('button');
  if ((await button.count()) === 0) return;
  await button.click();
  await page.waitForURL(/\/start/);
}

/** Waits until the form says that the server has everything. */
export async function untilSaved(page: Page): Promise<void> {
  await page
    .locator('.sh-save-state')
    .filter({ hasText: /^已保存 \d\d:\d\d/ })
    .waitFor();
}

/** Types a value and waits until it is saved. */
export async function typeAndSave(page: Page, name: string, value: string): Promise<void> {
  const saved = page.waitForResponse(
    (response) => response.url().endsWith('/draft') && response.request().method() === 'POST',
  );
  await page.locator(`main [name="${name}"]`).fill(value);
  await saved;
  await untilSaved(page);
}

/** What a control holds. */
export function valueOf(page: Page, name: string): Promise<string> {
  return page.locator(`main [name="${name}"]:not([type="hidden"])`).first().inputValue();
}
