import { describe, expect, it } from 'vitest';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { missingIds, planChanges } from '#app/domain/target/plan-change.ts';
import { words } from '#app/domain/words.ts';
import { samplePlan, sampleTarget } from '#tests/support/plan.ts';

const task = (id: string) => ({
  id,
  part: 'p1',
  clause: '第2条',
  text: words('任务', 'Task'),
  deadline: null,
});
const before = samplePlan('a', { deliverables: [task('Q1')] });

describe('what changed between two versions', () => {
  it('is nothing between equals', () => {
    expect(planChanges(before, structuredClone(before))).toEqual([]);
  });

  it('names what came, what went and what each field said', () => {
    const after = {
      ...before,
      title: words('新名', 'New'),
      targets: [sampleTarget('T1', { value: 120, deadline: null }), sampleTarget('T3')],
      deliverables: [{ ...task('Q1'), deadline: plainDate('2026-06-30') }, task('Q2')],
      parts: [...before.parts, { id: 'p2', title: words('第二部分', 'Part two') }],
    };
    const changes = planChanges(before, after);
    expect(changes.map(({ kind, what, id }) => [kind, what, id])).toEqual([
      ['changed', 'plan', ''],
      ['added', 'part', 'p2'],
      ['changed', 'target', 'T1'],
      ['added', 'target', 'T3'],
      ['removed', 'target', 'T2'],
      ['changed', 'deliverable', 'Q1'],
      ['added', 'deliverable', 'Q2'],
    ]);
    const target = changes.find(({ id }) => id === 'T1');
    expect(target?.fields.map(({ label, before: was, after: is }) => [label.zh, was.zh, is.zh])).toEqual([
      ['目标', '≥100 家', '≥120 家'],
      ['期限', '2026-12-31', '原文未写明'],
    ]);
  });

  it('lists ids of targets and deliverables that are gone', () => {
    expect(missingIds(before, samplePlan('a', { targets: [sampleTarget('T2')] }))).toEqual(['T1', 'Q1']);
    expect(missingIds(before, before)).toEqual([]);
  });
});
