import type { LoaderFunctionArgs } from '@remix-run/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import * as answers from '#app/routes/assessment/answers.ts';
import * as assign from '#app/routes/assessment/assign.tsx';
import * as independent from '#app/routes/assessment/independent.tsx';
import * as item from '#app/routes/assessment/item.tsx';
import * as linkEvidence from '#app/routes/assessment/link-evidence.ts';
import * as list from '#app/routes/assessment/list.tsx';
import * as fresh from '#app/routes/assessment/new.tsx';
import * as record from '#app/routes/assessment/record.tsx';
import * as replyThread from '#app/routes/assessment/reply-thread.ts';
import * as resolveThread from '#app/routes/assessment/resolve-thread.ts';
import * as returnItem from '#app/routes/assessment/return-item.ts';
import * as sign from '#app/routes/assessment/sign.tsx';
import * as step from '#app/routes/assessment/step.tsx';
import * as tailor from '#app/routes/assessment/tailor.tsx';
import * as threads from '#app/routes/assessment/threads.tsx';
import * as validateItem from '#app/routes/assessment/validate-item.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { insertAssessment } from '#tests/support/assessment.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { FORM_TOKEN, incoming, refusalIn, statusOf } from '#tests/support/incoming.ts';
import { makeActor, makeOrganisation, testPorts, type TestOrganisation } from '#tests/support/world.ts';

type Address = (args: LoaderFunctionArgs) => unknown;
type Fields = Readonly<Record<string, string>>;

const NOBODY = '01890000-0000-7000-8000-000000000000';
const ONE = '6.1-L1-1';

let db: OpenDatabase;
let ports: Ports;
let enterprise: TestOrganisation;
let owner: Actor;
let preparer: Actor;
let viewer: Actor;
let stranger: Actor;
let assessmentId: string;

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  enterprise = await makeOrganisation(ports, { kind: 'enterprise' });
  owner = await makeActor(ports, enterprise, 'owner');
  preparer = await makeActor(ports, enterprise, 'preparer');
  viewer = await makeActor(ports, enterprise, 'viewer');
  stranger = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
});
afterAll(() => db.close());
beforeEach(async () => {
  assessmentId = (await insertAssessment(db, enterprise)).id;
});

const at = (actor: Actor | null, params: Fields = {}, path = '/') =>
  incoming(ports, actor, path, { params: { assessmentId, itemId: '6.1', ...params } });
function post(address: Address, actor: Actor | null, fields: Fields, params: Fields = {}) {
  const body = new URLSearchParams({ _csrf: FORM_TOKEN, ...fields });
  const args = incoming(ports, actor, '/', { params: { assessmentId, itemId: '6.1', ...params }, body });
  return Promise.resolve(address(args));
}
const answerOf = (...[address, actor, fields, params]: Parameters<typeof post>) =>
  post(address, actor, fields, params).catch((error: unknown) => {
    if (error instanceof Response) return error;
    throw error;
  });
const posted = (...given: Parameters<typeof post>) => statusOf(() => post(...given));
const edit = (criterionId: string, mine: unknown, base: unknown = { grade: null, note: '' }) =>
  JSON.stringify([{ criterionId, base, mine }]);
const met = { grade: 'met', note: '制度已发布' };
const move = (name: string, actor = owner, fields: Fields = { confirm: 'yes', reason: '需要补充' }) =>
  posted(step.action, actor, fields, { step: name });
const stored = () =>
  db.root
    .selectFrom('answer')
    .select(['criterion_id', 'grade'])
    .where('assessment_id', '=', assessmentId)
    .execute();

