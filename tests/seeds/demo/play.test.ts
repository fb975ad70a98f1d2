import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { DEFAULT_JUDGING, type PlanContent } from '#app/domain/target/plan.ts';
import { readStanding } from '#app/services/target/read-standing.server.ts';
import { installDemo } from '#entry/install.ts';
import type { OpenDatabase } from '#db/client.ts';
import { seedCalendar } from '#seeds/calendar/index.ts';
import { policyFiles } from '#seeds/policies/index.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { momentAt, testPorts } from '#tests/support/world.ts';

const DEADLINE = plainDate('2023-12-31');
const JUNE = plainDate('2023-06-30');

// Days on which the story is hard to tell: after a long holiday, on a Sunday, at the year's turn.
describe.each(['2026-11-23T02:00:00.000Z', '2026-10-08T00:30:00.000Z', '2026-11-22T13:00:00.000Z'])(
  'the demonstration, installed at %s',
  (now) => {
    let db: OpenDatabase;
    beforeAll(async () => {
      db = await openTestDatabase();
      await installDemo(testPorts(db), seedCalendar, momentAt(now));
    });
    afterAll(() => db.close());

    it('shows filings in every state that a visitor asks for', async () => {
      const { rows } = await db.pool.query<{ status: string; is_voluntary: boolean }>(
        'select status, is_voluntary from filing',
      );
      const states = new Set(rows.map((row) => row.status));
      for (const status of ['draft', 'submitted', 'returned', 'on_record']) expect(states).toContain(status);
      expect(rows.some((row) => row.is_voluntary)).toBe(true);
    });

    it('has one change that is due and one that is overdue', async () => {
      const today = momentAt(now).today;
      const { rows } = await db.pool.query<{ due_on: string }>(
        'select due_on from change_report where first_submitted_on is null',
      );
      expect(rows.some((row) => row.due_on >= today)).toBe(true);
      expect(rows.some((row) => row.due_on < today)).toBe(true);
    });

    it('shows assessments under way and signed, one pair revealed and one not', async () => {
      const { rows } = await db.pool.query<{
        model_id: string;
        state: string;
        side: string;
        is_open: boolean;
      }>(`select model_id, state, side, revealed_at is not null as is_open from assessment`);
      const count = (test: (row: (typeof rows)[number]) => boolean) => rows.filter(test).length;
      for (const model of ['dcmm-2018', 'dcmm-2025', 'dsmm-2019']) {
        expect(count(({ model_id, state }) => model_id === model && state === 'signed')).toBeGreaterThan(0);
      }
      expect(count(({ state }) => state === 'evaluating')).toBeGreaterThan(0);
      expect(count(({ side, is_open }) => side === 'independent' && is_open)).toBe(1);
      expect(count(({ side, is_open }) => side === 'independent' && !is_open)).toBe(1);
      const carried = await db.pool.query(
        `select 1 from answer w join assessment a on a.id = w.assessment_id where w.is_carried and a.state = 'signed'
         and not exists (select 1 from assessment_exclusion e where e.assessment_id = a.id and e.cell_id = w.cell_id)`,
      );
      expect(carried.rows).toHaveLength(0);
    });

    it('stands with Shandong’s plan in several ways, each number told by the records behind it', async () => {
      const today = momentAt(now).today;
      const content = policyFiles().find(({ key }) => key === 'shandong-big-data-2023');
      const { rows: plans } = await db.pool.query<{ id: string }>(
        "select id from plan where key = 'shandong-big-data-2023' and is_public",
      );
      const id = plans[0]?.id ?? '';
      const standing = await db.transaction({ kind: 'anonymous' }, (trx) =>
        readStanding(trx, { id, content: content as PlanContent, judging: DEFAULT_JUDGING }, DEADLINE, today),
      );
      const statuses = new Set(standing.targets.map(({ judgement }) => judgement.status));
      expect([...statuses].sort()).toEqual(['behind', 'far_behind', 'reached']);
      const midYear = await db.transaction({ kind: 'anonymous' }, (trx) =>
        readStanding(trx, { id, content: content as PlanContent, judging: DEFAULT_JUDGING }, JUNE, today),
      );
      expect(midYear.targets.map(({ judgement }) => judgement.status)).toContain('on_course');
      const { rows: counted } = await db.pool.query<{ target_id: string; items: number; amount: number }>(
        `select target_id, count(*)::int as items, sum(quantity)::float as amount from entry
         where plan_id = $1 and kind = 'item' and removed_at is null and on_date <= $2
           and (ended_on is null or ended_on > $2) group by target_id`,
        [id, DEADLINE],
      );
      const listed = standing.targets.filter(({ headline }) => headline === 'records');
      expect(listed.length).toBeGreaterThan(10);
      for (const { target, value } of listed) {
        const row = counted.find(({ target_id }) => target_id === target.id);
        expect([target.id, value]).toEqual([target.id, target.measure === 'sum' ? row?.amount : row?.items]);
      }
    });

    it('names every record a sample, and shows batches in four states', async () => {
      const { rows } = await db.pool.query<{ wrong: number; states: string[] }>(
        `select (select count(*)::int from entry where source <> '示例数据') as wrong,
                (select array_agg(distinct status order by status) from batch) as states`,
      );
      expect(rows).toEqual([{ wrong: 0, states: ['draft', 'on_record', 'returned', 'submitted'] }]);
    });

    it('has a bulletin that is published and one that is written', async () => {
      const { rows } = await db.pool.query('select state from bulletin order by state');
      expect(rows).toEqual([{ state: 'draft' }, { state: 'published' }]);
    });

    it('marks every organisation and account as sample, and happens in the past', async () => {
      const { rows } = await db.pool.query<{ wrong: number }>(
        `select (select count(*) from organisation where not is_demo and kind <> 'operator')::int
              + (select count(*) from account where not is_demo)::int
              + (select count(*) from journal where at > $1)::int as wrong`,
        [now],
      );
      expect(rows[0]?.wrong).toBe(0);
    });
  },
);
