import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';

const WORKBOOK = '.xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The table that a form sends to be read: a workbook, or also a text. It posts as `file`. */
export function TableInput({
  label,
  help,
  problem,
  takesCsv = false,
}: {
  label: Words;
  help: Words;
  problem: Words | undefined;
  takesCsv?: boolean;
}) {
  const t = useText();
  return (
    <>
      <label htmlFor="file" style={{ display: 'block', fontWeight: 500 }}>
        {t(label)}
      </label>
      <p id="file-help" className="sh-muted" style={{ margin: '0 0 4px', fontSize: 12 }}>
        {t(help)}
      </p>
      <input
        id="file"
        name="file"
        type="file"
        accept={takesCsv ? `.csv,text/csv,${WORKBOOK}` : WORKBOOK}
        required
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? 'file-help file-problem' : 'file-help'}
        style={{ margin: '6px 0', maxWidth: '100%' }}
      />
      {problem && (
        <p id="file-problem" style={{ color: '#9b1c1c', margin: '0 0 8px' }}>
          {t(problem)}
        </p>
      )}
    </>
  );
}
