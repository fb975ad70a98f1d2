import type { LoaderFunctionArgs } from '@remix-run/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { schemeFields } from '#app/domain/assessment/scheme-form.ts';
import * as newOrder from '#app/routes/maturity/new-order.tsx';
import * as orders from '#app/routes/maturity/orders.tsx';
import * as submitted from '#app/routes/maturity/list.tsx';
import * as submittedRecord from '#app/routes/maturity/record.tsx';
import * as importModel from '#app/routes/model/import-model.tsx';
import * as modelDomain from '#app/routes/model/model-domain.tsx';
import * as model from '#app/routes/model/model.tsx';
import * as models from '#app/routes/model/models.tsx';
import * as publishModel from '#app/routes/model/publish.ts';
import * as modelTemplate from '#app/routes/model/template.ts';
import * as withdrawModel from '#app/routes/model/withdraw.tsx';
import * as modelWorkbook from '#app/routes/model/workbook.ts';
import * as reportStyle from '#app/routes/report/report-style.tsx';
import * as stylePreview from '#app/routes/report/style-preview.ts';
import * as editScheme from '#app/routes/scheme/edit-scheme.tsx';
import * as newScheme from '#app/routes/scheme/new-scheme.tsx';
import * as publishScheme from '#app/routes/scheme/publish.ts';
import * as scheme from '#app/routes/scheme/scheme.tsx';
import * as schemes from '#app/routes/scheme/schemes.tsx';
import * as withdrawScheme from '#app/routes/scheme/withdraw-scheme.tsx';
import type { Ports } from '#app/services/ports.ts';
import { exampleModelText } from '#assessments/example.ts';
import { defaultScheme } from '#assessments/scheme.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { FORM_TOKEN, incoming, refusalIn, statusOf } from '#tests/support/incoming.ts';
import { makeActor, makeOrganisation, testPorts, type TestOrganisation } from '#tests/support/world.ts';

type Address = (args: LoaderFunctionArgs) => unknown;
type Fields = Readonly<Record<string, string>>;

const NOBODY = '01890000-0000-7000-8000-000000000000';
const STRANGE = [
  'x',
  '',
  '__proto__',
  'a\0b',
  '示例',
  'own:',
  'own:x',
  `own:${'-'.repeat(36)}`,
  `own:${NOBODY}`,
];

let db: OpenDatabase;
let ports: Ports;
let enterprise: TestOrganisation;
let preparer: Actor;
let viewer: Actor;
let stranger: Actor;
let reviewer: Actor;
let supervisor: Actor;
let consultant: Actor;

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  enterprise = await makeOrganisation(ports, { kind: 'enterprise', uscc: '91310000MA1FL0000A' });
  preparer = await makeActor(ports, enterprise, 'preparer');
  viewer = await makeActor(ports, enterprise, 'viewer');
  stranger = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
  const office = await makeOrganisation(ports, { kind: 'regulator' });
  reviewer = await makeActor(ports, office, 'reviewer');
  supervisor = await makeActor(ports, office, 'supervisor');
  const consultancy = await makeOrganisation(ports, { kind: 'consultancy' });
  consultant = await makeActor(ports, consultancy, 'consultant');
});
afterAll(() => db.close());

const get = (address: Address, actor: Actor | null, params: Fields = {}, path = '/') =>
  statusOf(async () => address(incoming(ports, actor, path, { params: { ...params } })));
function answer(address: Address, actor: Actor | null, fields: Fields, params: Fields = {}, path = '/') {
  const body = new URLSearchParams({ _csrf: FORM_TOKEN, ...fields });
  return Promise.resolve(address(incoming(ports, actor, path, { params: { ...params }, body })));
}
const post = (...given: Parameters<typeof answer>) => statusOf(() => answer(...given));
function upload(address: Address, actor: Actor | null, file: [string, BlobPart] | null, fields: Fields = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ _csrf: FORM_TOKEN, ...fields })) body.append(name, value);
  if (file) body.append('file', new Blob([file[1]]), file[0]);
  return Promise.resolve(address(incoming(ports, actor, '/', { body })));
}
const idIn = (given: unknown) => (given as Response).headers.get('location')?.split('/').at(-1) ?? '';

