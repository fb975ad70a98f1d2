import { Link } from '@remix-run/react';
import type { Words } from '../../domain/words.ts';
import { resultWords as w } from '../../i18n/assessment-result.ts';
import { useText } from '../../i18n/language.tsx';
import { derivationAddress } from './result-cell.tsx';

/** What was left out, each with its reason. */
export function TailoringList({
  exclusions,
  notApplicable,
  place,
}: {
  exclusions: readonly { cellId: string; name: Words; reason: string; by: string; on: string }[];
  notApplicable: number;
  place: string;
}) {
  const t = useText();
  return (
    <section className="sh-card sh-section" aria-labelledby="tailoring">
      <h2 id="tailoring" className="sh-h2">
        {t(w.tailoring)}
      </h2>
      {exclusions.length === 0 ? (
        <p style={{ margin: 0 }}>{t(w.noTailoring)}</p>
      ) : (
        <ul className="sh-list">
          {exclusions.map(({ cellId, name, reason, by, on }) => (
            <li key={cellId}>
              <Link to={derivationAddress(place, 'cell', cellId)}>
                {cellId} {t(name)}
              </Link>
              ：{reason} <span className="sh-muted">{`${by} ${on}`}</span>
            </li>
          ))}
        </ul>
      )}
      {notApplicable > 0 && (
        <p className="sh-muted" style={{ marginBottom: 0 }}>
          {t(w.naCriteria)}：{notApplicable}
        </p>
      )}
    </section>
  );
}
