// Everything that must hold on every commit: format, lint, types, layers, dead code, build.
import { spawn } from 'node:child_process';
import { buildAll, ensureInstalled, home } from './prepare.mjs';

ensureInstalled();

const bin = (name) => `node_modules/${name}`;
const steps = [
  ['lint', ['--max-old-space-size=4096', bin('eslint/bin/eslint.js'), '.']],
  ['types', [bin('typescript/bin/tsc'), '--noEmit']],
  ['format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
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

/** Runs a step, keeping what it says until it is over; two run at a time. */
async function take(name, args) {
  const started = Date.now();
  const child = spawn(process.execPath, args, { cwd: home, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const status = await new Promise((ended) => child.on('close', (code) => ended(code)));
  process.stdout.write(said);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${Math.round((Date.now() - started) / 1000)} s)`);
  if (status !== 0) failed.push(name);
}

const failed = [];
const waiting = [...steps];
const lane = async () => {
  for (let step = waiting.shift(); step; step = waiting.shift()) await take(...step);
};
await Promise.all([lane(), lane()]);
if (failed.length > 0) {
  console.error(`check failed: ${failed.join(', ')}`);
  process.exit(1);
}
await buildAll();
console.log('ok   build');
