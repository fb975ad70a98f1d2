import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maturityModels } from '#assessments/model.ts';
import { defaultScheme } from '#assessments/scheme.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { HAND_WORKED } from '#tests/domain/assessment/hand-worked.ts';
import { schemeWith, smallModel } from '#tests/domain/assessment/small-model.ts';
import { differences, figuresOf } from './difference.ts';
import { randomSheet, seeded } from './random-sheet.ts';
import { scoreInDatabase } from './score.sql.ts';

const SEED = 20261122;
const SHEETS = 200;

let db: OpenDatabase;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const root = () => db.root;

it.each(HAND_WORKED)('agrees by hand: $title', async ({ model, scheme, answers, ...expected }) => {
  const rows = await scoreInDatabase(root(), model, [{ scheme, answers }]);
  expect(differences(model, [{ scheme, answers }], rows).lines).toEqual([]);
  const overall = rows.find(({ kind }) => kind === 'overall');
  expect(overall?.level ?? null).toBe(expected.level);
});

describe.each([...maturityModels().values()])('$id', (model) => {
  it(`agrees on ${SHEETS} random sheets under random schemes`, async () => {
    const random = seeded(SEED);
    const sheets = Array.from({ length: SHEETS }, () =>
      randomSheet(model, defaultScheme(model.family), random),
    );
    const rows = await scoreInDatabase(root(), model, sheets);
    const { figures, lines } = differences(model, sheets, rows);
    expect(lines).toEqual([]);
    expect(figures).toBeGreaterThan(SHEETS * model.domains.length);
    const levels = new Set(rows.filter(({ kind }) => kind === 'overall').map(({ level }) => level));
    // Random sheets that all end at one level would prove little.
    expect(levels.size).toBeGreaterThanOrEqual(4);
  });
});

it('would see a difference: another gate, another worth, another weight', async () => {
  const model = smallModel({ A: { '1': { '1': [0, 2, 2, 1, 1] }, '2': { '2': [0, 1, 1, 1, 1] } } });
  const answers = {
    grades: { '1-L2-1': 'met', '1-L2-2': 'partly', '2-L2-1': 'met', '2-L3-1': 'mostly' } as const,
    exclusions: {},
  };
  const rows = await scoreInDatabase(root(), model, [{ scheme: schemeWith({}), answers }]);
  for (const scheme of [
    schemeWith({ gates: ['0.8', '0.7', '0.8', '0.8', '0.8'] }),
    schemeWith({ worths: { mostly: '0.7' } }),
    schemeWith({ weights: { '2': '3' } }),
    schemeWith({ combine: { cells: 'mean', items: 'lowest', domains: 'mean' } }),
  ]) {
    expect(differences(model, [{ scheme, answers }], rows).lines).not.toEqual([]);
  }
  expect(figuresOf(model, { scheme: schemeWith({}), answers }).size).toBe(6);
});
