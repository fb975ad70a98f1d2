/** From this likeness on two names are shown to a person as perhaps the same. */
const ALIKE = 0.8;

/** Names that are looked at for one name; whoever imports thousands of near-equal names is told of some of them. */
const MOST_COMPARED = 30;

/** Takes back what floating point adds to a whole number. */
const ROUNDING = 1e-9;

const MARKS = /[\s()[\]{}<>《》〈〉【】“”"'‘’、，,。.·・\-—_/\\&]+/gu;

/** What a company's name ends with without being told apart by it, the longest first. */
const ENDINGS = [
  '集团股份有限公司',
  '集团有限责任公司',
  '集团有限公司',
  '股份有限公司',
  '有限责任公司',
  '集团公司',
  '有限公司',
  '股份公司',
  '公司',
  '集团',
];

/** A name without what never tells two apart: width, blanks, brackets and marks, and the ending of a company's name. */
export function nameForm(name: string): string {
  const plain = name.normalize('NFKC').replace(MARKS, '').toUpperCase();
  const ending = ENDINGS.find((one) => plain.endsWith(one));
  return ending === undefined || plain === ending ? plain : plain.slice(0, -ending.length);
}

function pairsOf(form: string): string[] {
  const characters = [...form];
  const pairs = new Set<string>();
  for (let index = 0; index + 1 < characters.length; index += 1) {
    pairs.add(`${characters[index] ?? ''}${characters[index + 1] ?? ''}`);
  }
  return [...pairs];
}

/** The numbers in a name: 第 3 期 and 第 4 期 differ however alike the rest is. */
const numbersOf = (form: string) => (form.match(/[0-9一二三四五六七八九十]+/gu) ?? []).join(' ');

function shareOfPairs(left: readonly string[], right: ReadonlySet<string>): number {
  if (left.length + right.size === 0) return 0;
  const common = left.reduce((sum, pair) => sum + (right.has(pair) ? 1 : 0), 0);
  return (2 * common) / (left.length + right.size);
}

/**
 * How alike two names are, 0 to 1: 1 when they differ by nothing that tells apart; 0 when their numbers differ; else the
 * Dice share of their pairs of neighbouring characters.
 */
export function likeness(left: string, right: string): number {
  const [one, other] = [nameForm(left), nameForm(right)];
  if (one === other) return 1;
  if (numbersOf(one) !== numbersOf(other)) return 0;
  return shareOfPairs(pairsOf(one), new Set(pairsOf(other)));
}

/** A name among others of its group, where alike names are looked for. */
export interface NamedThing {
  /** Only names of one group are compared: those of one target. */
  readonly group: string;
  readonly name: string;
}

interface Prepared {
  readonly index: number;
  readonly form: string;
  readonly pairs: readonly string[];
  readonly set: ReadonlySet<string>;
  readonly group: string;
}

function prepare(things: readonly NamedThing[]): Prepared[] {
  const seen = new Set<string>();
  const prepared: Prepared[] = [];
  for (const [index, { group, name }] of things.entries()) {
    const form = nameForm(name);
    const within = `${group}\u0000${numbersOf(form)}`;
    const key = `${within}\u0000${form}`;
    if (form === '' || seen.has(key)) continue;
    seen.add(key);
    const pairs = pairsOf(form);
    prepared.push({ index, form, pairs, set: new Set(pairs), group: within });
  }
  return prepared;
}

/** How many things hold each pair: the rare ones lead to few others. */
function countPairs(prepared: readonly Prepared[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { pairs } of prepared) for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  return counts;
}

/**
 * Pairs of names that are alike but not the same by their form, each with the later one first. Two names that are alike
 * enough share one of their rarest pairs, so that only things under such a pair are compared.
 * @returns indexes into `things`
 */
export function findAlike(
  things: readonly NamedThing[],
): readonly (readonly [later: number, earlier: number])[] {
  const prepared = prepare(things);
  const counts = countPairs(prepared);
  const index = new Map<string, Prepared[]>();
  const found: (readonly [number, number])[] = [];
  for (const thing of prepared) {
    // One order for all things, ties included: only then do two alike things meet under a leading pair.
    const rarest = [...thing.pairs].sort(
      (a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0) || (a < b ? -1 : 1),
    );
    const needed = Math.ceil((ALIKE / (2 - ALIKE)) * rarest.length - ROUNDING);
    const leading = rarest.slice(0, rarest.length - needed + 1);
    const compared = new Set<Prepared>();
    for (const pair of leading) {
      const key = `${thing.group}\u0000${pair}`;
      const others = index.get(key) ?? [];
      for (const other of others) {
        if (compared.size >= MOST_COMPARED) break;
        if (compared.has(other)) continue;
        compared.add(other);
        if (shareOfPairs(thing.pairs, other.set) >= ALIKE) found.push([thing.index, other.index]);
      }
      others.push(thing);
      index.set(key, others);
    }
  }
  return found;
}
