import { Readable } from 'node:stream';
import type pg from 'pg';
import type { Actor } from '#app/domain/account/actor.ts';
import { addDays, plainDate, type PlainDate } from '#app/domain/calendar/plain-date.ts';
import { claimBatch } from '#app/services/batch/claim-batch.server.ts';
import { recordBatch } from '#app/services/batch/record-batch.server.ts';
import { submitBatch } from '#app/services/batch/submit-batch.server.ts';
import { previewEntryImport } from '#app/services/entry/preview-entry-import.server.ts';
import { writeEntryImport } from '#app/services/entry/write-entry-import.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { BATCH_PLAN, makeBatchWorld, makePlan, revisionOf } from '#tests/support/batch-world.ts';
import { granted } from '#tests/support/filing-world.ts';
import { copyInto } from './copy.ts';
import { shareOut, type Filling, type Mould } from './data.ts';
import { daysBefore } from './scene.ts';
import { Stamp, takeImage } from './stamp.ts';

/** Entries that one house's recorded batch holds. */
const PER_HOUSE = 500;
/** The character of the sample's names that differs from house to house. */
const TAG = '龘';

/** A province with its plan, a city that reports, and what is stamped from it. */
export interface TargetWorld {
  readonly planId: string;
  readonly supervisor: Actor;
  readonly reporter: Actor;
  readonly mould: Mould;
}

/** Rows of an import as CSV: records of one target, each of another name. */
export function importTable(rows: number, tag: string, today: PlainDate): string {
  const lines = ['指标编号,名称,地区,日期,数据来源'];
  for (let row = 0; row < rows; row += 1) {
    const on = addDays(today, -30 - (row % 900));
    lines.push(`XC01,示例${tag}${row}号数据平台,370100,${on},示例数据`);
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** Lives through one report and its record, through the services. */
export async function makeTargetWorld(
  ports: Ports,
  db: OpenDatabase,
  client: pg.ClientBase,
  today: PlainDate,
): Promise<TargetWorld> {
  const { province, city, otherCity } = await makeBatchWorld(ports, db);
  const until = plainDate('2027-12-31');
  const targets = BATCH_PLAN.targets.map((target) => ({ ...target, deadline: until }));
  const plan = { ...BATCH_PLAN, key: 'bench', targets, from: plainDate('2024-01-01'), until };
  const planId = await makePlan(db, province.organisation, plan);
  const moment = daysBefore(today, 14);
  const content = Readable.from([Buffer.from(importTable(PER_HOUSE, TAG, addDays(today, -20)), 'utf8')]);
  const { id: runId } = granted(
    await previewEntryImport(ports, city.reviewer, moment, {
      planId,
      content: plan,
      isPlanHouse: false,
      file: { fileName: '示例数据.csv', content },
    }),
  );
  let isDone = false;
  while (!isDone) {
    ({ isDone } = granted(await writeEntryImport(ports, city.reviewer, moment, { runId, isChecked: true })));
  }
  const { rows } = await db.pool.query<{ id: string }>(`select id from batch where organisation_id = $1`, [
    city.organisation.id,
  ]);
  const batch = { organisationId: city.organisation.id, id: rows[0]?.id ?? '' };
  const revision = () => revisionOf(db, city.reviewer, batch);
  granted(await submitBatch(ports, city.reviewer, moment, { batch, revision: await revision() }));
  granted(await claimBatch(ports, province.reviewer, moment, { batch, takeOver: false }));
  const { rows: seen } = await db.pool.query<{ revision: number }>(
    `select revision from batch where id = $1`,
    [batch.id],
  );
  granted(await recordBatch(ports, province.reviewer, moment, { batch, revision: seen[0]?.revision ?? 0 }));
  const image = await takeImage(client, city.organisation.id);
  // What an import was read from isn't kept a second time for each house.
  const stamp = new Stamp(image, [TAG], ports.sealer, (table, column, value) =>
    table === 'import_run' && column === 'rows' ? '[]' : value,
  );
  return {
    planId,
    supervisor: province.supervisor,
    reporter: otherCity.reviewer,
    mould: { stamp, texts: [TAG] },
  };
}

/** The character that stands for house `n` in the names of its entries. */
export const tagOf = (n: number) => String.fromCodePoint(0x5000 + n);

/** Houses that are pressed before their rows go out. */
const BATCH = 10;

/** Houses with so many entries together, stamped; their days are added up as the trigger would. */
export function entryFilling({ mould }: TargetWorld, count: number): Filling {
  const columns = new Map(mould.stamp.tables);
  const houses = Math.round(count / PER_HOUSE);
  return {
    tables: [...columns.keys()],
    fill: (clients) =>
      shareOut(clients, Math.ceil(houses / BATCH), async (client, batch) => {
        const lines = new Map<string, string[]>();
        const from = 1 + batch * BATCH;
        for (let n = from; n < Math.min(from + BATCH, houses + 1); n += 1) {
          mould.stamp.press({ key: `city/${n}`, texts: [tagOf(n)], weeks: 0, minutes: n % 300 }, lines);
        }
        for (const [table, rows] of lines) {
          if (rows.length > 0) await copyInto(client, table, columns.get(table) ?? [], rows);
        }
      }),
    count: countEntriesAgain,
  };
}

/** Fills the days of plans from the entries, as the trigger would have. */
async function countEntriesAgain(client: pg.Client): Promise<void> {
  await client.query(`delete from target_tally`);
  await client.query(`
    insert into target_tally (programme_id, plan_id, target_id, region_code, on_date, items, amount)
    select d.programme_id, d.plan_id, d.target_id, d.region_code, d.on_date, sum(d.items)::integer, sum(d.amount) from (
      select programme_id, plan_id, target_id, region_code, on_date, 1 as items, quantity as amount
      from entry where kind = 'item' and removed_at is null
      union all
      select programme_id, plan_id, target_id, region_code, ended_on, -1, -quantity
      from entry where kind = 'item' and removed_at is null and ended_on is not null
    ) d group by 1, 2, 3, 4, 5`);
}
