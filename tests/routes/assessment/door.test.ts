import type { LoaderFunctionArgs } from '@remix-run/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import * as actions from '#app/routes/assessment/actions.tsx';
import * as answers from '#app/routes/assessment/answers.ts';
import * as assign from '#app/routes/assessment/assign.tsx';
import * as carried from '#app/routes/assessment/carried.tsx';
import * as derivation from '#app/routes/assessment/derivation.tsx';
import * as editAction from '#app/routes/assessment/edit-action.tsx';
import * as gaps from '#app/routes/assessment/gaps.tsx';
import * as independent from '#app/routes/assessment/independent.tsx';
import * as item from '#app/routes/assessment/item.tsx';
import * as linkEvidence from '#app/routes/assessment/link-evidence.ts';
import * as moveAction from '#app/routes/assessment/move-action.ts';
import * as newAction from '#app/routes/assessment/new-action.tsx';
import * as receipt from '#app/routes/assessment/receipt.tsx';
import * as record from '#app/routes/assessment/record.tsx';
import * as replyThread from '#app/routes/assessment/reply-thread.ts';
import * as resolveThread from '#app/routes/assessment/resolve-thread.ts';
import * as result from '#app/routes/assessment/result.tsx';
import * as returnItem from '#app/routes/assessment/return-item.ts';
import * as sign from '#app/routes/assessment/sign.tsx';
import * as step from '#app/routes/assessment/step.tsx';
import * as tailor from '#app/routes/assessment/tailor.tsx';
import * as threads from '#app/routes/assessment/threads.tsx';
import * as validateItem from '#app/routes/assessment/validate-item.ts';
import * as discardImport from '#app/routes/report/discard-import.ts';
import * as download from '#app/routes/report/download.ts';
import * as exportWorkbook from '#app/routes/report/export-workbook.ts';
import * as importPreview from '#app/routes/report/import-preview.tsx';
import * as report from '#app/routes/report/report.tsx';
import * as workbook from '#app/routes/report/workbook.tsx';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { insertAssessment } from '#tests/support/assessment.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { FORM_TOKEN, incoming, statusOf } from '#tests/support/incoming.ts';
import { makeActor, makeOrganisation, testPorts, type TestOrganisation } from '#tests/support/world.ts';

type Address = (args: LoaderFunctionArgs) => unknown;
type Fields = Readonly<Record<string, string>>;

/** Pages that whoever belongs to the house may read. */
const READ: readonly [string, Address, Fields?][] = [
  ['record', record.loader],
  ['receipt', receipt.loader],
  ['carried', carried.loader],
  ['answers', answers.loader],
  ['item', item.loader, { itemId: '6.1' }],
  ['threads', threads.loader],
  ['result', result.loader],
  ['derivation', derivation.loader, { kind: 'item', key: '6.1' }],
  ['gaps', gaps.loader],
  ['actions', actions.loader],
  ['report', report.loader],
  ['download', download.loader, { format: 'xlsx' }],
  ['workbook', workbook.loader],
  ['workbook.xlsx', exportWorkbook.loader],
];

/** Pages for those who work on it. */
const WORK: readonly [string, Address, Fields?][] = [
  ['tailor', tailor.loader],
  ['assign', assign.loader],
  ['sign', sign.loader],
  ['independent', independent.loader],
  ['new action', newAction.loader],
];

const ACTION = {
  cellId: '6.1',
  criterionId: '6.1-L3-1',
  title: '发布数据战略',
  ownerName: '示例人员',
  dueOn: '2026-12-31',
  effort: '10',
  expectedLevel: '3',
};
const EDIT = { base: { grade: null, note: '' }, mine: { grade: 'met', note: '' } };
const edits = (criterionId: string) => JSON.stringify([{ criterionId, ...EDIT }]);
const NOBODY = '01890000-0000-7000-8000-000000000000';

/** What is posted, each with what it needs to be done on an assessment that is there. */
const POSTS: readonly [string, Address, Fields, Fields][] = [
  ['answers', answers.action, {}, { edits: edits('6.1-L1-1') }],
  ['item', item.action, { itemId: '6.1' }, { 'note:6.1-L1-1': '说明' }],
  ['confirm a domain', carried.action, {}, { domainId: '6' }],
  ['validate', validateItem.action, { itemId: '6.1' }, {}],
  ['return', returnItem.action, { itemId: '6.1' }, { cell: '6.1', body: '请补充' }],
  ['evidence', linkEvidence.action, {}, { cell: '6.1', evidence: NOBODY, back: '/', do: 'link' }],
  ['ask', threads.action, {}, { cell: '6.1', back: '/', body: '请说明' }],
  ['reply', replyThread.action, { threadId: NOBODY }, { body: '已说明' }],
  ['resolve', resolveThread.action, { threadId: NOBODY }, {}],
  ['exclude', tailor.action, {}, { intent: 'exclude', cell: '6.1', reason: '不开展' }],
  ['include', tailor.action, {}, { intent: 'include', cell: '6.1' }],
  ['assign', assign.action, {}, { 'evaluator.6': '' }],
  ['validation', step.action, { step: 'validation' }, { confirm: 'yes' }],
  ['evaluation', step.action, { step: 'evaluation' }, { reason: '补充' }],
  ['reopen', step.action, { step: 'reopen' }, { reason: '补充' }],
  ['withdraw', step.action, { step: 'withdraw' }, { reason: '重复' }],
  ['submit', step.action, { step: 'submit' }, {}],
  ['sign', sign.action, {}, { acceptsUnvalidated: 'yes', unvalidatedReason: '人手不足' }],
  ['independent', independent.action, {}, { grantId: NOBODY }],
  ['new action', newAction.action, {}, ACTION],
  ['edit action', editAction.action, { actionId: NOBODY }, ACTION],
  ['move action', moveAction.action, { actionId: NOBODY }, { state: 'done' }],
  ['apply import', importPreview.action, { importId: NOBODY }, { conflicts: 'keep' }],
  ['discard import', discardImport.action, { importId: NOBODY }, {}],
];

