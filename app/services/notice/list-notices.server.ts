import type { Scope } from '#app/domain/account/scope.ts';
import { NoticeContent } from '#app/domain/notice/content.ts';
import type { Words } from '#app/domain/words.ts';
import { listMyNotices, type MyNotice } from '#db/queries/notice.read.ts';
import type { Ports } from '../ports.ts';

/** A message as its reader sees it. */
export interface NoticeView {
  readonly id: string;
  readonly subject: Words;
  readonly body: Words;
  readonly hasLink: boolean;
  readonly createdAt: string;
}

const UNREAD = 50;
const PAGE = 20;

/** The messages of an account: the unread (newest 50) and a page of those read, with a cursor for the next. */
export async function listNotices(
  ports: Pick<Ports, 'db' | 'sealer'>,
  reader: { readonly scope: Scope; readonly accountId: string },
  beforeId: string | null,
): Promise<{ unread: NoticeView[]; read: NoticeView[]; nextId: string | null }> {
  const { accountId, scope } = reader;
  const rows = await ports.db.transaction(scope, async (trx) => ({
    unread: beforeId
      ? []
      : await listMyNotices(trx, accountId, { isRead: false, beforeId: null, limit: UNREAD }),
    read: await listMyNotices(trx, accountId, { isRead: true, beforeId, limit: PAGE + 1 }),
  }));
  const view = (row: MyNotice): NoticeView => {
    const text = ports.sealer.open('notice.content', row.contentCipher, row.id);
    const { subject, body, link } = NoticeContent.parse(JSON.parse(text));
    return { id: row.id, subject, body, hasLink: link !== '', createdAt: row.createdAt };
  };
  const page = rows.read.slice(0, PAGE);
  return {
    unread: rows.unread.map(view),
    read: page.map(view),
    nextId: rows.read.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}
