import { definitionAt, definitionKey, parseFieldPath } from '../filing/field-path.ts';
import { formItem } from '../filing/form.ts';
import { words, type Words } from '../words.ts';
import type { ReturnReason } from './bulletin.ts';

/** The place of the form that an anchor stands for, rows put together; the anchor itself where the form has no such place. */
function placeOf(anchor: string): string {
  const path = parseFieldPath(anchor);
  return path === null ? anchor : definitionKey(path);
}

/** What a place of the form is called: 首席数据官姓名; 许可证 · 编号. */
export function placeName(place: string): Words {
  const path = parseFieldPath(place.replace('[]', '[0]'));
  const definition = path === null ? null : definitionAt(path);
  if (path === null || definition === null) return words(place, place);
  const group = path.field === null ? null : formItem(path.item);
  return group === null
    ? definition.label
    : words(`${group.label.zh} · ${definition.label.zh}`, `${group.label.en} · ${definition.label.en}`);
}

/** How many comments were sent back, by place and filing. */
export interface SentBack {
  readonly anchor: string;
  readonly filingId: string;
  readonly comments: number;
}

/** Why filings were returned, by the places that comments stood at; what comments say is nobody's but the parties'. */
export function returnReasons(sent: readonly SentBack[]): ReturnReason[] {
  const places = new Map<string, { comments: number; filings: Set<string> }>();
  for (const { anchor, filingId, comments } of sent) {
    const place = placeOf(anchor);
    const known = places.get(place) ?? { comments: 0, filings: new Set() };
    known.comments += comments;
    known.filings.add(filingId);
    places.set(place, known);
  }
  return [...places].map(([place, { comments, filings }]) => ({ place, comments, filings: filings.size }));
}
