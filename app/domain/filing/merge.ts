import { type LooseRow, fieldValue, groupRows, rowValue, withField, withRows } from './body.ts';
import { sameValue } from './diff.ts';
import type { FieldValue, GroupDefinition } from './field.ts';
import { isGroup } from './field.ts';
import { rowAnchor } from './field-path.ts';
import { FORM_ENTRIES, type FilingBody } from './form.ts';

/** Both sides changed one place, differently; the merged body holds `mine` there until someone chooses. */
export interface MergeConflict {
  /** Anchor of a field, or of a whole row (`licences[@r1]`) that one side deleted and the other changed. */
  readonly path: string;
  /** null: the row is deleted on this side. */
  readonly mine: FieldValue | LooseRow | null;
  readonly theirs: FieldValue | LooseRow | null;
}

export interface MergeResult {
  readonly merged: FilingBody;
  readonly conflicts: readonly MergeConflict[];
}

function mergeValue(
  path: string,
  base: FieldValue,
  mine: FieldValue,
  theirs: FieldValue,
  conflicts: MergeConflict[],
): FieldValue {
  if (sameValue(mine, theirs) || sameValue(theirs, base)) return mine;
  if (sameValue(mine, base)) return theirs;
  conflicts.push({ path, mine, theirs });
  return mine;
}

function sameRow(item: GroupDefinition, a: LooseRow, b: LooseRow): boolean {
  return Object.keys(item.fields).every((name) => sameValue(rowValue(a, name), rowValue(b, name)));
}

/**
 * One row of which a side may be absent. Deleted here and untouched there: gone. Deleted here and changed there:
 * a conflict, and the changed row stays, because a deletion can be repeated and lost words cannot.
 */
function mergeRow(
  key: string,
  item: GroupDefinition,
  id: string,
  rows: { base: LooseRow | undefined; mine: LooseRow | undefined; theirs: LooseRow | undefined },
  conflicts: MergeConflict[],
): LooseRow | null {
  const { base, mine, theirs } = rows;
  if (mine === undefined || theirs === undefined) {
    const kept = mine ?? theirs;
    if (kept === undefined) return null;
    if (base === undefined) return kept;
    if (sameRow(item, base, kept)) return null;
    conflicts.push({ path: rowAnchor(key, id), mine: mine ?? null, theirs: theirs ?? null });
    return kept;
  }
  const merged: LooseRow = { id };
  for (const name of Object.keys(item.fields)) {
    const mineValue = rowValue(mine, name);
    const theirValue = rowValue(theirs, name);
    // Two rows added under one id have no base: whatever differs is a conflict.
    if (base === undefined && !sameValue(mineValue, theirValue)) {
      conflicts.push({ path: rowAnchor(key, id, name), mine: mineValue, theirs: theirValue });
      merged[name] = mineValue;
    } else {
      const baseValue = base === undefined ? mineValue : rowValue(base, name);
      merged[name] = mergeValue(rowAnchor(key, id, name), baseValue, mineValue, theirValue, conflicts);
    }
  }
  return merged;
}

/** The order of the side that moved rows; mine if both did. Rows that the other side added follow their neighbour. */
function mergeOrder(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const common = (ids: readonly string[]) =>
    ids.filter((id) => mine.includes(id) && theirs.includes(id)).join(' ');
  const mineMoved = common(mine) !== common(base);
  const [lead, other] = mineMoved || common(theirs) === common(base) ? [mine, theirs] : [theirs, mine];
  const order = [...lead];
  for (const [index, id] of other.entries()) {
    if (order.includes(id)) continue;
    const before = other
      .slice(0, index)
      .reverse()
      .find((neighbour) => order.includes(neighbour));
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id);
  }
  return [...order, ...base.filter((id) => !order.includes(id))];
}

function mergeRows(
  key: string,
  item: GroupDefinition,
  bodies: { base: FilingBody; mine: FilingBody; theirs: FilingBody },
  conflicts: MergeConflict[],
): LooseRow[] {
  const byId = (body: FilingBody) => new Map(groupRows(body, key).map((row) => [row.id, row]));
  const base = byId(bodies.base);
  const mine = byId(bodies.mine);
  const theirs = byId(bodies.theirs);
  return mergeOrder([...base.keys()], [...mine.keys()], [...theirs.keys()]).flatMap((id) => {
    const rows = { base: base.get(id), mine: mine.get(id), theirs: theirs.get(id) };
    const merged = mergeRow(key, item, id, rows, conflicts);
    return merged === null ? [] : [merged];
  });
}

/**
 * Merges two edits of one draft, field by field (rows by id). What only one side changed is taken; what both changed
 * differently is a conflict, named with both values, and `merged` holds mine there. All three in normal form.
 */
export function mergeDrafts(base: FilingBody, mine: FilingBody, theirs: FilingBody): MergeResult {
  const conflicts: MergeConflict[] = [];
  let merged = mine;
  for (const { key, item } of FORM_ENTRIES) {
    if (isGroup(item)) {
      merged = withRows(merged, key, mergeRows(key, item, { base, mine, theirs }, conflicts));
    } else if (item.control !== 'attachment') {
      const value = mergeValue(
        key,
        fieldValue(base, key),
        fieldValue(mine, key),
        fieldValue(theirs, key),
        conflicts,
      );
      merged = withField(merged, key, value);
    }
  }
  return { merged, conflicts };
}