/** What stands in an address and can be nobody's id. */
const STRANGE = ['x', '-'.repeat(36), '', '__proto__', 'a\0b', '示例', '%', "' or 1=1", 'new', NOBODY];

let db: OpenDatabase;
let ports: Ports;
let enterprise: TestOrganisation;
let owner: Actor;
let viewer: Actor;
let stranger: Actor;
let reviewer: Actor;
let consultant: Actor;
let assessmentId: string;
let elsewhere: string;

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  enterprise = await makeOrganisation(ports, { kind: 'enterprise' });
  owner = await makeActor(ports, enterprise, 'owner');
  viewer = await makeActor(ports, enterprise, 'viewer');
  const other = await makeOrganisation(ports, { kind: 'enterprise' });
  stranger = await makeActor(ports, other, 'owner');
  elsewhere = (await insertAssessment(db, other)).id;
  reviewer = await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'reviewer');
  const consultancy = await makeOrganisation(ports, { kind: 'consultancy' });
  consultant = await makeActor(ports, consultancy, 'consultant');
  assessmentId = (await insertAssessment(db, enterprise)).id;
});
afterAll(() => db.close());

const get = (address: Address, actor: Actor | null, params: Fields) =>
  statusOf(() => Promise.resolve(address(incoming(ports, actor, '/', { params: { ...params } }))));
function post(address: Address, actor: Actor | null, params: Fields, fields: Fields) {
  const body = new URLSearchParams({ _csrf: FORM_TOKEN, ...fields });
  return statusOf(async () => address(incoming(ports, actor, '/', { params: { ...params }, body })));
}
const stored = () =>
  db.root.selectFrom('assessment').select(['id', 'state', 'updated_at']).orderBy('id').execute();

describe.each([...READ, ...WORK])('the page %s', (name, loader, more = {}) => {
  it('opens to its own house alone', async () => {
    const params = { assessmentId, ...more };
    expect(await get(loader, null, params)).toBe(302);
    expect(await get(loader, reviewer, params)).toBe(403);
    expect(await get(loader, consultant, params)).toBe(403);
    expect(await get(loader, stranger, params)).toBe(404);
    if (name !== 'independent') {
      expect(await get(loader, consultant, { ...params, grantId: NOBODY })).toBe(404);
      expect(await get(loader, consultant, { ...params, grantId: '-'.repeat(36) })).toBe(404);
    }
    if (WORK.some(([work]) => work === name)) expect(await get(loader, viewer, params)).toBe(403);
  });

  it('is not there under a strange id', async () => {
    for (const id of [...STRANGE, elsewhere]) {
      expect(await get(loader, owner, { ...more, assessmentId: id }), JSON.stringify(id)).toBe(404);
    }
  });
});

describe.each(POSTS)('posting %s', (name, action, more, fields) => {
  it('is for those who work on it', async () => {
    const before = await stored();
    const params = { assessmentId, ...more };
    expect(await post(action, null, params, fields)).toBe(401);
    expect(await post(action, viewer, params, fields)).toBe(403);
    expect(await post(action, reviewer, params, fields)).toBe(403);
    expect(await post(action, consultant, params, fields)).toBe(403);
    if (name !== 'independent') {
      expect(await post(action, consultant, { ...params, grantId: NOBODY }, fields)).toBe(404);
    }
    expect(await post(action, owner, params, { ...fields, _csrf: 'x' })).toBe(403);
    expect(await post(action, owner, params, { ...fields, extra: 'a\0b' })).toBe(422);
    expect(await stored()).toEqual(before);
  });

  it('finds nothing under a strange id, and changes nothing', async () => {
    const before = await stored();
    for (const id of [...STRANGE, elsewhere]) {
      expect(await post(action, owner, { ...more, assessmentId: id }, fields), JSON.stringify(id)).toBe(404);
    }
    expect(await post(action, stranger, { assessmentId, ...more }, fields)).toBe(404);
    expect(await stored()).toEqual(before);
  });
});

describe('what an address names within an assessment', () => {
  it('is not there when its model, or it, has no such thing', async () => {
    for (const id of [...STRANGE, '6.1-L1-1', 'DSMM-PA01']) {
      const at = { assessmentId };
      const said = JSON.stringify(id);
      expect(await get(item.loader, owner, { ...at, itemId: id }), said).toBe(404);
      expect(await get(derivation.loader, owner, { ...at, kind: 'item', key: id }), said).toBe(404);
      expect(await get(derivation.loader, owner, { ...at, kind: id, key: 'all' }), said).toBe(404);
      expect(await get(editAction.loader, owner, { ...at, actionId: id }), said).toBe(404);
      expect(await get(importPreview.loader, owner, { ...at, importId: id }), said).toBe(404);
      expect(await get(step.loader, owner, { ...at, step: id }), said).toBe(404);
      expect(await get(download.loader, owner, { ...at, format: id }), said).toBe(404);
      expect(await post(step.action, owner, { ...at, step: id }, {}), said).toBe(404);
      expect(await post(replyThread.action, owner, { ...at, threadId: id }, { body: '说明' }), said).toBe(
        404,
      );
      expect(await post(resolveThread.action, owner, { ...at, threadId: id }, {}), said).toBe(404);
      expect(await post(editAction.action, owner, { ...at, actionId: id }, ACTION), said).toBe(404);
      expect(await post(importPreview.action, owner, { ...at, importId: id }, {}), said).toBe(404);
    }
  });
});
