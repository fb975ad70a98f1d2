import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMPARATORS, type PlanContent, type Target } from '#app/domain/target/plan.ts';
import { regionContains } from '#app/domain/organisation/region.ts';
import { openPolicy, policyFiles } from '#seeds/policies/index.ts';
import { programmes } from '#seeds/programme/index.ts';
import { DELIVERABLES, TARGETS } from './document.ts';

const plan = (key: string): PlanContent => {
  const found = policyFiles().find((entry) => entry.key === key);
  if (!found) throw new Error(`no plan ${key}`);
  return found;
};

/** A target as the documents have it, in one line: SD03 ≥ 100 家 力争 2023-12-31. */
function line({ id, comparator, value, unit, isAspiration, deadline }: Target): string {
  const words = [id, COMPARATORS[comparator].sign, value, unit.zh];
  return [...words, ...(isAspiration ? ['力争'] : []), deadline ?? '–'].join(' ');
}

describe('the library of plans', () => {
  it('has the bulletin’s five documents with numbers, each under its programme', () => {
    expect(policyFiles().map(({ key, number, issuedOn }) => [key, number, issuedOn])).toEqual([
      ['sme-pilot-cities-2023', '财建〔2023〕117号', null],
      ['vocational-education-2023', '发改社会〔2023〕699号', null],
      ['shanghai-metaverse-2023', '沪科〔2023〕157号', null],
      ['shandong-big-data-2023', '鲁工信数据〔2023〕94号', null],
      ['jilin-digital-government-2023', '', null],
    ]);
    for (const { programme, region } of policyFiles()) {
      expect(programmes.find(({ id }) => id === programme)?.region_code).toBe(region);
    }
  });

  it('is read once and can’t be changed', () => {
    expect(policyFiles()).toBe(policyFiles());
    for (const content of policyFiles()) {
      expect(Object.isFrozen(content)).toBe(true);
      expect(content.targets.every((target) => Object.isFrozen(target.indicator))).toBe(true);
    }
  });

  it.each(policyFiles())('$key has the documents’ targets, as restated here', ({ key, targets }) => {
    expect(targets.map((target) => line(target))).toEqual(
      TARGETS.filter((entry) => entry.plan === key).map((entry) => entry.line),
    );
    expect(targets.map(({ clause }) => clause)).toEqual(
      TARGETS.filter((entry) => entry.plan === key).map((entry) => entry.clause),
    );
  });

  it.each(policyFiles())(
    '$key has the documents’ deliverables, as restated here',
    ({ key, deliverables }) => {
      expect(deliverables.map(({ id, clause, deadline }) => `${id} ${clause} ${deadline ?? '–'}`)).toEqual(
        DELIVERABLES.filter((entry) => entry.plan === key).map(({ line: said, clause }) => {
          const [id, deadline] = said.split(' ');
          return `${id} ${clause} ${deadline}`;
        }),
      );
    },
  );

  it.each(policyFiles())('$key speaks both tongues, in our own words', (content) => {
    const pairs = [
      content.title,
      content.issuer,
      content.source,
      ...content.defects,
      ...content.parts.map(({ title }) => title),
      ...content.targets.flatMap(({ indicator, summary, note }) => [
        indicator,
        summary,
        ...(note ? [note] : []),
      ]),
      ...content.deliverables.map(({ text }) => text),
      ...content.context.map(({ text }) => text),
    ];
    for (const { zh, en } of pairs) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en, zh).not.toBe(zh);
    }
    for (const { id, summary } of content.targets) expect(summary.zh.length, id).toBeLessThan(80);
  });

  it('shows each part with something in it', () => {
    for (const { parts, targets, deliverables } of policyFiles()) {
      const used = new Set([...targets, ...deliverables].map(({ part }) => part));
      expect(parts.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
    }
  });
});

