import { Alert, Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { accountWords } from '../../i18n/account.ts';
import { formWords } from '../../i18n/filing-form.ts';
import { useText } from '../../i18n/language.tsx';
import { signInAgainWords as w } from '../../i18n/sign-in-again.ts';

type Attempt = 'idle' | 'failed' | 'needs-code';

function post(address: string, fields: Record<string, string>): Promise<Response> {
  return fetch(address, { method: 'POST', body: new URLSearchParams(fields), credentials: 'same-origin' });
}

/** Signs in without leaving the page, so that nothing typed is lost. */
export function SignInAgain({
  opened,
  token,
  organisationId,
  onClose,
  onDone,
}: {
  opened: boolean;
  token: string;
  organisationId: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useText();
  const [attempt, setAttempt] = useState<Attempt>('idle');
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const answer = await post('/sign-in', {
      _csrf: token,
      identifier: String(typed.get('identifier')),
      password: String(typed.get('password')),
      back: '/privacy',
    });
    if (!answer.ok) return setAttempt('failed');
    if (new URL(answer.url).pathname === '/second-factor') return setAttempt('needs-code');
    // A new session acts for the person's first organisation; the draft may belong to another.
    await post('/account/organisations', { _csrf: token, organisation: organisationId });
    setAttempt('idle');
    onDone();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t(w.signInAgain)}
      closeButtonProps={{ 'aria-label': t(formWords.back) }}
    >
      <p>{t(w.signInAgainText)}</p>
      {attempt !== 'idle' && (
        <Alert color="red" role="alert" mb="sm">
          {t(attempt === 'failed' ? w.signInFailed : w.signInNeedsCode)}{' '}
          <a href="/sign-in" target="_blank" rel="noreferrer">
            {t(formWords.signInOtherPage)}
          </a>
        </Alert>
      )}
      <form
        onSubmit={(event) => {
          submit(event).catch(() => setAttempt('failed'));
        }}
      >
        <TextInput
          name="identifier"
          label={t(accountWords.identifier)}
          autoComplete="username"
          required
          mb="sm"
        />
        <PasswordInput
          name="password"
          label={t(accountWords.password)}
          autoComplete="current-password"
          required
          mb="md"
        />
        <Button type="submit">{t(w.signInAgain)}</Button>
      </form>
    </Modal>
  );
}
