import type { Moment } from '#app/domain/account/actor.ts';
import { NoticeContent } from '#app/domain/notice/content.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Scope } from '#app/domain/account/scope.ts';
import { getMyNotice } from '#db/queries/notice.read.ts';
import { markNoticeRead } from '#db/queries/notice.write.ts';
import type { Ports } from '../ports.ts';

/**
 * Marks a message as read and says where it leads. Reading is a person's own affair and no event of the journal.
 * @returns the path within the product and the organisation that it is about
 */
export async function openNotice(
  ports: Pick<Ports, 'db' | 'sealer'>,
  reader: { readonly scope: Scope; readonly accountId: string },
  moment: Moment,
  id: string,
): Promise<Result<{ link: string; organisationId: string }>> {
  return ports.db.transaction(reader.scope, async (trx) => {
    const notice = await getMyNotice(trx, reader.accountId, id);
    if (!notice) return refuse('not_found');
    await markNoticeRead(trx, reader.accountId, id, moment.now);
    const content = NoticeContent.parse(
      JSON.parse(ports.sealer.open('notice.content', notice.contentCipher, notice.id)),
    );
    return done({ link: content.link, organisationId: notice.organisationId });
  });
}
