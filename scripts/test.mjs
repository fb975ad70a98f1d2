// All suites, with one closing line: `N passed, N failed`. What is missing here is said in one line each, unless it is
// required (SHUHENG_REQUIRE=1, as in CI): then its absence is a failure.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, home } from './prepare.mjs';

ensureInstalled();

const required = process.env.SHUHENG_REQUIRE === '1';
const tally = { passed: 0, failed: 0, skipped: 0 };
const only = process.argv.slice(2);

/** Runs a suite to its end and adds up what it counted; what it prints goes to `output`. */
async function suite(title, filters, environment, output = 'inherit') {
  const report = join(home, '.cache', `report-${title}.json`);
  mkdirSync(join(home, '.cache'), { recursive: true });
  rmSync(report, { force: true });
  if (output === 'inherit') console.log(`\n== ${title} ==`);
  const child = spawn(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...filters,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { cwd: home, stdio: ['inherit', output, output], env: { ...process.env, ...environment } },
  );
  const status = await new Promise((ended) => child.on('exit', (code) => ended(code)));
  if (!existsSync(report)) {
    console.error(`${title}: the runner ended without a report (status ${status})`);
    tally.failed += 1;
    return;
  }
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  tally.passed += counts.numPassedTests;
  tally.failed += counts.numFailedTests;
  tally.skipped += counts.numPendingTests + (counts.numTodoTests ?? 0);
  // A file that doesn't load has no failed test of its own, yet nothing in it was shown.
  if (status !== 0 && counts.numFailedTests === 0) tally.failed += 1;
}

/** Runs a suite beside others; what it prints is kept until it is asked for. */
function suiteBeside(title, filters, environment) {
  mkdirSync(join(home, '.cache'), { recursive: true });
  const path = join(home, '.cache', `output-${title}.txt`);
  const file = openSync(path, 'w');
  const done = suite(title, filters, environment, file);
  return async () => {
    await done;
    closeSync(file);
    console.log(`\n== ${title} ==`);
    process.stdout.write(readFileSync(path, 'utf8'));
  };
}

function absent(what, how) {
  if (required) {
    console.error(`缺少 ${what}，而此处要求必备：${how}`);
    tally.failed += 1;
  } else {
    console.log(`跳过 ${what}：${how}`);
  }
}

const browser = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path && existsSync(path));

const serverUrl = process.env.SHUHENG_TEST_DATABASE_URL;
const tools = required ? { SHUHENG_REQUIRE_TOOLS: '1' } : {};

// What one suite on the built app prepares, the next one takes.
const shared = mkdtempSync(join(tmpdir(), 'shuheng-suites-'));
process.on('exit', () => rmSync(shared, { recursive: true, force: true }));
const onBuiltApp = { ...tools, SHUHENG_TEST_SERVER: '', SHUHENG_TEST_SHARED_FOLDER: shared };

await ensureBuilt();
await suite('embedded', only, { ...tools, SHUHENG_TEST_SERVER: '', SHUHENG_TEST_BROWSER: '' });
// Faults wait most of their time, for limits to run out and for processes to come back: they run beside the rest.
const faults = suiteBeside('faults', only.length > 0 ? only : ['tests/fault'], {
  ...onBuiltApp,
  SHUHENG_TEST_BROWSER: '',
  SHUHENG_TEST_FAULTS: '1',
});
if (serverUrl)
  await suite('postgresql', only.length > 0 ? only : ['tests/db', 'tests/services'], {
    ...tools,
    SHUHENG_TEST_SERVER: '1',
  });
else
  absent(
    'PostgreSQL 测试',
    '设置 SHUHENG_TEST_DATABASE_URL=postgres://…（可建库的用户，PostgreSQL 15 或更新）/ set SHUHENG_TEST_DATABASE_URL',
  );
if (browser)
  await suite('browser', only.length > 0 ? only : ['tests/e2e'], {
    ...onBuiltApp,
    SHUHENG_TEST_BROWSER: browser,
  });
else
  absent(
    '浏览器测试',
    '安装 Chromium（Debian：apt-get install chromium），或设置 CHROMIUM=可执行文件路径 / install Chromium',
  );

await faults();

if (tally.skipped > 0) console.log(`${tally.skipped} skipped (the reason stands beside each)`);
if (required && tally.skipped > 0) tally.failed += tally.skipped;
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed > 0 || tally.passed === 0 ? 1 : 0);
