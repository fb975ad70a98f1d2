// Measures the product's own queries against bare prepared statements: `npm run bench` (docs/performance.md).
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, home, rawText } from './prepare.mjs';

ensureInstalled();
const { build } = await import('esbuild');
const outfile = join(home, '.cache/bench/queries.bench.js');
await build({
  absWorkingDir: home,
  entryPoints: ['tests/bench/queries.bench.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  plugins: [rawText],
  outfile,
  sourcemap: 'linked',
  logLevel: 'warning',
});
await import(pathToFileURL(outfile).href);
