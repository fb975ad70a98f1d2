import { Link } from '@remix-run/react';
import type { AgendaItem } from '../../domain/agenda/agenda.ts';
import { formatDateEn, formatDateZh } from '../../domain/calendar/plain-date.ts';
import { words, type Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { Sign } from '../layout/sign.tsx';

const w = {
  title: words('待办事项', 'To do'),
  none: words('目前没有待办事项。', 'Nothing to do at the moment.'),
  undated: words('未设期限', 'No day set'),
  provisional: words('暂定', 'Provisional'),
};

/** What there is to do, by when, the earliest first: each line leads to where it is done. */
export function AgendaList({ items, empty = w.none }: { items: readonly AgendaItem[]; empty?: Words }) {
  const t = useText();
  return (
    <section className="sh-card" aria-labelledby="agenda" style={{ marginBottom: 16 }}>
      <h2 id="agenda" className="sh-h2">
        {t(w.title)}
        {items.length > 0 && ` (${items.length})`}
      </h2>
      {items.length === 0 ? (
        <p className="sh-muted">{t(empty)}</p>
      ) : (
        <ol className="sh-list">
          {items.map((item) => (
            <li key={item.key}>
              <div style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 10px', alignItems: 'center' }}>
                <Link to={item.to}>{t(item.what)}</Link>
                {item.about !== '' && (
                  <span>{typeof item.about === 'string' ? item.about : t(item.about)}</span>
                )}
                {item.left && <Sign tone={item.left.tone}>{t(item.left.words)}</Sign>}
                {item.isProvisional && (
                  <Sign tone="grey" dashed>
                    {t(w.provisional)}
                  </Sign>
                )}
              </div>
              <div className="sh-muted">
                {item.by === null ? t(w.undated) : t(words(formatDateZh(item.by), formatDateEn(item.by)))}
                {item.note && ` · ${t(item.note)}`}
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
