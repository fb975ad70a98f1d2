import { Button } from '@mantine/core';
import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import type { MergeConflict } from '#app/domain/filing/merge.ts';
import { displayState } from '#app/domain/filing/state.ts';
import { refuse } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { FilingForm } from '../../components/filing/filing-form.tsx';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { readPosted } from '../../http/form.server.ts';
import { isForReading } from '../../http/plain-page.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { type Acting, requireEnterprise } from '../../http/scope.server.ts';
import { formWords as w } from '../../i18n/filing-form.ts';
import { useText } from '../../i18n/language.tsx';
import { recordAcknowledgement } from '../../services/account/record-acknowledgement.server.ts';
import { freezeFiling } from '../../services/filing/freeze-filing.server.ts';
import { saveDraft } from '../../services/filing/save-draft.server.ts';
import { fileView, loadFiling } from './load-filing.server.ts';
import { readPostedDraft } from './posted-draft.server.ts';

export const meta: MetaFunction = () => [{ title: '填写备案表 · 数衡 Shuheng' }];

const SAVED = words('草稿已保存。', 'Draft saved.');
const FROZEN = words(
  '已定稿并生成备案表，请下载打印、签字盖章后上传。',
  'Frozen and printed. Download it, have it signed and sealed, then upload the scan.',
);
const NOT_ACKNOWLEDGED = words(
  '请确认已告知相关人员个人信息处理事项。',
  'Confirm that the people concerned were told how their data is processed.',
);

export async function loader(incoming: LoaderFunctionArgs) {
  const { filingId } = incoming.params;
  const loaded = await loadFiling(incoming, filingId);
  const { filing, draft, body, recorded, files, threads, organisation, visit, intents } = loaded;
  if (!intents.includes('edit')) throw redirect(`/filings/${filing.id}`);
  return {
    filingId: filing.id,
    state: displayState(filing.status, filing.stage),
    isVoluntary: filing.isVoluntary,
    isReturned: filing.status === 'returned',
    body,
    savedAt: draft.updatedAt,
    recorded,
    files: files.map(fileView),
    threads: threads.filter(({ state }) => state !== 'resolved'),
    uscc: organisation.uscc,
    accountName: visit.actor.name,
    accountId: visit.session.accountId,
    actingId: visit.acting.organisationId,
    today: visit.moment.today,
    isChecked: new URL(incoming.request.url).searchParams.has('check'),
    mayFreeze: intents.includes('freeze'),
  };
}

async function freeze(incoming: ActionFunctionArgs, visit: Acting<'member'>, form: FormData) {
  const { ports, isSecure } = incoming.context;
  const filingId = incoming.params['filingId'] ?? '';
  if (form.get('acknowledged') !== 'yes') {
    return refused(refuse('incomplete', { fields: { acknowledged: NOT_ACKNOWLEDGED } }).refusal);
  }
  await recordAcknowledgement(ports, visit.actor, visit.moment, { context: 'filing' });
  const frozen = await freezeFiling(ports, visit.actor, visit.moment, { filingId });
  if (!frozen.ok) return refused(frozen.refusal);
  return redirectWith(`/filings/${filingId}/seal`, FROZEN, { isSecure });
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'edit');
  const { ports, isSecure } = incoming.context;
  const filingId = incoming.params['filingId'] ?? '';
  const form = await readPosted(incoming);
  const { base, mine, group } = readPostedDraft(form);
  if (!mine.success) {
    const first = mine.error.issues[0];
    return refused(refuse('invalid', { words: words(first?.message ?? '', first?.message ?? '') }).refusal);
  }
  const saved = await saveDraft(ports, visit.actor, visit.moment, { filingId, base, mine: mine.data });
  if (!saved.ok) {
    // Drawn anew, the page of a filing that has moved on would lead away without a word.
    if (saved.refusal.code === 'not_allowed_now' && isForReading(incoming.request)) {
      throw refusalResponse(saved.refusal);
    }
    return refused(saved.refusal);
  }
  const { conflicts } = saved.value;
  if (conflicts.length > 0) return data({ conflicts }, { status: 409 });
  if (group !== null) return redirect(`/filings/${filingId}/edit#${encodeURIComponent(group)}`);
  if (form.get('_intent') === 'freeze') return freeze(incoming, visit, form);
  return redirectWith(`/filings/${filingId}/edit`, SAVED, { isSecure });
}

function conflictsIn(answer: unknown): readonly MergeConflict[] {
  if (typeof answer !== 'object' || answer === null || !('conflicts' in answer)) return [];
  return answer.conflicts as readonly MergeConflict[];
}

export default function EditFiling() {
  const t = useText();
  const loaded = useLoaderData<typeof loader>();
  const answer = useActionData<unknown>();
  const refusal = refusedIn(answer);
  const conflicts = conflictsIn(answer);
  const { filingId, state } = loaded;
  const address = `/filings/${filingId}`;
  const summary =
    conflicts.length > 0
      ? { refusal: { code: 'conflict', words: w.conflictPage, fields: {} }, values: {} }
      : refusal;
  return (
    <>
      <PageHeader
        title={t(w.editTitle)}
        signs={
          <>
            <Sign tone={state.tone}>{t(state.label)}</Sign>
            {loaded.isVoluntary && <Tag>{t(w.voluntary)}</Tag>}
          </>
        }
        lead={loaded.isReturned ? t(w.returnedLead) : undefined}
        actions={
          <Button component={Link} to={address} variant="default">
            {t(w.view)}
          </Button>
        }
      />
      <ErrorSummary refused={summary} />
      <FilingForm
        key={filingId}
        filingId={filingId}
        pageAddress={`${address}/edit`}
        draftAddress={`${address}/draft`}
        filesAddress={`${address}/attachments`}
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
        isChecked={loaded.isChecked || refusal?.refusal.code === 'incomplete'}
        mayFreeze={loaded.mayFreeze}
        refusedFields={refusal?.refusal.fields ?? {}}
        conflicts={conflicts}
      />
    </>
  );
}
