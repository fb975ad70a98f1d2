import { Alert, Button } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { formWords as w } from '../../i18n/filing-form.ts';
import { instantText } from '../../i18n/instant.ts';
import { useLater } from './use-later.ts';
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

/** Most visits end before their session does: the dialog comes when the page is at rest. */
const loadDialog = () => import('./sign-in-again.tsx');

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
  const isSignedOut = save.state.kind === 'signed-out';
  const dialog = useLater(loadDialog, isSignedOut);
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
      {dialog && (
        <dialog.SignInAgain
          opened={isSignedOut && !closed}
          token={token}
          organisationId={organisationId}
          onClose={() => setClosed(true)}
          onDone={() => void save.saveNow()}
        />
      )}
      {isSignedOut && !dialog && (
        <a href="/sign-in" target="_blank" rel="noreferrer">
          {t(w.signInOtherPage)}
        </a>
      )}
    </>
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
