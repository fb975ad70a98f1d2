import { parseArgs } from 'node:util';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import { dayReasonWords } from '#app/domain/calendar/day-reason.ts';
import { formatDateZh, isPlainDate } from '#app/domain/calendar/plain-date.ts';
import { addWorkingDays, WorkingDayCountSchema } from '#app/domain/calendar/working-day.ts';
import { words } from '#app/domain/words.ts';
import { readCalendar } from '#db/queries/calendar.read.ts';
import { seedCalendar, statutoryRule } from '#seeds/calendar/index.ts';
import { EXIT, say, sayJson, UsageError, type Command } from './command.ts';
import { withInstallation } from './open.ts';

function calendarInDatabase(): Promise<Calendar> {
  return withInstallation(({ db }) =>
    db.transaction({ kind: 'anonymous' }, (trx) => readCalendar(trx, statutoryRule)),
  );
}

/** Counts working days after an event. */
export const deadline: Command = {
  name: 'deadline',
  summary: words('按工作日推算期限', 'Count working days after an event'),
  help: `用法 / usage: shuheng deadline --from YYYY-MM-DD --days N [--json] [--calendar-from-database]

  --from   事件发生日期，当日不计入 / day of the event, not counted
  --days   工作日数，1 至 366 / working days, 1 to 366
  --calendar-from-database
           使用数据库中已载入的放假安排；默认使用随产品发布的 2023–2026 年安排
           use the notices loaded in the database instead of those shipped with the product
  --json   {"dueOn","provisional","counted":[…],"skipped":[{"on","why"}],"calendar"}`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        from: { type: 'string' },
        days: { type: 'string' },
        json: { type: 'boolean' },
        'calendar-from-database': { type: 'boolean' },
      },
    });
    if (!isPlainDate(values.from)) {
      throw new UsageError('--from 应为存在的日期 YYYY-MM-DD / --from must be an existing day');
    }
    const days = WorkingDayCountSchema.safeParse(
      /^\d+$/.test(values.days ?? '') ? Number(values.days) : null,
    );
    if (!days.success) {
      throw new UsageError('--days 应为 1 至 366 的整数 / --days must be a whole number from 1 to 366');
    }
    const calendar = values['calendar-from-database'] ? await calendarInDatabase() : seedCalendar;
    const count = addWorkingDays(values.from, days.data, calendar);
    const skipped = count.skipped.map(({ on, why }) => ({ on, why: dayReasonWords(why).zh }));
    if (values.json) {
      sayJson({
        dueOn: count.dueOn,
        provisional: count.provisional,
        counted: count.counted.map((day) => day.on),
        skipped,
        calendar: count.calendar,
      });
      return EXIT.ok;
    }
    say(
      `${formatDateZh(values.from)}起 ${days.data} 个工作日：${formatDateZh(count.dueOn)}${count.provisional ? '（暂定 / provisional）' : ''}`,
    );
    say(`计入 / counted: ${count.counted.map((day) => day.on).join(' ')}`);
    for (const day of skipped) say(`跳过 / skipped: ${day.on} ${day.why}`);
    say(`日历 / calendar: ${count.calendar}`);
    return EXIT.ok;
  },
};
