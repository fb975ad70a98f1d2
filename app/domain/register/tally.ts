import { type Words, words } from '#app/domain/words.ts';

/** Classes by which the register is counted; a holder of several licences counts in each of its classes. */
export const REGISTER_CLASSES = {
  all: words('合计', 'All'),
  a1: words('A1 类（第一类基础）', 'A1 (basic, class 1)'),
  a2: words('A2 类（第二类基础）', 'A2 (basic, class 2)'),
  b1: words('B1 类（第一类增值）', 'B1 (value-added, class 1)'),
  b2: words('B2 类（第二类增值）', 'B2 (value-added, class 2)'),
  domain: words('域名服务', 'Domain names'),
} as const satisfies Record<string, Words>;
export type RegisterClass = keyof typeof REGISTER_CLASSES;

/** One number for all and one for each class. */
export type ClassCounts = Readonly<Record<RegisterClass, number>>;

export const NO_COUNTS: ClassCounts = { all: 0, a1: 0, a2: 0, b1: 0, b2: 0, domain: 0 };

const CLASS_NAMES = Object.keys(REGISTER_CLASSES) as RegisterClass[];

/** The classes in the order of the table. */
export function registerClasses(): readonly RegisterClass[] {
  return CLASS_NAMES;
}

/** Adds, or with −1 takes away. */
export function addCounts(to: ClassCounts, more: ClassCounts, sign: 1 | -1 = 1): ClassCounts {
  return Object.fromEntries(
    CLASS_NAMES.map((name) => [name, to[name] + sign * more[name]]),
  ) as unknown as ClassCounts;
}

/**
 * What is counted of filings, and on which day: `submitted` the first submission, `returned` each return; of reported
 * changes: `due` and `on_time` on the day on which the limit ran out, `late` on the day of the submission.
 */
export type FilingMeasure =
  'submitted' | 'recorded' | 'superseded' | 'withdrawn' | 'returned' | 'due' | 'on_time' | 'late';

/** Of licence holders: in the roster (应备案), and on record among them (已备案). */
export type RosterMeasure = 'listed' | 'filed';

/** How many filings or changes of one measure, of one region or month. */
export interface FilingSum {
  /** GB/T 2260 code, or month as YYYY-MM. */
  readonly key: string;
  readonly measure: FilingMeasure;
  readonly isVoluntary: boolean;
  readonly counts: ClassCounts;
}

/** How many licence holders of a region stand in the roster, or are on record. */
export interface RosterSum {
  readonly regionCode: string;
  readonly measure: RosterMeasure;
  readonly counts: ClassCounts;
}

/** The classes of a record in short: A1, A2, B1, B2, 域名. */
export function classesOf(record: {
  readonly hasA1: boolean;
  readonly hasA2: boolean;
  readonly hasB1: boolean;
  readonly hasB2: boolean;
  readonly hasDomain: boolean;
}): string[] {
  const { hasA1, hasA2, hasB1, hasB2, hasDomain } = record;
  const held: readonly (readonly [boolean, string])[] = [
    [hasA1, 'A1'],
    [hasA2, 'A2'],
    [hasB1, 'B1'],
    [hasB2, 'B2'],
    [hasDomain, '域名'],
  ];
  return held.flatMap(([has, name]) => (has ? [name] : []));
}
