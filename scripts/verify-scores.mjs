// Scores random assessments twice, by the product and in SQL, and compares every figure: `npm run verify-scores`.
import { ensureInstalled, runBundled } from './prepare.mjs';

ensureInstalled();
await runBundled('tests/db/score/scores.verify.ts');
