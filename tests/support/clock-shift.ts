import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A clock of the built app that can be made to jump. */
export interface ClockShift {
  /** For `startApp`. */
  readonly environment: Record<string, string>;
  /** Sets how far the app's clock is from the machine's, in milliseconds; holds for what begins after it resolves. */
  jump(milliseconds: number): Promise<void>;
}

/** Makes one, at the machine's time. */
export function clockShift(): ClockShift {
  const path = join(mkdtempSync(join(tmpdir(), 'shuheng-clock-')), 'shift');
  writeFileSync(path, '0');
  return {
    environment: {
      SHUHENG_TEST_CLOCK: path,
      NODE_OPTIONS: `--import=${resolve('tests/support/shifted-clock.mjs')}`,
    },
    async jump(milliseconds) {
      writeFileSync(path, String(milliseconds));
      await new Promise((wake) => setTimeout(wake, 60));
    },
  };
}
