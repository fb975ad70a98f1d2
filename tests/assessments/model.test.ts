import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cellsOf, criteriaOf, itemsOf, type MaturityModel } from '#app/domain/assessment/model.ts';
import { OWN_WORDING } from '#app/domain/assessment/model-file.ts';
import { exampleModel } from '#assessments/example.ts';
import { maturityModel, maturityModels, ModelFileError, openModel } from '#assessments/model.ts';
import { openAssessments } from '#assessments/open.ts';

const PATHS: Readonly<Record<string, string>> = {
  'dcmm-2018': 'assessments/dcmm/2018.yaml',
  'dcmm-2025': 'assessments/dcmm/2025.yaml',
  'dsmm-2019': 'assessments/dsmm/2019.yaml',
};
const textOf = (id: string) => readFileSync(PATHS[id] ?? '', 'utf8');
const models = [...maturityModels().values()];

function shipped(id: string): MaturityModel {
  const model = maturityModel(id);
  if (!model) throw new Error(`no model ${id}`);
  return model;
}

describe('the shipped models', () => {
  it('open together', () => {
    expect(() => openAssessments()).not.toThrow();
    expect([...maturityModels().keys()].sort()).toEqual(Object.keys(PATHS).sort());
  });

  it.each([
    ['dcmm-2018', 8, 28, 0, [3, 3, 4, 3, 3, 4, 4, 4]],
    ['dcmm-2025', 9, 33, 0, [3, 3, 4, 3, 5, 4, 3, 4, 4]],
    ['dsmm-2019', 7, 30, 4, [4, 2, 3, 5, 3, 2, 11]],
  ])('%s has the standard’s shape', (id, domains, items, dimensions, sizes) => {
    const model = shipped(id);
    expect(model.domains).toHaveLength(domains);
    expect(itemsOf(model)).toHaveLength(items);
    expect(model.dimensions).toHaveLength(dimensions);
    expect(model.domains.map((domain) => domain.items.length)).toEqual(sizes);
    expect(cellsOf(model)).toHaveLength(items * Math.max(1, dimensions));
  });

  it('say what they are', () => {
    const facts = models.map((model) => [
      model.id,
      model.standard,
      model.publishedOn,
      model.effectiveOn,
      model.supersededOn,
      model.supersedes,
      model.confidence,
    ]);
    expect(facts).toEqual([
      ['dcmm-2025', 'GB/T 36073-2025', null, '2026-07-01', null, 'dcmm-2018', 'C-w'],
      ['dcmm-2018', 'GB/T 36073-2018', '2018-03-15', '2018-10-01', '2026-07-01', null, 'C'],
      ['dsmm-2019', 'GB/T 37988-2019', '2019-08-30', '2020-03-01', null, null, 'L'],
    ]);
    const dcmmLevels = ['初始级', '受管理级', '稳健级', '量化管理级', '优化级'];
    const levels = Object.fromEntries(
      models.map((model) => [model.id, model.levels.map(({ name }) => name.zh)]),
    );
    expect(levels).toEqual({
      'dcmm-2018': dcmmLevels,
      'dcmm-2025': dcmmLevels,
      'dsmm-2019': ['非正式执行', '计划跟踪', '充分定义', '量化控制', '持续优化'],
    });
    for (const id of Object.keys(PATHS)) {
      expect(textOf(id)).toContain(`note: '${OWN_WORDING}'`);
      expect(textOf(id).split('\n').slice(0, 2).join()).toContain(OWN_WORDING);
      expect(shipped(id).source).toContain(OWN_WORDING);
    }
  });

  it.each(models)(
    '$id asks one to three things at each level from 2, each with evidence and advice',
    (model) => {
      for (const cell of cellsOf(model)) {
        for (const level of [2, 3, 4, 5]) {
          const number = cell.criteria.filter((criterion) => criterion.level === level).length;
          expect(number, `${cell.id} level ${level}`).toBeGreaterThanOrEqual(1);
          expect(number, `${cell.id} level ${level}`).toBeLessThanOrEqual(3);
        }
        expect(cell.criteria.map(({ level }) => level)).toEqual(
          cell.criteria.map(({ level }) => level).sort((a, b) => a - b),
        );
      }
      for (const { id, text, evidence, improve } of criteriaOf(model)) {
        expect(text.length, id).toBeGreaterThanOrEqual(22);
        expect(text.length, id).toBeLessThanOrEqual(120);
        expect(evidence.length, id).toBeGreaterThanOrEqual(6);
        expect(improve.length, id).toBeGreaterThanOrEqual(8);
      }
    },
  );

  it.each(models)('$id has ids that are unique and say where they stand', (model) => {
    const ids = [
      ...model.domains.map(({ id }) => `domain ${id}`),
      ...itemsOf(model).map(({ id }) => `item ${id}`),
      ...cellsOf(model).map(({ id }) => `cell ${id}`),
      ...criteriaOf(model).map(({ id }) => id),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    for (const cell of cellsOf(model)) {
      for (const criterion of cell.criteria) {
        expect(criterion.id).toMatch(new RegExp(`^${cell.id}-L${criterion.level}-[1-3]$`));
      }
    }
  });

  it.each(models)('$id names everything in English too', (model) => {
    const names = [...model.levels, ...model.dimensions, ...model.domains, ...itemsOf(model)].map(
      ({ name }) => name,
    );
    for (const { zh, en } of [model.title, ...names]) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  it('number the clauses of DCMM as its contents do, and leave those of DSMM open', () => {
    for (const id of ['dcmm-2018', 'dcmm-2025']) {
      for (const item of itemsOf(shipped(id))) expect(item.clause).toBe(item.id);
    }
    expect(itemsOf(shipped('dsmm-2019')).every(({ clause }) => clause === null)).toBe(true);
  });

  it('are frozen all the way down', () => {
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      expect(Object.isFrozen(value)).toBe(true);
      for (const part of Object.values(value)) walk(part);
    };
    for (const model of models) walk(model);
    const [criterion] = criteriaOf(shipped('dcmm-2025'));
    expect(() => Object.assign(criterion ?? {}, { text: '改写' })).toThrow(TypeError);
  });

  it('have a digest that depends on what they say and on nothing else', () => {
    const text = textOf('dcmm-2025');
    const { digest } = shipped('dcmm-2025');
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(openModel('a.yaml', text).digest).toBe(digest);
    expect(openModel('b.yaml', `# 另一行注释\n${text}`).digest).toBe(digest);
    expect(openModel('b.yaml', text.replace('初始级', '起始级')).digest).not.toBe(digest);
    expect(new Set(models.map((model) => model.digest)).size).toBe(models.length);
  });

  it('come with an example to begin from', () => {
    expect(itemsOf(exampleModel()).map(({ id }) => id)).toEqual(['1.1', '1.2']);
  });
});

describe('a bad file', () => {
  const good = textOf('dcmm-2025').split('\n');
  /** The file with one line changed, and that line's number. */
  function changed(found: RegExp, by: string): { text: string; line: number } {
    const at = good.findIndex((line) => found.test(line));
    if (at < 0) throw new Error(`nothing to change: ${String(found)}`);
    return { text: good.with(at, (good[at] ?? '').replace(found, by)).join('\n'), line: at + 1 };
  }
  function problemsOf(text: string): string {
    try {
      openModel('assessments/dcmm/2025.yaml', text);
    } catch (error) {
      if (error instanceof ModelFileError) return error.message;
      throw error;
    }
    return '';
  }

  it.each([
    ['a level beyond five', /- level: 4$/, '- level: 6', '等级应为 1 至 5 的整数'],
    ['an id that stands twice', /id: '6.3'/, "id: '6.2'", '编号 6.2 重复'],
    ['an id with blanks', /id: '7.1'/, "id: '7. 1'", '编号只能用'],
    ['an unknown field', /evidence:/, 'evidense:', '未知字段：evidense'],
    ['a date that is none', /effectiveOn: '2026-07-01'/, "effectiveOn: '2026-07-32'", '不是有效日期'],
    ['another family', /family: 'dcmm'/, "family: 'cmmi'", '模型系列应为'],
    ['criteria said to be the standard’s', /note: '自编，非标准原文'/, "note: '标准原文'", '文件须写明 note'],
    ['a wrong number of domains', /domains: 9$/, 'domains: 8', '写明 8 个，实有 9 个'],
    ['an empty criterion', /text: '.*'/, "text: ''", '准则内容不能为空'],
    ['a number in place of a text', /edition: '2025'/, 'edition: 2025', '版次应为文字'],
    ['a field that stands twice', /edition: '2025'/, "id: 'again'", 'YAML 写法有误'],
    ['a quote that isn’t closed', /edition: '2025'/, "edition: '2025", 'YAML 写法有误'],
    ['an alias', /edition: '2025'/, 'edition: *edition', '不能使用别名'],
    ['a tag', /edition: '2025'/, "edition: !!js '2025'", 'YAML 写法有误'],
  ])('with %s is refused by line and reason', (_what, found, by, reason) => {
    const { text, line } = changed(found, by);
    const problems = problemsOf(text);
    expect(problems).toContain(reason);
    expect(problems).toContain(`assessments/dcmm/2025.yaml:${line}：`);
  });

  it('that lost the criteria of a level is told where', () => {
    const parsed = textOf('dcmm-2025');
    const item = parsed.slice(0, parsed.indexOf("- id: '6.2'"));
    const without = item.replaceAll('- level: 5', '- level: 4') + parsed.slice(item.length);
    expect(problemsOf(without)).toMatch(
      /2025\.yaml:\d+：domains\[0\]\.items\[0\]\.criteria：5 级有 0 条准则/,
    );
  });

  it('that is nothing, a list or deeply nested is refused', () => {
    for (const text of ['', '[]', 'null', '- a\n- b', '{}', '['.repeat(50_000)]) {
      expect(problemsOf(text)).toContain('assessments/dcmm/2025.yaml:');
    }
  });
});
