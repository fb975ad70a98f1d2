import { readIdList } from '../../domain/target/board-state.ts';
import type { PlanStanding } from '../../domain/target/standing.ts';
import type { Words } from '../../domain/words.ts';

/** The targets that a comparison shows, and those it may. */
export interface ChosenTargets {
  readonly ids: readonly string[];
  /** As the address lists them: `SD01,SD02`; empty where it leaves the choice to the page. */
  readonly asked: string;
  /** What the address asks for and the plan doesn't have, cut to be shown. */
  readonly unknown: string;
  readonly choices: readonly { readonly id: string; readonly name: Words; readonly isChosen: boolean }[];
}

const SHOWN_LENGTH = 20;

/**
 * Reads `?targets=SD01,SD02` (or the parameter several times, as a form's boxes post it). Without any, or with unknown
 * ones alone, the page's own choice stands.
 */
export function chosenTargets(
  request: Request,
  { targets }: PlanStanding,
  standard: readonly string[],
): ChosenTargets {
  const text = new URL(request.url).searchParams.getAll('targets').join(',');
  const known = targets.map(({ target }) => target.id);
  const { ids: asked, unknown } = readIdList(text, known);
  const ids = asked.length > 0 ? asked : standard;
  return {
    ids,
    asked: asked.join(','),
    unknown: unknown.map((id) => [...id].slice(0, SHOWN_LENGTH).join('')).join('、'),
    choices: targets.map(({ target }) => ({
      id: target.id,
      name: target.indicator,
      isChosen: ids.includes(target.id),
    })),
  };
}
