import type { Refusal } from '#app/domain/refusal/refusal.ts';
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

/** A refusal as the command line says it: the words of each field, else its own. */
export function refusedBy(refusal: Refusal): CommandError {
  const own = refusal.words ? [refusal.words] : [];
  const said = [...Object.values(refusal.fields ?? {}), ...own].map(({ zh, en }) => `${zh} / ${en}`);
  return new CommandError(said.length > 0 ? said.join('\n') : refusal.code);
}

/** The answer of a command, on standard output. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The answer of a command for programs: one JSON on standard output. */
export function sayJson(value: unknown): void {
  say(JSON.stringify(value));
}
