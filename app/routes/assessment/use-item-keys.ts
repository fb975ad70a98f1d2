import { useLocation, useNavigate } from '@remix-run/react';
import { useEffect, type KeyboardEvent } from 'react';
import { itemAddress } from './item-navigation.tsx';
import type { ItemPage } from './item-page.server.ts';
import type { Answers } from './use-answers.ts';

/** Puts the focus on a criterion's grade, and opens the level that holds it. */
function focusCriterion(id: string): boolean {
  const card = document.getElementById(`c-${id}`);
  const level = card?.closest('details.sh-level');
  if (level instanceof HTMLDetailsElement) level.open = true;
  const radios = [...(card?.querySelectorAll<HTMLInputElement>('input[type="radio"]') ?? [])];
  const radio = radios.find(({ checked }) => checked) ?? radios[0];
  card?.scrollIntoView({ block: 'nearest' });
  radio?.focus();
  return radio !== undefined;
}

/**
 * The keys of the item page, heard while the focus is on a grade: digits choose, 0 clears, n and p go to the next and
 * previous unanswered criterion, in the next item where this one has none left. A criterion named in the address gets
 * the focus.
 */
export function useItemKeys(
  page: ItemPage,
  answers: Answers,
  place: string,
): (event: KeyboardEvent<HTMLFormElement>) => void {
  const navigate = useNavigate();
  const { hash } = useLocation();
  useEffect(() => {
    const id = decodeURIComponent(hash.replace(/^#/u, ''));
    if (id.startsWith('c-')) focusCriterion(id.slice(2));
  }, [hash, page.item.id]);

  const criteria = page.cells.filter(({ isOpen }) => isOpen).flatMap((cell) => cell.criteria);

  /** To the nearest unanswered criterion in a direction; on to another item when there is none here. */
  const goOn = (from: string, step: 1 | -1) => {
    const at = criteria.findIndex(({ id }) => id === from);
    const ahead = step === 1 ? criteria.slice(at + 1) : criteria.slice(0, Math.max(at, 0)).reverse();
    const next = ahead.find(({ id }) => answers.valueOf(id).grade === null);
    if (next && focusCriterion(next.id)) return;
    const other = step === 1 ? page.around.nextUnanswered : page.around.previousUnanswered;
    if (!other) {
      const first = criteria.find(({ id }) => id !== from && answers.valueOf(id).grade === null);
      if (first) focusCriterion(first.id);
      return;
    }
    // The next page counts what is answered: what was just chosen is to be saved before it asks.
    void answers.saveNow().then(() => navigate(itemAddress(place, other.itemId, other.criterionId)));
  };

  const choose = (id: string, number: number) => {
    const grade = page.rules.grades[number - 1]?.grade;
    if (grade === undefined) return;
    answers.setGrade(id, grade);
    const card = document.getElementById(`c-${id}`);
    card?.querySelector<HTMLInputElement>(`input[type="radio"][value="${grade}"]`)?.focus();
  };

  return (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(target instanceof HTMLInputElement) || target.type !== 'radio') return;
    const id = target.closest('[data-criterion]')?.getAttribute('data-criterion');
    if (!id) return;
    if (/^[0-9]$/u.test(key)) {
      event.preventDefault();
      if (key === '0') answers.setGrade(id, null);
      else choose(id, Number(key));
    } else if (key === 'n' || key === 'p') {
      event.preventDefault();
      goOn(id, key === 'n' ? 1 : -1);
    }
  };
}
