import type { CellProblemCode } from './port.ts';

/** A cell as a file format gives it, before headers are known. */
export interface RawCell {
  readonly text: string;
  readonly problem?: CellProblemCode;
  /** Set where the cell is calculated. */
  readonly isFormula?: true;
}

export interface RawRow {
  /** Counted from 1. */
  readonly number: number;
  /** By column, counted from 0; columns may be missing. */
  readonly cells: ReadonlyMap<number, RawCell>;
}

/** Takes rows as they are read, so that limits hold while the file is open; throws a TableError when they are passed. */
export type RowTaker = (row: RawRow) => void;
