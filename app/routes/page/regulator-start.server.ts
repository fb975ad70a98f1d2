import { listChanges, type ChangeFilter, type ChangeView } from '#db/queries/change.read.ts';
import { listBulletins } from '#db/queries/bulletin.read.ts';
import { countForRegulator } from '#db/queries/start.read.ts';
import { CDO_PROGRAMME } from '../../domain/filing/guideline.ts';
import { can } from '../../domain/organisation/organisation.ts';
import { soonDate, timeliness } from '../../domain/filing/deadline.ts';
import type { Incoming } from '../../http/context.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { loadPlanStart } from './plan-start.server.ts';

const SHOWN = 5;

/** What waits for a regulator: by its programme about filings, about plans, or about both. */
export async function loadRegulatorStart(incoming: Incoming) {
  const { scope, moment } = await requireRegulator(incoming);
  const plan = await incoming.context.ports.db.transaction(scope, (trx) =>
    loadPlanStart(trx, scope, moment.today),
  );
  return { plan, filing: scope.programmeId === CDO_PROGRAMME ? await loadFilingStart(incoming) : null };
}

/** What waits in the queue, what is overdue and what falls due soon, and the bulletins that are being written. */
async function loadFilingStart(incoming: Incoming) {
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
      bulletins: await listBulletins(trx, scope, 'draft'),
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
    bulletins: found.bulletins.slice(0, SHOWN),
    mayWriteBulletin: can(scope.role, 'writeBulletin'),
  };
}
