import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { valueOrThrow } from '../../http/response.server.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { layoutWords } from '../../i18n/layout.ts';
import { demoOutboxWords as w } from '../../i18n/notice.ts';
import { readDemoOutbox } from '../../services/notice/read-demo-outbox.server.ts';

export const meta: MetaFunction = () => [{ title: '演示邮件 · 数衡 Shuheng' }];

/** Open to everyone on a demonstration, since one registers before one can sign in; 404 everywhere else. */
export async function loader({ context }: LoaderFunctionArgs) {
  return { mails: valueOrThrow(await readDemoOutbox(context.ports)) };
}

export default function DemoOutbox() {
  const t = useText();
  const { mails } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={t(w.title)} signs={<Tag>{t(layoutWords.sample)}</Tag>} lead={t(w.lead)} />
      {mails.length === 0 && <EmptyState title={t(w.empty)}>{t(w.emptyText)}</EmptyState>}
      {mails.map((mail) => (
        <article key={mail.id} className="sh-card" style={{ marginBottom: 8, overflowWrap: 'anywhere' }}>
          <h2 style={{ margin: 0, fontSize: 16 }}>{t(mail.subject)}</h2>
          <div className="sh-muted">
            {t(w.to)} {mail.to} · <time dateTime={mail.createdAt}>{t(instantText(mail.createdAt))}</time>
          </div>
          <p style={{ whiteSpace: 'pre-wrap', margin: '8px 0' }}>{t(mail.body)}</p>
          {mail.link !== '' && (
            <Link to={mail.link} aria-label={`${t(w.link)}：${t(mail.subject)}`}>
              {t(w.link)}
            </Link>
          )}
        </article>
      ))}
    </>
  );
}