describe('models', () => {
  it('are read and imported by those who may', async () => {
    for (const { loader } of [models, importModel, modelTemplate]) expect(await get(loader, null)).toBe(302);
    expect(await get(importModel.loader, viewer)).toBe(403);
    expect(await get(models.loader, supervisor)).toBe(403);
    const file: [string, string] = ['model.yaml', exampleModelText];
    expect(await statusOf(() => upload(importModel.action, null, file))).toBe(401);
    expect(await statusOf(() => upload(importModel.action, viewer, file))).toBe(403);
    expect(await statusOf(() => upload(importModel.action, preparer, file, { _csrf: 'x' }))).toBe(403);
  });

  it.each([
    ['no file', null],
    ['an empty file', ['model.yaml', '']],
    ['no YAML', ['model.yaml', 'a: [1']],
    ['another thing in YAML', ['model.yaml', '- 1']],
    ['what isn’t UTF-8', ['model.yaml', new Uint8Array([0xff, 0xfe, 0x41])]],
    ['a null character', ['model.yaml', exampleModelText.replace(/^title:[^\n]*$/m, '$&\nextra: "\\0"')]],
    ['a null character in a text', ['model.yaml', exampleModelText.replace('客户主数据', '"客户\\0主数据"')]],
    ['half a character', ['model.yaml', exampleModelText.replace('客户主数据', '"客户\\ud800主数据"')]],
    ['no workbook', ['model.xlsx', 'nonsense']],
    ['another kind of file', ['model.pdf', '%PDF-1.4']],
  ] as [string, [string, BlobPart] | null][])(
    'are refused with %s, with words and what was typed',
    async (_what, file) => {
      const typed = { key: 'group-data', titleZh: '集团数据模型', source: '自编' };
      const given = await upload(importModel.action, preparer, file, typed);
      expect(await statusOf(() => Promise.resolve(given))).toBe(422);
      expect(refusalIn(given).values).toMatchObject(typed);
      const { problems } = (given as { data: { problems: unknown[] } }).data;
      expect(problems.length + Object.keys(refusalIn(given).refusal.fields).length).toBeGreaterThan(0);
    },
  );

  it('are not there under a strange id, or another house’s', async () => {
    const id = idIn(await upload(importModel.action, preparer, ['model.yaml', exampleModelText]));
    expect(await get(model.loader, viewer, { id })).toBe(200);
    expect(await statusOf(() => upload(importModel.action, preparer, ['m.yaml', exampleModelText]))).toBe(
      409,
    );
    for (const [who, ids] of [
      [preparer, STRANGE],
      [stranger, [id]],
    ] as const) {
      for (const strange of ids) {
        for (const { loader } of [model, modelWorkbook, modelDomain, withdrawModel]) {
          expect(await get(loader, who, { id: strange, domain: '6' }), JSON.stringify(strange)).toBe(404);
        }
        for (const { action } of [publishModel, withdrawModel]) {
          expect(await post(action, who, {}, { id: strange }), JSON.stringify(strange)).toBe(404);
        }
      }
    }
    for (const domain of ['x', '__proto__', '', 'a\0b']) {
      expect(await get(modelDomain.loader, viewer, { id: 'dcmm-2025', domain })).toBe(404);
    }
    expect(await post(publishModel.action, preparer, {}, { id: 'dcmm-2025' })).toBe(404);
    expect(await post(publishModel.action, viewer, {}, { id })).toBe(403);
    expect(await post(publishModel.action, null, {}, { id })).toBe(401);
    expect(await post(publishModel.action, preparer, {}, { id })).toBe(302);
    expect(await post(withdrawModel.action, preparer, {}, { id })).toBe(302);
    expect(await post(withdrawModel.action, preparer, {}, { id })).toBe(409);
  });
});

describe('schemes', () => {
  const FIELDS = { ...schemeFields(defaultScheme('dcmm')), 'title.zh': '示例方案', 'title.en': 'Example' };

  it('are written by those who may, mistakes beside their fields', async () => {
    for (const { loader } of [schemes, newScheme]) expect(await get(loader, null)).toBe(302);
    expect(await post(newScheme.action, null, FIELDS)).toBe(401);
    expect(await post(newScheme.action, viewer, FIELDS)).toBe(403);
    expect(await post(newScheme.action, preparer, FIELDS, {}, '/?from=x')).toBe(404);
    expect(await get(newScheme.loader, preparer, {}, '/?from=own:%00')).toBe(404);
    for (const [field, value] of [
      ['title.zh', ' '],
      ['gates.2.value', '1.5'],
      ['gates.2.value', '１'],
      ['grades.met.worth.value', 'x'],
      ['family', 'x'],
      ['combine.cells', 'x'],
      ['rounding.cell', '10'],
      ['floor.confidence', 'x'],
      ['source', ''],
    ] as const) {
      const typed = { ...FIELDS, [field]: value };
      const given = await answer(newScheme.action, preparer, typed);
      expect(await statusOf(() => Promise.resolve(given)), field).toBe(422);
      expect(Object.keys(refusalIn(given).refusal.fields), field).toContain(field);
      expect(refusalIn(given).values, field).toMatchObject(typed);
    }
  });

  it('are changed as drafts of the own house alone', async () => {
    const id = idIn(await answer(newScheme.action, preparer, FIELDS));
    expect(await get(scheme.loader, viewer, { id })).toBe(200);
    for (const [who, ids] of [
      [preparer, STRANGE],
      [stranger, [id]],
      [supervisor, [id]],
    ] as const) {
      for (const strange of ids) {
        for (const { loader } of [scheme, editScheme, withdrawScheme]) {
          expect(await get(loader, who, { id: strange }), JSON.stringify(strange)).toBe(404);
        }
        for (const { action } of [editScheme, publishScheme, withdrawScheme]) {
          expect(await post(action, who, FIELDS, { id: strange }), JSON.stringify(strange)).toBe(404);
        }
      }
    }
    expect(await post(editScheme.action, preparer, FIELDS, { id: 'dcmm-default' })).toBe(404);
    expect(await post(editScheme.action, viewer, FIELDS, { id })).toBe(403);
    const given = await answer(editScheme.action, preparer, { ...FIELDS, 'title.zh': '' }, { id });
    expect(Object.keys(refusalIn(given).refusal.fields)).toEqual(['title.zh']);
    expect(await post(editScheme.action, preparer, { ...FIELDS, 'gates.2.value': '0.7' }, { id })).toBe(302);
    expect(await post(publishScheme.action, preparer, {}, { id })).toBe(302);
    expect(await get(editScheme.loader, preparer, { id })).toBe(409);
    expect(await post(editScheme.action, preparer, FIELDS, { id })).toBe(409);
    expect(await post(withdrawScheme.action, preparer, {}, { id })).toBe(302);
    expect(await post(withdrawScheme.action, preparer, {}, { id })).toBe(409);
  });
});

