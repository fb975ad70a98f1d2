import { daysBetween, type PlainDate } from '../calendar/plain-date.ts';
import type { Tone } from '../filing/state.ts';
import { words, type Words } from '../words.ts';

/** One thing that somebody has to do: what, about whom or what, by when, and where. */
export interface AgendaItem {
  /** Tells items of one agenda apart. */
  readonly key: string;
  readonly what: Words;
  /** The enterprise, client, plan, assessment … that it is about; empty where it is the house itself. */
  readonly about: Words | string;
  /** Null where nothing sets a day. */
  readonly by: PlainDate | null;
  /** How long it still is, with its tone; null without a day. */
  readonly left: { readonly words: Words; readonly tone: Tone } | null;
  /** 暂定: the day may still move. */
  readonly isProvisional: boolean;
  readonly note: Words | null;
  readonly to: string;
}

/** An item without a day: nothing sets one. */
export function undated(
  item: Pick<AgendaItem, 'key' | 'what' | 'about' | 'to'> & { readonly note?: Words | null },
): AgendaItem {
  return { by: null, left: null, isProvisional: false, note: null, ...item };
}

/** From how many days before a day that no law sets it is soon. */
const SOON_DAYS = 7;

/** How many calendar days are left to a day that no law sets: “剩 12 天”, “已过 3 天”. */
function daysLeftTo(by: PlainDate, today: PlainDate): { words: Words; tone: Tone } {
  const left = daysBetween(today, by);
  if (left < 0) return { words: words(`已过 ${-left} 天`, `${-left} days past`), tone: 'red' };
  if (left === 0) return { words: words('今日到期', 'Due today'), tone: 'amber' };
  return { words: words(`剩 ${left} 天`, `${left} days left`), tone: left <= SOON_DAYS ? 'amber' : 'blue' };
}

/** An item whose day no law sets. */
export function dated(
  item: Pick<AgendaItem, 'key' | 'what' | 'about' | 'to'> & { readonly note?: Words | null },
  by: PlainDate,
  today: PlainDate,
): AgendaItem {
  return { ...undated(item), by, left: daysLeftTo(by, today) };
}

/** By day, the earliest first; what has no day comes last, in the order given. */
export function sortAgenda(items: readonly AgendaItem[]): AgendaItem[] {
  return items.toSorted((a, b) => {
    if (a.by === null || b.by === null) return Number(a.by === null) - Number(b.by === null);
    return a.by < b.by ? -1 : Number(a.by > b.by);
  });
}
