import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import type { PlanContent } from '#app/domain/target/plan.ts';
import { undoImport } from '#app/services/entry/undo-import.server.ts';
import { previewEntryImport } from '#app/services/entry/preview-entry-import.server.ts';
import { writeEntryImport } from '#app/services/entry/write-entry-import.server.ts';
import { changeEntry } from '#app/services/batch/change-entry.server.ts';
import { recordBatch } from '#app/services/batch/record-batch.server.ts';
import { beginPlanDraft } from '#app/services/plan/begin-plan-draft.server.ts';
import { publishPlan } from '#app/services/plan/publish-plan.server.ts';
import { savePlanDraft } from '#app/services/plan/save-plan-draft.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { foldTallies } from '#db/queries/housekeeping.write.ts';
import { getPlanDraft } from '#db/queries/plan.read.ts';
import { codeOf, valueOf } from '#tests/support/batch-desk.ts';
import { itemLine, makeBatch, revisionOf } from '#tests/support/batch-world.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makePlan, makePlanHouse, regulatorScope, samplePlan, sampleTarget } from '#tests/support/plan.ts';
import { TEST_MOMENT, testPorts } from '#tests/support/world.ts';

/** On a server these meet on two connections; embedded, they queue for one. */
describe('a plan that is published, recorded into and undone at the same moment', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let house: Awaited<ReturnType<typeof makePlanHouse>>;
  let serial = 0;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    house = await makePlanHouse(ports);
  });
  afterAll(() => db.close());

  const freshPlan = () => {
    serial += 1;
    const targets = [sampleTarget('T1'), sampleTarget('T2')];
    return makePlan(ports, house.supervisor, samplePlan(`p${serial}`, { targets }));
  };

  /** A draft of the next version, changed; answers how to publish it. */
  async function nextVersion(planId: string, change: (content: PlanContent) => PlanContent) {
    const { supervisor } = house;
    const scope = regulatorScope(supervisor);
    valueOf(await beginPlanDraft(ports, supervisor, TEST_MOMENT, { planId }));
    const read = () => db.transaction(scope, (trx) => getPlanDraft(trx, scope, planId));
    const revision = (await read())?.revision ?? 0;
    const changed = (content: PlanContent) => ({ ok: true as const, value: change(content) });
    valueOf(await savePlanDraft(ports, supervisor, TEST_MOMENT, { planId, revision, change: changed }));
    const digest = (await read())?.digest ?? '';
    return () => publishPlan(ports, supervisor, TEST_MOMENT, { planId, digest });
  }

  async function ownBatch(planId: string, more: Parameters<typeof itemLine>[0] = {}) {
    serial += 1;
    const line = itemLine({ name: `示例企业${serial}`, ...more });
    const batch = await makeBatch(ports, house.supervisor, planId, [['T2', line]]);
    const revision = await revisionOf(db, house.supervisor, batch);
    return () => recordBatch(ports, house.supervisor, TEST_MOMENT, { batch, revision });
  }

  const entriesOf = async (planId: string) => {
    const rows = await db.root
      .selectFrom('entry')
      .select(['id', 'target_id as targetId'])
      .where('plan_id', '=', planId)
      .where('removed_at', 'is', null)
      .execute();
    return rows;
  };

  it('keeps no entry on a target that left the plan', async () => {
    for (let round = 0; round < 6; round += 1) {
      const planId = await freshPlan();
      const record = await ownBatch(planId);
      const publish = await nextVersion(planId, (content) => ({
        ...content,
        targets: content.targets.filter(({ id }) => id !== 'T2'),
      }));
      const both = round % 2 === 0 ? [record(), publish()] : [publish(), record()];
      const codes = (await Promise.all<{ ok: boolean }>(both)).map(({ ok }) => ok);
      expect(codes.filter(Boolean)).toHaveLength(1);
      const [recorded] = round % 2 === 0 ? codes : [codes[1]];
      expect(await entriesOf(planId)).toHaveLength(recorded ? 1 : 0);
    }
  });

  it('undoes an import whole or not at all', async () => {
    const { supervisor } = house;
    for (let round = 0; round < 4; round += 1) {
      const planId = await freshPlan();
      const rows = [1, 2, 3].map((n) => `T2,名录条目,示例导入${round}-${n},370100,2023/5/1`);
      const text = ['指标编号,类别,名称,地区,日期', ...rows].join('\n');
      const { id: runId } = valueOf(
        await previewEntryImport(ports, supervisor, TEST_MOMENT, {
          planId,
          content: samplePlan('x', { targets: [sampleTarget('T1'), sampleTarget('T2')] }),
          isPlanHouse: true,
          file: { fileName: '条目.csv', content: Readable.from([Buffer.from(text)]) },
        }),
      );
      const { batch } = valueOf(
        await writeEntryImport(ports, supervisor, TEST_MOMENT, { runId, isChecked: true }),
      );
      const revision = await revisionOf(db, supervisor, batch);
      valueOf(await recordBatch(ports, supervisor, TEST_MOMENT, { batch, revision }));
      const [entry] = await entriesOf(planId);
      const correction = await makeBatch(ports, supervisor, planId, []);
      valueOf(
        await changeEntry(ports, supervisor, TEST_MOMENT, {
          batch: correction,
          entry: entry?.id ?? newId(TEST_MOMENT.now),
          action: 'correct',
          line: itemLine({ name: `示例更正${round}` }),
          isTwice: true,
        }),
      );
      const seen = await revisionOf(db, supervisor, correction);
      const [undone, corrected] = await Promise.all([
        undoImport(ports, supervisor, TEST_MOMENT, { batch }),
        recordBatch(ports, supervisor, TEST_MOMENT, { batch: correction, revision: seen }),
      ]);
      expect([undone.ok, corrected.ok].filter(Boolean)).toHaveLength(1);
      expect(await entriesOf(planId)).toHaveLength(undone.ok ? 0 : 3);
    }
  });

  const turned = (content: PlanContent): PlanContent => ({
    ...content,
    targets: content.targets.map((target) => ({ ...target, counting: 'in_year' })),
  });

  it('doesn’t turn to counting within the year where entries ended, nor take ends afterwards', async () => {
    const endedOn = plainDate('2023-09-01');
    const planId = await freshPlan();
    const record = await ownBatch(planId, { endedOn });
    const late = await ownBatch(planId, { endedOn });
    valueOf(await record());
    const refused = await (await nextVersion(planId, turned))();
    expect(codeOf(refused)).toBe('not_allowed_now');
    expect(JSON.stringify(refused)).toContain('T2 已有填写了终止日期的条目');

    const other = await freshPlan();
    const waiting = await ownBatch(other, { endedOn });
    valueOf(await (await nextVersion(other, turned))());
    expect(codeOf(await waiting())).toBe('incomplete');
    expect(codeOf(await late())).toBe('done');
  });

  it('folds many of the largest amounts on one day', async () => {
    const planId = await freshPlan();
    await db.pool.query(
      `insert into target_tally (programme_id, plan_id, target_id, region_code, on_date, items, amount)
       select 'sd-big-data', $1, 'T1', '370100', '2023-06-01', 1, 1000000000000 from generate_series(1, 200)`,
      [planId],
    );
    const folded = await db.transaction({ kind: 'job', name: 'housekeeping' }, foldTallies);
    expect(folded).toBeGreaterThanOrEqual(200);
    const { rows } = await db.pool.query<{ amount: string }>(
      `select amount::text as amount from target_tally where plan_id = $1 and target_id = 'T1'`,
      [planId],
    );
    expect(rows).toEqual([{ amount: '200000000000000.0000' }]);
  });
});
