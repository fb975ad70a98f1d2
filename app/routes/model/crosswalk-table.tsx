import { ConfidenceTag } from '../../components/layout/clause-mark.tsx';
import { useText } from '../../i18n/language.tsx';
import { modelWords as w } from '../../i18n/model.ts';
import type { crosswalkViews } from './crosswalk-view.server.ts';

type View = ReturnType<typeof crosswalkViews>[number];

/** A crosswalk to one other model, opened in place. */
export function CrosswalkTable({ crosswalk }: { crosswalk: View }) {
  const t = useText();
  return (
    <details className="sh-card" style={{ marginBottom: 12 }}>
      <summary>
        {crosswalk.from.standard} → {crosswalk.to.standard}
      </summary>
      <p>{t(crosswalk.kind === 'edition' ? w.crosswalkEdition : w.crosswalkTheme)}</p>
      <p className="sh-muted">{crosswalk.source}</p>
      <div className="sh-table-wrap">
        <table className="sh-table" data-cards>
          <thead>
            <tr>
              <th>{crosswalk.from.standard}</th>
              <th>{t(w.relation)}</th>
              <th>{crosswalk.to.standard}</th>
              <th>{t(w.note)}</th>
            </tr>
          </thead>
          <tbody>
            {crosswalk.rows.map((row, index) => (
              <tr key={index}>
                <td data-label={crosswalk.from.standard}>
                  <Items items={row.from} />
                </td>
                <td data-label={t(w.relation)}>
                  {t(w.relations[row.relation])} {row.confidence && <ConfidenceTag of={row.confidence} />}
                </td>
                <td data-label={crosswalk.to.standard}>
                  <Items items={row.to} />
                </td>
                <td data-label={t(w.note)}>{row.note}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Items({ items }: { items: View['rows'][number]['from'] }) {
  const t = useText();
  if (items.length === 0) return <>—</>;
  return items.map(({ id, name }) => (
    <div key={id}>
      {id} {name && t(name)}
    </div>
  ));
}
