import type { Readable } from 'node:stream';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { regionContains, regionName } from '#app/domain/organisation/region.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { WorkbookProblem } from '#app/domain/target/plan-workbook.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { listPlanKeys } from '#db/queries/plan.read.ts';
import { insertPlanImport } from '#db/queries/plan.write.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import type { Ports } from '../ports.ts';
import { sealPlan } from './plan-content.step.server.ts';
import { planHouse } from './plan-house.step.server.ts';
import { readPlanWorkbook, type PlanWorkbookResult } from './read-plan-workbook.step.server.ts';

/** Problems that are kept: who has more mends these first. */
const KEPT_PROBLEMS = 500;

/** What only the house itself can tell of a sound workbook: a region that isn't its own, a key that is taken. */
async function houseProblems(
  trx: Trx,
  scope: RegulatorScope,
  { plan, placeOf }: Extract<PlanWorkbookResult, { ok: true }>,
): Promise<WorkbookProblem[]> {
  const problems: WorkbookProblem[] = [];
  if (!regionContains(scope.regionCode, plan.region)) {
    const own = regionName(scope.regionCode);
    const message = words(
      `地区须在本单位辖区（${own.zh}）之内。`,
      `The region lies within your own (${own.en}).`,
    );
    problems.push({ place: placeOf('region'), message });
  }
  if ((await listPlanKeys(trx, scope)).has(plan.key)) {
    const message = words(
      `本单位已有代号为 ${plan.key} 的计划：请换一个代号，或在原计划上编制新版本。`,
      `Your house has a plan with the key ${plan.key}: choose another, or make a new version of that plan.`,
    );
    problems.push({ place: placeOf('key'), message });
  }
  return problems;
}

/**
 * Reads a workbook of a plan and keeps it as an import to be looked at: no plan is made yet. Problems are told by sheet,
 * row and column; an import with problems can't be applied.
 * @returns the import's id
 */
export async function previewPlanImport(
  ports: Pick<Ports, 'db' | 'spreadsheets'>,
  actor: Actor,
  moment: Moment,
  input: { readonly fileName: string; readonly content: Readable },
): Promise<Result<{ id: string }>> {
  const house = planHouse(actor);
  if (!house.ok) return house;
  const scope = house.value;
  const reading = await readPlanWorkbook(ports, input.content);
  if (!reading.ok) {
    const [whole] = reading.problems.filter(({ place }) => place === null);
    if (whole) return refuse('invalid', { fields: { file: whole.message } });
  }
  const id = newId(moment.now);
  await ports.db.transaction(scope, async (trx) => {
    const problems = reading.ok ? await houseProblems(trx, scope, reading) : reading.problems;
    const rows = reading.ok && problems.length === 0 ? `[${sealPlan(reading.plan).content}]` : '[]';
    await insertPlanImport(trx, scope, {
      id,
      fileName: input.fileName.slice(-200),
      rows,
      problems: JSON.stringify(problems.slice(0, KEPT_PROBLEMS)),
      createdByName: actor.name,
      now: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'plan.import-previewed',
      payload: { import: id, problems: problems.length },
      subjectId: id,
      shared: false,
    });
  });
  return done({ id });
}
