import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carryOver, type FormerAssessment } from '#app/domain/assessment/carry-over.ts';
import { reversedCrosswalk, type Crosswalk } from '#app/domain/assessment/crosswalk.ts';
import { cellsOf, criteriaOf, itemsOf, type MaturityModel } from '#app/domain/assessment/model.ts';
import { GRADES, type GradeKey } from '#app/domain/assessment/scheme.ts';
import { crosswalkBetween, crosswalkFor, openCrosswalk } from '#assessments/crosswalk.ts';
import { maturityModel, maturityModels } from '#assessments/model.ts';

function shipped(id: string): MaturityModel {
  const model = maturityModel(id);
  if (!model) throw new Error(`no model ${id}`);
  return model;
}
function between(from: string, to: string): Crosswalk {
  const crosswalk = crosswalkBetween(from, to);
  if (!crosswalk) throw new Error(`no crosswalk ${from} ${to}`);
  return crosswalk;
}

const old = shipped('dcmm-2018');
const now = shipped('dcmm-2025');
const editions = between('dcmm-2018', 'dcmm-2025');
const NOTHING: FormerAssessment = { answers: [], exclusions: {}, evidence: [] };

describe('the crosswalk of the two editions', () => {
  it('accounts for every item of both, once', () => {
    const from = [...editions.pairs.flatMap((pair) => pair.from), ...editions.gone];
    const to = [...editions.pairs.flatMap((pair) => pair.to), ...editions.added];
    expect(from.sort()).toEqual(
      itemsOf(old)
        .map(({ id }) => id)
        .sort(),
    );
    expect(to.sort()).toEqual(
      itemsOf(now)
        .map(({ id }) => id)
        .sort(),
    );
    expect(editions.added).toEqual(['9.1', '9.2', '9.3', '14.2']);
    expect(editions.pairs.find(({ relation }) => relation === 'split')).toMatchObject({
      from: ['12.2'],
      to: ['10.2', '10.3'],
    });
  });

  it('is walked back the other way', () => {
    const back = between('dcmm-2025', 'dcmm-2018');
    expect(back.gone).toEqual(editions.added);
    expect(back.pairs.find(({ relation }) => relation === 'merged')?.from).toEqual(['10.2', '10.3']);
    expect(reversedCrosswalk(back)).toEqual(editions);
  });

  it('lets answers be carried between editions alone', () => {
    expect(crosswalkFor(old, now)).toBe(editions);
    expect(crosswalkFor(now, now)?.pairs).toHaveLength(33);
    const dsmm = shipped('dsmm-2019');
    expect(crosswalkBetween(now.id, dsmm.id)?.kind).toBe('theme');
    expect(crosswalkFor(now, dsmm)).toBeUndefined();
    expect(crosswalkFor(old, dsmm)).toBeUndefined();
    expect(() => carryOver(now, dsmm, between(now.id, dsmm.id), NOTHING)).toThrow(RangeError);
    expect(() => carryOver(now, old, editions, NOTHING)).toThrow(RangeError);
  });

  const name = 'assessments/crosswalk/dcmm-2018-2025.yaml';
  const text = readFileSync(name, 'utf8');
  it.each([
    ['an unknown item', "from: ['6.1']", "from: ['6.9']", '没有评估项 6.9'],
    ['an item twice', "to: ['6.2']", "to: ['6.1']", '6.1 出现 2 次'],
    ['an item forgotten', "added: ['9.1', ", 'added: [', '9.1 出现 0 次'],
    ['an unknown model', "to: 'dcmm-2025'", "to: 'dcmm-2099'", '没有模型 dcmm-2099'],
    ['a relation that doesn’t fit', 'relation: split', 'relation: merged', '关系与项数不符'],
    ['another name called the same', 'relation: renamed', 'relation: same', '关系与名称不符'],
    ['a theme’s relation', 'relation: same', 'relation: related', 'related 只用于 theme'],
  ])('is refused with %s', (_what, found, by, reason) => {
    const open = () => openCrosswalk(name, text.replace(found, by), maturityModels());
    expect(open).toThrow(reason);
    expect(open).toThrow(/2018-2025\.yaml:\d+：/);
  });
});

