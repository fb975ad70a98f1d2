import { Button, NativeSelect } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { FileInput } from '../../components/form/file-input.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { EVIDENCE_KINDS, NewEvidenceSchema } from '../../domain/evidence/evidence.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { fieldWords, plainWords } from '../../http/form.server.ts';
import { onceOnly } from '../../http/once.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { readUpload, typedValues } from '../../http/upload.server.ts';
import { evidenceWords as w } from '../../i18n/evidence.ts';
import { useText } from '../../i18n/language.tsx';
import { addEvidence } from '../../services/evidence/add-evidence.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { optionsOf } from '../organisation/select-options.ts';
import { EvidenceInputs, evidenceLabels } from './evidence-inputs.tsx';
import { requireKeeper } from './evidence-view.server.ts';
import { ownerChoices } from './owner-choices.server.ts';

export const meta: MetaFunction = () => [{ title: '添加证据 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireKeeper(incoming);
  return { client: house.client, base: house.base, owners: await ownerChoices(incoming, house) };
}

export async function action(incoming: ActionFunctionArgs) {
  const house = await requireKeeper(incoming);
  const { visit } = house;
  const { ports, isSecure } = incoming.context;
  const { fields, result } = await readUpload(incoming, visit.session.accountId, async (before, file) => {
    const form = NewEvidenceSchema.safeParse(before, { error: plainWords });
    if (!form.success) return refuse('invalid', { fields: fieldWords(form.error) });
    return onceOnly(incoming, { ...form.data, fileName: file?.fileName }, () =>
      addEvidence(ports, visit.actor, visit.moment, form.data, file),
    );
  });
  if (!result.ok) return refused(result.refusal, typedValues(fields));
  return redirectWith(`${house.base}/evidence/${result.value.evidenceId}`, w.added, { isSecure });
}

const NOTHING = {
  title: '',
  reference: '',
  effectiveFrom: '',
  effectiveUntil: '',
  ownerId: '',
  ownerName: '',
};

export default function NewEvidence() {
  const t = useText();
  const { client, base, owners } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  return (
    <>
      {client && <ClientBar client={client} />}
      <NarrowPage title={t(w.addTitle)} lead={t(w.lead)}>
        <ErrorSummary refused={answer} labels={evidenceLabels(t)} />
        <PostForm className="sh-card" encType="multipart/form-data">
          <NativeSelect
            {...field('kind', 'file')}
            label={t(w.kind)}
            description={t(w.kindHelp)}
            data={optionsOf(EVIDENCE_KINDS, t)}
            required
            mb="md"
          />
          <EvidenceInputs field={field} initial={NOTHING} owners={owners} />
          <FileInput field={field('file')} label={t(w.chooseFile)} wasRefused={answer !== null} />
          <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
            <Button type="submit">{t(w.save)}</Button>
            <Link to={`${base}/evidence`}>{t(w.back)}</Link>
          </div>
        </PostForm>
      </NarrowPage>
    </>
  );
}
