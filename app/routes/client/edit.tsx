import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { FilingForm } from '../../components/filing/filing-form.tsx';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import type { MergeConflict } from '../../domain/filing/merge.ts';
import { FILING_KINDS } from '../../domain/filing/option.ts';
import { displayState } from '../../domain/filing/state.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { words } from '../../domain/words.ts';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireClient } from '../../http/scope.server.ts';
import { clientWords as w } from '../../i18n/client.ts';
import { useText } from '../../i18n/language.tsx';
import { saveDraft } from '../../services/filing/save-draft.server.ts';
import { fileView } from '../filing/load-filing.server.ts';
import { readPostedDraft } from '../filing/posted-draft.server.ts';
import { ClientBar } from './client-bar.tsx';
import { loadClientDraft } from './load-draft.server.ts';

export const meta: MetaFunction = () => [{ title: '协助填写 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { grantId = '', filingId = '' } = incoming.params;
  const loaded = await loadClientDraft(incoming, grantId, filingId);
  const { visit, client, filing, draft, body, recorded, files, threads } = loaded;
  return {
    client,
    filingId: filing.id,
    kind: filing.kind,
    state: displayState(filing.status, filing.stage),
    body,
    savedAt: draft.updatedAt,
    recorded,
    files: files.map(fileView),
    threads: threads.filter(({ state }) => state !== 'resolved'),
    uscc: body.enterprise.uscc,
    accountName: visit.actor.name,
    accountId: visit.session.accountId,
    actingId: visit.acting.organisationId,
    today: visit.moment.today,
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const { grantId = '', filingId = '' } = incoming.params;
  const visit = await requireClient(incoming, grantId);
  const { base, mine, group } = readPostedDraft(await readPosted(incoming));
  if (!mine.success) {
    const message = mine.error.issues[0]?.message ?? '';
    return refused(refuse('invalid', { words: words(message, message) }).refusal);
  }
  const { ports, isSecure } = incoming.context;
  const saved = await saveDraft(ports, visit.actor, visit.moment, { filingId, base, mine: mine.data });
  if (!saved.ok) return refused(saved.refusal);
  if (saved.value.conflicts.length > 0) return data({ conflicts: saved.value.conflicts }, { status: 409 });
  const address = `/clients/${grantId}/filings/${filingId}/edit`;
  if (group !== null) return redirect(`${address}#${encodeURIComponent(group)}`);
  return redirectWith(address, w.saved, { isSecure });
}

function conflictsIn(answer: unknown): readonly MergeConflict[] {
  if (typeof answer !== 'object' || answer === null || !('conflicts' in answer)) return [];
  return answer.conflicts as readonly MergeConflict[];
}

/** A consultant prepares a client's draft; freezing, sealing and submitting stay with the enterprise. */
export default function EditClientFiling() {
  const t = useText();
  const loaded = useLoaderData<typeof loader>();
  const answer = useActionData<unknown>();
  const refusal = refusedIn(answer);
  const { client, filingId, state } = loaded;
  const address = `/clients/${client.grantId}/filings/${filingId}`;
  return (
    <>
      <ClientBar client={client} />
      <PageHeader
        title={`${t(w.edit)} · ${t(FILING_KINDS[loaded.kind])}`}
        signs={<Sign tone={state.tone}>{t(state.label)}</Sign>}
      />
      <ErrorSummary refused={refusal} />
      <FilingForm
        key={filingId}
        filingId={filingId}
        pageAddress={`${address}/edit`}
        draftAddress={`${address}/draft`}
        filesAddress={null}
        recordAddress={address}
        body={loaded.body}
        savedAt={loaded.savedAt}
        accountName={loaded.accountName}
        accountId={loaded.accountId}
        actingId={loaded.actingId}
        today={loaded.today}
        uscc={loaded.uscc}
        recorded={loaded.recorded}
        files={loaded.files}
        threads={loaded.threads}
        isChecked={false}
        mayFreeze={false}
        refusedFields={refusal?.refusal.fields ?? {}}
        conflicts={conflictsIn(answer)}
      />
    </>
  );
}
