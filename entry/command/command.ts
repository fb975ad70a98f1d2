import type { Words } from '#app/domain/words.ts';

/** How a command ended, as the shell sees it. */
export const EXIT = { ok: 0, failed: 1, usage: 2, databaseInUse: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** One command of `shuheng`. */
export interface Command {
  /** One word, or two: `calendar import`. */
  readonly name: string;
  readonly summary: Words;
  /** What `--help` says after the summary: usage and options. */
  readonly help: string;
  run(args: string[]): Promise<ExitCode>;
}

/** Wrong words on the command line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Something that the command refuses or can't do; said in both tongues. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** The answer of a command, on standard output. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The answer of a command for programs: one JSON on standard output. */
export function sayJson(value: unknown): void {
  say(JSON.stringify(value));
}
