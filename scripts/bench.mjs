// Measures the product's own queries against bare prepared statements: `npm run bench` (docs/performance.md).
import { ensureInstalled, runBundled } from './prepare.mjs';

ensureInstalled();
await runBundled('tests/bench/queries.bench.ts');
