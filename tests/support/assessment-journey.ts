import type { Page } from 'playwright-core';
import { maturityModel } from '#assessments/model.ts';
import { fill, press, untilSaved } from './journey.ts';

/** The digit that gives a grade on the item page. */
const DIGITS = { met: '1', mostly: '2', partly: '3', unmet: '4' } as const;

/** The first item of a shipped model with the ids of its first criteria. */
export function firstItem(modelId: string): { readonly id: string; readonly criteria: readonly string[] } {
  const item = maturityModel(modelId)?.domains[0]?.items[0];
  if (!item) throw new Error(`${modelId} has no item`);
  return { id: item.id, criteria: item.cells.flatMap(({ criteria }) => criteria.map(({ id }) => id)) };
}

/** Begins a self-assessment of the own house; answers its id. */
export async function beginAssessment(page: Page, modelId: string, title: string): Promise<string> {
  await page.goto(`/assessments/new?model=${modelId}`, { waitUntil: 'networkidle' });
  await fill(page, { title });
  await press(page, '开始评估');
  await page.waitForURL(/\/assessments\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Grades criteria of one item by key and writes a note to the first; waits until all is saved. */
export async function gradeItem(
  page: Page,
  address: string,
  criteria: readonly string[],
  grade: keyof typeof DIGITS,
  note: string,
): Promise<void> {
  await page.goto(address, { waitUntil: 'networkidle' });
  for (const id of criteria) {
    await page.locator(`input[name="grade:${id}"]`).first().focus();
    await page.keyboard.press(DIGITS[grade]);
  }
  await page.locator(`textarea[name="note:${criteria[0]}"]`).fill(note);
  await untilSaved(page);
}

/** What a criterion's grade is on the item page. */
export async function gradeOf(page: Page, address: string, criterionId: string): Promise<string | null> {
  await page.goto(address, { waitUntil: 'networkidle' });
  return page.locator(`input[name="grade:${criterionId}"]:checked`).getAttribute('value');
}

/** Asks for validation and signs off what nobody validated, saying so. */
export async function signOff(page: Page, place: string): Promise<void> {
  await page.goto(`${place}/step/validation`, { waitUntil: 'networkidle' });
  await page.locator('main [name="confirm"]').check();
  await page.getByRole('main').locator('form button[type="submit"]').last().click();
  await page.waitForURL((url) => url.pathname === place);
  await page.goto(`${place}/sign`, { waitUntil: 'networkidle' });
  await page.locator('main [name="acceptsUnvalidated"]').check();
  await fill(page, { unvalidatedReason: '示例数据：由一人填写。' });
  await press(page, '签署');
  await page.waitForURL((url) => !url.pathname.endsWith('/sign'));
}
