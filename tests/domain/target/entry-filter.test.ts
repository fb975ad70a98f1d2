import { describe, expect, it } from 'vitest';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { EntryFilterSchema, entrySearch, entryState } from '#app/domain/target/entry-filter.ts';

describe('the filter in the address', () => {
  it('survives the round trip, and starts at the top after a change', () => {
    const filter = EntryFilterSchema.parse({
      target: 'SD01',
      state: 'removed',
      from: '2023-01-01',
      q: '示例 & 数据',
      after: 'x',
    });
    const search = entrySearch(filter);
    expect(EntryFilterSchema.parse(Object.fromEntries(new URLSearchParams(search)))).toEqual({
      ...filter,
      after: '',
    });
    expect(entrySearch(filter, { state: 'counting' })).not.toContain('state');
    expect(entrySearch(EntryFilterSchema.parse({}))).toBe('');
  });

  it('falls back on what it doesn’t know', () => {
    expect(
      EntryFilterSchema.parse({ state: 'x', region: '37', from: '2023-02-30', batch: "'", kind: 'y' }),
    ).toMatchObject({ state: 'counting', region: '', from: '', batch: '', kind: '' });
  });
});

it.each([
  ['2023-05-01', null, null, '2023-05-01', 'counting'],
  ['2023-05-01', null, null, '2023-04-30', 'later'],
  ['2023-05-01', '2023-06-01', null, '2023-05-31', 'counting'],
  ['2023-05-01', '2023-06-01', null, '2023-06-01', 'ended'],
  ['2023-05-01', null, '2023-07-01T00:00:00.000Z', '2023-06-01', 'removed'],
])('an entry of %s, ended %s, removed %s, is on %s %s', (on, ended, removedAt, asAt, state) => {
  const entry = { onDate: plainDate(on), endedOn: ended === null ? null : plainDate(ended), removedAt };
  expect(entryState(entry, plainDate(asAt))).toBe(state);
});
