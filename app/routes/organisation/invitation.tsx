import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { getInvitationByDigest } from '#db/queries/invitation.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { isInvitationOpen } from '../../domain/organisation/membership.ts';
import { ROLES, type Role } from '../../domain/organisation/organisation.ts';
import { accountActor } from '../../http/account.server.ts';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireAccount, visitOf } from '../../http/scope.server.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { tokenDigest } from '../../services/account/one-time-token.step.server.ts';
import { acceptInvitation } from '../../services/membership/accept-invitation.server.ts';
import { redeemRosterInvitation } from '../../services/membership/redeem-roster-invitation.server.ts';

export const meta: MetaFunction = () => [{ title: '邀请 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await visitOf(incoming);
  const token = incoming.params.token ?? '';
  const invitation = await incoming.context.ports.db.transaction({ kind: 'anonymous' }, (trx) =>
    getInvitationByDigest(trx, tokenDigest(token)),
  );
  if (!invitation || !isInvitationOpen(invitation, visit.moment.now)) return { invitation: null };
  const enterprise = visit.memberships.find(
    (one) => one.uscc !== null && one.uscc === invitation.rosterUscc && one.role === 'owner',
  );
  return {
    invitation: {
      purpose: invitation.purpose,
      role: invitation.role,
      organisationName: invitation.organisationName,
      emailMask: invitation.emailMask,
      createdByName: invitation.createdByName,
      expiresAt: invitation.expiresAt,
      rosterName: invitation.rosterName,
      rosterUscc: invitation.rosterUscc,
    },
    token,
    isSignedIn: visit.session !== null,
    enterpriseId: enterprise?.organisationId ?? null,
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireAccount(incoming);
  const form = await readPosted(incoming);
  const { context } = incoming;
  const token = incoming.params.token ?? '';
  const actor = accountActor(visit);
  const enterpriseId = form.get('enterprise');
  const isSecure = context.isSecure;
  if (
    typeof enterpriseId === 'string' &&
    visit.memberships.some((one) => one.organisationId === enterpriseId)
  ) {
    const result = await redeemRosterInvitation(context.ports, actor, visit.moment, { token, enterpriseId });
    if (!result.ok) return refused(result.refusal);
    return redirectWith('/organisation', w.rosterRedeemed, { isSecure });
  }
  const result = await acceptInvitation(context.ports, actor, visit.moment, {
    token,
    sessionId: visit.session.id,
  });
  if (!result.ok) return refused(result.refusal);
  return redirectWith('/start', w.accepted, { isSecure });
}

type Shown = {
  readonly purpose: string;
  readonly role: Role;
  readonly organisationName: string;
  readonly emailMask: string;
  readonly createdByName: string;
  readonly expiresAt: string;
  readonly rosterName: string | null;
  readonly rosterUscc: string | null;
};

function InvitationFacts({ one }: { one: Shown }) {
  const t = useText();
  const isRoster = one.purpose === 'roster';
  return (
    <>
      <p style={{ marginTop: 0 }}>
        {isRoster ? (
          <>
            <strong>{t(w.rosterInvitation)}</strong>
            <br />
            {t(w.rosterText)}
          </>
        ) : (
          <>
            {one.createdByName}
            {t(w.invitationTo)} <strong>{one.organisationName}</strong>
          </>
        )}
      </p>
      <dl className="sh-facts">
        {isRoster ? (
          <>
            <dt>{t(w.name)}</dt>
            <dd>{one.rosterName}</dd>
            <dt>{t(w.uscc)}</dt>
            <dd>{one.rosterUscc}</dd>
          </>
        ) : (
          <>
            <dt>{t(w.invitationAs)}</dt>
            <dd>{t(ROLES[one.role].name)}</dd>
          </>
        )}
        <dt>{t(w.invitationFor)}</dt>
        <dd>{one.emailMask}</dd>
        <dt>{t(w.validUntil)}</dt>
        <dd>{t(instantText(one.expiresAt))}</dd>
      </dl>
    </>
  );
}

export default function Invitation() {
  const t = useText();
  const facts = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  if (!facts.invitation) {
    return (
      <EmptyState isPage title={t(w.invitationOver)}>
        <p>{t(w.invitationOverText)}</p>
      </EmptyState>
    );
  }
  const { invitation, token, isSignedIn, enterpriseId } = facts;
  const back = encodeURIComponent(`/invitation/${token}`);
  const isRoster = invitation.purpose === 'roster';
  return (
    <NarrowPage title={t(w.invitationTitle)}>
      <ErrorSummary refused={answer} />
      <div className="sh-card">
        <InvitationFacts one={invitation} />
        <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', marginTop: 16 }}>
          {!isSignedIn && (
            <>
              <p className="sh-muted" style={{ margin: 0, flexBasis: '100%' }}>
                {t(w.needAccount)}
              </p>
              <Button component={Link} to={`/sign-in?back=${back}`}>
                {t(w.signInFirst)}
              </Button>
              <Button component={Link} to={`/register?back=${back}`} variant="default">
                {t(w.registerFirst)}
              </Button>
            </>
          )}
          {isSignedIn && isRoster && !enterpriseId && (
            <Button component={Link} to={`/organisations/new?kind=enterprise&invitation=${token}`}>
              {t(w.rosterFound)}
            </Button>
          )}
          {isSignedIn && (!isRoster || enterpriseId) && (
            <PostForm>
              {enterpriseId && <input type="hidden" name="enterprise" value={enterpriseId} />}
              <Button type="submit">{t(isRoster ? w.rosterRedeem : w.accept)}</Button>
            </PostForm>
          )}
        </div>
      </div>
    </NarrowPage>
  );
}
