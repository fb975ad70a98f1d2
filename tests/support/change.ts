import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import { addWorkingDays } from '#app/domain/calendar/working-day.ts';
import { plainDateInShanghai } from '#app/domain/calendar/plain-date.ts';
import type { OpenDatabase } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { seedCalendar } from '#seeds/calendar/index.ts';
import { TEST_MOMENT, type TestOrganisation } from './world.ts';

/** Puts a reported change into the database as it stands after the report, with its deadline counted by the seed calendar. */
export async function insertOpenChange(
  db: OpenDatabase,
  enterprise: TestOrganisation,
  happenedOn: PlainDate,
  more: Partial<{
    isVoluntary: boolean;
    firstSubmittedOn: PlainDate;
    closedAt: string;
    regionCode: string;
  }> = {},
): Promise<{ id: string; dueOn: PlainDate }> {
  const id = newId(TEST_MOMENT.now);
  const count = addWorkingDays(happenedOn, 5, seedCalendar);
  await db.root
    .insertInto('change_report')
    .values({
      organisation_id: enterprise.id,
      id,
      programme_id: 'sh-cdo',
      region_code: more.regionCode ?? '310115',
      enterprise_name: enterprise.name,
      kind: 'cdo',
      happened_on: happenedOn,
      decided_on: null,
      opened_by_side: 'enterprise',
      opened_by_name: '示例人员',
      opened_at: TEST_MOMENT.now,
      reported_on: plainDateInShanghai(TEST_MOMENT.now),
      is_voluntary: more.isVoluntary ?? false,
      rule_id: 'sh-cdo-refiling-5wd',
      due_on: count.dueOn,
      due_provisional: count.provisional,
      calendar_version: count.calendar,
      filing_id: null,
      first_submitted_on: more.firstSubmittedOn ?? null,
      closed_at: more.closedAt ?? null,
      closed_reason: null,
    })
    .execute();
  return { id, dueOn: count.dueOn };
}
