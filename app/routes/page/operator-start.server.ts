import { countForOperator } from '#db/queries/start.read.ts';
import { partsOf } from '../../domain/calendar/plain-date.ts';
import type { Incoming } from '../../http/context.server.ts';
import { requireOperator } from '../../http/scope.server.ts';

/** From this month on next year's notice is to be expected: it came in October or November in the years seen. */
const NOTICE_MONTH = 10;
const DAY_MS = 86_400_000;
/** 本平台约定: a backup older than this is pointed out. */
const BACKUP_DAYS = 7;

/** How the platform is doing, for the operator. */
export async function loadOperatorStart(incoming: Incoming) {
  const { scope, moment } = await requireOperator(incoming);
  const figures = await incoming.context.ports.db.transaction(scope, (trx) => countForOperator(trx));
  const { officialThrough } = await incoming.context.calendar();
  const { year, month } = partsOf(moment.today);
  const isOlder = (at: string | null, days: number) =>
    at === null || Date.parse(moment.now) - Date.parse(at) > days * DAY_MS;
  return {
    figures,
    officialThrough,
    needsCalendar: officialThrough < year || (officialThrough === year && month >= NOTICE_MONTH),
    // A checkpoint is made daily; two days without one is a failure somebody should look at.
    isCheckpointOld: isOlder(figures.checkpointAt, 2),
    isBackupOld: isOlder(figures.backupAt, BACKUP_DAYS),
  };
}
