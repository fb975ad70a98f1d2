import { describe, expect, it } from 'vitest';
import { JournalFilterSchema, journalQuery, journalSearch } from '#app/domain/journal/journal-filter.ts';

const NONE = JournalFilterSchema.parse({});
const OWN = '01890000-0000-7000-8000-000000000001';
const OTHER = '01890000-0000-7000-8000-000000000002';

describe('the audit log’s filter', () => {
  it('forgets what an address can not mean', () => {
    const strange = {
      of: 'x',
      kind: "filing'; drop",
      person: 'a\0b',
      subject: '%',
      from: '2026-02-30',
      until: 'yesterday',
      after: '-1',
    };
    expect(JournalFilterSchema.parse(strange)).toEqual(NONE);
    expect(JournalFilterSchema.parse({ kind: 'filing.%' }).kind).toBe('');
    expect(JournalFilterSchema.parse({ after: '9999999999999999' }).after).toBe('');
  });

  it('takes days of Shanghai, the last one whole', () => {
    const filter = JournalFilterSchema.parse({ from: '2026-11-23', until: '2026-11-23', after: '7' });
    expect(journalQuery(filter, OWN)).toEqual({
      organisationId: OWN,
      kind: '',
      person: '',
      subject: '',
      from: '2026-11-22T16:00:00.000Z',
      until: '2026-11-23T16:00:00.000Z',
      before: 7,
    });
    expect(journalQuery({ ...NONE, of: OTHER }, OWN)).toMatchObject({
      organisationId: OTHER,
      from: null,
      before: 0,
    });
  });

  it('starts at the top again when something changes', () => {
    const filter = JournalFilterSchema.parse({ kind: 'filing', after: '40' });
    expect(journalSearch(filter)).toBe('?kind=filing');
    expect(journalSearch(filter, { after: '40', kind: '' })).toBe('?after=40');
    expect(journalSearch(NONE)).toBe('');
  });
});
