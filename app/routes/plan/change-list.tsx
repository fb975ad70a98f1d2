import { Sign } from '../../components/layout/sign.tsx';
import type { PlanChange } from '../../domain/target/plan-change.ts';
import { useText } from '../../i18n/language.tsx';
import { planWords as w } from '../../i18n/plan.ts';

const TONES = { added: 'green', removed: 'red', changed: 'blue' } as const;

/** What changed between two versions of a plan, one thing after the other. */
export function ChangeList({ changes }: { changes: readonly PlanChange[] }) {
  const t = useText();
  if (changes.length === 0) return <p className="sh-muted">{t(w.noChanges)}</p>;
  return (
    <ul className="sh-card sh-list" data-changes>
      {changes.map(({ kind, what, id, title, fields }) => (
        <li key={`${what}-${id}`}>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'baseline' }}>
            <Sign tone={TONES[kind]}>{t(w.changeKinds[kind])}</Sign>
            <strong>
              {t(w.changeOf[what])} {id}
            </strong>
            {what !== 'plan' && <span>{t(title)}</span>}
          </div>
          {fields.length > 0 && (
            <dl className="sh-facts" style={{ marginTop: 6 }}>
              {fields.map(({ label, before, after }) => (
                <div key={label.zh} style={{ display: 'contents' }}>
                  <dt>{t(label)}</dt>
                  <dd>
                    <del className="sh-muted">{t(before)}</del> → <ins>{t(after)}</ins>
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}
