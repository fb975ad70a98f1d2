import { Button } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import { layoutWords as w } from '../../i18n/layout.ts';
import { FormTokenProvider, PostForm } from './post-form.tsx';

/** A posted form as the server gives it back after an outage; the shape of `Typed` in app/http. */
export interface TypedForm {
  readonly action: string;
  readonly token: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** Names that a page adds for itself. */
const isOwn = (name: string): boolean => name.startsWith('_');

/** What was typed when an outage came, to be read and to be sent once more. */
export function SendAgain({ typed }: { typed: TypedForm }) {
  const t = useText();
  const shown = typed.fields.filter(([name, value]) => !isOwn(name) && value !== '');
  if (shown.length === 0) return null;
  return (
    <FormTokenProvider value={typed.token}>
      <PostForm action={typed.action} reloadDocument>
        <p>{t(w.typedKept)}</p>
        {typed.fields.map(([name, value], index) => (
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        <Button type="submit">{t(w.sendAgain)}</Button>
        <details style={{ marginTop: 16, textAlign: 'left' }}>
          <summary>{t(w.typedShow)}</summary>
          <ul>
            {shown.map(([, value], index) => (
              <li key={index} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {value}
              </li>
            ))}
          </ul>
        </details>
      </PostForm>
    </FormTokenProvider>
  );
}
