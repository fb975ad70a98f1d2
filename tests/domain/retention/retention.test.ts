import { describe, expect, it } from 'vitest';
import { RetentionFormSchema, retentionMonths } from '#app/domain/retention/retention.ts';

const read = (months: string, confirm?: string) =>
  RetentionFormSchema.safeParse({ retentionMonths: months, ...(confirm ? { confirm } : {}) });

describe('the retention form', () => {
  it('takes whole months that were confirmed, and nothing for good', () => {
    expect(read('24', 'yes').data).toEqual({ months: 24 });
    expect(read(' 1 ', 'yes').data).toEqual({ months: 1 });
    expect(read('').data).toEqual({ months: null });
  });

  it.each(['0', '-1', '1.5', '601', '1e2', '十二', '00012', '１２'])('refuses %s', (text) => {
    expect(read(text, 'yes').error?.issues[0]?.path).toEqual(['retentionMonths']);
  });

  it('asks for the tick before anything is erased', () => {
    expect(read('24').error?.issues[0]?.path).toEqual(['confirm']);
    expect(read('24', 'no').success).toBe(false);
  });

  it('reads what is stored, and nonsense as nothing', () => {
    expect([undefined, '', 'x', '0', '36'].map(retentionMonths)).toEqual([null, null, null, null, 36]);
  });
});
