import { describe, expect, it } from 'vitest';
import { readPlanContent } from '#app/domain/target/plan-file.ts';
import { wordsOf } from '#app/domain/words.ts';

const held = { from: 'designation', kind: 'data_trader', counts: 'held' };

const target = (changes: object = {}): Record<string, unknown> => ({
  id: 'T01',
  part: 'one',
  clause: '第1条',
  indicator: { zh: '示例指标', en: 'A number' },
  comparator: 'at_least',
  value: 300,
  unit: { zh: '家', en: 'enterprises' },
  direction: 'up',
  counting: 'cumulative',
  deadline: '2023-12-31',
  measure: 'count',
  entryName: { zh: '企业', en: 'enterprise' },
  headline: 'records',
  summary: { zh: '自编摘要', en: 'Our own summary' },
  ...changes,
});

const plan = (changes: object = {}): Record<string, unknown> => ({
  key: 'own-2023',
  title: { zh: '示例计划', en: 'A plan' },
  issuer: { zh: '示例机关', en: 'An authority' },
  region: '370000',
  from: '2023-01-01',
  until: '2023-12-31',
  source: { zh: '自编', en: 'our own' },
  parts: [{ id: 'one', title: { zh: '第一部分', en: 'Part one' } }],
  targets: [target()],
  ...changes,
});

/** Where a plan is refused and the Chinese words of each reason. */
function refusals(value: unknown): { at: string; zh: string }[] {
  const reading = readPlanContent(value);
  if (reading.ok) return [];
  return reading.problems.map(({ path, message }) => ({ at: path.join('.'), zh: wordsOf(message).zh }));
}

describe('a plan', () => {
  it('is read with what may be left out filled in', () => {
    const reading = readPlanContent(plan());
    expect(reading).toMatchObject({
      ok: true,
      file: {
        number: '',
        issuedOn: null,
        programme: null,
        defects: [],
        deliverables: [],
        context: [],
        targets: [{ isAspiration: false, canSplit: false, platform: null, note: null }],
      },
    });
  });

  it('takes a form’s texts: digits for numbers, blanks for nothing, Chinese for both tongues', () => {
    const typed = target({ value: ' 1.5 ', deadline: '', indicator: { zh: ' 规模 ', en: '' } });
    const reading = readPlanContent(plan({ issuedOn: '', programme: '', targets: [typed] }));
    expect(reading).toMatchObject({
      ok: true,
      file: {
        issuedOn: null,
        programme: null,
        targets: [{ value: 1.5, deadline: null, indicator: { zh: '规模', en: '规模' } }],
      },
    });
  });

  it.each([
    ['an unknown field', plan({ colour: 'red' }), 'colour', '未知字段'],
    ['no title', plan({ title: undefined }), 'title', '缺少文件名称'],
    ['a key with capitals', plan({ key: 'Own' }), 'key', '小写字母'],
    ['a region that is none', plan({ region: '990000' }), 'region', '六位数字'],
    ['a day that is none', plan({ until: '2023-02-30' }), 'until', '不是有效日期'],
    ['a day out of the world', plan({ until: '2200-01-01' }), 'until', '1990 年至 2100 年'],
    ['an end before its beginning', plan({ until: '2022-12-31' }), 'until', '止日不能早于起日'],
    ['no list of targets', plan({ targets: 'many' }), 'targets', '应为列表'],
    ['more than 200 targets', plan({ targets: Array(201).fill(target()) }), 'targets', '超过 200 条'],
    ['a part that stands twice', plan({ parts: [...parts('one'), ...parts('one')] }), 'parts.1.id', '重复'],
    ['a target of no part', plan({ targets: [target({ part: 'two' })] }), 'targets.0.part', 'two'],
    [
      'ids that differ in capitals',
      plan({ targets: [target(), target({ id: 't01' })] }),
      'targets.1.id',
      '重复',
    ],
    [
      'a deliverable with a target’s id',
      plan({ deliverables: [deliverable('T01')] }),
      'deliverables.0.id',
      '重复',
    ],
    [
      'a deliverable of no part',
      plan({ deliverables: [deliverable('D01', 'two')] }),
      'deliverables.0.part',
      'two',
    ],
  ])('is refused with %s', (_name, value, at, zh) => {
    const [first, ...more] = refusals(value);
    expect(first?.at).toBe(at);
    expect(first?.zh).toContain(zh);
    expect(more).toEqual([]);
  });

  it('is refused when it is no plan at all', () => {
    for (const value of [undefined, null, 3, 'plan', [], {}]) expect(refusals(value)).not.toEqual([]);
  });
});

