import { Button, Title } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { getOwnAccount } from '#db/queries/account.read.ts';
import { listOwnAcknowledgements } from '#db/queries/acknowledgement.read.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import {
  ACKNOWLEDGEMENT_CONTEXTS,
  type AcknowledgementContext,
} from '../../domain/account/acknowledgement.ts';
import { maskPhone } from '../../domain/organisation/masking.ts';
import { requireSettledAccount } from '../../http/scope.server.ts';
import { accountWords as w } from '../../i18n/account.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';

export const meta: MetaFunction = () => [{ title: '我的账户 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireSettledAccount(incoming);
  const { db, sealer } = incoming.context.ports;
  const { accountId } = visit.session;
  const { account, acknowledgements } = await db.transaction(visit.scope, async (trx) => ({
    account: await getOwnAccount(trx, accountId),
    acknowledgements: await listOwnAcknowledgements(trx, accountId),
  }));
  const mobile = account?.mobileCipher
    ? maskPhone(sealer.open('account.mobile', account.mobileCipher, accountId))
    : '';
  return {
    name: account?.name ?? '',
    emailMask: account?.emailMask ?? '',
    mobile,
    createdAt: account?.createdAt ?? '',
    hasTotp: visit.session.hasTotp,
    needsTotp: visit.memberships.some((one) => ['regulator', 'operator'].includes(one.organisationKind)),
    organisationCount: visit.memberships.length,
    acknowledgements,
  };
}

function Card({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className="sh-card">
      <div style={{ display: 'flex', alignItems: 'center', gap: 8, marginBottom: 12, flexWrap: 'wrap' }}>
        <Title order={2}>{title}</Title>
        <span style={{ marginLeft: 'auto' }}>{action}</span>
      </div>
      {children}
    </section>
  );
}

function contextName(context: string) {
  return ACKNOWLEDGEMENT_CONTEXTS[context as AcknowledgementContext] ?? { zh: context, en: context };
}

function LinkButton({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Button component={Link} to={to} variant="default" size="compact-md">
      {children}
    </Button>
  );
}

export default function Account() {
  const t = useText();
  const facts = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={t(w.accountTitle)} />
      <div style={{ display: 'grid', gap: 16, maxWidth: 860 }}>
        <Card title={t(w.profile)} action={<LinkButton to="/account/profile">{t(w.editProfile)}</LinkButton>}>
          <dl className="sh-facts">
            <dt>{t(w.name)}</dt>
            <dd>{facts.name}</dd>
            <dt>{t(w.email)}</dt>
            <dd>{facts.emailMask}</dd>
            <dt>{t(w.mobileNumber)}</dt>
            <dd>{facts.mobile || t(w.none)}</dd>
            <dt>{t(w.registeredAt)}</dt>
            <dd>{facts.createdAt && t(instantText(facts.createdAt))}</dd>
            <dt>{t(w.language)}</dt>
            <dd>{t(w.languageText)}</dd>
          </dl>
        </Card>
        <Card title={t(w.security)}>
          <dl className="sh-facts" style={{ alignItems: 'center' }}>
            <dt>{t(w.password)}</dt>
            <dd>
              <LinkButton to="/account/password">{t(w.changePassword)}</LinkButton>
            </dd>
            <dt>{t(w.secondFactorState)}</dt>
            <dd style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'center' }}>
              <Sign tone={facts.hasTotp ? 'green' : 'grey'}>{t(facts.hasTotp ? w.on : w.off)}</Sign>
              {facts.hasTotp ? (
                <LinkButton to="/account/second-factor">{t(w.replace)}</LinkButton>
              ) : (
                <LinkButton to="/second-factor/setup?back=/account">{t(w.setUp)}</LinkButton>
              )}
              {facts.needsTotp && <span className="sh-muted">{t(w.required)}</span>}
            </dd>
            <dt>{t(w.sessions)}</dt>
            <dd>
              <LinkButton to="/account/sessions">{t(w.sessionsManage)}</LinkButton>
            </dd>
          </dl>
        </Card>
        <Card
          title={`${t(w.organisations)}（${facts.organisationCount}）`}
          action={<LinkButton to="/account/organisations">{t(w.manageOrganisations)}</LinkButton>}
        >
          <span className="sh-muted">{t(w.organisationsLead)}</span>
        </Card>
        <Card title={t(w.acknowledged)} action={<Link to="/privacy">{t(w.readNotice)}</Link>}>
          {facts.acknowledgements.length === 0 ? (
            <span className="sh-muted">—</span>
          ) : (
            <div className="sh-table-wrap">
              <table className="sh-table">
                <thead>
                  <tr>
                    <th>{t(w.at)}</th>
                    <th>{t(w.version)}</th>
                    <th>{t(w.context)}</th>
                  </tr>
                </thead>
                <tbody>
                  {facts.acknowledgements.map((row) => (
                    <tr key={`${row.at}${row.context}`}>
                      <td>{t(instantText(row.at))}</td>
                      <td>{row.version}</td>
                      <td>{t(contextName(row.context))}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Card>
      </div>
    </>
  );
}
