import type { Moment } from '#app/domain/account/actor.ts';
import type { Scope } from '#app/domain/account/scope.ts';
import { markAllNoticesRead } from '#db/queries/notice.write.ts';
import type { Ports } from '../ports.ts';

/** Marks all messages of an account as read. @returns how many were unread */
export async function readAllNotices(
  ports: Pick<Ports, 'db'>,
  reader: { readonly scope: Scope; readonly accountId: string },
  moment: Moment,
): Promise<number> {
  return ports.db.transaction(reader.scope, (trx) => markAllNoticesRead(trx, reader.accountId, moment.now));
}