describe('orders of a regulator', () => {
  const FIELDS = { uscc: '91310000MA1FL0000A', basis: '示例文件', dueOn: '2026-12-31' };

  it('are given by a supervisor, with words beside what is wrong', async () => {
    for (const { loader } of [submitted, orders, newOrder]) {
      expect(await get(loader, null)).toBe(302);
      expect(await get(loader, preparer)).toBe(403);
    }
    expect(await post(newOrder.action, null, FIELDS)).toBe(401);
    expect(await post(newOrder.action, preparer, FIELDS)).toBe(403);
    expect(await post(newOrder.action, reviewer, FIELDS)).toBe(403);
    for (const [field, value] of [
      ['uscc', 'x'],
      ['uscc', ''],
      ['basis', ' '],
      ['basis', '字'.repeat(501)],
      ['dueOn', '2026-02-30'],
      ['dueOn', '2026-11-22'],
    ] as const) {
      const given = await answer(newOrder.action, supervisor, { ...FIELDS, [field]: value });
      expect(await statusOf(() => Promise.resolve(given)), field).toBe(422);
      expect(Object.keys(refusalIn(given).refusal.fields)).toEqual([field]);
      expect(refusalIn(given).values).toMatchObject({ ...FIELDS, [field]: value });
    }
  });

  it('are revoked once', async () => {
    expect(await post(newOrder.action, supervisor, FIELDS)).toBe(302);
    const listed = await orders.loader(incoming(ports, supervisor, '/'));
    const orderId = listed.orders[0]?.id ?? '';
    expect(await post(orders.action, reviewer, { orderId })).toBe(403);
    expect(await post(orders.action, supervisor, { orderId: 'x' })).toBe(404);
    expect(await post(orders.action, supervisor, {})).toBe(422);
    expect(await post(orders.action, supervisor, { orderId })).toBe(302);
    expect(await post(orders.action, supervisor, { orderId })).toBe(409);
  });

  it('show nothing that wasn’t submitted', async () => {
    for (const id of ['x', '-'.repeat(36), NOBODY, 'a\0b']) {
      const params = { organisationId: enterprise.id, assessmentId: id };
      expect(await get(submittedRecord.loader, supervisor, params)).toBe(404);
      expect(
        await get(submittedRecord.loader, supervisor, { organisationId: id, assessmentId: NOBODY }),
      ).toBe(404);
      expect(await get(submittedRecord.loader, preparer, params)).toBe(403);
    }
  });
});

describe('the style of a consultancy’s reports', () => {
  it('is its own, and keeps what was typed', async () => {
    expect(await get(reportStyle.loader, null)).toBe(302);
    expect(await get(stylePreview.loader, preparer)).toBe(403);
    expect(await post(reportStyle.action, null, { opening: '' })).toBe(401);
    expect(await post(reportStyle.action, preparer, { opening: '' })).toBe(403);
    const opening = '字'.repeat(1001);
    const given = await answer(reportStyle.action, consultant, { opening });
    expect(await statusOf(() => Promise.resolve(given))).toBe(422);
    expect(Object.keys(refusalIn(given).refusal.fields)).toEqual(['opening']);
    expect(refusalIn(given).values).toMatchObject({ opening });
    expect(await post(reportStyle.action, consultant, { opening: '示例机构' })).toBe(302);
  });
});
