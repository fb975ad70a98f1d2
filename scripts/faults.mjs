// Kills the product 200 times on each database while people work: `npm run faults` (docs/operations.md).
import { spawnSync } from 'node:child_process';
import { ensureBuilt, ensureInstalled, home } from './prepare.mjs';

ensureInstalled();
await ensureBuilt();
if (!process.env.SHUHENG_TEST_DATABASE_URL)
  console.log('只测嵌入式数据库：未设置 SHUHENG_TEST_DATABASE_URL / the embedded database alone');
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', 'tests/fault/kill-storm.test.ts', '--disable-console-intercept'],
  {
    cwd: home,
    stdio: 'inherit',
    env: {
      SHUHENG_FAULT_KILLS: '200',
      ...process.env,
      SHUHENG_TEST_SERVER: '',
      SHUHENG_TEST_BROWSER: '',
      SHUHENG_TEST_FAULTS: '1',
    },
  },
);
process.exit(status ?? 1);