describe('carrying over', () => {
  const all = (grade: GradeKey): FormerAssessment => ({
    ...NOTHING,
    answers: criteriaOf(old).map(({ id }) => ({ criterionId: id, grade, note: '' })),
  });

  it('carries what asks the same, and nothing into new items', () => {
    const carried = carryOver(old, now, editions, all('met'));
    expect(carried.answers.length).toBeGreaterThan(150);
    const added = itemsOf(now).filter(({ id }) => editions.added.includes(id));
    const inAdded = new Set(
      added.flatMap(({ cells }) => cells.flatMap((cell) => cell.criteria.map(({ id }) => id))),
    );
    expect(carried.answers.some(({ criterionId }) => inAdded.has(criterionId))).toBe(false);
    expect(carried.changes.filter(({ relation }) => relation === 'new').map(({ to }) => to[0])).toEqual([
      '9.1',
      '9.2',
      '9.3',
      '14.2',
    ]);
    expect(carried.changes.every(({ unchanged, criteria }) => unchanged <= criteria)).toBe(true);
  });

  it('carries everything from a model to itself', () => {
    const crosswalk = crosswalkFor(now, now);
    const answers = criteriaOf(now).map(({ id }, at) => ({
      criterionId: id,
      grade: GRADES[at % GRADES.length] ?? null,
      note: `第 ${at} 条`,
    }));
    const [cell] = cellsOf(now);
    const former = {
      answers,
      exclusions: { [cell?.id ?? '']: '不涉及' },
      evidence: [{ cellId: cell?.id ?? '', evidenceId: 'e' }],
    };
    if (!crosswalk) throw new Error('no crosswalk to itself');
    const carried = carryOver(now, now, crosswalk, former);
    expect(carried.answers.map(({ fromCriterionId: _, ...answer }) => answer)).toEqual(answers);
    expect(carried).toMatchObject({
      references: [],
      exclusions: former.exclusions,
      evidence: former.evidence,
    });
  });

  it('takes evidence to both halves of a split item, and leaves its exclusion behind', () => {
    const former = {
      ...NOTHING,
      exclusions: { '12.2': '不涉及', '6.1': '总部统一制定' },
      evidence: [
        { cellId: '12.2', evidenceId: 'list' },
        { cellId: '6.1', evidenceId: 'plan' },
      ],
    };
    const carried = carryOver(old, now, editions, former);
    expect(carried.exclusions).toEqual({ '6.1': '总部统一制定' });
    expect(carried.evidence).toEqual([
      { cellId: '6.1', evidenceId: 'plan' },
      { cellId: '10.2', evidenceId: 'list' },
      { cellId: '10.3', evidenceId: 'list' },
    ]);
  });

  it('carries neither of two grades that differ where items were merged', () => {
    const back = between('dcmm-2025', 'dcmm-2018');
    const merged = itemsOf(old).find(({ id }) => id === '12.2');
    const asked = new Map(criteriaOf(now).map(({ id, text }) => [id, text]));
    const answers = [...asked.keys()]
      .filter((id) => id.startsWith('10.2-') || id.startsWith('10.3-'))
      .map((criterionId) => ({
        criterionId,
        grade: criterionId.startsWith('10.2-') ? ('met' as const) : ('unmet' as const),
        note: '',
      }));
    const carried = carryOver(now, old, back, { ...NOTHING, answers });
    for (const answer of carried.answers) {
      const partners = answers.filter(
        ({ criterionId }) => asked.get(criterionId) === asked.get(answer.fromCriterionId),
      );
      expect(new Set(partners.map(({ grade }) => grade)).size).toBe(1);
    }
    expect(merged).toBeDefined();
    expect(carried.answers.length + carried.references.length).toBeGreaterThan(0);
  });

  it('holds to its word whatever was answered', () => {
    const oldCriteria = criteriaOf(old);
    const newTexts = new Map(criteriaOf(now).map(({ id, text }) => [id, text]));
    const oldTexts = new Map(oldCriteria.map(({ id, text }) => [id, text]));
    const itemOfCriterion = (id: string) => id.replace(/-L\d-\d$/, '');
    const pairOf = new Map(editions.pairs.flatMap((pair) => pair.from.map((id) => [id, pair] as const)));
    const answer = fc.record({
      criterionId: fc.constantFrom(...oldCriteria.map(({ id }) => id)),
      grade: fc.option(fc.constantFrom(...GRADES)),
      note: fc.constantFrom('', '见附件'),
    });
    const link = fc.record({
      cellId: fc.constantFrom(...cellsOf(old).map(({ id }) => id)),
      evidenceId: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(answer, { selector: ({ criterionId }) => criterionId, maxLength: 60 }),
        fc.uniqueArray(link, { selector: (one) => `${one.cellId} ${one.evidenceId}`, maxLength: 20 }),
        (answers, evidence) => {
          const carried = carryOver(old, now, editions, { answers, exclusions: {}, evidence });
          const ids = carried.answers.map(({ criterionId }) => criterionId);
          expect(new Set(ids).size).toBe(ids.length);
          for (const one of carried.answers) {
            expect(newTexts.get(one.criterionId)).toBe(oldTexts.get(one.fromCriterionId));
            expect(pairOf.get(itemOfCriterion(one.fromCriterionId))?.to).toContain(
              itemOfCriterion(one.criterionId),
            );
            expect(answers).toContainEqual({
              criterionId: one.fromCriterionId,
              grade: one.grade,
              note: one.note,
            });
          }
          const told = new Set([
            ...carried.answers.map(({ fromCriterionId }) => fromCriterionId),
            ...carried.references.map(({ criterionId }) => criterionId),
            ...carried.left.answers.map(({ criterionId }) => criterionId),
          ]);
          const said = answers.filter(({ grade, note }) => grade !== null || note !== '');
          expect([...told].sort()).toEqual(said.map(({ criterionId }) => criterionId).sort());
          const expected = evidence.flatMap(({ cellId, evidenceId }) =>
            (pairOf.get(cellId)?.to ?? []).map((id) => `${id} ${evidenceId}`),
          );
          expect(carried.evidence.map((one) => `${one.cellId} ${one.evidenceId}`).sort()).toEqual(
            expected.sort(),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
