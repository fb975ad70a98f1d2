import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { addDays, addMonths, daysBetween } from '#app/domain/calendar/plain-date.ts';
import {
  CERTIFICATE_KINDS,
  CertificateFilterSchema,
  certificateSearch,
  CertificateSchema,
  certificateState,
  isUnusualTerm,
  renewalFrom,
} from '#app/domain/certificate/certificate.ts';
import { CERTIFICATE_REMINDERS, certificateReminderDue } from '#app/domain/certificate/reminder.ts';
import { lawClause } from '#app/domain/law/clause.ts';
import { day } from '#tests/support/world.ts';

const TODAY = day('2026-11-23');

describe('months added to a day', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 36, '2027-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-11-23', -6, '2026-05-23'],
    ['2026-06-30', -6, '2025-12-30'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-12-15', 12, '2027-12-15'],
  ])('%s and %i give %s', (from, months, to) => {
    expect(addMonths(day(from), months)).toBe(to);
  });

  it('go as far as they are many', () => {
    const days = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays(day('2000-01-01'), n));
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 120 }), (from, months) => {
        const length = daysBetween(from, addMonths(from, months));
        expect(length).toBeGreaterThanOrEqual(Math.max(0, months * 30 - 15));
        expect(length).toBeLessThanOrEqual(months * 31);
      }),
    );
  });
});

describe('the state of a certificate', () => {
  it.each([
    ['2026-11-22', null, 'expired'],
    ['2026-11-23', null, 'expiring'],
    ['2027-02-21', null, 'expiring'],
    ['2027-02-22', null, 'valid'],
    ['2027-02-22', '2026-11-01T00:00:00.000Z', 'withdrawn'],
  ])('that holds until %s (withdrawn %s) is %s', (expiresOn, withdrawnAt, state) => {
    expect(certificateState({ expiresOn: day(expiresOn), withdrawnAt }, TODAY)).toBe(state);
  });
});

describe('the usual term', () => {
  it.each([
    ['dcmm', '2029-01-09', false],
    ['dcmm', '2029-01-10', false],
    ['dcmm', '2028-01-10', true],
    ['dsm', '2032-01-10', true],
    ['dsmm', '2032-01-10', false],
  ] as const)('of %s until %s is unusual: %s', (kind, expiresOn, isUnusual) => {
    expect(isUnusualTerm({ kind, issuedOn: day('2026-01-10'), expiresOn: day(expiresOn) })).toBe(isUnusual);
  });

  it('names its source in the law library, never as confirmed', () => {
    for (const { validity } of Object.values(CERTIFICATE_KINDS)) {
      expect(['C-w', 'L', 'U']).toContain(lawClause(validity).confidence);
    }
  });

  it('is followed by a renewal for DSM alone', () => {
    expect(renewalFrom({ kind: 'dsm', expiresOn: day('2027-03-31') })).toBe('2026-09-30');
    expect(renewalFrom({ kind: 'dcmm', expiresOn: day('2027-03-31') })).toBeNull();
  });
});

describe('the form of a certificate', () => {
  const filled = {
    kind: 'dcmm',
    level: '3',
    number: 'DCMM-示例-001',
    agency: '示例评估机构',
    edition: 'dcmm-2025',
    issuedOn: '2026-08-01',
    expiresOn: '2029-07-31',
  };
  const fieldsOf = (change: Record<string, string>) =>
    CertificateSchema.safeParse({ ...filled, ...change }).error?.issues.map(({ path }) => path.join('.'));

  it('reads what a certificate says', () => {
    expect(CertificateSchema.parse(filled)).toEqual({ ...filled, level: 3 });
    expect(CertificateSchema.parse({ ...filled, kind: 'dsm', level: '', edition: '' }).level).toBeNull();
  });

  it.each([
    [{ expiresOn: '2026-07-31' }, ['expiresOn']],
    [{ expiresOn: '2026-08-01' }, ['expiresOn']],
    [{ kind: 'dsm', edition: '' }, ['level']],
    [{ level: '' }, ['level']],
    [{ level: '6' }, ['level']],
    [{ edition: 'dsmm-2019' }, ['edition']],
    [{ edition: 'toString' }, ['edition']],
    [{ number: ' ' }, ['number']],
    [{ issuedOn: '2026-13-01' }, ['issuedOn']],
    [{ issuedOn: '', expiresOn: '' }, ['issuedOn', 'expiresOn']],
  ])('refuses %j beside %j', (change, fields) => {
    expect(fieldsOf(change as Record<string, string>)).toEqual(fields);
  });
});

describe('the filter of submitted certificates', () => {
  it('falls back on what doesn’t fit and is written without what says nothing', () => {
    const filter = CertificateFilterSchema.parse({ kind: 'dcmm', level: '9', on: '2026-02-30', region: 'x' });
    expect(filter).toEqual({ kind: 'dcmm', level: '', on: '', region: '', q: '', after: '' });
    expect(certificateSearch(filter, { on: day('2026-11-23') })).toBe('?kind=dcmm&on=2026-11-23');
  });
});

describe('reminders of expiry', () => {
  it('stand at 90, 30 and 7 days', () => {
    expect(Object.values(CERTIFICATE_REMINDERS).map(({ days }) => days)).toEqual([90, 30, 7]);
  });

  it.each([
    [91, null],
    [90, 'certificate-in-90'],
    [31, 'certificate-in-90'],
    [30, 'certificate-in-30'],
    [8, 'certificate-in-30'],
    [7, 'certificate-in-7'],
    [0, 'certificate-in-7'],
    [-1, null],
  ])('%i days before: %s', (days, rule) => {
    expect(certificateReminderDue(addDays(TODAY, days), TODAY)).toBe(rule);
  });
});
