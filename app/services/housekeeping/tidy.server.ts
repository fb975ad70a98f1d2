import type { Moment } from '#app/domain/account/actor.ts';
import { deleteExpiredLimits, deleteExpiredLinks, foldTallies } from '#db/queries/housekeeping.write.ts';
import { deleteSentNoticeBodies } from '#db/queries/notice.write.ts';
import { deleteExpiredSessions } from '#db/queries/session.write.ts';
import type { Ports } from '../ports.ts';

const DAY_MS = 86_400_000;
/** An upload that is older than this and not whole was cut off. */
const UPLOAD_DAYS = 1;
/** How long the content of a sent mail is kept, so that a question about it can be answered. */
const BODY_DAYS = 30;
/** How long a used or expired one-time link's digest is kept, so that its second use is told apart. */
const LINK_DAYS = 7;

export interface TidyReport {
  readonly sessions: number;
  readonly links: number;
  readonly limits: number;
  readonly noticeBodies: number;
  readonly uploads: number;
  /** Rows of maintained counts that were added up. */
  readonly tallies: number;
}

/**
 * Removes what nobody needs any more (ended sessions, old one-time links, counters, contents of sent mail, broken uploads)
 * and adds up the deltas of maintained counts.
 */
export async function tidy(ports: Pick<Ports, 'db' | 'storage'>, moment: Moment): Promise<TidyReport> {
  const { now } = moment;
  const daysAgo = (days: number) => new Date(Date.parse(now) - days * DAY_MS).toISOString();
  const rows = await ports.db.transaction({ kind: 'job', name: 'housekeeping' }, async (trx) => ({
    sessions: await deleteExpiredSessions(trx, now),
    links: await deleteExpiredLinks(trx, daysAgo(LINK_DAYS)),
    limits: await deleteExpiredLimits(trx, now),
  }));
  const noticeBodies = await ports.db.transaction({ kind: 'job', name: 'delivery' }, (trx) =>
    deleteSentNoticeBodies(trx, daysAgo(BODY_DAYS)),
  );
  const tallies = await ports.db.transaction({ kind: 'job', name: 'housekeeping' }, foldTallies);
  const uploads = await ports.storage.removeAbandoned(daysAgo(UPLOAD_DAYS));
  return { ...rows, noticeBodies, uploads, tallies };
}
