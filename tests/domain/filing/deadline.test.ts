import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '#app/domain/calendar/plain-date.ts';
import { isWorkingDay } from '#app/domain/calendar/working-day.ts';
import { REFILING_RULE, decideChange, timeliness } from '#app/domain/filing/deadline.ts';
import { seedCalendar as calendar } from '#seeds/calendar/index.ts';

const today = plainDate('2026-11-22');

function decide(happenedOn: string, over: Partial<Parameters<typeof decideChange>[0]> = {}) {
  return decideChange({
    kind: 'cdo',
    happenedOn: plainDate(happenedOn),
    decidedOn: null,
    today,
    calendar,
    voluntary: false,
    ...over,
  });
}

describe('decideChange', () => {
  it.each([
    ['2026-11-20', '2026-11-21', '2026-11-27', false],
    ['2026-09-30', '2026-10-01', '2026-10-13', false],
    ['2026-12-28', '2026-12-29', '2027-01-05', true],
  ])(
    'of %s counts from %s and is due on %s (provisional: %s)',
    (happenedOn, startsOn, dueOn, provisional) => {
      const answer = decide(happenedOn);
      expect(answer).toMatchObject({
        ok: true,
        decision: {
          startsOn,
          dueOn,
          provisional,
          ruleId: 'sh-cdo-refiling-5wd',
          calendarVersion: calendar.version,
        },
      });
      if (answer.ok) expect(answer.decision.counted).toHaveLength(5);
    },
  );

  it('does not let the decision start the count', () => {
    const answer = decide('2026-11-20', { decidedOn: plainDate('2026-10-08') });
    expect(answer).toMatchObject({ ok: true, decision: { dueOn: '2026-11-27', decidedOn: '2026-10-08' } });
  });

  it('is for reference only on a voluntary record', () => {
    expect(decide('2026-11-20', { voluntary: true })).toMatchObject({
      ok: true,
      decision: { statutory: false },
    });
  });

  it.each([
    ['2027-11-22', {}, null],
    ['2027-11-23', {}, 'too_far_ahead'],
    ['2026-12-23', { maxDaysAhead: 30 }, 'too_far_ahead'],
    ['2023-06-13', {}, null],
    ['2023-06-12', {}, 'before_guideline'],
    ['2026-11-20', { decidedOn: plainDate('2026-11-23') }, 'decided_in_future'],
  ])('of %s with %j is refused as %s', (happenedOn, over, refusal) => {
    const answer = decide(happenedOn, over);
    expect(answer.ok ? null : answer.refusal).toBe(refusal);
  });

  it('is never due on a rest day, and never earlier for a later change', () => {
    const day = fc.nat({ max: 1200 }).map((days) => addDays(plainDate('2023-06-13'), days));
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [early, late] = a <= b ? [a, b] : [b, a];
        const first = decide(early);
        const second = decide(late);
        expect(first.ok && second.ok && first.decision.dueOn <= second.decision.dueOn).toBe(true);
        expect(first.ok && isWorkingDay(first.decision.dueOn, calendar)).toBe(true);
      }),
    );
  });
});

describe('REFILING_RULE', () => {
  it('names its clause, what the text fixes, what it leaves open, and how sure the reading is', () => {
    expect(REFILING_RULE.clause.zh).toContain('五（四）');
    expect(REFILING_RULE.text.zh).toContain('5 个工作日');
    expect([REFILING_RULE.textConfidence, REFILING_RULE.readingConfidence]).toEqual(['C', 'L']);
  });
});

describe('timeliness', () => {
  const dueOn = plainDate('2026-11-27');
  const at = (day: string, over: Partial<Parameters<typeof timeliness>[0]> = {}) =>
    timeliness({ dueOn, today: plainDate(day), calendar, ...over });

  it.each([
    ['2026-11-20', 'due', 5, '剩 5 个工作日', 'blue'],
    ['2026-11-23', 'due', 4, '剩 4 个工作日', 'blue'],
    ['2026-11-24', 'dueSoon', 3, '剩 3 个工作日', 'amber'],
    ['2026-11-26', 'dueSoon', 1, '剩 1 个工作日', 'amber'],
    ['2026-11-27', 'dueSoon', 0, '今日到期', 'amber'],
    ['2026-11-28', 'overdue', 0, '已逾期', 'red'],
    ['2026-11-30', 'overdue', 1, '逾期 1 个工作日', 'red'],
    ['2026-12-02', 'overdue', 3, '逾期 3 个工作日', 'red'],
  ])('on %s is %s', (day, state, workingDays, zh, tone) => {
    expect(at(day)).toMatchObject({ state, workingDays, words: { zh }, tone });
  });

  it.each([
    [{ firstSubmittedOn: plainDate('2026-11-27') }, 'onTime', 0, '按期报送'],
    [{ firstSubmittedOn: plainDate('2026-11-28') }, 'late', 0, '逾期报送'],
    [{ firstSubmittedOn: plainDate('2026-12-01') }, 'late', 2, '逾期报送，晚 2 个工作日'],
    [
      { firstSubmittedOn: plainDate('2026-12-01'), paperConfirmedOn: plainDate('2026-11-26') },
      'onTime',
      0,
      '按期报送',
    ],
    [{ paperConfirmedOn: plainDate('2026-11-30') }, 'late', 1, '逾期报送，晚 1 个工作日'],
  ])('with %j is %s whatever the day', (over, state, workingDays, zh) => {
    for (const day of ['2026-11-24', '2026-11-27', '2027-03-01']) {
      expect(at(day, over)).toMatchObject({ state, workingDays, words: { zh } });
    }
  });

  it('speaks English beside it', () => {
    expect(at('2026-11-26').words.en).toBe('1 working day left');
    expect(at('2026-12-02').words.en).toBe('Overdue by 3 working days');
    expect(at('2026-12-02', { firstSubmittedOn: plainDate('2026-12-01') }).words.en).toBe(
      'Submitted late by 2 working days',
    );
  });

  it('says of a voluntary record that the limit is for reference', () => {
    expect(at('2026-11-24', { voluntary: true }).words.zh).toBe('剩 3 个工作日（参照，非法定期限）');
  });

  it('is none without a due date', () => {
    expect(timeliness({ dueOn: null, today, calendar })).toMatchObject({ state: 'none', tone: 'grey' });
  });
});
