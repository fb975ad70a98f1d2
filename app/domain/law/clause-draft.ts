import { type Words, words } from '#app/domain/words.ts';
import type { Application, Clause, LawGroup } from './clause.ts';
import type { LawConfidence } from './confidence.ts';

/** Places where several clauses bite. */
export const FORM: Application = { label: words('备案表', 'Filing form'), to: null };
export const CHANGES: Application = { label: words('变更报告与重新备案', 'Changes and re-filing'), to: null };
export const REGISTER: Application = { label: words('单位登记', 'Registering an organisation'), to: null };

/** A statement as it is written down, without what most leave out. */
export type ClauseDraft = Omit<Clause, 'group' | 'reading' | 'readingConfidence' | 'applies'> & {
  reading?: Words;
  readingConfidence?: LawConfidence;
  applies?: readonly Application[];
};

/** A statement of a chapter, with what it leaves out filled in. */
export function clauseOf(group: LawGroup, draft: ClauseDraft): Clause {
  return { reading: null, readingConfidence: null, applies: [], ...draft, group };
}

/** Statements of one chapter. */
export function inGroup(group: LawGroup, drafts: readonly ClauseDraft[]): Clause[] {
  return drafts.map((draft) => clauseOf(group, draft));
}