describe('answers that autosave sends', () => {
  it.each([
    ['no JSON', 'nonsense'],
    ['no list', '{}'],
    ['nothing', ''],
    ['a grade that is none', edit(ONE, { grade: 'perfect', note: '' })],
    ['a note that is too long', edit(ONE, { grade: 'met', note: '字'.repeat(2001) })],
    ['a note that can’t be stored', edit(ONE, { grade: 'met', note: 'a\0b' })],
    ['a criterion that can’t be one', edit('a\0b', met)],
    ['another model’s criterion', edit('PA01-BP.01.01', met)],
    ['an inherited name', edit('__proto__', met)],
    ['no content', JSON.stringify([{ criterionId: ONE }])],
    ['a base that is nonsense', edit(ONE, met, 7)],
    ['a criterion twice', `[${edit(ONE, met).slice(1, -1)},${edit(ONE, met).slice(1, -1)}]`],
  ])('are refused with %s, and nothing is written', async (_what, edits) => {
    expect(await posted(answers.action, preparer, { edits })).toBe(422);
    expect(await stored()).toEqual([]);
  });

  it('clash with words of both, and keep what is stored', async () => {
    expect(await posted(answers.action, preparer, { edits: edit(ONE, met) })).toBe(200);
    const answer = (await answerOf(answers.action, owner, {
      edits: edit(ONE, { grade: 'unmet', note: '制度已发布' }),
    })) as Response;
    expect(await answer.json()).toMatchObject({
      clashes: [{ criterionId: ONE, part: 'grade', mine: 'unmet', theirs: 'met' }],
    });
    expect(await stored()).toEqual([{ criterion_id: ONE, grade: 'met' }]);
  });

  it('tell how an item stands, and nothing of one that isn’t there', async () => {
    await posted(answers.action, preparer, { edits: edit(ONE, met) });
    const found = async (path: string) =>
      ((await (await answers.loader(at(viewer, {}, path))).json()) as { answers: unknown[] }).answers;
    expect(await found('/?item=6.1')).toHaveLength(1);
    expect(await found('/?item=%00')).toEqual([]);
    expect(await found('/')).toEqual([]);
  });
});

describe('the form of an item', () => {
  it('keeps what was typed and says beside the criterion what is wrong', async () => {
    const typed = { [`note:${ONE}`]: '说明', [`grade:${ONE}`]: 'not_a_grade' };
    const answer = await post(item.action, preparer, typed);
    expect(await statusOf(() => Promise.resolve(answer))).toBe(422);
    expect(refusalIn(answer).values).toMatchObject(typed);
    const other = await post(item.action, preparer, { 'note:PA01-BP.01.01': '说明' });
    expect(Object.keys(refusalIn(other).refusal.fields)).toEqual(['c-PA01-BP.01.01']);
  });

  it('clashes with 409, and takes a base that was tampered with for none', async () => {
    const typed = { [`note:${ONE}`]: '说明', [`grade:${ONE}`]: 'met' };
    expect(await posted(item.action, preparer, { ...typed, _base: '[1' })).toBe(302);
    expect(await posted(item.action, owner, { ...typed, [`grade:${ONE}`]: 'unmet', _base: 'x' })).toBe(409);
    expect(await posted(item.action, owner, { _confirm: 'all' })).toBe(409);
    expect(await stored()).toEqual([{ criterion_id: ONE, grade: 'met' }]);
  });

  it('is closed once the assessment is withdrawn, and so is all else that is written into it', async () => {
    expect(await move('withdraw')).toBe(302);
    expect(await posted(item.action, preparer, { [`note:${ONE}`]: '说明' })).toBe(409);
    expect(await posted(answers.action, preparer, { edits: edit(ONE, met) })).toBe(409);
    expect(await posted(threads.action, preparer, { cell: '6.1', back: '/', body: '请说明' })).toBe(409);
    const exclude = { intent: 'exclude', cell: '6.1', reason: '不开展' };
    expect(await posted(tailor.action, preparer, exclude)).toBe(409);
    expect(await posted(assign.action, preparer, { 'evaluator.6': '' })).toBe(409);
    expect(await posted(sign.action, owner, {})).toBe(409);
    for (const name of ['validation', 'evaluation', 'reopen', 'withdraw', 'submit']) {
      expect(await move(name), name).toBe(409);
      expect(await statusOf(() => step.loader(at(owner, { step: name })))).toBe(409);
    }
    expect(await statusOf(() => tailor.loader(at(owner)))).toBe(409);
    expect(await statusOf(() => item.loader(at(viewer)))).toBe(200);
    expect(await stored()).toEqual([]);
  });
});

