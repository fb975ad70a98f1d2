import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Journeys in a browser and faults run on their own, after the build (scripts/test.mjs); each file has apps of its own.
const isBrowserRun = Boolean(process.env.SHUHENG_TEST_BROWSER);
const isFaultRun = process.env.SHUHENG_TEST_FAULTS === '1';
const onBuiltApp = isBrowserRun || isFaultRun;
const ON_BUILT_APP = ['tests/e2e/**', 'tests/fault/**'];

/** Files that put something else in the place of a module: what they imported is of no use to others. */
const WITH_MOCKS = ['tests/routes/board/page.test.tsx', 'tests/routes/plan/plans-page.test.tsx'];

const everywhere = {
  // A browser on a busy machine may miss a wait once; a fault fails twice.
  retry: isBrowserRun ? 1 : 0,
  testTimeout: onBuiltApp ? 180_000 : 60_000,
  hookTimeout: 180_000,
  // What is asked for again and again until it is so: a page of a busy machine may take its time.
  expect: { poll: { timeout: onBuiltApp ? 20_000 : 5_000, interval: 100 } },
  maxWorkers: 2,
};

function project(name: string, test: { include: string[]; exclude: string[]; isolate: boolean }) {
  const exclude = [...configDefaults.exclude, ...test.exclude];
  return { esbuild: { jsx: 'automatic' as const }, test: { ...everywhere, ...test, name, exclude } };
}

function projects() {
  if (isBrowserRun)
    return [project('browser', { include: ['tests/e2e/**/*.test.ts'], exclude: [], isolate: true })];
  if (isFaultRun)
    return [project('fault', { include: ['tests/fault/**/*.test.ts'], exclude: [], isolate: true })];
  return [
    project('mocked', { include: WITH_MOCKS, exclude: [], isolate: true }),
    // Modules are evaluated once a worker, and the embedded database's program is compiled once: a third of all work.
    project('product', {
      include: ['tests/**/*.test.{ts,tsx}'],
      exclude: [...ON_BUILT_APP, ...WITH_MOCKS],
      isolate: false,
    }),
  ];
}

/** Files that take longest: begun last, they would keep one worker busy while the other has nothing left. */
const LONGEST = ['fault/kill-storm', 'fault/bad-input', 'fault/backup', 'e2e/every-page', 'e2e/foundation'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = LONGEST.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
      return found < 0 ? LONGEST.length : found;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: projects(),
    globalSetup: [onBuiltApp ? 'tests/support/demo-template.ts' : 'tests/support/global-setup.ts'],
    passWithNoTests: true,
  },
});
