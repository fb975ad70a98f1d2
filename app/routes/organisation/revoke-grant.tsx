import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listGrantsOfClient } from '#db/queries/grant.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { GRANT_PURPOSES, GRANT_RIGHTS } from '../../domain/organisation/grant.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { revokeGrant } from '../../services/grant/revoke-grant.server.ts';

export const meta: MetaFunction = () => [{ title: '撤销授权 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'manageGrants');
  const grants = await incoming.context.ports.db.transaction(visit.scope, (trx) =>
    listGrantsOfClient(trx, visit.scope.organisationId),
  );
  const grant = grants.find((one) => one.id === incoming.params.id && one.revokedAt === null);
  if (!grant) throw refusalResponse(refuse('not_found').refusal);
  return { grant };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'manageGrants');
  await readPosted(incoming);
  const result = await revokeGrant(incoming.context.ports, visit.actor, visit.moment, {
    organisationId: visit.scope.organisationId,
    id: incoming.params.id ?? '',
  });
  if (!result.ok) return refused(result.refusal);
  return redirectWith('/grants', w.revoked, { isSecure: incoming.context.isSecure });
}

export default function RevokeGrant() {
  const t = useText();
  const { grant } = useLoaderData<typeof loader>();
  return (
    <NarrowPage title={t(w.revokeTitle)}>
      <ErrorSummary refused={refusedIn(useActionData())} />
      <PostForm className="sh-card">
        <p style={{ marginTop: 0 }}>{t(w.revokeWhat)}</p>
        <p>
          <strong>{grant.consultancyName}</strong>（{t(GRANT_PURPOSES[grant.purpose])}，
          {t(GRANT_RIGHTS[grant.rights])}，{t(w.expiresOn)} {grant.expiresOn}）
        </p>
        <p className="sh-muted">{t(w.revokeConsequence)}</p>
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit" color="red">
            {t(w.revoke)}
          </Button>
          <Link to="/grants">{t(w.backToGrants)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
