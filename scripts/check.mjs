// Everything that must hold on every commit: format, lint, types, layers, dead code, build.
import { spawnSync } from 'node:child_process';
import { buildAll, ensureInstalled, home } from './prepare.mjs';

ensureInstalled();

const bin = (name) => `node_modules/${name}`;
const steps = [
  ['format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  ['types', [bin('typescript/bin/tsc'), '--noEmit']],
  ['lint', ['--max-old-space-size=4096', bin('eslint/bin/eslint.js'), '.']],
  [
    'layers',
    [
      bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'app',
      'db',
      'entry',
      'seeds',
      'assessments',
    ],
  ],
  ['dead code', [bin('knip/bin/knip.js'), '--no-progress']],
];

const failed = [];
for (const [name, args] of steps) {
  const started = Date.now();
  const { status } = spawnSync(process.execPath, args, { cwd: home, stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${Math.round((Date.now() - started) / 1000)} s)`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`check failed: ${failed.join(', ')}`);
  process.exit(1);
}
await buildAll();
console.log('ok   build');
