import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { listOwnSessions } from '#db/queries/session.read.ts';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { accountActor } from '../../http/account.server.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireSettledAccount } from '../../http/scope.server.ts';
import { accountWords as w } from '../../i18n/account.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { endSessions } from '../../services/account/end-sessions.server.ts';

export const meta: MetaFunction = () => [{ title: '登录设备 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireSettledAccount(incoming);
  const rows = await incoming.context.ports.db.transaction(visit.scope, (trx) =>
    listOwnSessions(trx, visit.session.accountId),
  );
  const now = Date.parse(visit.moment.now);
  const idleMs = incoming.context.ports.site.idleMinutes * 60_000;
  return {
    sessions: rows
      .filter((row) => Date.parse(row.expiresAt) > now && now - Date.parse(row.lastSeenAt) <= idleMs)
      .map((row) => ({ ...row, isThis: row.id === visit.session.id })),
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireSettledAccount(incoming);
  const form = await readForm(incoming, z.object({ which: z.string().min(1).max(100) }));
  if (!form.ok) return refused(form.refusal);
  const { which } = form.value;
  const result = await endSessions(incoming.context.ports, accountActor(visit), visit.moment, {
    which,
    currentSessionId: visit.session.id,
  });
  if (!result.ok) return refused(result.refusal);
  return redirectWith('/account/sessions', which === 'others' ? w.othersEnded : w.sessionEnded, {
    isSecure: incoming.context.isSecure,
  });
}

function EndButton({ which, label }: { which: string; label: string }) {
  return (
    <PostForm>
      <input type="hidden" name="which" value={which} />
      <Button type="submit" variant="default" size="compact-sm">
        {label}
      </Button>
    </PostForm>
  );
}

export default function Sessions() {
  const t = useText();
  const { sessions } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={t(w.sessions)}
        lead={t(w.sessionsLead)}
        actions={sessions.length > 1 && <EndButton which="others" label={t(w.endOthers)} />}
      />
      <div className="sh-card sh-table-wrap">
        <table className="sh-table" data-cards>
          <thead>
            <tr>
              <th>{t(w.device)}</th>
              <th>{t(w.signedInAt)}</th>
              <th>{t(w.lastSeenAt)}</th>
              <th>{t(w.expiresAt)}</th>
              <th>
                <span className="sh-muted">{t(w.endSession)}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <tr key={session.id}>
                <td data-label={t(w.device)}>
                  {session.device} {session.isThis && <Tag>{t(w.thisSession)}</Tag>}
                </td>
                <td data-label={t(w.signedInAt)}>{t(instantText(session.createdAt))}</td>
                <td data-label={t(w.lastSeenAt)}>{t(instantText(session.lastSeenAt))}</td>
                <td data-label={t(w.expiresAt)}>{t(instantText(session.expiresAt))}</td>
                <td>
                  {session.isThis ? (
                    <span className="sh-muted">—</span>
                  ) : (
                    <EndButton which={session.id} label={t(w.endSession)} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {sessions.length <= 1 && <p className="sh-muted">{t(w.onlyThis)}</p>}
      </div>
      <p>
        <Link to="/account">{t(w.backToAccount)}</Link>
      </p>
    </>
  );
}