describe('validating and sending back', () => {
  const back = { cell: '6.1', body: '请附上发布文件' };

  it('waits for validation, and for somebody else', async () => {
    await posted(answers.action, preparer, { edits: edit(ONE, met) });
    expect(await posted(validateItem.action, owner, {})).toBe(409);
    expect(await posted(returnItem.action, owner, back)).toBe(409);
    expect(await move('validation')).toBe(302);
    expect(await posted(answers.action, preparer, { edits: edit('6.1-L2-1', met) })).toBe(409);
    expect(await posted(validateItem.action, preparer, {})).toBe(403);
    expect(await posted(validateItem.action, viewer, {})).toBe(403);
    expect(await posted(validateItem.action, owner, {}, { itemId: 'x' })).toBe(404);
    expect(await posted(validateItem.action, owner, {}, { itemId: '6.2' })).toBe(409);
    expect(await posted(returnItem.action, owner, { ...back, cell: 'x' })).toBe(404);
    expect(await posted(returnItem.action, owner, { ...back, cell: '6.2' })).toBe(409);
    expect(await posted(returnItem.action, owner, back)).toBe(302);
    expect(await posted(answers.action, preparer, { edits: edit('6.1-L2-1', met) })).toBe(200);
    expect(await posted(validateItem.action, owner, {})).toBe(302);
  });

  it('says where nothing was written, also under an address that a header can’t hold', async () => {
    for (const action of [returnItem.action, threads.action, replyThread.action]) {
      const answer = (await answerOf(
        action,
        owner,
        { cell: '6.1', back: '', body: ' ' },
        { assessmentId: '示例 a', threadId: '\n' },
      )) as Response;
      expect(answer.status).toBe(302);
      expect(answer.headers.get('location')).toContain('/assessments/%E7%A4%BA%E4%BE%8B%20a');
      expect(answer.headers.get('set-cookie')).toContain('flash');
    }
  });
});

describe('questions', () => {
  it('are asked, answered and closed within their assessment', async () => {
    expect(await posted(threads.action, owner, { cell: 'x', back: '/', body: '请说明' })).toBe(404);
    // 2,000 characters as the browser counts them: it posts each line's end as two.
    const body = `${'字'.repeat(999)}\r\n${'字'.repeat(1000)}`;
    expect(await posted(threads.action, owner, { cell: '6.1', back: '/', body })).toBe(302);
    const { id: threadId = '' } = (await threads.loader(at(viewer))).threads[0] ?? {};
    const elsewhere = { threadId, assessmentId: (await insertAssessment(db, enterprise)).id };
    expect(await posted(replyThread.action, preparer, { body: '已说明' }, elsewhere)).toBe(404);
    expect(await posted(resolveThread.action, owner, {}, elsewhere)).toBe(404);
    expect(await posted(replyThread.action, stranger, { body: '已说明' }, { threadId })).toBe(404);
    expect(await posted(replyThread.action, preparer, { body: '已说明' }, { threadId })).toBe(302);
    expect(await posted(resolveThread.action, owner, {}, { threadId })).toBe(302);
    expect(await posted(replyThread.action, preparer, { body: '又' }, { threadId })).toBe(409);
    expect((await threads.loader(at(viewer))).threads).toEqual([]);
  });

  it('never lead off the site', async () => {
    for (const back of ['//evil.example', 'https://evil.example', '/\\evil.example', '/示例']) {
      const answer = (await answerOf(threads.action, owner, {
        cell: '6.1',
        back,
        body: '请说明',
      })) as Response;
      expect(answer.headers.get('location')).toMatch(new RegExp(`^/assessments/${assessmentId}/threads#`));
    }
  });
});

describe('evidence of a cell', () => {
  it('is the library’s own: another is refused with words, and nothing is linked', async () => {
    for (const evidence of ['x', '-'.repeat(36), NOBODY, '']) {
      const fields = { cell: '6.1', evidence, back: '/' };
      for (const what of ['link', 'unlink']) {
        const answer = (await answerOf(linkEvidence.action, owner, { ...fields, do: what })) as Response;
        expect(answer.status, `${what} ${evidence}`).toBe(302);
        expect(answer.headers.get('set-cookie')).toContain('warning');
      }
      expect(await posted(linkEvidence.action, owner, { ...fields, cell: 'x', do: 'link' })).toBe(404);
      expect(await posted(linkEvidence.action, owner, { ...fields, do: 'burn' })).toBe(422);
    }
    expect((await item.loader(at(viewer))).evidence).toEqual([]);
  });
});

