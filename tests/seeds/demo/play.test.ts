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
