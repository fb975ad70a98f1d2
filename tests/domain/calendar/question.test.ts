import { describe, expect, it } from 'vitest';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { readCalendarQuestion } from '#app/domain/calendar/question.ts';

const read = (text: string) => readCalendarQuestion(new URLSearchParams(text), plainDate('2026-11-22'));

describe('a question to the calendar', () => {
  it('asks from today without anything, and from the day that is given', () => {
    expect(read('').question).toEqual({ kind: 'forward', from: '2026-11-22', days: 5 });
    expect(read('from=2026-09-30&days=10').question).toEqual({
      kind: 'forward',
      from: '2026-09-30',
      days: 10,
    });
  });
  it('asks backward when a last day is given', () => {
    expect(read('until=2026-10-13').question).toEqual({ kind: 'backward', until: '2026-10-13', days: 5 });
  });
  it.each([
    ['from=2026-02-30', 'from'],
    ['from=', 'from'],
    ['from=1999-12-31', 'from'],
    ['until=tomorrow', 'until'],
    ['from=2026-09-30&days=0', 'days'],
    ['from=2026-09-30&days=367', 'days'],
    ['from=2026-09-30&days=1e2', 'days'],
  ])('names what is wrong in %s', (text, field) => {
    const { question, faults } = read(text);
    expect(question).toBeNull();
    expect(Object.keys(faults)).toEqual([field]);
  });
});
