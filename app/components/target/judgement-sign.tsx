import './judgement.css';
import { Link } from '@remix-run/react';
import { statusName, statusTone } from '../../domain/target/board.ts';
import type { Target } from '../../domain/target/plan.ts';
import type { Judgement } from '../../domain/target/standing.ts';
import { words } from '../../domain/words.ts';
import { judgementWords as w } from '../../i18n/judgement.ts';
import { useText } from '../../i18n/language.tsx';
import { Sign, Tag } from '../layout/sign.tsx';

/** A judgement as colour, mark and word, for places too small to open it. */
export function StatusSign({ judgement }: { judgement: Pick<Judgement, 'status' | 'verdict'> }) {
  const t = useText();
  return (
    <Sign tone={statusTone(judgement.status)}>
      {t(statusName(judgement.status, judgement.verdict !== null))}
    </Sign>
  );
}

/**
 * A judgement that opens its working in place, with or without scripts: each step of the arithmetic, whose convention it
 * is, and the clause.
 */
export function JudgementSign({
  judgement,
  target,
  settingsTo = null,
}: {
  judgement: Judgement;
  target: Pick<Target, 'clause' | 'summary' | 'isAspiration'>;
  /** The page where the convention is set; null for who can't open it. */
  settingsTo?: string | null;
}) {
  const t = useText();
  const status = statusName(judgement.status, judgement.verdict !== null);
  // All that is to be seen stands in the name, so that whoever speaks to the page can say it.
  const name = target.isAspiration
    ? words(`${status.zh} ${w.aspiration.zh}`, `${status.en} ${w.aspiration.en}`)
    : status;
  return (
    <details className="sh-judgement">
      <summary aria-label={t(w.explains(name))}>
        <StatusSign judgement={judgement} /> {target.isAspiration && <Tag>{t(w.aspiration)}</Tag>}
      </summary>
      <div className="sh-judgement-body">
        <strong>{t(w.working)}</strong>
        <dl>
          {judgement.working.map(({ label, text }) => (
            <div key={label.zh}>
              <dt>{t(label)}</dt>
              <dd>{t(text)}</dd>
            </div>
          ))}
        </dl>
        <p>
          {t(w.convention)} {settingsTo !== null && <Link to={settingsTo}>{t(w.settings)}</Link>}
        </p>
        <p>
          § {target.clause}（{t(w.ownSummary)}）：{t(target.summary)}
        </p>
      </div>
    </details>
  );
}
