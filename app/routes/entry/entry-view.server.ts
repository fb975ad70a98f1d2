import { formatAmount, withUnit } from '../../domain/target/amount.ts';
import { regionShortName } from '../../domain/organisation/region.ts';
import { isTarget, type LineSubject, lineSubject } from '../../domain/target/line.ts';
import type { PlanContent } from '../../domain/target/plan.ts';
import { type Words, words } from '../../domain/words.ts';
import { entryWords as w } from '../../i18n/entry.ts';

/** The name of what an entry is about, as the plan has it. */
export function subjectName(subject: LineSubject | undefined): Words {
  if (!subject) return w.unknownTarget;
  return isTarget(subject) ? subject.indicator : subject.text;
}

interface Amounts {
  readonly targetId: string;
  readonly kind: 'item' | 'observation';
  readonly quantity: number | null;
  readonly value: number | null;
}

/** What an entry counts, in the unit of its target. */
export function amountText(content: PlanContent, entry: Amounts): Words {
  const subject = lineSubject(content, entry.targetId);
  const amount = entry.kind === 'item' ? entry.quantity : entry.value;
  if (amount === null) return words('–', '–');
  const text = formatAmount(amount);
  return subject && isTarget(subject) ? withUnit(text, subject.unit) : words(text, text);
}

/** What an entry is called: by its name, or, a reported figure, by its region. */
export function entryName(entry: { readonly name: string; readonly regionCode: string }): Words {
  if (entry.name !== '') return words(entry.name, entry.name);
  const region = regionShortName(entry.regionCode);
  return words(w.figureOf(region.zh).zh, w.figureOf(region.en).en);
}
