/** Where an import stands, as its pages say it. */
export type ImportState = 'failed' | 'ready' | 'writing' | 'applied' | 'discarded';

/** The state of an import by what is stored of it. */
export function importState(run: {
  readonly state: 'previewed' | 'applied' | 'discarded';
  readonly batchId: string | null;
  readonly errorCount: number;
}): ImportState {
  if (run.state !== 'previewed') return run.state;
  if (run.errorCount > 0) return 'failed';
  return run.batchId === null ? 'ready' : 'writing';
}

/** Tones of the states' signs. */
export const IMPORT_TONES = {
  failed: 'red',
  ready: 'blue',
  writing: 'amber',
  applied: 'green',
  discarded: 'grey',
} as const satisfies Record<ImportState, string>;
