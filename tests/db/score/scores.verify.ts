// `npm run verify-scores [-- --sets 10000 --seed 20261122]`: random sheets under random schemes, for every shipped model,
// scored by the product and by SQL. Ends with 1 where any figure differs.
import { parseArgs } from 'node:util';
import { maturityModels } from '#assessments/model.ts';
import { defaultScheme } from '#assessments/scheme.ts';
import type { MaturityModel } from '#app/domain/assessment/model.ts';
import { openMemoryDatabase } from '#db/embedded.ts';
import { differences } from './difference.ts';
import { randomSheet, seeded } from './random-sheet.ts';
import { scoreInDatabase } from './score.sql.ts';

const BATCH = 100;
/** Differences that are shown; all are counted. */
const SHOWN = 20;

function wholeNumber(text: string, name: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${name} is a whole number from 1 to 999999999`);
  return Number(text);
}

const { values } = parseArgs({
  options: { sets: { type: 'string', default: '10000' }, seed: { type: 'string', default: '20261122' } },
});
const sets = wholeNumber(values.sets, 'sets');
const seed = wholeNumber(values.seed, 'seed');
const db = await openMemoryDatabase();
let wrong = 0;

async function verify(model: MaturityModel): Promise<void> {
  const started = performance.now();
  const random = seeded(seed);
  const found: string[] = [];
  let compared = 0;
  for (let from = 0; from < sets; from += BATCH) {
    const size = Math.min(BATCH, sets - from);
    const sheets = Array.from({ length: size }, () =>
      randomSheet(model, defaultScheme(model.family), random),
    );
    const { figures, lines } = differences(model, sheets, await scoreInDatabase(db.root, model, sheets));
    compared += figures;
    found.push(...lines.map((line) => `${model.id}, from ${from}: ${line}`));
  }
  wrong += found.length;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `${model.id}: ${sets} sheets, ${compared} figures compared, ${found.length} differ (seed ${seed}, ${seconds} s)`,
  );
  for (const line of found.slice(0, SHOWN)) console.error(`  ${line}`);
}

for (const model of maturityModels().values()) await verify(model);
await db.close();
console.log(wrong === 0 ? '两种实现一致 / both implementations agree' : `${wrong} 处不一致 / differences`);
process.exitCode = wrong === 0 ? 0 : 1;