describe('Shandong’s plan', () => {
  const { targets, context } = plan('shandong-big-data-2023');
  const target = (id: string) => targets.find((entry) => entry.id === id);

  it('is reached upwards in all of its sixteen numbers', () => {
    expect(targets.map(({ id }) => id)).toEqual(
      Array.from({ length: 16 }, (_, at) => `SD${String(at + 1).padStart(2, '0')}`),
    );
    expect(new Set(targets.map(({ direction }) => direction))).toEqual(new Set(['up']));
  });

  it('takes SD02 and SD10 from the platform and everything else from records or reports', () => {
    expect(target('SD02')).toMatchObject({
      headline: 'platform',
      counting: 'cumulative',
      platform: { from: 'certificate', kind: 'dcmm', leastLevel: 2 },
    });
    expect(target('SD10')).toMatchObject({
      headline: 'platform',
      counting: 'cumulative',
      platform: { from: 'designation', kind: 'chief_data_engineer_pilot', counts: 'ever' },
    });
    const others = targets.filter(({ id }) => id !== 'SD02' && id !== 'SD10');
    expect(others.filter(({ headline }) => headline === 'platform')).toEqual([]);
    expect(others.flatMap(({ id, platform }) => (platform ? [id] : []))).toEqual([
      'SD01',
      'SD03',
      'SD05',
      'SD08',
    ]);
  });

  it('adds attendances of the year, reports one size and counts the rest', () => {
    expect(target('SD09')).toMatchObject({ measure: 'sum', counting: 'in_year' });
    expect(target('SD16')).toMatchObject({ measure: 'value', headline: 'reported', canSplit: false });
    const rest = targets.filter(({ id }) => id !== 'SD09' && id !== 'SD16');
    expect(new Set(rest.map(({ measure }) => measure))).toEqual(new Set(['count']));
    expect(targets.filter(({ canSplit }) => !canSplit).map(({ id }) => id)).toEqual(['SD16']);
  });

  it('knows no result of 2023 and says so', () => {
    expect(context.filter(({ confidence }) => confidence === 'U')).toHaveLength(1);
    expect(targets.every(({ note }) => note !== null)).toBe(true);
  });
});

describe('Jilin’s plan', () => {
  const { title, issuer, defects, region } = plan('jilin-digital-government-2023');

  it('shows that it stands under another city’s heading and belongs to Jilin', () => {
    expect(defects[0]?.zh).toContain('深圳市数字孪生先锋城市建设行动计划（2023）');
    expect(defects[0]?.zh).toContain('归于吉林省');
    expect(title.zh).toContain('吉林省');
    expect(issuer.zh).toBe('原文未载');
    expect(regionContains('220000', region)).toBe(true);
  });
});

describe('limits', () => {
  it('go downwards wherever a document sets one', () => {
    const limits = policyFiles().flatMap(({ targets }) =>
      targets.flatMap(({ id, direction }) => (direction === 'down' ? [id] : [])),
    );
    expect(limits).toEqual(['SME07a', 'SME07b', 'SME08', 'SME10', 'SME11', 'VE06', 'VE07', 'VE08']);
  });
});

describe('a file that does not hold', () => {
  const text = readFileSync('seeds/policies/shandong-big-data-2023.yaml', 'utf8');
  const lineOf = (found: string) => text.slice(0, text.indexOf(found)).split('\n').length;

  it.each([
    ['a value that is no number', 'value: 300', 'value: 三百', '目标值应为数字'],
    ['a negative value', 'value: 300', 'value: -300', '不能为负数'],
    ['an unknown comparator', 'comparator: about', 'comparator: 左右', '比较方式应为'],
    ['a day that is none', "until: '2023-12-31'", "until: '2023-13-31'", '不是有效日期'],
    ['an id that stands twice', '- id: SD07', '- id: SD06', '编号 SD06 重复'],
    ['a field that is not known', 'counting: in_year', 'countings: in_year', '未知字段：countings'],
    ['a tab', 'direction: up', '\tdirection: up', 'YAML'],
  ])('names file, line and reason: %s', (_name, from, to, reason) => {
    expect(text).toContain(from);
    let message = '';
    try {
      openPolicy('spoiled.yaml', text.replace(from, to));
    } catch (error) {
      message = error instanceof Error ? error.message : '';
    }
    expect(message).toContain(`spoiled.yaml:${lineOf(from)}：`);
    expect(message).toContain(reason);
  });
});
