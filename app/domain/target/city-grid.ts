import type { RegionCode } from '../organisation/region.ts';

/** A square of a map of squares; columns go from west to east, rows from north to south, both from 0. */
export interface GridPlace {
  readonly column: number;
  readonly row: number;
}

/** Shandong's 16 cities as squares, each roughly where it lies, with its neighbours beside it. Our own arrangement. */
const SHANDONG: Readonly<Record<RegionCode, GridPlace>> = {
  '371400': { column: 1, row: 0 },
  '371600': { column: 2, row: 0 },
  '370500': { column: 3, row: 0 },
  '370600': { column: 5, row: 0 },
  '371000': { column: 6, row: 0 },
  '371500': { column: 0, row: 1 },
  '370100': { column: 1, row: 1 },
  '370300': { column: 2, row: 1 },
  '370700': { column: 3, row: 1 },
  '370200': { column: 4, row: 1 },
  '371700': { column: 0, row: 2 },
  '370800': { column: 1, row: 2 },
  '370900': { column: 2, row: 2 },
  '371300': { column: 3, row: 2 },
  '371100': { column: 4, row: 2 },
  '370400': { column: 2, row: 3 },
};

/** Columns and rows of the map. */
export const GRID = { columns: 7, rows: 4 } as const;

/** Where a city's square stands; null for regions that have no map of squares. */
export function gridPlace(code: RegionCode): GridPlace | null {
  return SHANDONG[code] ?? null;
}
