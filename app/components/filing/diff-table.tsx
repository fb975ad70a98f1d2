import type { AttachmentChange, ChangeState, FieldChange } from '../../domain/filing/diff.ts';
import type { Tone } from '../../domain/filing/state.ts';
import type { Words } from '../../domain/words.ts';
import { filingWords as w } from '../../i18n/filing.ts';
import { useText } from '../../i18n/language.tsx';
import { Sign } from '../layout/sign.tsx';

const STATES: Readonly<Record<ChangeState, { label: Words; tone: Tone }>> = {
  added: { label: w.added, tone: 'green' },
  removed: { label: w.removed, tone: 'red' },
  changed: { label: w.modified, tone: 'amber' },
};

/** What differs between two versions, side by side, in the order of the form; files by their digest. */
export function DiffTable({
  changes,
  files,
}: {
  changes: readonly FieldChange[];
  files: readonly AttachmentChange[];
}) {
  const t = useText();
  if (changes.length === 0 && files.length === 0) return <p>{t(w.compareNone)}</p>;
  return (
    <>
      {changes.length > 0 && (
        <div className="sh-table-wrap">
          <table className="sh-table" data-cards>
            <thead>
              <tr>
                <th scope="col">{t(w.compareField)}</th>
                <th scope="col">{t(w.compareBefore)}</th>
                <th scope="col">{t(w.compareAfter)}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <tr key={change.path}>
                  <td data-label={t(w.compareField)}>
                    {t(change.label)}{' '}
                    <Sign tone={STATES[change.state].tone}>{t(STATES[change.state].label)}</Sign>
                  </td>
                  <td data-label={t(w.compareBefore)} style={{ overflowWrap: 'anywhere' }}>
                    {t(change.before) || t(w.none)}
                  </td>
                  <td data-label={t(w.compareAfter)} style={{ overflowWrap: 'anywhere' }}>
                    {t(change.after) || t(w.none)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {files.length > 0 && (
        <>
          <h2 style={{ fontSize: 16 }}>{t(w.compareFiles)}</h2>
          <ul style={{ paddingLeft: 18 }}>
            {files.map((file) => (
              <li key={`${file.slot}-${file.sha256}-${file.state}`} style={{ overflowWrap: 'anywhere' }}>
                <Sign tone={STATES[file.state].tone}>{t(STATES[file.state].label)}</Sign> {t(file.label)}：
                {file.fileName} <span className="sh-digest">{file.sha256}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
