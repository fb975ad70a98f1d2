import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listMembers } from '#db/queries/membership.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { ROLES } from '../../domain/organisation/organisation.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireHouse } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { endMembership } from '../../services/membership/end-membership.server.ts';

export const meta: MetaFunction = () => [{ title: '移除成员 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireHouse(incoming, 'manageMembers');
  const members = await incoming.context.ports.db.transaction(visit.scope, (trx) =>
    listMembers(trx, visit.scope.organisationId),
  );
  const member = members.find((one) => one.id === incoming.params.id);
  if (!member) throw refusalResponse(refuse('not_found').refusal);
  return { name: member.name, emailMask: member.emailMask, role: member.role };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireHouse(incoming, 'manageMembers');
  await readPosted(incoming);
  const result = await endMembership(incoming.context.ports, visit.actor, visit.moment, {
    organisationId: visit.scope.organisationId,
    kind: visit.acting.organisationKind,
    memberId: incoming.params.id ?? '',
  });
  if (!result.ok) return refused(result.refusal);
  return redirectWith('/members', w.ended, { isSecure: incoming.context.isSecure });
}

export default function EndMembership() {
  const t = useText();
  const member = useLoaderData<typeof loader>();
  return (
    <NarrowPage title={t(w.endTitle)}>
      <ErrorSummary refused={refusedIn(useActionData())} />
      <PostForm className="sh-card">
        <p style={{ marginTop: 0 }}>{t(w.endWhat)}</p>
        <p>
          <strong>{member.name}</strong>（{member.emailMask}，{t(ROLES[member.role].name)}）
        </p>
        <p className="sh-muted">{t(w.endConsequence)}</p>
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit" color="red">
            {t(w.endSubmit)}
          </Button>
          <Link to="/members">{t(w.backToMembers)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
