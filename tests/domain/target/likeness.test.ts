import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAlike, likeness, nameForm } from '#app/domain/target/likeness.ts';

describe('the form of a name', () => {
  it.each([
    ['山东示例（济南）科技有限公司', '山东示例济南科技'],
    ['山东示例(济南) 科技股份有限公司', '山东示例济南科技'],
    ['ＡＢＣ数据集团有限公司', 'ABC数据'],
    ['有限公司', '有限公司'],
    ['示例—平台·一期', '示例平台一期'],
  ])('%s is %s', (name, form) => {
    expect(nameForm(name)).toBe(form);
  });
});

describe('likeness', () => {
  it.each([
    ['山东示例科技有限公司', '山东示例（科技）股份有限公司', 1],
    ['大数据培训第3期', '大数据培训第4期', 0],
    ['大数据培训第三期', '大数据培训第四期', 0],
    ['济南示例', '青岛样本', 0],
  ])('%s and %s: %d', (left, right, alike) => {
    expect(likeness(left, right)).toBe(alike);
  });

  it('is the share of common pairs where numbers agree', () => {
    // 山东/东示/示例/例数/数据/据科/科技 against 山东/东示/示例/例数/数据/据技/技术: 5 of 7 + 7.
    expect(likeness('山东示例数据科技', '山东示例数据技术')).toBeCloseTo(10 / 14, 10);
    expect(likeness('山东示例工业大数据科技', '山东示例工业大数据科枝')).toBeGreaterThanOrEqual(0.8);
  });

  it('is symmetric, within 0 and 1, and 1 of a name with itself', () => {
    const name = fc.string({ unit: fc.constantFrom(...'山东示例数据科技有限公司甲乙12（）'), maxLength: 14 });
    fc.assert(
      fc.property(name, name, (one, other) => {
        const value = likeness(one, other);
        expect(value).toBe(likeness(other, one));
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(likeness(one, one)).toBe(1);
      }),
    );
  });
});

describe('finding alike names', () => {
  it('finds exactly what comparing each with each finds', () => {
    const name = fc.string({ unit: fc.constantFrom(...'甲乙丙丁戊己'), minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 14, selector: nameForm }), (names) => {
        const found = findAlike(names.map((one) => ({ group: 'T', name: one })));
        const wanted = names.flatMap((one, later) =>
          names
            .slice(0, later)
            .flatMap((other, earlier) => (likeness(one, other) >= 0.8 ? [[later, earlier]] : [])),
        );
        const sorted = (pairs: readonly (readonly number[])[]) => pairs.map(String).sort();
        expect(sorted(found)).toEqual(sorted(wanted));
      }),
      { numRuns: 1000, examples: [[['甲乙丙丁', '乙丙', '丙丁', '甲乙丙丁戊']]] },
    );
  });

  it('keeps to the group, and names a doubled form to nobody', () => {
    const things = [
      { group: 'T1', name: '山东示例工业大数据科技' },
      { group: 'T2', name: '山东示例工业大数据科枝' },
      { group: 'T1', name: '山东示例工业大数据科技有限公司' },
    ];
    expect(findAlike(things)).toEqual([]);
  });

  it('finds them among fifty thousand names, near-equal ones too, and looks at a few for each', () => {
    const near = (index: number) =>
      `山东示例${String.fromCodePoint(0x4e00 + (index % 5000))}${String.fromCodePoint(0x5e00 + (index % 700))}数据科技有限公司`;
    const names = Array.from({ length: 50_000 }, (_, index) => near(index));
    names.push('济南某某工业大数据服务', '济南某某工业大数据服務');
    const found = findAlike(names.map((name) => ({ group: 'T', name })));
    expect(found).toContainEqual([50_001, 50_000]);
    expect(found.length).toBeLessThanOrEqual(30 * names.length);
  });

  it('compares names of one group and with the same numbers alone', () => {
    const one = '山东示例工业大数据科技培训';
    const other = '山东示例工业大数据科枝培训';
    const things = [`${one}第3期`, `${other}第4期`, `${other}第3期`].map((name) => ({ group: 'T', name }));
    expect(findAlike(things)).toEqual([[2, 0]]);
  });
});
