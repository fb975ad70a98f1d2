import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { regionContains, SHANDONG_CITIES } from '#app/domain/organisation/region.ts';
import {
  checkLine,
  countedLine,
  type Line,
  type LineContext,
  lineKindsOf,
  LineSchema,
  lineSubject,
  reportableRegions,
} from '#app/domain/target/line.ts';
import { words } from '#app/domain/words.ts';
import { BATCH_PLAN, figureLine, itemLine } from '#tests/support/batch-world.ts';

const TODAY = plainDate('2026-11-22');
const day = plainDate;
const city: LineContext = { content: BATCH_PLAN, today: TODAY, region: '370100', isPlanHouse: false };
const province: LineContext = { ...city, region: '370000', isPlanHouse: true };

function subjectOf(id: string) {
  const subject = lineSubject(BATCH_PLAN, id);
  if (!subject) throw new Error(id);
  return subject;
}
const problemsOf = (line: Line, id = 'XC01', context = city) =>
  Object.keys(checkLine(line, subjectOf(id), context)).sort();

describe('reading a line', () => {
  const typed = { kind: 'item', name: ' 示例企业 ', region: '370100', onDate: '2023-06-01' };
  const read = (more: Record<string, string>) => LineSchema.safeParse({ ...typed, ...more });

  it('leaves blank what was left blank', () => {
    expect(read({ uscc: ' ', endedOn: '', quantity: '', value: '' })).toMatchObject({
      success: true,
      data: { name: '示例企业', uscc: null, endedOn: null, quantity: null, value: null, source: '' },
    });
  });

  it.each([
    ['12', 12],
    ['12.3456', 12.3456],
    ['1,234,567.5', 1_234_567.5],
    ['１２．５', 12.5],
    [' 7 ', 7],
    ['0', 0],
    ['1000000000000', 1e12],
  ])('reads %s as a number', (value, number) => {
    expect(read({ value }).data?.value).toBe(number);
  });

  it.each([
    '-1',
    '1e3',
    '0x10',
    '12.34567',
    'abc',
    '1,23',
    'NaN',
    'Infinity',
    '1000000000001',
    '9'.repeat(40),
    '1 2 a',
  ])('takes %s for none', (value) => {
    expect(read({ value }).success).toBe(false);
    expect(read({ quantity: value }).success).toBe(false);
  });

  it.each(['2023-02-30', '2023/06/01', '06-01', '今天', '99999-01-01', '0000-00-00'])(
    'takes %s for no day',
    (onDate) => {
      expect(read({ onDate }).success).toBe(false);
      expect(read({ endedOn: onDate }).success).toBe(false);
    },
  );

  it('checks a code by its last character and writes it as it is written', () => {
    expect(read({ uscc: '91310115ma1k00015k' }).data?.uscc).toBe('91310115MA1K00015K');
    expect(read({ uscc: '91310115MA1K00015X' }).success).toBe(false);
    expect(read({ uscc: '123' }).success).toBe(false);
  });

  it('is bounded in every text', () => {
    for (const field of ['name', 'source', 'document', 'note', 'region']) {
      expect(read({ [field]: '长'.repeat(1001) }).success).toBe(false);
    }
    expect(read({ kind: 'nonsense' }).success).toBe(false);
  });

  it('answers, whatever is posted', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const fields = ['kind', 'name', 'uscc', 'region', 'onDate', 'endedOn', 'quantity', 'value'] as const;
    const posted = fc.record(Object.fromEntries(fields.map((field) => [field, text])));
    fc.assert(fc.property(posted, (given) => typeof LineSchema.safeParse(given).success === 'boolean'));
  });
});

