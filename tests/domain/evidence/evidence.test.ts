import { describe, expect, it } from 'vitest';
import {
  EditEvidenceSchema,
  EvidenceFilterSchema,
  evidenceSearch,
  evidenceTerm,
  NewEvidenceSchema,
} from '#app/domain/evidence/evidence.ts';
import { day } from '#tests/support/world.ts';

describe('the term of evidence', () => {
  it.each([
    [null, null, 'undated'],
    ['2026-01-01', null, 'valid'],
    ['2026-11-24', null, 'upcoming'],
    [null, '2026-11-23', 'valid'],
    [null, '2026-11-22', 'expired'],
    ['2026-11-23', '2026-11-23', 'valid'],
    ['2025-01-01', '2025-12-31', 'expired'],
  ])('from %s until %s is %s on 2026-11-23', (from, until, term) => {
    const period = { effectiveFrom: from ? day(from) : null, effectiveUntil: until ? day(until) : null };
    expect(evidenceTerm(period, day('2026-11-23'))).toBe(term);
  });
});

describe('the form of evidence', () => {
  const filled = { kind: 'file', title: '数据质量管理办法', effectiveFrom: '2026-01-01', effectiveUntil: '' };

  it('reads a period with an open end, and leaves what is absent empty', () => {
    expect(NewEvidenceSchema.parse(filled)).toEqual({
      kind: 'file',
      title: '数据质量管理办法',
      reference: '',
      effectiveFrom: '2026-01-01',
      effectiveUntil: null,
      ownerId: '',
      ownerName: '',
    });
  });

  it.each([
    [{ title: '  ' }, 'title'],
    [{ title: '长'.repeat(121) }, 'title'],
    [{ kind: 'x' }, 'kind'],
    [{ effectiveFrom: '2026-02-30' }, 'effectiveFrom'],
    [{ effectiveUntil: '2025-12-31' }, 'effectiveUntil'],
    [{ kind: 'reference', reference: ' ' }, 'reference'],
  ])('refuses %j beside the field %s', (change, field) => {
    const parsed = NewEvidenceSchema.safeParse({ ...filled, ...change });
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
  });

  it('is corrected under the same rule of the period', () => {
    const { kind: _kind, ...facts } = filled;
    expect(EditEvidenceSchema.safeParse(facts).success).toBe(true);
    expect(EditEvidenceSchema.safeParse({ ...facts, effectiveUntil: '2025-12-31' }).success).toBe(false);
  });
});

describe('the filter of the library', () => {
  it('falls back on what doesn’t fit', () => {
    const filter = EvidenceFilterSchema.parse({ state: 'x', kind: 'y', after: '1; drop', q: ' 办法 ' });
    expect(filter).toEqual({ kind: '', state: 'live', owner: '', q: '办法', after: '' });
  });

  it('is written as short as it can be, and a change starts at the top', () => {
    const filter = EvidenceFilterSchema.parse({ after: '01920024-0000-7000-8000-000000000001' });
    expect(evidenceSearch(filter)).toBe('');
    expect(evidenceSearch(filter, { state: 'expired', owner: '张三' })).toBe(
      '?state=expired&owner=%E5%BC%A0%E4%B8%89',
    );
  });
});
