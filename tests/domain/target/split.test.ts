import { describe, expect, it } from 'vitest';
import { adoptable, adopted, canAdopt } from '#app/domain/target/adopt.ts';
import { JudgingFormSchema, percentText } from '#app/domain/target/judging.ts';
import { citiesOf, readSplitForm, splitFields, splitSum } from '#app/domain/target/split.ts';
import { samplePlan, sampleTarget } from '#tests/support/plan.ts';

describe('the cities of a region', () => {
  it.each([
    ['370000', 16],
    ['310000', 16],
    ['220000', 0],
    ['370100', 0],
    ['000000', 0],
    ['x', 0],
  ])('%s has %i', (region, count) => {
    expect(citiesOf(region)).toHaveLength(count);
  });
});

describe('the matrix of shares', () => {
  const plan = samplePlan('a', { targets: [sampleTarget('T1'), sampleTarget('T2', { canSplit: false })] });
  const read = (fields: Readonly<Record<string, string>>) => {
    const reading = readSplitForm(fields, plan);
    return reading.ok ? reading.value : Object.keys(reading.fields);
  };
  const share = (regionCode: string, value: number) => ({ targetId: 'T1', regionCode, value });

  it('reads its own targets and cities and leaves the rest', () => {
    const fields = {
      'T1.370100': ' 10 ',
      'T1.370200': '',
      'T1.310115': '9',
      'T2.370100': '9',
      'T9.370100': '9',
    };
    expect(read(fields)).toEqual([share('370100', 10)]);
    expect(splitFields([share('370100', 10)])).toEqual({ 'T1.370100': '10' });
  });

  it.each(['-1', '1e3', '一', '1.00001', '1,000', 'NaN', '9'.repeat(16)])(
    'refuses %s in its cell',
    (text) => {
      expect(read({ 'T1.370100': text, 'T1.370200': '1' })).toEqual(['T1.370100']);
    },
  );

  it('says how the sum stands to the target, without floats’ dust', () => {
    const target = { id: 'T1', value: 0.3 };
    expect(splitSum(target, [])).toMatchObject({ sum: 0, difference: null });
    expect(splitSum(target, [share('370100', 0.1), share('370200', 0.2)])).toMatchObject({ difference: 0 });
    expect(splitSum(target, [share('370100', 0.5)]).text.zh).toBe('比目标多 0.2');
    expect(splitSum(target, [share('370100', 0)]).text.zh).toBe('比目标少 0.3');
  });
});

describe('what a house may adopt', () => {
  it.each([
    ['370000', '370000', true],
    ['000000', '370000', true],
    ['370000', '370100', true],
    ['370000', '000000', true],
    ['220000', '370000', false],
    ['370100', '370200', false],
  ])('a document of %s by a house of %s: %s', (region, house, may) => {
    expect(canAdopt({ region }, house)).toBe(may);
  });

  it('puts the programme’s own first and keeps the others’ order', () => {
    const file = (region: string, programme: string) => ({ region, programme });
    const files = [file('000000', 'b'), file('370000', 'a'), file('220000', 'a'), file('000000', 'c')];
    const { ofProgramme, others } = adoptable(files, { regionCode: '370000', programmeId: 'a' });
    expect(ofProgramme).toEqual([files[1]]);
    expect(others).toEqual([files[0], files[3]]);
  });

  it('tracks a wider document for the house’s own region, without a split', () => {
    const file = samplePlan('a');
    expect(adopted(file, '370000')).toBe(file);
    expect(adopted(file, '000000')).toBe(file);
    const own = adopted(file, '370100');
    expect(own).toMatchObject({ region: '370100', targets: [{ canSplit: false }, { canSplit: false }] });
  });
});

describe('how a house judges', () => {
  const sound = { tolerance: '5', behindBelow: '100', farBehindBelow: '75' };

  it('is typed in percent and kept as shares', () => {
    expect(JudgingFormSchema.parse({ ...sound, tolerance: ' 7.5 ' })).toEqual({
      tolerance: 0.075,
      behindBelow: 1,
      farBehindBelow: 0.75,
    });
    for (const share of [0, 0.05, 0.075, 0.29, 0.57, 1]) {
      const text = percentText(share);
      expect(
        JudgingFormSchema.parse({ ...sound, behindBelow: '100', farBehindBelow: text }).farBehindBelow,
      ).toBe(share);
    }
  });

  it.each([
    ['tolerance', '51'],
    ['tolerance', '-1'],
    ['tolerance', ''],
    ['tolerance', '1.234'],
    ['behindBelow', '101'],
    ['behindBelow', 'x'],
    ['behindBelow', '70'],
  ])('refuses %s of %s', (field, text) => {
    const result = JudgingFormSchema.safeParse({ ...sound, [field]: text });
    expect(result.error?.issues[0]?.path).toEqual([text === '70' ? 'farBehindBelow' : field]);
  });
});