describe('a target', () => {
  it.each([
    ['no number', { value: 'many' }, 'value', '应为数字'],
    ['separators', { value: '1,000' }, 'value', '千分位'],
    ['infinity', { value: Infinity }, 'value', '应为数字'],
    ['a negative value', { value: -1 }, 'value', '不能为负数'],
    ['an absurd value', { value: 1_000_000_000_001 }, 'value', '一万亿'],
    ['five decimals', { value: 0.00001 }, 'value', '小数最多 4 位'],
    ['nothing to reach', { value: 0 }, 'value', '大于 0'],
    ['an id with a blank', { id: 'SD 01' }, 'id', '字母和数字'],
    ['a long id', { id: 'A'.repeat(21) }, 'id', '超过 20 字'],
    ['an empty clause', { clause: ' ' }, 'clause', '不能为空'],
    ['an indicator of a page', { indicator: { zh: '长'.repeat(101) } }, 'indicator.zh', '超过 100 字'],
    ['an unknown comparator', { comparator: 'roughly' }, 'comparator', 'about'],
    ['a deadline before the plan', { deadline: '2022-12-31' }, 'deadline', '早于计划起日'],
    ['a limit that goes up', { comparator: 'at_most' }, 'direction', '不超过'],
    ['a count that goes down', { direction: 'down' }, 'direction', '不少于'],
    ['a headline of no rule', { headline: 'platform' }, 'headline', '平台口径'],
    ['records of reported figures', { measure: 'value' }, 'headline', '名录条目'],
    ['a rule over a sum', { measure: 'sum', platform: held }, 'platform', 'count'],
    ['an unknown rule', { platform: { from: 'guess' } }, 'platform.from', 'designation'],
    [
      'level six',
      { platform: { from: 'certificate', kind: 'dcmm', leastLevel: 6 } },
      'platform.leastLevel',
      '1 至 5',
    ],
  ])('is refused with %s', (_name, changes, at, zh) => {
    const [first, ...more] = refusals(plan({ targets: [target(changes)] }));
    expect(first?.at).toBe(`targets.0.${at}`);
    expect(first?.zh).toContain(zh);
    expect(more).toEqual([]);
  });

  it('may be split in a province only', () => {
    const split = [target({ canSplit: true })];
    expect(refusals(plan({ targets: split }))).toEqual([]);
    for (const region of ['000000', '370100']) {
      expect(refusals(plan({ region, targets: split }))[0]?.at).toBe('targets.0.canSplit');
    }
  });

  it('keeps a limit of zero', () => {
    const limit = target({ comparator: 'at_most', direction: 'down', value: 0 });
    expect(refusals(plan({ targets: [limit] }))).toEqual([]);
  });

  it('tells everything that is wrong at once', () => {
    const wrong = [target({ part: 'two' }), target({ value: 0 })];
    expect(refusals(plan({ targets: wrong })).map(({ at }) => at)).toEqual([
      'targets.1.id',
      'targets.0.part',
      'targets.1.value',
    ]);
  });
});

function parts(id: string) {
  return [{ id, title: { zh: '部分', en: 'Part' } }];
}

function deliverable(id: string, part = 'one') {
  return { id, part, clause: '第2条', text: { zh: '出台细则', en: 'Issue rules' } };
}
