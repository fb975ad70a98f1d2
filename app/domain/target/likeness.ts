/** From this likeness on two names are shown to a person as perhaps the same. */
const ALIKE = 0.8;

/** Names that are looked at for one name; whoever imports thousands of near-equal names is told of some of them. */
const MOST_COMPARED = 30;

/** Takes back what floating point adds to a whole number. */
const ROUNDING = 1e-9;

const NO_PAIRS = new Uint32Array();

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

/**
 * How alike two names are, 0 to 1: 1 when they differ by nothing that tells apart; 0 when their numbers differ; else the
 * Dice share of their pairs of neighbouring characters.
 */
export function likeness(left: string, right: string): number {
  const [one, other] = [nameForm(left), nameForm(right)];
  if (one === other) return 1;
  if (numbersOf(one) !== numbersOf(other)) return 0;
  const [pairs, otherPairs] = rankPairs([one, other]);
  return shareOfRanks(pairs ?? NO_PAIRS, otherPairs ?? NO_PAIRS);
}

/** A name among others of its group, where alike names are looked for. */
export interface NamedThing {
  /** Only names of one group are compared: those of one target. */
  readonly group: string;
  readonly name: string;
}

/** A name of a group, and its place among the things that were given. */
interface Member {
  readonly index: number;
  readonly form: string;
}

/** Groups in which two names can be alike: of one group and with the same numbers; a form that comes again stands once. */
function groupsOf(things: readonly NamedThing[]): Iterable<readonly Member[]> {
  const seen = new Set<string>();
  const groups = new Map<string, Member[]>();
  for (const [index, { group, name }] of things.entries()) {
    const form = nameForm(name);
    const within = `${group}\u0000${numbersOf(form)}`;
    const key = `${within}\u0000${form}`;
    if (form === '' || seen.has(key)) continue;
    seen.add(key);
    const members = groups.get(within);
    if (members) members.push({ index, form });
    else groups.set(within, [{ index, form }]);
  }
  return groups.values();
}

/**
 * The pairs of each name as numbers, ascending: the rarer a pair is among these names, the smaller its number. One order
 * for all names, ties included: only then do two alike names meet under a leading pair.
 */
function rankPairs(forms: readonly string[]): Uint32Array[] {
  const codes = new Map<string, number>();
  const counts: number[] = [];
  const coded = forms.map((form) =>
    Uint32Array.from(pairsOf(form), (pair) => {
      const code = codes.get(pair) ?? codes.size;
      codes.set(pair, code);
      counts[code] = (counts[code] ?? 0) + 1;
      return code;
    }),
  );
  const ranks = new Uint32Array(counts.length);
  const byRarity = [...counts.keys()].sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0) || a - b);
  for (const [rank, code] of byRarity.entries()) ranks[code] = rank;
  return coded.map((pairs) => pairs.map((code) => ranks[code] ?? 0).sort());
}

/** The Dice share of two ascending lists of pairs. */
function shareOfRanks(left: Uint32Array, right: Uint32Array): number {
  if (left.length + right.length === 0) return 0;
  let [common, one, other] = [0, 0, 0];
  while (one < left.length && other < right.length) {
    const [a, b] = [left[one] ?? 0, right[other] ?? 0];
    if (a === b) common += 1;
    if (a <= b) one += 1;
    if (b <= a) other += 1;
  }
  return (2 * common) / (left.length + right.length);
}

/** Where alike names of one group stand in it: only names under one of a name's rarest pairs are compared with it. */
function alikeWithin(pairs: readonly Uint32Array[]): (readonly [later: number, earlier: number])[] {
  const under = new Map<number, number[]>();
  const found: (readonly [number, number])[] = [];
  for (const [place, ranks] of pairs.entries()) {
    const needed = Math.ceil((ALIKE / (2 - ALIKE)) * ranks.length - ROUNDING);
    const compared = new Set<number>();
    for (const rank of ranks.subarray(0, ranks.length - needed + 1)) {
      const others = under.get(rank) ?? [];
      for (const other of others) {
        if (compared.size >= MOST_COMPARED) break;
        if (compared.has(other)) continue;
        compared.add(other);
        if (shareOfRanks(ranks, pairs[other] ?? NO_PAIRS) >= ALIKE) found.push([place, other]);
      }
      others.push(place);
      under.set(rank, others);
    }
  }
  return found;
}

/**
 * Pairs of names that are alike but not the same by their form, each with the later one first. Two names that are alike
 * enough share one of their rarest pairs, so that only things under such a pair are compared; what one group needs for
 * it is let go before the next.
 * @returns indexes into `things`
 */
export function findAlike(
  things: readonly NamedThing[],
): readonly (readonly [later: number, earlier: number])[] {
  const found: (readonly [number, number])[] = [];
  for (const members of groupsOf(things)) {
    if (members.length < 2) continue;
    for (const [later, earlier] of alikeWithin(rankPairs(members.map(({ form }) => form)))) {
      const [one, other] = [members[later], members[earlier]];
      if (one && other) found.push([one.index, other.index]);
    }
  }
  return found;
}
