import { NoticeContent } from '#app/domain/notice/content.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { listDemoMails } from '#db/queries/notice.read.ts';
import type { Ports } from '../ports.ts';

/** A mail that the demonstration shows instead of sending it. */
export interface DemoMailView extends NoticeContent {
  readonly id: string;
  readonly to: string;
  readonly createdAt: string;
}

const NEWEST = 50;

/** The newest mails of a demonstration, opened. Everywhere else there is no such thing: contents are nobody's to read. */
export async function readDemoOutbox(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
): Promise<Result<DemoMailView[]>> {
  if (!ports.site.isDemo) return refuse('not_found');
  const rows = await ports.db.transaction({ kind: 'job', name: 'demo' }, (trx) => listDemoMails(trx, NEWEST));
  return done(
    rows.map((row) => ({
      ...NoticeContent.parse(JSON.parse(ports.sealer.open('notice.content', row.contentCipher, row.id))),
      id: row.id,
      to: row.addressCipher ? ports.sealer.open('notice.address', row.addressCipher, row.id) : '',
      createdAt: row.createdAt,
    })),
  );
}
