import type { Moment } from '#app/domain/account/actor.ts';
import {
  buildBulletin,
  BulletinContentSchema,
  dueBefore,
  OVERDUE_MOST,
  type BulletinContent,
} from '#app/domain/bulletin/bulletin.ts';
import { returnReasons } from '#app/domain/bulletin/reason.ts';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import { workingDaysBetween } from '#app/domain/calendar/working-day.ts';
import { canonicalJson, type JsonValue } from '#app/domain/filing/canonical.ts';
import type { Trx } from '#db/client.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { countSentBack, listOverdueAt, type BulletinRow } from '#db/queries/bulletin.read.ts';
import { getOrganisation } from '#db/queries/organisation.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { sumFilings, sumRoster } from '#db/queries/register-summary.read.ts';

/** What a draft says today: everything is counted anew from the register of the office's programme and region. */
async function countBulletin(
  trx: Trx,
  scope: RegulatorScope,
  { today }: Moment,
  calendar: Calendar,
  draft: BulletinRow,
): Promise<BulletinContent> {
  const { from, until } = draft;
  const before = dueBefore(draft, today);
  const span = { from, until, dueBefore: before };
  const office = await getOrganisation(trx, scope.organisationId);
  const overdue = await listOverdueAt(trx, scope, { until, dueBefore: before }, OVERDUE_MOST);
  return buildBulletin({
    title: draft.title,
    issuer: office?.name ?? '',
    programmeId: scope.programmeId,
    regionCode: scope.regionCode,
    period: { from, until },
    today,
    during: await sumFilings(trx, scope, span, 'region'),
    upTo: await sumFilings(trx, scope, { ...span, from: null }, 'region'),
    months: await sumFilings(trx, scope, span, 'month'),
    roster: await sumRoster(trx, scope, until),
    overdue: overdue.map((row) => ({ ...row, workingDays: workingDaysBetween(row.dueOn, until, calendar) })),
    reasons: returnReasons(await countSentBack(trx, scope, { from, until })),
    remarks: draft.remarks,
    isSample: office?.isDemo ?? false,
  });
}

/** A bulletin's content as it is stored, and its digest (SM3, hex). */
export function sealBulletin(content: BulletinContent): {
  readonly content: string;
  readonly digest: string;
} {
  // Plain JSON by its schema; its types have no index signature to show it.
  const text = canonicalJson(content as unknown as JsonValue);
  return { content: text, digest: sm3Hex(text) };
}

/**
 * What a bulletin says: a published one what it said when it was published, a draft what is counted now. Content that was
 * stored and doesn't hold is a fault of the database: throws.
 */
export async function gatherBulletin(
  trx: Trx,
  scope: RegulatorScope,
  moment: Moment,
  calendar: Calendar,
  bulletin: BulletinRow,
): Promise<BulletinContent> {
  return bulletin.state === 'published'
    ? BulletinContentSchema.parse(bulletin.content)
    : countBulletin(trx, scope, moment, calendar, bulletin);
}
