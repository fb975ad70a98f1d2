import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';

/** The path in the latest mail of a rule to an address. @throws when there is none */
export async function mailedLink(
  db: OpenDatabase,
  ports: Pick<Ports, 'sealer'>,
  rule: string,
  email: string,
): Promise<string> {
  const rows = await db.root
    .selectFrom('notice_body')
    .innerJoin('notice', 'notice.id', 'notice_body.notice_id')
    .select(['notice.id', 'address_cipher', 'content_cipher'])
    .where('rule', '=', rule)
    .where('notice.channel', '=', 'mail')
    .orderBy('notice.created_at', 'desc')
    .orderBy('notice.id', 'desc')
    .execute();
  for (const row of rows) {
    if (ports.sealer.open('notice.address', row.address_cipher ?? '', row.id) !== email) continue;
    const content = JSON.parse(ports.sealer.open('notice.content', row.content_cipher, row.id)) as {
      link: string;
    };
    return content.link;
  }
  throw new Error(`no mail ${rule} to ${email}`);
}

/** The one-time token in a mailed path. */
export function tokenIn(link: string): string {
  return (link.split('/')[2] ?? '').split('?')[0] ?? '';
}
