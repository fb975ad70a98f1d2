import { describe, expect, it } from 'vitest';
import { defaultScheme } from '#assessments/scheme.ts';
import { readSchemeForm, schemeFields, weightRows } from '#app/domain/assessment/scheme-form.ts';

const fields = schemeFields(defaultScheme('dsmm'));
const mistakes = (changes: Record<string, string>) => {
  const reading = readSchemeForm({ ...fields, ...changes });
  return reading.ok ? [] : Object.keys(reading.fields);
};

describe('the form of a scheme', () => {
  it('says what the scheme says, there and back', () => {
    const reading = readSchemeForm(fields);
    const { id: _id, version: _version, digest: _digest, ...content } = defaultScheme('dsmm');
    expect(reading).toEqual({ ok: true, content });
  });

  it('reads weights by their id, and leaves out empty rows', () => {
    const reading = readSchemeForm({
      ...fields,
      'weights.1.id': 'PA01/process',
      'weights.1.value': '2.5',
      'weights.1.basis': '本单位自定',
      'weights.1.confidence': 'U',
      'weights.0.value': '9',
    });
    expect(reading.ok && reading.content.weights).toEqual({
      'PA01/process': { value: '2.5', basis: '本单位自定', confidence: 'U' },
    });
    expect(reading.ok && readSchemeForm(schemeFields(reading.content))).toEqual(reading);
  });

  it('leaves out a grade that isn’t ticked', () => {
    const { 'grades.mostly.on': _on, ...others } = fields;
    const reading = readSchemeForm(others);
    expect(reading.ok && reading.content.grades.map(({ grade }) => grade)).toEqual([
      'met',
      'partly',
      'unmet',
      'not_applicable',
    ]);
  });

  it('has rows to spare', () => {
    expect(weightRows(fields)).toBe(4);
    expect(weightRows({ 'weights.3.id': 'x', 'weights.9.id': ' ' })).toBe(8);
    expect(weightRows({ 'weights.999.id': 'x' })).toBe(200);
  });
});

describe('a mistake stands beside its field', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['no name', { 'title.zh': ' ' }, ['title.zh']],
    ['an unknown family', { family: 'cmmi' }, ['family']],
    ['a gate above 1', { 'gates.3.value': '1.2' }, ['gates.3.value']],
    ['a gate in words', { 'gates.3.value': '八成' }, ['gates.3.value']],
    ['a gate without a basis', { 'gates.3.basis': '' }, ['gates.3.basis']],
    [
      'a worth above the better grade’s',
      { 'grades.partly.worth.value': '0.9' },
      ['grades.partly.worth.value'],
    ],
    ['a met of less than 1', { 'grades.met.worth.value': '0.9' }, ['grades.met.worth.value']],
    ['no confidence', { 'floor.confidence': '' }, ['floor.confidence']],
    ['a floor of 2', { 'floor.value': '2' }, ['floor.value']],
    ['an unrounded whole', { 'rounding.overall': '' }, ['rounding.overall']],
    ['too many decimals', { 'rounding.item': '7' }, ['rounding.item']],
    ['an unknown combination', { 'combine.items': 'median' }, ['combine.items']],
    ['a ground left out', { 'grounds.items.basis': '' }, ['grounds.items.basis']],
    [
      'a weight of 0',
      { 'weights.2.id': '6', 'weights.2.value': '0', 'weights.2.basis': 'x', 'weights.2.confidence': 'U' },
      ['weights.2.value'],
    ],
    [
      'an id that can’t be one',
      { 'weights.0.id': '6 1', 'weights.0.value': '1', 'weights.0.basis': 'x', 'weights.0.confidence': 'U' },
      ['weights.0.id'],
    ],
  ])('%s', (_title, changes, expected) => expect(mistakes(changes)).toEqual(expected));

  it('tells an id that stands twice, at the second', () => {
    const weight = (row: number) => ({
      [`weights.${row}.id`]: '6',
      [`weights.${row}.value`]: '2',
      [`weights.${row}.basis`]: 'x',
      [`weights.${row}.confidence`]: 'U',
    });
    expect(mistakes({ ...weight(0), ...weight(1) })).toEqual(['weights.1.id']);
  });
});
