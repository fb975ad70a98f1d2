import { isId } from '#db/identifier.ts';
import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { PostForm } from '../../components/form/post-form.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { requireAccount } from '../../http/scope.server.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { noticeWords as w } from '../../i18n/notice.ts';
import { listNotices, type NoticeView } from '../../services/notice/list-notices.server.ts';

export const meta: MetaFunction = () => [{ title: '消息 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireAccount(incoming);
  const before = new URL(incoming.request.url).searchParams.get('before');
  const beforeId = before && isId(before) ? before : null;
  const reader = { scope: visit.scope, accountId: visit.session.accountId };
  return { ...(await listNotices(incoming.context.ports, reader, beforeId)), isFirstPage: !beforeId };
}

function Message({ notice, isUnread }: { notice: NoticeView; isUnread: boolean }) {
  const t = useText();
  return (
    <li
      className="sh-card"
      style={{
        marginBottom: 8,
        display: 'flex',
        flexWrap: 'wrap',
        gap: '4px 16px',
        alignItems: 'flex-start',
        ...(isUnread ? { borderLeft: '4px solid #155d78' } : {}),
      }}
    >
      <div style={{ flex: '1 1 260px', minWidth: 0, overflowWrap: 'anywhere' }}>
        <h3 style={{ margin: 0, fontSize: 15, fontWeight: isUnread ? 600 : 500 }}>{t(notice.subject)}</h3>
        <div style={{ whiteSpace: 'pre-wrap' }}>{t(notice.body)}</div>
        <time className="sh-muted" dateTime={notice.createdAt}>
          {t(instantText(notice.createdAt))}
        </time>
      </div>
      <PostForm action={`/messages/${notice.id}/open`}>
        <Button
          type="submit"
          variant={isUnread ? 'light' : 'subtle'}
          size="compact-md"
          aria-label={`${t(w.open)}：${t(notice.subject)}`}
        >
          {t(w.open)}
        </Button>
      </PostForm>
    </li>
  );
}

function MessageList({
  title,
  notices,
  isUnread,
}: {
  title: string;
  notices: NoticeView[];
  isUnread: boolean;
}) {
  return (
    <section style={{ marginBottom: 24 }}>
      <h2 style={{ fontSize: 16, margin: '0 0 8px' }}>{title}</h2>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {notices.map((notice) => (
          <Message key={notice.id} notice={notice} isUnread={isUnread} />
        ))}
      </ul>
    </section>
  );
}

export default function Messages() {
  const t = useText();
  const { unread, read, nextId, isFirstPage } = useLoaderData<typeof loader>();
  const isEmpty = unread.length === 0 && read.length === 0;
  return (
    <>
      <PageHeader
        title={t(w.title)}
        actions={
          unread.length > 0 && (
            <PostForm action="/messages/read-all">
              <Button type="submit" variant="default">
                {t(w.readAll)}
              </Button>
            </PostForm>
          )
        }
      />
      {isEmpty && <EmptyState title={t(w.empty)}>{t(w.emptyText)}</EmptyState>}
      {unread.length > 0 && (
        <MessageList title={`${t(w.unread)} ${unread.length}`} notices={unread} isUnread />
      )}
      {unread.length === 0 && !isEmpty && isFirstPage && <p className="sh-muted">{t(w.noUnread)}</p>}
      {read.length > 0 && <MessageList title={t(w.read)} notices={read} isUnread={false} />}
      {nextId && <Link to={`/messages?before=${nextId}`}>{t(w.older)}</Link>}
    </>
  );
}
