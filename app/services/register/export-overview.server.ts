import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { type OverviewFacts, overviewSheets } from '#app/domain/register/overview-sheet.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getOrganisation } from '#db/queries/organisation.read.ts';
import type { Ports } from '../ports.ts';

/** 导出总览: what the overview shows as at a day, as a workbook. Who exported it is an event in the office's own journal. */
export async function exportOverview(
  ports: Pick<Ports, 'db' | 'spreadsheets'>,
  actor: Actor,
  moment: Moment,
  request: { readonly facts: OverviewFacts; readonly asAt: PlainDate },
): Promise<Result<Buffer>> {
  const { scope } = actor;
  if (scope.kind !== 'regulator' || !can(scope.role, 'exportRegister')) return refuse('forbidden');
  const { asAt, facts } = request;
  const house = await ports.db.transaction(scope, async (trx) => {
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'register.exported',
      payload: { format: 'xlsx', asAt, part: 'overview' },
      shared: false,
    });
    return getOrganisation(trx, scope.organisationId);
  });
  const isDemo = house?.isDemo ?? false;
  return done(await ports.spreadsheets.writeWorkbook(overviewSheets(facts, { asAt, isDemo })));
}
