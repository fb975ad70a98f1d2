import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  baseText,
  gradeField,
  noteField,
  readBase,
  readPostedAnswers,
} from '#app/domain/assessment/answer-form.ts';
import {
  AnswerEditsSchema,
  isCellOpen,
  isReturned,
  mergeAnswer,
  NO_ANSWER,
  NOTE_LIMIT,
  sameAnswer,
  type AnswerContent,
} from '#app/domain/assessment/answer.ts';
import { itemsAround, progressOf } from '#app/domain/assessment/item-order.ts';
import { itemsOf } from '#app/domain/assessment/model.ts';
import { GRADES } from '#app/domain/assessment/scheme.ts';
import { score, scoreOneItem } from '#app/domain/assessment/score.ts';
import { stateAfterReply, threadIntents, type ThreadStand } from '#app/domain/assessment/thread.ts';
import { maturityModel } from '#assessments/model.ts';
import { defaultScheme } from '#assessments/scheme.ts';

const content = fc.record({
  grade: fc.option(fc.constantFrom(...GRADES)),
  note: fc.constantFrom('', '甲', '乙'),
}) as fc.Arbitrary<AnswerContent>;

describe('merging two edits of one answer', () => {
  it('keeps theirs wherever both changed, mine wherever only mine did, and says which', () => {
    fc.assert(
      fc.property(content, content, content, (base, theirs, mine) => {
        const { merged, clashes } = mergeAnswer(base, theirs, mine);
        for (const part of ['grade', 'note'] as const) {
          const both =
            mine[part] !== base[part] && theirs[part] !== base[part] && mine[part] !== theirs[part];
          expect(clashes.includes(part)).toBe(both);
          const onlyMine = mine[part] !== base[part] && theirs[part] === base[part];
          expect(merged[part]).toBe(onlyMine ? mine[part] : theirs[part]);
        }
      }),
    );
  });
});

describe('reading edits', () => {
  it('refuses unknown grades and notes that are too long, and takes line ends as typed on any system', () => {
    const one = (mine: unknown) => AnswerEditsSchema.safeParse([{ criterionId: 'a', base: NO_ANSWER, mine }]);
    expect(one({ grade: 'excellent', note: '' }).success).toBe(false);
    expect(one({ grade: null, note: '长'.repeat(NOTE_LIMIT + 1) }).success).toBe(false);
    expect(one({ grade: 'met', note: '一\r\n二' }).data?.[0]?.mine.note).toBe('一\n二');
    expect(one({ grade: null, note: ' \n ' }).data?.[0]?.mine).toEqual(NO_ANSWER);
  });

  it('reads a posted form against what the page showed', () => {
    const base = readBase(baseText([{ criterionId: '6.1-L2-1', grade: 'met', note: '' }]));
    const posted = readPostedAnswers(
      [
        [gradeField('6.1-L2-1'), 'partly'],
        [noteField('6.1-L2-1'), '因'],
        [noteField('PA01/process-L3-2'), ''],
        ['_intent', 'next'],
      ],
      base,
    );
    expect(posted).toEqual([
      {
        criterionId: '6.1-L2-1',
        base: { grade: 'met', note: '' },
        mine: { grade: 'partly', note: '因' },
      },
      { criterionId: 'PA01/process-L3-2', base: NO_ANSWER, mine: NO_ANSWER },
    ]);
    expect(readBase('{cut off')).toEqual({});
  });
});

describe('who may change an answer', () => {
  it('everybody at work while it is evaluated; what was sent back while it is validated', () => {
    const back = [{ returnedAt: '2026-11-23T02:00:00.000Z' }];
    const kept = [{ returnedAt: null }];
    expect(isCellOpen(['answer'], kept)).toBe(true);
    expect(isCellOpen(['answerReturned'], kept)).toBe(false);
    expect(isCellOpen(['answerReturned'], [])).toBe(false);
    expect(isCellOpen(['answerReturned'], [...kept, ...back])).toBe(true);
    expect(isCellOpen(['view'], back)).toBe(false);
  });

  it('counts as sent back until something was said since', () => {
    const at = '2026-11-23T02:00:00.000Z';
    expect(isReturned({ returnedAt: null, updatedAt: at })).toBe(false);
    expect(isReturned({ returnedAt: at, updatedAt: at })).toBe(true);
    expect(isReturned({ returnedAt: at, updatedAt: '2026-11-23T02:00:01.000Z' })).toBe(false);
  });

  it('compares answers by what they say', () => {
    expect(sameAnswer({ grade: 'met', note: '' }, { grade: 'met', note: '' })).toBe(true);
    expect(sameAnswer({ grade: 'met', note: '' }, { grade: null, note: '' })).toBe(false);
  });
});

