import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { EditEvidenceSchema } from '../../domain/evidence/evidence.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { evidenceWords as w } from '../../i18n/evidence.ts';
import { useText } from '../../i18n/language.tsx';
import { editEvidence } from '../../services/evidence/edit-evidence.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { EvidenceInputs, evidenceLabels } from './evidence-inputs.tsx';
import { requireKeeper, requireLiveEvidence } from './evidence-view.server.ts';
import { ownerChoices } from './owner-choices.server.ts';

export const meta: MetaFunction = () => [{ title: '更正证据信息 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireKeeper(incoming);
  const evidence = await requireLiveEvidence(incoming, house, incoming.params['id']);
  const { id, title, reference, effectiveFrom, effectiveUntil, ownerId, ownerName } = evidence;
  const choices = await ownerChoices(incoming, house);
  const known = choices?.some(({ accountId }) => accountId === ownerId);
  return {
    client: house.client,
    back: `${house.base}/evidence/${id}`,
    owners: choices,
    initial: {
      title,
      reference,
      effectiveFrom: effectiveFrom ?? '',
      effectiveUntil: effectiveUntil ?? '',
      // Somebody who isn't a member any more can't be kept: the visitor takes over unless he chooses another.
      ownerId: known ? (ownerId ?? '') : '',
      ownerName,
    },
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const house = await requireKeeper(incoming);
  const form = await readForm(incoming, EditEvidenceSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const id = incoming.params['id'] ?? '';
  const { ports, isSecure } = incoming.context;
  const result = await editEvidence(ports, house.visit.actor, house.visit.moment, { ...form.value, id });
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith(`${house.base}/evidence/${id}`, w.edited, { isSecure });
}

export default function EditEvidence() {
  const t = useText();
  const { client, back, owners, initial } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  return (
    <>
      {client && <ClientBar client={client} />}
      <NarrowPage title={t(w.editTitle)} lead={t(w.editLead)}>
        <ErrorSummary refused={answer} labels={evidenceLabels(t)} />
        <PostForm className="sh-card">
          <EvidenceInputs field={postedFields(answer, t)} initial={initial} owners={owners} />
          <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
            <Button type="submit">{t(w.saveEdit)}</Button>
            <Link to={back}>{t(w.backToRecord)}</Link>
          </div>
        </PostForm>
      </NarrowPage>
    </>
  );
}
