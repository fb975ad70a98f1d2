import { describe, expect, it } from 'vitest';
import {
  isWorkingHour,
  MAY_REPEAT,
  MOST_ATTEMPTS,
  nextWorkingInstant,
  retryAt,
  settle,
  type Outcome,
} from '#app/domain/notice/delivery.ts';
import { seedCalendar } from '#seeds/calendar/index.ts';

describe('working hours in Shanghai', () => {
  it.each([
    ['2026-11-23T00:59:59.000Z', false, 'Monday 8:59'],
    ['2026-11-23T01:00:00.000Z', true, 'Monday 9:00'],
    ['2026-11-23T09:59:59.000Z', true, 'Monday 17:59'],
    ['2026-11-23T10:00:00.000Z', false, 'Monday 18:00'],
    ['2026-11-22T03:00:00.000Z', false, 'Sunday noon'],
    ['2026-10-10T03:00:00.000Z', true, 'a make-up Saturday'],
    ['2026-10-05T03:00:00.000Z', false, 'National Day'],
  ])('%s: %s (%s)', (now, expected) => {
    expect(isWorkingHour(now, seedCalendar)).toBe(expected);
  });

  it.each([
    ['2026-11-23T02:30:00.000Z', '2026-11-23T02:30:00.000Z'],
    ['2026-11-22T20:00:00.000Z', '2026-11-23T01:00:00.000Z'],
    ['2026-11-23T10:00:00.000Z', '2026-11-24T01:00:00.000Z'],
    ['2026-11-20T12:00:00.000Z', '2026-11-23T01:00:00.000Z'],
    ['2026-09-30T11:00:00.000Z', '2026-10-08T01:00:00.000Z'],
  ])('after %s they open at %s', (now, expected) => {
    expect(nextWorkingInstant(now, seedCalendar)).toBe(expected);
    expect(isWorkingHour(nextWorkingInstant(now, seedCalendar), seedCalendar)).toBe(true);
  });
});

describe('what a try makes of a notice', () => {
  const now = '2026-11-23T02:00:00.000Z';
  const declined = (more: Partial<Extract<Outcome, { kind: 'declined' }>>): Outcome => ({
    kind: 'declined',
    reason: 'refused 450',
    permanent: false,
    uncertain: false,
    outage: false,
    ...more,
  });

  it('waits longer after each try', () => {
    const waits = [1, 2, 3, 4, 5, 6, 9].map((n) => (Date.parse(retryAt(now, n)) - Date.parse(now)) / 60_000);
    expect(waits).toEqual([1, 5, 15, 60, 180, 360, 360]);
  });

  it('is sent, put back, failed at last, or failed at once', () => {
    expect(settle({ kind: 'accepted' }, now, 1, '')).toMatchObject({
      state: 'sent',
      sentAt: now,
      lastError: '',
    });
    expect(settle(declined({}), now, 1, '')).toMatchObject({ state: 'waiting', lastError: 'refused 450' });
    expect(settle(declined({}), now, MOST_ATTEMPTS, '').state).toBe('failed');
    expect(settle(declined({ permanent: true }), now, 1, '').state).toBe('failed');
  });

  it('never gives up while the way to the server is shut', () => {
    expect(settle(declined({ outage: true }), now, 500, '').state).toBe('waiting');
  });

  it('keeps the mark of a possible repetition beside the later success', () => {
    const first = settle(declined({ uncertain: true, reason: 'connection_lost' }), now, 1, '');
    expect(first).toMatchObject({ state: 'uncertain', lastError: `${MAY_REPEAT} connection_lost` });
    expect(settle({ kind: 'accepted' }, now, 2, first.lastError).lastError).toBe(MAY_REPEAT);
  });
});
