import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installDemo } from '#entry/install.ts';
import type { OpenDatabase } from '#db/client.ts';
import { seedCalendar } from '#seeds/calendar/index.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { momentAt, testPorts } from '#tests/support/world.ts';

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
