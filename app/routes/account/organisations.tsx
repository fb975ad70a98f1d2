import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { PostForm } from '../../components/form/post-form.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { ORGANISATION_KINDS, ROLES, VERIFICATION_STATES } from '../../domain/organisation/organisation.ts';
import { accountActor } from '../../http/account.server.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireAccount } from '../../http/scope.server.ts';
import { accountWords as w } from '../../i18n/account.ts';
import { useText } from '../../i18n/language.tsx';
import { layoutWords } from '../../i18n/layout.ts';
import { chooseOrganisation } from '../../services/account/choose-organisation.server.ts';

export const meta: MetaFunction = () => [{ title: '我的单位 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireAccount(incoming);
  return {
    memberships: visit.memberships,
    actingId: visit.acting?.organisationId ?? null,
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireAccount(incoming);
  const form = await readForm(incoming, z.object({ organisation: z.uuid() }));
  if (!form.ok) return refused(form.refusal);
  const result = await chooseOrganisation(incoming.context.ports, accountActor(visit), visit.moment, {
    organisationId: form.value.organisation,
    sessionId: visit.session.id,
  });
  if (!result.ok) return refused(result.refusal);
  return redirectWith('/start', w.switched, { isSecure: incoming.context.isSecure });
}

export default function Organisations() {
  const t = useText();
  const { memberships, actingId } = useLoaderData<typeof loader>();
  const found = (
    <Button component={Link} to="/organisations/new" variant={memberships.length > 0 ? 'default' : 'filled'}>
      {t(w.foundOrganisation)}
    </Button>
  );
  if (memberships.length === 0) {
    return (
      <>
        <PageHeader title={t(w.organisations)} />
        <EmptyState title={t(w.organisationsEmpty)} action={found}>
          <p>{t(w.organisationsEmptyText)}</p>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title={t(w.organisations)} lead={t(w.organisationsLead)} actions={found} />
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 12, maxWidth: 860 }}>
        {memberships.map((one) => (
          <li
            key={one.organisationId}
            className="sh-card"
            style={{ borderLeft: `6px solid ${one.colour}`, display: 'flex', flexWrap: 'wrap', gap: 12 }}
          >
            <div style={{ flex: '1 1 260px', minWidth: 0 }}>
              <strong>{one.organisationName}</strong> {one.isDemo && <Tag>{t(layoutWords.sample)}</Tag>}
              <div className="sh-muted">
                {t(ORGANISATION_KINDS[one.organisationKind])} · {t(ROLES[one.role].name)}
                {one.organisationKind === 'enterprise' && ` · ${t(VERIFICATION_STATES[one.verification])}`}
              </div>
            </div>
            {one.organisationId === actingId ? (
              <span>
                <Sign tone="blue">{t(w.actingNow)}</Sign>
              </span>
            ) : (
              <PostForm>
                <input type="hidden" name="organisation" value={one.organisationId} />
                <Button type="submit" variant="default">
                  {t(w.actFor)}
                </Button>
              </PostForm>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
