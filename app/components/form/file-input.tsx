import { useId } from 'react';
import { words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import type { PostedField } from './posted-field.ts';

const HELP = words('PDF、JPEG 或 PNG，单个不超过 20 MB。', 'PDF, JPEG or PNG, 20 MB at most.');
const AGAIN = words(
  '浏览器可能已清空所选文件，提交前请确认。',
  'Your browser may have cleared the chosen file: check it before you submit.',
);

/** One file of a form. It stands after all other fields, since the server reads them first. */
export function FileInput({
  field,
  label,
  wasRefused,
}: {
  field: PostedField;
  label: string;
  /** The form was sent before and refused. */
  wasRefused: boolean;
}) {
  const t = useText();
  const help = useId();
  const error = useId();
  return (
    <div style={{ marginBottom: 16 }}>
      <label htmlFor={field.id} style={{ display: 'block', fontWeight: 500 }}>
        {label}
      </label>
      <p id={help} className="sh-muted" style={{ margin: '0 0 4px', fontSize: 12 }}>
        {t(HELP)}
        {wasRefused && t(AGAIN)}
      </p>
      <input
        id={field.id}
        name={field.name}
        type="file"
        accept="application/pdf,image/jpeg,image/png"
        aria-describedby={field.error ? `${help} ${error}` : help}
        aria-invalid={field.error ? true : undefined}
        style={{ maxWidth: '100%' }}
      />
      {field.error && (
        <p id={error} style={{ color: '#b42318', fontSize: 13, margin: '4px 0 0' }}>
          {field.error}
        </p>
      )}
    </div>
  );
}
