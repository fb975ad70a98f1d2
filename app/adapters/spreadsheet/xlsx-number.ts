import type { CellProblemCode } from './port.ts';

/** How a number is shown, as far as it matters for reading it back. */
export type NumberFormat =
  | { readonly kind: 'general' }
  | { readonly kind: 'date' | 'datetime' | 'time' }
  | { readonly kind: 'fixed'; readonly decimals: number }
  | { readonly kind: 'percent'; readonly decimals: number }
  | { readonly kind: 'padded'; readonly digits: number };

export interface ShownNumber {
  readonly text: string;
  readonly problem?: CellProblemCode;
}

const general: NumberFormat = { kind: 'general' };
/** As many decimals as a spreadsheet program shows. */
const maxDecimals = 30;

/** Built-in formats that have no code in the file (ECMA-376, part 1, 18.8.30), with those of East Asian versions. */
function builtInFormat(id: number): NumberFormat {
  if (id === 1 || id === 3 || id === 37 || id === 38) return { kind: 'fixed', decimals: 0 };
  if (id === 2 || id === 4 || id === 39 || id === 40) return { kind: 'fixed', decimals: 2 };
  if (id === 9) return { kind: 'percent', decimals: 0 };
  if (id === 10) return { kind: 'percent', decimals: 2 };
  if (id === 22) return { kind: 'datetime' };
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id === 55 || id === 56) {
    return { kind: 'time' };
  }
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58))
    return { kind: 'date' };
  return general;
}

/** Understands the first section of a format code; what isn't understood is shown as General. */
export function readNumberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return builtInFormat(id);
  const section = (code.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  const decimals = Math.min(/\.(0+)/.exec(section)?.[1]?.length ?? 0, maxDecimals);
  if (/^[#,]*0(?:\.0+)?%$/.test(section)) return { kind: 'percent', decimals };
  if (/^0{2,}$/.test(section)) return { kind: 'padded', digits: section.length };
  if (/^[#,]*0(?:\.0+)?\s*$/.test(section)) return { kind: 'fixed', decimals };
  if (/general/i.test(section)) return general;
  const hasDay = /[yd年月日]/i.test(section);
  const hasTime = /[hs时]/i.test(section);
  if (hasDay) return { kind: hasTime ? 'datetime' : 'date' };
  return hasTime ? { kind: 'time' } : general;
}

/** The raw number of a cell as the text that people see, without grouping; dates as YYYY-MM-DD. */
export function showNumber(raw: string, format: NumberFormat, isDate1904: boolean): ShownNumber {
  const number = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(number)) return { text: raw };
  if (format.kind === 'date' || format.kind === 'datetime' || format.kind === 'time') {
    return showMoment(number, format.kind, isDate1904);
  }
  // 15 digits are what a spreadsheet program keeps: the 16th and later of a code have become zeros.
  if (Math.abs(number) >= 1e15) return { text: raw, problem: 'became_number' };
  switch (format.kind) {
    case 'fixed':
      return { text: toDecimals(number, format.decimals) };
    case 'percent':
      return { text: `${toDecimals(number * 100, format.decimals)}%` };
    case 'padded':
      return { text: (number < 0 ? '-' : '') + toDecimals(Math.abs(number), 0).padStart(format.digits, '0') };
    case 'general':
      return { text: showGeneral(number) };
  }
}

function showGeneral(number: number): string {
  const text = String(Number(number.toPrecision(15)));
  return text.includes('e') ? toDecimals(number, 20).replace(/\.?0+$/, '') : text;
}

/** Rounds as a spreadsheet program does: on the 15 digits that it shows, halves away from zero. */
function toDecimals(number: number, decimals: number): string {
  const shown = Number(number.toPrecision(15));
  const nudged = shown + Math.sign(shown) * Math.abs(shown) * Number.EPSILON;
  const text = (decimals <= 10 ? nudged : shown).toFixed(decimals);
  return /^-0(?:\.0+)?$/.test(text) ? text.slice(1) : text;
}

const daySeconds = 86_400;
/** 9999-12-31 in the 1900 system. */
const lastDay = 2_958_465;

function showMoment(serial: number, kind: 'date' | 'datetime' | 'time', isDate1904: boolean): ShownNumber {
  const seconds = Math.round(serial * daySeconds);
  const day = Math.floor(seconds / daySeconds);
  // A number beyond every calendar has no time of day either.
  if (Math.abs(day) > lastDay) return { text: String(serial), problem: 'impossible_date' };
  const time = new Date((seconds - day * daySeconds) * 1000).toISOString().slice(11, 19);
  if (kind === 'time' && day === 0) return { text: time };
  const date = dayOf(day, isDate1904);
  if (date === undefined) return { text: String(serial), problem: 'impossible_date' };
  return { text: kind === 'date' ? date : `${date} ${time}` };
}

/** The 1900 system counts a 29 February 1900 that never was as day 60. */
function dayOf(serial: number, isDate1904: boolean): string | undefined {
  const day = isDate1904 ? serial + 1462 : serial;
  if (day < 1 || day === 60 || day > lastDay) return undefined;
  const sinceEpoch = (day < 60 ? day + 1 : day) - 25_569;
  return new Date(sinceEpoch * daySeconds * 1000).toISOString().slice(0, 10);
}
