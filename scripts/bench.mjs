// Measures the built app over HTTP beside two floors: `npm run bench` (docs/performance.md).
import { bundle, ensureBuilt, ensureInstalled, runBundled } from './prepare.mjs';

ensureInstalled();
await ensureBuilt();
await bundle('tests/bench/floor.bench.ts');
await runBundled('tests/bench/run.bench.ts');
