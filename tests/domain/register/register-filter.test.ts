import { describe, expect, it } from 'vitest';
import { RegisterFilterSchema, registerSearch } from '#app/domain/register/register-filter.ts';
import { classesOf } from '#app/domain/register/tally.ts';

const whole = RegisterFilterSchema.parse({});

describe('the filter of the register', () => {
  it.each([
    [{}, whole],
    [
      { licence: 'b2', kind: 'duty', region: '310115', q: ' 云 ' },
      { ...whole, licence: 'b2', kind: 'duty', region: '310115', q: '云' },
    ],
    [{ licence: 'toString', kind: 'x', region: '31', q: 'x'.repeat(61) }, whole],
  ])('reads %j and lets the rest fall', (typed, read) => {
    expect(RegisterFilterSchema.parse(typed)).toEqual(read);
  });

  it('writes only what says something, the day with it, and starts at the top after a change', () => {
    expect(registerSearch(whole, '')).toBe('');
    expect(registerSearch(whole, '2026-06-01')).toBe('?at=2026-06-01');
    expect(registerSearch({ ...whole, q: '云', after: 'place' }, '', { licence: 'a1' })).toBe(
      '?licence=a1&q=%E4%BA%91',
    );
  });

  it('names the classes that a record holds', () => {
    const none = { hasA1: false, hasA2: false, hasB1: false, hasB2: false, hasDomain: false };
    expect(classesOf(none)).toEqual([]);
    expect(classesOf({ ...none, hasA2: true, hasB2: true, hasDomain: true })).toEqual(['A2', 'B2', '域名']);
  });
});