describe('scope, people and signature', () => {
  it('are refused with words beside the field, and what was typed', async () => {
    const refusals: [Address, Fields, string, Fields?][] = [
      [tailor.action, { intent: 'exclude', cell: '6.1', reason: ' ' }, 'reason'],
      [tailor.action, { intent: 'exclude', cell: '6.1', reason: '字'.repeat(501) }, 'reason'],
      [tailor.action, { intent: 'exclude', cell: 'PA01', reason: '不开展' }, 'cell'],
      [tailor.action, { intent: 'exclude', reason: '不开展' }, 'cell'],
      [tailor.action, { intent: 'burn', cell: '6.1', reason: '不开展' }, 'intent'],
      [assign.action, { 'evaluator.x': '' }, 'evaluator.x'],
      [assign.action, { 'evaluator.6': stranger.accountId ?? '' }, 'evaluator.6'],
      [assign.action, { 'evaluator.6': '-'.repeat(36) }, 'evaluator.6'],
      [assign.action, { 'evaluator.6': viewer.accountId ?? '' }, 'evaluator.6'],
      [
        assign.action,
        { 'evaluator.6': owner.accountId ?? '', 'validator.6': owner.accountId ?? '' },
        'validator.6',
      ],
      [step.action, { reason: '字'.repeat(501) }, 'reason', { step: 'withdraw' }],
      [independent.action, { grantId: '' }, 'grantId'],
      [independent.action, { grantId: '-'.repeat(36) }, 'grantId'],
      [independent.action, { grantId: NOBODY, orderId: 'x' }, 'grantId'],
    ];
    for (const [action, fields, field, params] of refusals) {
      const answer = await post(action, owner, fields, params);
      const said = JSON.stringify(fields);
      expect(await statusOf(() => Promise.resolve(answer)), said).toBe(422);
      expect(Object.keys(refusalIn(answer).refusal.fields), said).toEqual([field]);
      expect(refusalIn(answer).values, said).toMatchObject(fields);
    }
    expect(await posted(tailor.action, owner, { intent: 'include', cell: '6.1' })).toBe(404);
    expect(await record.loader(at(viewer))).toBeTruthy();
  });

  it('is signed by owner or CDO alone, once nothing is missing', async () => {
    expect(await posted(sign.action, owner, {})).toBe(409);
    expect(await move('validation')).toBe(422);
    await posted(answers.action, preparer, { edits: edit(ONE, met) });
    expect(await move('validation', owner, {})).toBe(422);
    expect(await move('validation')).toBe(302);
    expect(await posted(sign.action, preparer, {})).toBe(403);
    expect(await statusOf(() => sign.loader(at(preparer)))).toBe(403);
    expect(await posted(sign.action, owner, {})).toBe(422);
    expect(await move('withdraw', preparer)).toBe(403);
    expect(await move('submit')).toBe(409);
    expect(await move('evaluation')).toBe(302);
  });
});

describe('a new assessment', () => {
  const FIELDS = {
    modelId: 'dcmm-2025',
    schemeId: 'dcmm-default',
    title: '示例评估',
    unit: '',
    targetLevel: '3',
    targetOn: '2026-12-31',
  };

  it.each([
    ['another model', { modelId: 'x' }, 'modelId'],
    ['a model that can’t be one', { modelId: 'own:x' }, 'modelId'],
    ['a model that isn’t there', { modelId: `own:${'-'.repeat(36)}` }, 'modelId'],
    ['another scheme', { schemeId: 'own:x' }, 'schemeId'],
    ['a scheme of another family', { schemeId: 'dsmm-default' }, 'schemeId'],
    ['no name', { title: ' ' }, 'title'],
    ['a long name', { title: '字'.repeat(81) }, 'title'],
    ['a sixth level', { targetLevel: '6' }, 'targetLevel'],
    ['no day', { targetOn: '2026-02-30' }, 'targetOn'],
    ['a day that is over', { targetOn: '2026-11-22' }, 'targetOn'],
    ['an earlier one that isn’t there', { previousId: NOBODY }, 'previousId'],
    ['an earlier one that can’t be one', { previousId: '-'.repeat(36) }, 'previousId'],
  ])('is refused with %s, with words beside the field and what was typed', async (_what, more, field) => {
    const answer = await post(fresh.action, owner, { ...FIELDS, ...more });
    expect(await statusOf(() => Promise.resolve(answer))).toBe(422);
    expect(Object.keys(refusalIn(answer).refusal.fields)).toEqual([field]);
    expect(refusalIn(answer).values).toMatchObject({ ...FIELDS, ...more });
  });

  it('is begun by those who assess', async () => {
    expect(await posted(fresh.action, null, FIELDS)).toBe(401);
    expect(await posted(fresh.action, viewer, FIELDS)).toBe(403);
    expect(await statusOf(() => fresh.loader(at(null)))).toBe(302);
    expect(await statusOf(() => list.loader(at(null)))).toBe(302);
    expect(await statusOf(() => fresh.loader(at(owner, {}, '/?model=%00')))).toBe(200);
    expect(await statusOf(() => fresh.loader(at(owner, {}, `/?model=own:${'-'.repeat(36)}`)))).toBe(200);
    expect(await posted(fresh.action, preparer, FIELDS)).toBe(302);
  });
});
