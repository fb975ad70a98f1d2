import '../../components/filing/filing.css';
import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { FILE_SLOTS, intentOfSlot } from '#app/domain/attachment/attachment.ts';
import { UploadSlotSchema } from '#app/domain/attachment/upload-slot.ts';
import { displayState } from '#app/domain/filing/state.ts';
import { refuse } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import {
  AttachmentList,
  fileWords,
  RemovalForms,
  UploadControls,
  UploadForm,
} from '../../components/filing/attachment-list.tsx';
import { ErrorSummary, type Refused, refusedIn } from '../../components/form/error-summary.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { localAddress, redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { readUpload, typedValues } from '../../http/upload.server.ts';
import { filingWords as w } from '../../i18n/filing.ts';
import { useText } from '../../i18n/language.tsx';
import { addAttachment } from '../../services/attachment/add-attachment.server.ts';
import { fileView, loadFiling } from './load-filing.server.ts';

export const meta: MetaFunction = () => [{ title: '备案附件 · 数衡 Shuheng' }];

const ADDED = words('文件已上传。', 'The file was uploaded.');
const NO_FILE = words('请先选择文件。', 'Choose a file first.');

/** The places of a filing's files and what may be uploaded now. */
export async function loader(incoming: LoaderFunctionArgs) {
  const { filing, files, intents } = await loadFiling(incoming, incoming.params['filingId']);
  return {
    filingId: filing.id,
    state: displayState(filing.status, filing.stage),
    slots: UploadSlotSchema.options.map((slot) => ({
      slot,
      mayUpload: intents.includes(intentOfSlot(slot)),
      files: files.filter((file) => file.slot === slot).map(fileView),
    })),
  };
}

/**
 * Takes in one file and goes back to the page that sent it. A file that isn't taken is answered beside its field: by
 * the page that sent it where there are scripts, else by this one.
 */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'uploadScan');
  const filingId = incoming.params['filingId'] ?? '';
  const { ports, isSecure } = incoming.context;
  const { fields, result } = await readUpload(incoming, visit.session.accountId, async (before, file) => {
    if (!file) return refuse('invalid', { words: NO_FILE, fields: { file: NO_FILE } });
    const slot = UploadSlotSchema.safeParse(before['slot']);
    if (!slot.success) return refuse('invalid');
    return addAttachment(ports, visit.actor, visit.moment, { filingId, slot: slot.data, ...file });
  });
  const back = localAddress(fields['back'], `/filings/${filingId}`);
  if (result.ok) return redirectWith(back, ADDED, { isSecure });
  if (result.refusal.code === 'not_found') throw refusalResponse(result.refusal);
  return refused(result.refusal, { ...typedValues(fields), back });
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** One place of the filing's files. */
function SlotCard({
  place,
  address,
  back,
  answer,
}: {
  place: Loaded['slots'][number];
  address: string;
  back: string;
  answer: Refused | null;
}) {
  const t = useText();
  const { slot, files, mayUpload } = place;
  const label = t(FILE_SLOTS[slot]);
  const formId = `upload-${slot}`;
  const refusal = answer?.values['slot'] === slot ? answer.refusal : null;
  return (
    <section className="sh-card" id={`attachments.${slot}`}>
      <h2>{label}</h2>
      <AttachmentList files={files} address={address} canRemove={mayUpload} />
      {mayUpload && (
        <>
          <RemovalForms files={files} address={address} back={back} />
          <UploadForm id={formId} address={address} slot={slot} back={back} count={files.length} />
          <UploadControls
            formId={formId}
            label={label}
            count={files.length}
            error={refusal ? t(fileWords(refusal)) : undefined}
          />
        </>
      )}
    </section>
  );
}

export default function FilingFiles() {
  const t = useText();
  const { filingId, state, slots } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const address = `/filings/${filingId}`;
  const sentFrom = answer?.values['back'] ?? '';
  const back = sentFrom.startsWith(`${address}/`) ? sentFrom : address;
  return (
    <div className="sh-steps" style={{ maxWidth: 860 }}>
      <PageHeader
        title={t(w.attachments)}
        signs={<Sign tone={state.tone}>{t(state.label)}</Sign>}
        actions={
          <Button component={Link} to={back} variant="default">
            {t(w.back)}
          </Button>
        }
      />
      <ErrorSummary refused={answer && { ...answer, refusal: { ...answer.refusal, fields: {} } }} />
      {slots.map((place) => (
        <SlotCard
          key={place.slot}
          place={place}
          address={`${address}/attachments`}
          back={back}
          answer={answer}
        />
      ))}
    </div>
  );
}
