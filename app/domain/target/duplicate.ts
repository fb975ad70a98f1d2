import { regionShortName } from '../organisation/region.ts';
import { type Words, words } from '../words.ts';
import { type ImportedLine, IMPORT_COLUMNS, type ImportProblem } from './entry-import.ts';
import { findAlike, nameForm } from './likeness.ts';
import type { LineKind } from './line.ts';

/** An entry that counts already, as duplicates are looked for among. */
export interface KnownThing {
  readonly targetId: string;
  readonly kind: LineKind;
  readonly name: string;
  readonly uscc: string | null;
  readonly regionCode: string;
  readonly onDate: string;
}

/** What an import finds twice: `errors` can't be, `doubts` a person has to look at. */
export interface Duplicates {
  readonly errors: readonly ImportProblem[];
  readonly doubts: readonly ImportProblem[];
}

/** One thing of the import or of the plan; `rowNumber` is null for an entry. */
interface Thing extends KnownThing {
  readonly rowNumber: number | null;
}

const where = ({ rowNumber, name }: Thing): Words =>
  rowNumber === null
    ? words(`已入库条目“${name}”`, `the recorded entry “${name}”`)
    : words(`第 ${rowNumber} 行“${name}”`, `row ${rowNumber} “${name}”`);

function problem(rowNumber: number, header: string, message: Words): ImportProblem {
  return { rowNumber, header, message };
}

/** Reported figures of one target, region and day: there can be one only. */
function findSameFigures(things: readonly Thing[]): ImportProblem[] {
  const first = new Map<string, Thing>();
  const problems: ImportProblem[] = [];
  for (const thing of things) {
    if (thing.kind !== 'observation') continue;
    const key = [thing.targetId, thing.regionCode, thing.onDate].join(' ');
    const before = first.get(key);
    if (before === undefined) first.set(key, thing);
    else if (thing.rowNumber !== null) {
      const region = regionShortName(thing.regionCode);
      const at =
        before.rowNumber === null
          ? words('已有入库的填报数，请用更正', 'a figure is recorded already: correct it')
          : words(`与第 ${before.rowNumber} 行重复`, `row ${before.rowNumber} has it already`);
      problems.push(
        problem(
          thing.rowNumber,
          IMPORT_COLUMNS.onDate,
          words(`${region.zh} ${thing.onDate}：${at.zh}。`, `${region.en} ${thing.onDate}: ${at.en}.`),
        ),
      );
    }
  }
  return problems;
}

/**
 * Records under one credit code in one target. Where each record is an enterprise the second one can't be; a second
 * product or training of an enterprise can, unless name and day are the same too.
 */
function findSameCodes(
  things: readonly Thing[],
  areEnterprises: (targetId: string) => boolean,
): { errors: ImportProblem[]; told: Set<number> } {
  const first = new Map<string, Thing>();
  const errors: ImportProblem[] = [];
  const told = new Set<number>();
  for (const [index, thing] of things.entries()) {
    if (thing.kind !== 'item' || thing.uscc === null) continue;
    const more = areEnterprises(thing.targetId) ? [] : [nameForm(thing.name), thing.onDate];
    const key = [thing.targetId, thing.uscc, ...more].join('\u0000');
    const before = first.get(key);
    if (before === undefined) first.set(key, thing);
    else if (thing.rowNumber !== null) {
      told.add(index);
      const same = where(before);
      errors.push(
        problem(
          thing.rowNumber,
          IMPORT_COLUMNS.uscc,
          words(`同一指标中代码重复：与${same.zh}相同。`, `The same code in one target: ${same.en}.`),
        ),
      );
    }
  }
  return { errors, told };
}

/** Whether two codes say that two names are of different enterprises. */
const areApart = (left: Thing, right: Thing) =>
  left.uscc !== null && right.uscc !== null && left.uscc !== right.uscc;

function doubt(later: Thing, earlier: Thing): ImportProblem | null {
  if (later.rowNumber === null || areApart(later, earlier)) return null;
  const same = where(earlier);
  return problem(
    later.rowNumber,
    IMPORT_COLUMNS.name,
    words(`“${later.name}”与${same.zh}名称相近。`, `“${later.name}” looks like ${same.en}.`),
  );
}

/** Records whose names differ by nothing that tells apart, or are alike. */
function findAlikeNames(things: readonly Thing[], told: ReadonlySet<number>): ImportProblem[] {
  const named = things.flatMap((thing, index) =>
    thing.kind === 'item' && thing.name !== '' && !told.has(index) ? [{ thing, index }] : [],
  );
  const doubts: ImportProblem[] = [];
  const first = new Map<string, Thing>();
  for (const { thing } of named) {
    const key = `${thing.targetId}\u0000${nameForm(thing.name)}`;
    const before = first.get(key);
    if (before === undefined) first.set(key, thing);
    else {
      const found = doubt(thing, before);
      if (found) doubts.push(found);
    }
  }
  const alike = findAlike(named.map(({ thing }) => ({ group: thing.targetId, name: thing.name })));
  for (const [later, earlier] of alike) {
    const [one, other] = [named[later]?.thing, named[earlier]?.thing];
    const found = one && other && doubt(one, other);
    if (found) doubts.push(found);
  }
  return doubts;
}

/**
 * What an import would count twice: within itself, and against what counts already. First by credit code, then by name;
 * names whose codes differ are of different enterprises.
 * @param areEnterprises whether each record of a target is an enterprise (its unit is 家)
 */
export function findDuplicates(
  lines: readonly ImportedLine[],
  known: readonly KnownThing[],
  areEnterprises: (targetId: string) => boolean,
): Duplicates {
  const things: Thing[] = [
    ...known.map((entry) => ({ ...entry, rowNumber: null })),
    ...lines.map(({ rowNumber, targetId, line }) => ({
      rowNumber,
      targetId,
      kind: line.kind,
      name: line.name,
      uscc: line.uscc,
      regionCode: line.region,
      onDate: line.onDate,
    })),
  ];
  const codes = findSameCodes(things, areEnterprises);
  const byRow = (a: ImportProblem, b: ImportProblem) => a.rowNumber - b.rowNumber;
  return {
    errors: [...findSameFigures(things), ...codes.errors].sort(byRow),
    doubts: findAlikeNames(things, codes.told).sort(byRow),
  };
}
