import type { TableRefusal } from './port.ts';

/** Carries a refusal out of a parser's depth to the one place that answers it; never leaves this folder. */
export class TableError extends Error {
  readonly refusal: TableRefusal;
  readonly header: string | undefined;
  constructor(refusal: TableRefusal, header?: string) {
    super(refusal);
    this.refusal = refusal;
    this.header = header;
  }
}
