import { Link } from '@remix-run/react';
import { itemWords as w } from '../../i18n/assessment-item.ts';
import { useText } from '../../i18n/language.tsx';
import type { ItemPage } from './item-page.server.ts';

/** The address of an item; of one criterion in it. */
export function itemAddress(place: string, itemId: string, criterionId?: string): string {
  const hash = criterionId === undefined ? '' : `#c-${encodeURIComponent(criterionId)}`;
  return `${place}/items/${encodeURIComponent(itemId)}${hash}`;
}

/** The ways to other items. */
export function ItemNavigation({ page, place }: { page: ItemPage; place: string }) {
  const t = useText();
  const { previous, next, previousUnanswered, nextUnanswered } = page.around;
  return (
    <nav aria-label={t(w.navigation)}>
      {previous && (
        <Link to={itemAddress(place, previous.id)} title={t(previous.name)}>
          ← {t(w.previousItem)}
        </Link>
      )}
      {next && (
        <Link to={itemAddress(place, next.id)} title={t(next.name)}>
          {t(w.nextItem)} →
        </Link>
      )}
      {previousUnanswered && (
        <Link to={itemAddress(place, previousUnanswered.itemId, previousUnanswered.criterionId)}>
          {t(w.previousUnanswered)}
        </Link>
      )}
      {nextUnanswered ? (
        <Link to={itemAddress(place, nextUnanswered.itemId, nextUnanswered.criterionId)}>
          {t(w.nextUnanswered)}
        </Link>
      ) : (
        <span className="sh-muted">{t(w.allAnswered)}</span>
      )}
    </nav>
  );
}
