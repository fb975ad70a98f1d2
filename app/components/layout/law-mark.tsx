import { lawClause } from '../../domain/law/clause.ts';
import { ClauseMark } from './clause-mark.tsx';

/** The § of a statement of the law library; throws for an id that isn't in it. */
export function LawMark({ id }: { id: string }) {
  return <ClauseMark clause={lawClause(id)} />;
}
