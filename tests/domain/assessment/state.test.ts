import { describe, expect, it } from 'vitest';
import type { Scope } from '#app/domain/account/scope.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { cellsOf, type MaturityModel } from '#app/domain/assessment/model.ts';
import { progressOf, turnOf } from '#app/domain/assessment/progress.ts';
import { readiness } from '#app/domain/assessment/readiness.ts';
import { signedLevel } from '#app/domain/assessment/snapshot.ts';
import { intentsFor, mayEver, standingOf } from '#app/domain/assessment/standing.ts';
import {
  ASSESSMENT_INTENTS,
  ASSESSMENT_STATES,
  isHidden,
  STATE_INTENTS,
} from '#app/domain/assessment/state.ts';
import { workOn } from '#app/domain/assessment/work.ts';
import { maturityModel } from '#assessments/model.ts';

const member = (role: 'owner' | 'preparer' | 'viewer'): Scope => ({
  kind: 'member',
  accountId: 'p',
  organisationId: 'o',
  role,
});
const consultant = (purpose: 'help' | 'assess', rights: 'read' | 'draft'): Scope => ({
  kind: 'consultant',
  accountId: 'k',
  organisationId: 'c',
  grantId: 'g',
  clientId: 'o',
  purpose,
  rights,
  today: plainDate('2026-11-23'),
});

function intents(scope: Scope, state: (typeof ASSESSMENT_STATES)[number], side: 'self' | 'independent') {
  const standing = standingOf(scope);
  return standing ? intentsFor(standing, { state, side, submittedAt: null }) : null;
}

describe('what may be done with an assessment', () => {
  it.each([
    [
      'an owner signs and submits his own',
      member('owner'),
      'signed',
      'self',
      ['view', 'reopen', 'orderIndependent', 'submit'],
    ],
    [
      'an owner validates and signs',
      member('owner'),
      'validating',
      'self',
      [
        'view',
        'edit',
        'answerReturned',
        'assign',
        'validate',
        'endValidation',
        'sign',
        'withdraw',
        'orderIndependent',
      ],
    ],
    [
      'a preparer never signs',
      member('preparer'),
      'validating',
      'self',
      ['view', 'edit', 'answerReturned', 'assign', 'validate', 'endValidation'],
    ],
    ['a viewer looks', member('viewer'), 'evaluating', 'self', ['view']],
    [
      'an owner only ends or submits an independent one',
      member('owner'),
      'evaluating',
      'independent',
      ['view', 'withdraw'],
    ],
    [
      'a helper works',
      consultant('help', 'draft'),
      'evaluating',
      'self',
      ['view', 'edit', 'answer', 'tailor'],
    ],
    ['a helper signs nothing', consultant('help', 'draft'), 'signed', 'self', ['view']],
    ['a reading helper looks', consultant('help', 'read'), 'evaluating', 'self', ['view']],
    [
      'an assessor signs his own',
      consultant('assess', 'draft'),
      'validating',
      'independent',
      ['view', 'edit', 'answerReturned', 'assign', 'validate', 'endValidation', 'sign', 'withdraw'],
    ],
    [
      'an assessor submits nothing',
      consultant('assess', 'draft'),
      'signed',
      'independent',
      ['view', 'reopen'],
    ],
    [
      'an assessor has no part in the self-assessment',
      consultant('assess', 'draft'),
      'evaluating',
      'self',
      ['view'],
    ],
  ] as const)('%s', (_, scope, state, side, expected) => {
    expect(intents(scope, state, side)).toEqual(expected);
  });

  it('leaves a submitted one as it stands', () => {
    const standing = standingOf(member('owner'));
    if (!standing) throw new Error('no standing');
    expect(
      intentsFor(standing, { state: 'signed', side: 'self', submittedAt: '2026-11-23T02:00:00.000Z' }),
    ).toEqual(['view', 'orderIndependent']);
    expect(mayEver(standing, 'independent', 'sign')).toBe(false);
    expect(mayEver(standing, 'self', 'sign')).toBe(true);
  });

  it('has every intent in some state, and none for a regulator', () => {
    const all = new Set(ASSESSMENT_STATES.flatMap((state) => STATE_INTENTS[state]));
    expect([...all].sort()).toEqual([...ASSESSMENT_INTENTS].sort());
    expect(standingOf({ kind: 'operator', accountId: 'x', organisationId: 'y' })).toBeNull();
  });

  it('hides the other side until it is revealed', () => {
    expect(isHidden({ side: 'independent', revealedAt: null }, 'enterprise')).toBe(true);
    expect(isHidden({ side: 'independent', revealedAt: null }, 'assessor')).toBe(false);
    expect(isHidden({ side: 'self', revealedAt: null }, 'assessor')).toBe(true);
    expect(isHidden({ side: 'self', revealedAt: '2026-11-23T02:00:00.000Z' }, 'assessor')).toBe(false);
    expect(isHidden({ side: 'self', revealedAt: null }, 'helper')).toBe(false);
  });
});

