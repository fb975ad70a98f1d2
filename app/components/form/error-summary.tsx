import { Alert } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';

/** What an action answered when it refused; the shape of `refused()` in app/http. */
export interface Refused {
  readonly refusal: {
    readonly code: string;
    readonly words: Words;
    readonly fields: Readonly<Record<string, Words>>;
  };
  readonly values: Readonly<Record<string, string>>;
}

/** The refusal in an action's answer, if it was one. */
export function refusedIn(answer: unknown): Refused | null {
  if (typeof answer !== 'object' || answer === null || !('refusal' in answer)) return null;
  return answer as Refused;
}

/** What went wrong, at the top of a form, with links to the fields; takes the focus when it appears. */
export function ErrorSummary({
  refused,
  labels = {},
}: {
  refused: Refused | null;
  labels?: Record<string, string>;
}) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refused) box.current?.focus();
  }, [refused]);
  if (!refused) return null;
  const fields = Object.entries(refused.refusal.fields).filter(([name]) => name !== '_form');
  const general = refused.refusal.fields._form;
  return (
    <Alert
      ref={box}
      tabIndex={-1}
      role="alert"
      color="red"
      variant="light"
      mb="md"
      title={t(general ?? refused.refusal.words)}
    >
      {fields.length > 0 && (
        <ul style={{ margin: 0, paddingLeft: 18 }}>
          {fields.map(([name, text]) => (
            <li key={name}>
              <a href={`#${name}`}>
                {labels[name] ? `${labels[name]}：` : ''}
                {t(text)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
