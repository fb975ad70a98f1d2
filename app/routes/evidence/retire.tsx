import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listEvidenceUses } from '#db/queries/evidence.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { evidenceWords as w } from '../../i18n/evidence.ts';
import { useText } from '../../i18n/language.tsx';
import { retireEvidence } from '../../services/evidence/retire-evidence.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { requireKeeper, requireLiveEvidence } from './evidence-view.server.ts';

export const meta: MetaFunction = () => [{ title: '停用证据 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireKeeper(incoming);
  const { id, title } = await requireLiveEvidence(incoming, house, incoming.params['id']);
  const uses = await incoming.context.ports.db.transaction(house.visit.scope, (trx) =>
    listEvidenceUses(trx, house.organisationId, [id]),
  );
  return { client: house.client, back: `${house.base}/evidence/${id}`, title, uses: uses.length };
}

export async function action(incoming: ActionFunctionArgs) {
  const house = await requireKeeper(incoming);
  await readPosted(incoming);
  const id = incoming.params['id'] ?? '';
  const { ports, isSecure } = incoming.context;
  const result = await retireEvidence(ports, house.visit.actor, house.visit.moment, { id });
  if (!result.ok) return refused(result.refusal);
  return redirectWith(`${house.base}/evidence/${id}`, w.retired, { isSecure });
}

export default function RetireEvidence() {
  const t = useText();
  const { client, back, title, uses } = useLoaderData<typeof loader>();
  return (
    <>
      {client && <ClientBar client={client} />}
      <NarrowPage title={t(w.retireTitle)}>
        <ErrorSummary refused={refusedIn(useActionData())} />
        <PostForm className="sh-card">
          <p style={{ marginTop: 0 }}>{t(w.retireWhat)}</p>
          <p style={{ overflowWrap: 'anywhere' }}>
            <strong>{title}</strong>（{t(w.usedIn)}：{uses === 0 ? t(w.unused) : `${uses} ${t(w.places)}`}）
          </p>
          <p className="sh-muted">{t(w.retireConsequence)}</p>
          <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
            <Button type="submit" color="red">
              {t(w.retireYes)}
            </Button>
            <Link to={back}>{t(w.backToRecord)}</Link>
          </div>
        </PostForm>
      </NarrowPage>
    </>
  );
}