describe('a line', () => {
  it('is right when everything fits', () => {
    expect(problemsOf(itemLine())).toEqual([]);
    expect(problemsOf(itemLine({ quantity: 1 }))).toEqual([]);
    expect(problemsOf(itemLine({ quantity: 30 }), 'XS01')).toEqual([]);
    expect(problemsOf(figureLine(), 'XV01')).toEqual([]);
    expect(problemsOf(figureLine({ value: 12 }), 'XC01')).toEqual([]);
    expect(problemsOf(figureLine({ value: 0, region: '370000' }), 'XP01', province)).toEqual([]);
  });

  it('has an end where a stock is counted, and none where the year’s events are', () => {
    const ended = itemLine({ endedOn: day('2024-01-01') });
    expect(problemsOf(ended)).toEqual([]);
    const inYear = { ...subjectOf('XC01'), counting: 'in_year' as const };
    expect(Object.keys(checkLine(ended, inYear, city))).toEqual(['endedOn']);
  });

  it.each([
    ['no day', itemLine({ onDate: null }), 'XC01', ['onDate']],
    ['tomorrow', itemLine({ onDate: day('2026-11-23') }), 'XC01', ['onDate']],
    ['1989', itemLine({ onDate: day('1989-12-31') }), 'XC01', ['onDate']],
    ['an end before its beginning', itemLine({ endedOn: day('2023-05-01') }), 'XC01', ['endedOn']],
    ['an end on its first day', itemLine({ endedOn: day('2023-06-01') }), 'XC01', ['endedOn']],
    ['an end to come', itemLine({ endedOn: day('2027-01-01') }), 'XC01', ['endedOn']],
    ['a figure that ends', figureLine({ endedOn: day('2024-01-01') }), 'XV01', ['endedOn']],
    ['no region', itemLine({ region: '' }), 'XC01', ['region']],
    ['another city', itemLine({ region: '370200' }), 'XC01', ['region']],
    ['a city of another province', itemLine({ region: '320100' }), 'XC01', ['region']],
    ['a place that doesn’t exist', itemLine({ region: '370199' }), 'XC01', ['region']],
    ['words for a region', itemLine({ region: '济南' }), 'XC01', ['region']],
    ['no name', itemLine({ name: '' }), 'XC01', ['name']],
    ['a counted record that counts five', itemLine({ quantity: 5 }), 'XC01', ['quantity']],
    ['a record with a figure', itemLine({ value: 5 }), 'XC01', ['value']],
    ['a summed record without its quantity', itemLine(), 'XS01', ['quantity']],
    ['half a participant', itemLine({ quantity: 2.5 }), 'XS01', ['quantity']],
    ['a record where figures alone are reported', itemLine(), 'XV01', ['kind']],
    ['a figure without a value', figureLine({ value: null }), 'XV01', ['value']],
    ['a figure without a source', figureLine({ source: '' }), 'XV01', ['source']],
    ['a figure with a quantity', figureLine({ quantity: 2 }), 'XV01', ['quantity']],
    ['an enterprise’s figure', figureLine({ uscc: '91310115MA1K00015K' }), 'XV01', ['uscc']],
    ['half an enterprise', figureLine({ value: 1.5 }), 'XC01', ['value']],
    ['101 %', figureLine({ value: 101 }), 'XP01', ['value']],
    [
      'everything at once',
      itemLine({ onDate: null, region: '', name: '' }),
      'XC01',
      ['name', 'onDate', 'region'],
    ],
  ] as const)('is refused with %s', (_what, line, target, fields) => {
    expect(problemsOf(line, target)).toEqual([...fields].sort());
  });

  it('of what has no number is the plan’s own house’s, and says 1 or nothing', () => {
    const line = figureLine({ region: '370000', value: null });
    expect(problemsOf(line, 'XD01', province)).toEqual([]);
    expect(problemsOf({ ...line, value: 1 }, 'XD01', province)).toEqual([]);
    expect(problemsOf({ ...line, value: 2 }, 'XD01', province)).toEqual(['value']);
    expect(problemsOf({ ...line, region: '370100' }, 'XD01')).toEqual(['target']);
    expect(problemsOf(itemLine({ region: '370000' }), 'XD01', province)).toEqual(['kind']);
  });

  it('counts one where records are counted, and what was typed where they are summed', () => {
    expect(countedLine(itemLine(), subjectOf('XC01')).quantity).toBe(1);
    expect(countedLine(itemLine({ quantity: 30 }), subjectOf('XS01')).quantity).toBe(30);
    expect(countedLine(figureLine({ value: null }), subjectOf('XD01')).value).toBe(1);
    expect(countedLine(figureLine({ value: 3, quantity: 9 }), subjectOf('XV01'))).toMatchObject({
      value: 3,
      quantity: null,
      name: '',
    });
  });

  it('takes units by what they are', () => {
    const target = { ...BATCH_PLAN.targets[2], id: 'x', unit: words('个百分点', 'points') };
    const context = { ...city, content: BATCH_PLAN };
    expect(checkLine(figureLine({ value: 120 }), target as never, context)).toHaveProperty('value');
  });
});

describe('an amount in another unit', () => {
  const target = { ...subjectOf('XV01'), value: 200, unit: words('亿元', '100 million yuan') };

  it.each([
    [214, []],
    [200_000, []],
    [200_000.0001, ['value']],
    [21_400_000_000, ['value']],
  ])('is told from a result: %d', (value, fields) => {
    expect(Object.keys(checkLine(figureLine({ value }), target as never, city))).toEqual(fields);
  });

  it('names the unit that the plan counts in', () => {
    const problems = checkLine(figureLine({ value: 21_400_000_000 }), target as never, city);
    expect(problems.value?.zh).toContain('以“亿元”计');
  });

  it('leaves a small or missing target room', () => {
    const limit = { ...target, value: 0 };
    expect(checkLine(figureLine({ value: 1000 }), limit as never, city)).toEqual({});
  });
});

describe('regions to report on', () => {
  it('are the own one, a province’s cities too, within the plan', () => {
    expect(reportableRegions('370100', '370000')).toEqual(['370100']);
    expect(reportableRegions('370000', '370000')).toEqual(['370000', ...Object.keys(SHANDONG_CITIES)]);
    expect(reportableRegions('370000', '370100')).toEqual(['370100']);
    expect(reportableRegions('370000', '000000')).toHaveLength(17);
    expect(reportableRegions('310000', '310000')).toHaveLength(17);
    expect(reportableRegions('370100', '320000')).toEqual([]);
    expect(reportableRegions('000000', '000000')).toHaveLength(35);
    expect(reportableRegions('220000', '220000')).toEqual(['220000']);
  });

  it('never reach beyond house or plan', () => {
    const place = fc.constantFrom('000000', '370000', '370100', '371700', '310000', '310115', '220000');
    fc.assert(
      fc.property(place, place, (house, plan) =>
        reportableRegions(house, plan).every(
          (region) => regionContains(house, region) && regionContains(plan, region),
        ),
      ),
    );
  });

  it('take figures alone where nothing is counted', () => {
    expect(lineKindsOf(subjectOf('XV01'))).toEqual(['observation']);
    expect(lineKindsOf(subjectOf('XS01'))).toEqual(['item', 'observation']);
    expect(lineKindsOf(subjectOf('XD01'))).toEqual(['observation']);
    expect(lineSubject(BATCH_PLAN, 'none')).toBeUndefined();
  });
});
