import { listChanges, type ChangeFilter, type ChangeView } from '#db/queries/change.read.ts';
import { countForRegulator } from '#db/queries/start.read.ts';
import { soonDate, timeliness } from '../../domain/filing/deadline.ts';
import type { Incoming } from '../../http/context.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';

const SHOWN = 5;

/** What waits for a regulator, what is overdue and what falls due soon. */
export async function loadRegulatorStart(incoming: Incoming) {
  const { scope, moment } = await requireRegulator(incoming);
  const { today } = moment;
  const calendar = await incoming.context.calendar();
  const soonUntil = soonDate(today, calendar);
  const found = await incoming.context.ports.db.transaction(scope, async (trx) => {
    const list = (filter: ChangeFilter) =>
      listChanges(trx, scope, { filter, today, soonUntil, after: null, limit: SHOWN });
    return {
      figures: await countForRegulator(trx, scope, { today, soonUntil }),
      overdue: await list('overdue'),
      soon: await list('soon'),
    };
  });
  const view = (change: ChangeView) => {
    const { dueOn, isVoluntary } = change;
    const { words, tone } = timeliness({ dueOn, today, calendar, voluntary: isVoluntary });
    const { id, enterpriseName, kind, isProvisional } = change;
    return { id, enterpriseName, kind, dueOn, isProvisional, words, tone };
  };
  return {
    figures: found.figures,
    overdue: found.overdue.slice(0, SHOWN).map(view),
    soon: found.soon.slice(0, SHOWN).map(view),
  };
}
