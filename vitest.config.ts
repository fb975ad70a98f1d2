import { configDefaults, defineConfig } from 'vitest/config';

// Journeys in a browser and faults run on their own, after the build (scripts/test.mjs); each file has apps of its own.
const isBrowserRun = Boolean(process.env.SHUHENG_TEST_BROWSER);
const isFaultRun = process.env.SHUHENG_TEST_FAULTS === '1';
const onBuiltApp = isBrowserRun || isFaultRun;
const ON_BUILT_APP = ['tests/e2e/**', 'tests/fault/**'];

function included(): string[] {
  if (isBrowserRun) return ['tests/e2e/**/*.test.ts'];
  return isFaultRun ? ['tests/fault/**/*.test.ts'] : ['tests/**/*.test.{ts,tsx}'];
}

export default defineConfig({
  esbuild: { jsx: 'automatic' },
  test: {
    include: included(),
    exclude: [...configDefaults.exclude, ...(onBuiltApp ? [] : ON_BUILT_APP)],
    globalSetup: [onBuiltApp ? 'tests/support/demo-template.ts' : 'tests/support/global-setup.ts'],
    maxWorkers: 2,
    // A browser on a busy machine may miss a wait once; a fault fails twice.
    retry: isBrowserRun ? 1 : 0,
    testTimeout: onBuiltApp ? 180_000 : 60_000,
    hookTimeout: 180_000,
    passWithNoTests: true,
  },
});
