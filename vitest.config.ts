import { configDefaults, defineConfig } from 'vitest/config';

// Journeys in a browser run on their own, after the build (scripts/test.mjs); each file has an app of its own.
const isBrowserRun = Boolean(process.env.SHUHENG_TEST_BROWSER);

export default defineConfig({
  esbuild: { jsx: 'automatic' },
  test: {
    include: isBrowserRun ? ['tests/e2e/**/*.test.ts'] : ['tests/**/*.test.{ts,tsx}'],
    exclude: [...configDefaults.exclude, ...(isBrowserRun ? [] : ['tests/e2e/**'])],
    globalSetup: [isBrowserRun ? 'tests/support/demo-template.ts' : 'tests/support/global-setup.ts'],
    maxWorkers: 2,
    // A browser on a busy machine may miss a wait once; a fault fails twice.
    retry: isBrowserRun ? 1 : 0,
    testTimeout: isBrowserRun ? 180_000 : 60_000,
    hookTimeout: 180_000,
    passWithNoTests: true,
  },
});