const model = maturityModel('dcmm-2025') as MaturityModel;
const [cell] = cellsOf(model);
if (!cell) throw new Error('no cell');
const [one, two] = cell.criteria.map(({ id }) => id);
const said = { grade: 'met', isCarried: false, validatedAt: null, returnedAt: null } as const;

describe('readiness, progress and work', () => {
  it('counts criterion by criterion and leaves out what is not applicable', () => {
    const answers = [
      { ...said, criterionId: one ?? '', validatedAt: '2026-11-23T02:00:00.000Z' },
      { ...said, criterionId: two ?? '', isCarried: true, returnedAt: '2026-11-23T02:00:00.000Z' },
      { ...said, criterionId: 'elsewhere' },
    ];
    const ready = readiness(model, answers, []);
    expect(ready).toMatchObject({ answered: 2, carried: [two], returned: [two], unvalidated: [two] });
    expect(ready.unanswered.length).toBe(ready.criteria - 2);
    const without = readiness(model, answers, [{ cellId: cell.id }]);
    expect(without).toMatchObject({
      answered: 0,
      carried: [],
      criteria: ready.criteria - cell.criteria.length,
    });
  });

  it('goes on at the first item with something open, and sums the domains', () => {
    const full = { answered: cell.criteria.length, carried: 0, validated: 0, returned: 0 };
    const { whole, domains } = progressOf(model, [{ cellId: cell.id, ...full }], []);
    expect(whole.answered).toBe(cell.criteria.length);
    expect(whole.criteria).toBe(domains.reduce((sum, { criteria }) => sum + criteria, 0));
    const [first] = domains;
    expect(first?.nextItemId).toBe(model.domains[0]?.items[1]?.id);
    expect(first?.nextToValidate).toBe(model.domains[0]?.items[0]?.id);
    const carried = progressOf(model, [{ cellId: cell.id, ...full, carried: 1 }], []);
    expect(carried.domains[0]?.nextItemId).toBe(model.domains[0]?.items[0]?.id);
  });

  it('lists to a person what is his: domains by state, what came back, questions', () => {
    const { domains } = progressOf(model, [], []);
    const source = {
      id: 'a',
      title: '示例',
      state: 'evaluating' as const,
      domains,
      assignments: [{ domainId: domains[0]?.domainId ?? '', evaluatorId: 'p', validatorId: 'q' }],
      returned: [{ cellId: cell.id, count: 2 }],
      threads: [{ cellId: cell.id, state: 'open' as const, createdById: 'q' }],
      placeOf: () => ({
        domainId: domains[0]?.domainId ?? '',
        itemId: '6.1',
        name: { zh: '项', en: 'item' },
      }),
    };
    expect(workOn(source, 'p').map(({ kind, count }) => [kind, count])).toEqual([
      ['returned', 2],
      ['thread', 1],
      ['evaluate', domains[0]?.criteria],
    ]);
    expect(workOn({ ...source, returned: [], threads: [] }, 'q')).toEqual([]);
    expect(workOn({ ...source, state: 'signed', threads: [] }, 'p')).toEqual([]);
  });

  it('names whose turn it is, and the level of what was signed', () => {
    expect(turnOf({ state: 'signed', side: 'self' }, 0)).toBeNull();
    expect(turnOf({ state: 'evaluating', side: 'independent' }, 0)?.zh).toBe('评估机构');
    expect(turnOf({ state: 'validating', side: 'self' }, 2)?.zh).toContain('退回');
    expect([signedLevel({ overall: '2.99' }), signedLevel({ overall: '3.00' }), signedLevel({})]).toEqual([
      2,
      3,
      null,
    ]);
  });
});
