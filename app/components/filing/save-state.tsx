import { Alert, Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useText } from '../../i18n/language.tsx';
import { filingWords as w } from '../../i18n/filing.ts';
import { accountWords } from '../../i18n/account.ts';
import { instantText } from '../../i18n/instant.ts';
import type { Autosave } from './use-autosave.ts';

function timeOf(instant: string): string {
  return instantText(instant).zh.slice(-5);
}

/** What the status shows of a form that saves itself. */
type Saving = Pick<Autosave, 'state' | 'mergedFrom' | 'saveNow'>;

function SaveWords({ save }: { save: Saving }) {
  const t = useText();
  const { state } = save;
  switch (state.kind) {
    case 'saved':
      return (
        <>
          {t(w.saved)} {timeOf(state.at)}
        </>
      );
    case 'typing':
      return <>{t(w.unsaved)}</>;
    case 'saving':
      return <>{t(w.saving)}</>;
    case 'offline':
      return <>{t(w.offline)}</>;
    case 'signed-out':
      return <>{t(w.signedOut)}</>;
    case 'refused':
      return <>{t(state.words)}</>;
  }
}

const TROUBLE = new Set(['offline', 'signed-out', 'refused']);

/** Where the work stands: saved at what time, being saved, or kept on this device; with what can be done about it. */
export function SaveStatus({
  save,
  token,
  organisationId,
}: {
  save: Saving;
  token: string;
  organisationId: string;
}) {
  const t = useText();
  const [closed, setClosed] = useState(false);
  const isTrouble = TROUBLE.has(save.state.kind);
  return (
    <>
      <span className="sh-save-state" role="status" {...(isTrouble ? { 'data-tone': 'red' } : {})}>
        <SaveWords save={save} />
        {save.mergedFrom && ` · ${t(w.mergedBy)}（${save.mergedFrom}）`}
      </span>
      {isTrouble && (
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            setClosed(false);
            void save.saveNow();
          }}
        >
          {t(w.retrySave)}
        </Button>
      )}
      <SignInAgain
        opened={save.state.kind === 'signed-out' && !closed}
        token={token}
        organisationId={organisationId}
        onClose={() => setClosed(true)}
        onDone={() => void save.saveNow()}
      />
    </>
  );
}

type Attempt = 'idle' | 'failed' | 'needs-code';

function post(address: string, fields: Record<string, string>): Promise<Response> {
  return fetch(address, { method: 'POST', body: new URLSearchParams(fields), credentials: 'same-origin' });
}

/** Signs in without leaving the page, so that nothing typed is lost. */
function SignInAgain({
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
      closeButtonProps={{ 'aria-label': t(w.back) }}
    >
      <p>{t(w.signInAgainText)}</p>
      {attempt !== 'idle' && (
        <Alert color="red" role="alert" mb="sm">
          {t(attempt === 'failed' ? w.signInFailed : w.signInNeedsCode)}{' '}
          <a href="/sign-in" target="_blank" rel="noreferrer">
            {t(w.signInOtherPage)}
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

/** Offers back what an earlier visit could not save. */
export function LocalCopyOffer({
  save,
}: {
  save: Pick<Autosave, 'restoreLocal' | 'dropLocal'> & { readonly localCopy: unknown };
}) {
  const t = useText();
  if (!save.localCopy) return null;
  return (
    <Alert color="yellow" variant="light" mb="md" title={t(w.localTitle)} role="alert">
      <p style={{ margin: '0 0 8px' }}>{t(w.localText)}</p>
      <Button size="compact-md" onClick={save.restoreLocal} mr="sm">
        {t(w.localRestore)}
      </Button>
      <Button size="compact-md" variant="default" onClick={save.dropLocal}>
        {t(w.localDrop)}
      </Button>
    </Alert>
  );
}