describe('threads', () => {
  const thread = (more: Partial<ThreadStand>): ThreadStand => ({
    side: 'self',
    state: 'open',
    isReturn: false,
    createdById: 'asker',
    ...more,
  });

  it.each([
    ['a colleague', thread({}), 'enterprise', 'other', ['reply', 'resolve']],
    ['a helper', thread({}), 'helper', 'other', ['reply', 'resolve']],
    ['an assessor of a self-assessment', thread({}), 'assessor', 'other', []],
    [
      'the enterprise asked by an assessor',
      thread({ side: 'independent' }),
      'enterprise',
      'other',
      ['reply'],
    ],
    [
      'the enterprise, a return among assessors',
      thread({ side: 'independent', isReturn: true }),
      'enterprise',
      'other',
      [],
    ],
    ['whoever sent back', thread({ isReturn: true }), 'enterprise', 'asker', ['reply', 'resolve']],
    ['whoever was sent it', thread({ isReturn: true }), 'enterprise', 'other', ['reply']],
    ['anybody, once closed', thread({ state: 'resolved' }), 'enterprise', 'asker', []],
  ] as const)('%s', (_, stand, party, account, intents) => {
    expect(threadIntents(stand, party, account)).toEqual(intents);
  });

  it('is answered by anybody but who asked', () => {
    expect(stateAfterReply(thread({}), 'asker')).toBe('open');
    expect(stateAfterReply(thread({}), 'other')).toBe('answered');
  });
});

describe.each(['dcmm-2025', 'dsmm-2019'])('the order of items in %s', (id) => {
  const model = maturityModel(id);
  if (!model) throw new Error(id);
  const items = itemsOf(model);
  const [first, second, third] = items;
  const last = items.at(-1);
  if (!first || !second || !third || !last) throw new Error('too few items');
  const all = (some: typeof items) =>
    Object.fromEntries(
      some.flatMap(({ cells }) =>
        cells.flatMap(({ criteria }) => criteria.map((one) => [one.id, 'met' as const])),
      ),
    );

  it('begins and ends with the standard', () => {
    const sheet = { grades: {}, exclusions: {} };
    expect(itemsAround(model, sheet, first.id)).toMatchObject({ previous: null, next: second.id });
    expect(itemsAround(model, sheet, last.id)).toMatchObject({ previous: items.at(-2)?.id, next: null });
    expect(itemsAround(model, sheet, last.id).nextUnanswered?.itemId).toBe(first.id);
    expect(itemsAround(model, sheet, first.id).previousUnanswered?.itemId).toBe(last.id);
  });

  it('passes over what is answered or out of scope', () => {
    const exclusions = Object.fromEntries(second.cells.map((cell) => [cell.id, '无此业务']));
    const sheet = { grades: {}, exclusions };
    expect(itemsAround(model, sheet, first.id).nextUnanswered?.itemId).toBe(third.id);
    expect(progressOf([second], sheet)).toEqual({ answered: 0, criteria: 0 });
    const done = { grades: all(items), exclusions: {} };
    expect(itemsAround(model, done, first.id)).toMatchObject({
      nextUnanswered: null,
      previousUnanswered: null,
    });
  });

  it('scores one item alone as the whole does', () => {
    const scheme = defaultScheme(model.family);
    const sheet = { grades: all([first]), exclusions: {} };
    const whole = score(model, scheme, sheet).domains[0]?.items[0];
    expect(scoreOneItem(scheme, first, sheet)).toEqual(whole);
    expect(whole?.reached).toBeGreaterThan(0);
  });
});
