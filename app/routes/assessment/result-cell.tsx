import { Link } from '@remix-run/react';
import type { FigureKind } from '../../domain/assessment/explanation.ts';
import type { Words } from '../../domain/words.ts';
import { resultWords as w } from '../../i18n/assessment-result.ts';
import { useText } from '../../i18n/language.tsx';
import type { BarrierView } from './result-view.server.ts';

/** The address at which a figure shows its steps. */
export function derivationAddress(place: string, kind: FigureKind, id: string): string {
  return `${place}/result/derivation/${kind}/${encodeURIComponent(id)}`;
}

/** A figure that opens its derivation. */
export function ScoreLink({
  place,
  kind,
  id,
  score,
  name,
}: {
  place: string;
  kind: FigureKind;
  id: string;
  score: string | null;
  /** What the figure is of, for those who only hear the link. */
  name: Words;
}) {
  const t = useText();
  return (
    <Link to={derivationAddress(place, kind, id)} aria-label={`${t(name)} ${score ?? t(w.notApplicable)}`}>
      {score ?? t(w.notApplicable)}
    </Link>
  );
}

/** What stands between a figure and its next level: the shortest way, as links to the questions. */
export function BarrierCell({
  place,
  barrier,
  level,
}: {
  place: string;
  barrier: BarrierView | null;
  level: number | null;
}) {
  const t = useText();
  if (!barrier) return <>{level === null ? t(w.noScore) : t(w.atTop)}</>;
  return (
    <>
      {t({ zh: `到 ${barrier.next} 级：`, en: `To level ${barrier.next}: ` })}
      {barrier.climbs.map((climb, at) => (
        <span key={climb.cellId}>
          {at > 0 && t({ zh: '、', en: ', ' })}
          <Link to={`${place}/items/${encodeURIComponent(climb.itemId)}`}>{t(climb.name)}</Link>
          <span className="sh-muted">
            {t({
              zh: `（升至 ${climb.next} 级，至少 ${climb.fewest} 条，+${climb.lift}）`,
              en: ` (to ${climb.next}, ${climb.fewest} or more criteria, +${climb.lift})`,
            })}
          </span>
        </span>
      ))}
      {barrier.more > 0 && t({ zh: `，另有 ${barrier.more} 项`, en: `, and ${barrier.more} more` })}
      {!barrier.suffices && t({ zh: `（${w.notEnough.zh}）`, en: ` (${w.notEnough.en})` })}
    </>
  );
}
