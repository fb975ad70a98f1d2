import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { maturityModels, ModelFileError } from '#assessments/model.ts';
import { defaultScheme, openScheme, shippedSchemes } from '#assessments/scheme.ts';
import { criteriaOf } from '#app/domain/assessment/model.ts';
import { score } from '#app/domain/assessment/score.ts';
import { CHOICES, GRADES } from '#app/domain/assessment/scheme.ts';

const schemes = [...shippedSchemes().values()];
const file = readFileSync('assessments/scheme/dcmm-default.yaml', 'utf8');

describe.each(schemes)('$id', (scheme) => {
  it('says where each number and each choice comes from, and how sure that is', () => {
    const numbers = [
      ...scheme.grades.flatMap(({ worth }) => (worth ? [worth] : [])),
      ...Object.values(scheme.gates),
      scheme.floor,
      ...CHOICES.map((choice) => scheme.grounds[choice]),
    ];
    for (const { basis, confidence } of numbers) {
      expect(basis.length).toBeGreaterThan(8);
      expect(['C', 'C-w', 'L', 'U']).toContain(confidence);
    }
    expect(scheme.source).toContain('非认证结论');
  });

  it('has the five conclusions, best first, and a default that every family has', () => {
    expect(scheme.grades.map(({ grade }) => grade)).toEqual([...GRADES]);
    expect(defaultScheme(scheme.family)).toBe(scheme);
  });

  it('is frozen, and its digest is of 64 hex digits', () => {
    expect(Object.isFrozen(scheme.gates[2])).toBe(true);
    expect(scheme.digest).toMatch(/^[0-9a-f]{64}$/);
  });
});

it('gives level 5 to every shipped model wholly met, and level 1 to one without an answer', () => {
  for (const model of maturityModels().values()) {
    const scheme = defaultScheme(model.family);
    const all = Object.fromEntries(criteriaOf(model).map(({ id }) => [id, 'met' as const]));
    expect(score(model, scheme, { grades: all, exclusions: {} }).overall?.shown).toBe('5.00');
    expect(score(model, scheme, { grades: {}, exclusions: {} }).level).toBe(1);
  }
});

describe('a faulty file stops the start and says where', () => {
  const lineOf = (text: string) => file.slice(0, file.indexOf(text)).split('\n').length;
  it.each<[string, (text: string) => string, number | null, string]>([
    [
      'a gate of 0',
      (text) => text.replace(/(gates:\n {2}1:\n {4}value: )'0.8'/, "$1'0'"),
      lineOf('gates:') + 2,
      '门槛',
    ],
    [
      'a worth above the one before',
      (text) => text.replace("value: '0.5'", "value: '0.9'"),
      lineOf("value: '0.5'"),
      '不应高于',
    ],
    [
      'a met that is worth less',
      (text) => text.replace("value: '1'", "value: '0.9'"),
      lineOf("value: '1'"),
      '满足',
    ],
    [
      'a number without quotes',
      (text) => text.replace("value: '0.5'", 'value: 0.5'),
      lineOf("value: '0.5'"),
      '',
    ],
    [
      'a basis left out',
      (text) => text.replace(/ {4}basis: .*\n {4}confidence: C-w/, '    confidence: C-w'),
      null,
      '依据',
    ],
    [
      'an unknown confidence',
      (text) => text.replace('confidence: C-w', 'confidence: sure'),
      lineOf('confidence: C-w'),
      '可信度',
    ],
    ['three decimals', (text) => text.replace('overall: 2', 'overall: 3'), lineOf('overall: 2'), '小数'],
    ['a field that is not known', (text) => `${text}bonus: 1\n`, file.split('\n').length, ''],
    ['not YAML', (text) => text.replace('grades:', 'grades: ['), null, 'YAML'],
  ])('%s', (_title, spoil, line, reason) => {
    const spoiled = spoil(file);
    expect(spoiled).not.toBe(file);
    try {
      openScheme('spoiled.yaml', spoiled);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ModelFileError);
      const { message } = error as ModelFileError;
      if (line !== null) expect(message).toContain(`spoiled.yaml:${line}：`);
      expect(message).toContain(reason);
    }
  });

  it('gives another digest to another number', () => {
    const changed = openScheme('x.yaml', file.replace("value: '0.5'", "value: '0.6'"));
    expect(changed.digest).not.toBe(defaultScheme('dcmm').digest);
    expect(openScheme('x.yaml', `# 注释\n${file}`).digest).toBe(defaultScheme('dcmm').digest);
  });
});
