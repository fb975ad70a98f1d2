import { buildCalendar, type Calendar } from '../../app/domain/calendar/calendar.ts';
import { CalendarYearSchema, type CalendarYear } from '../../app/domain/calendar/calendar-year.ts';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { StatutoryRule } from '../../app/domain/calendar/statutory.ts';
import type { Trx } from '../client.ts';

/** The officially published years in the database, oldest first. */
export async function listCalendarYears(trx: Trx): Promise<CalendarYear[]> {
  const rows = await trx.selectFrom('calendar_year').select('content').orderBy('year').execute();
  return rows.map((row) => CalendarYearSchema.parse(row.content));
}

/** The calendar in force: the years in the database, and beyond them what the law fixes. */
export async function readCalendar(trx: Trx, statutory: StatutoryRule): Promise<Calendar> {
  return buildCalendar(await listCalendarYears(trx), statutory);
}

/** A loaded year and who loaded it. */
export interface LoadedYear {
  readonly content: CalendarYear;
  readonly loadedAt: string;
  readonly loadedBy: string;
}

/** The loaded years with who loaded them, newest first. */
export async function listLoadedYears(trx: Trx): Promise<LoadedYear[]> {
  const rows = await trx
    .selectFrom('calendar_year')
    .select(['content', 'loaded_at as loadedAt', 'loaded_by as loadedBy'])
    .orderBy('year', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, content: CalendarYearSchema.parse(row.content) }));
}

/** A deadline that still runs. */
export interface OpenDeadline {
  readonly organisationId: string;
  readonly id: string;
  readonly programmeId: string;
  readonly regionCode: string;
  readonly enterpriseName: string;
  readonly happenedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly isProvisional: boolean;
  readonly ruleId: string;
}

/** The deadlines of all changes that aren't closed, in the order of their keys. */
export async function listOpenDeadlines(trx: Trx): Promise<OpenDeadline[]> {
  return openDeadlines(trx).execute();
}

/** The same, locked until the transaction ends. */
export async function lockOpenDeadlines(trx: Trx): Promise<OpenDeadline[]> {
  return openDeadlines(trx).forUpdate().execute();
}

function openDeadlines(trx: Trx) {
  return trx
    .selectFrom('change_report')
    .select([
      'organisation_id as organisationId',
      'id',
      'programme_id as programmeId',
      'region_code as regionCode',
      'enterprise_name as enterpriseName',
      'happened_on as happenedOn',
      'due_on as dueOn',
      'due_provisional as isProvisional',
      'rule_id as ruleId',
    ])
    .where('closed_at', 'is', null)
    .orderBy('organisation_id')
    .orderBy('id');
}

/** How many open deadlines are provisional. */
export async function countProvisionalDeadlines(trx: Trx): Promise<number> {
  const row = await trx
    .selectFrom('change_report')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('closed_at', 'is', null)
    .where('due_provisional', '=', true)
    .executeTakeFirst();
  return row?.count ?? 0;
}
