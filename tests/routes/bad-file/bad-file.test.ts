import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActionFunctionArgs } from '@remix-run/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDiskStorage } from '#app/adapters/storage/disk-storage.ts';
import type { Actor } from '#app/domain/account/actor.ts';
import * as certificate from '#app/routes/certificate/new.tsx';
import * as entries from '#app/routes/entry/import.tsx';
import * as evidence from '#app/routes/evidence/new.tsx';
import * as filing from '#app/routes/filing/upload.tsx';
import * as model from '#app/routes/model/import-model.tsx';
import * as plan from '#app/routes/plan/import.tsx';
import * as style from '#app/routes/report/report-style.tsx';
import * as roster from '#app/routes/roster/import.tsx';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { HOSTILE } from '#tests/adapters/spreadsheet/hostile-xlsx.ts';
import { zipFile } from '#tests/adapters/spreadsheet/zip-file.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { beginFiling } from '#tests/support/filing-world.ts';
import { FORM_TOKEN, incoming } from '#tests/support/incoming.ts';
import { makePlan, makePlanHouse, samplePlan } from '#tests/support/plan.ts';
import { makeActor, makeOrganisation, testPorts } from '#tests/support/world.ts';
import { digestTables } from '../foreign-id/twin.ts';

/** A place that takes a file. */
interface Taker {
  readonly kind: 'scan' | 'table';
  readonly field: string;
  readonly action: (incoming: ActionFunctionArgs) => unknown;
  readonly fields: Readonly<Record<string, string>>;
  readonly who: () => Actor;
  readonly params?: () => Record<string, string>;
}

let db: OpenDatabase;
let ports: Ports;
let owner: Actor;
let consultant: Actor;
let regulator: Actor;
let province: Actor;
let planId: string;
let filingId: string;
let untouched: Record<string, string>;
const root = mkdtempSync(join(tmpdir(), 'shuheng-bad-file-'));

const TAKERS: Readonly<Record<string, Taker>> = {
  filing: {
    kind: 'scan',
    field: 'file',
    action: filing.action,
    fields: { slot: 'appointment', back: '/start' },
    who: () => owner,
    params: () => ({ filingId }),
  },
  evidence: {
    kind: 'scan',
    field: 'file',
    action: evidence.action,
    fields: { kind: 'file', title: '示例办法' },
    who: () => owner,
  },
  certificate: {
    kind: 'scan',
    field: 'file',
    action: certificate.action,
    fields: {
      kind: 'dcmm',
      level: '3',
      number: '示例-1',
      agency: '示例机构',
      issuedOn: '2026-01-01',
      expiresOn: '2029-01-01',
    },
    who: () => owner,
  },
  logo: {
    kind: 'scan',
    field: 'logo',
    action: style.action,
    fields: { opening: '示例' },
    who: () => consultant,
  },
  roster: { kind: 'table', field: 'file', action: roster.action, fields: {}, who: () => regulator },
  entries: {
    kind: 'table',
    field: 'file',
    action: entries.action,
    fields: {},
    who: () => province,
    params: () => ({ planId }),
  },
  plan: { kind: 'table', field: 'file', action: plan.action, fields: {}, who: () => province },
  model: {
    kind: 'table',
    field: 'file',
    action: model.action,
    fields: { key: 'm', titleZh: '示例', source: '示例' },
    who: () => owner,
  },
};
const ofKind = (kind: Taker['kind']) => Object.keys(TAKERS).filter((name) => TAKERS[name]?.kind === kind);

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db, { storage: createDiskStorage({ root }) });
  owner = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
  consultant = await makeActor(ports, await makeOrganisation(ports, { kind: 'consultancy' }), 'consultant');
  regulator = await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'supervisor');
  province = (await makePlanHouse(ports)).supervisor;
  planId = await makePlan(ports, province, samplePlan('a'));
  filingId = await beginFiling(ports, owner);
  untouched = await digestTables(db);
});
afterAll(() => db.close());

/** Every write leaves an event, every file lies in the storage. */
async function traces() {
  const { rows } = await db.pool.query<{ events: number }>('select count(*)::int as events from journal');
  return { events: rows[0]?.events, kept: kept() };
}

const kept = () =>
  existsSync(root)
    ? readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length
    : 0;

function form(taker: Taker, files: readonly (readonly [name: string, content: Uint8Array])[]): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries({ _csrf: FORM_TOKEN, ...taker.fields }))
    body.append(name, value);
  for (const [name, content] of files) body.append(taker.field, new File([new Uint8Array(content)], name));
  return body;
}

async function send(taker: Taker, body: FormData) {
  const put = incoming(ports, taker.who(), '/x', { body, params: taker.params?.() ?? {} });
  const answer = await Promise.resolve(taker.action(put)).catch((error: unknown) => {
    if (error instanceof Response) return error;
    throw error;
  });
  if (answer instanceof Response) return { status: answer.status, text: await answer.text() };
  const { data, init } = answer as { data: unknown; init: { status?: number } | null };
  return { status: init?.status ?? 200, text: JSON.stringify(data) };
}

/** Refused in Chinese with a 4xx; nothing of it was written, in the database or in the storage. */
async function isRefused(name: string, files: readonly (readonly [string, Uint8Array])[]): Promise<string> {
  const taker = TAKERS[name];
  if (!taker) throw new Error(name);
  const before = await traces();
  const { status, text } = await send(taker, form(taker, files));
  expect(status, text.slice(0, 300)).toBeGreaterThanOrEqual(400);
  expect(status, text.slice(0, 300)).toBeLessThan(500);
  expect(text).toMatch(/"zh":"[^"]*\p{Script=Han}/u);
  expect(await traces()).toEqual(before);
  return text;
}

const bytes = (text: string) => new TextEncoder().encode(text);
const SVG = bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const EXE = new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4]);
const HTML = bytes('<!doctype html><html><script>alert(1)</script></html>');
const ARCHIVE = zipFile([{ name: 'a.txt', content: 'x' }]);

describe.each(ofKind('scan'))('a file for the %s', (name) => {
  it.each([
    ['a drawing that is named a PDF', '图.pdf', SVG],
    ['a program that is named a PDF', '任职.pdf', EXE],
    ['a page that is named a picture', '图.png', HTML],
    ['a PDF that is named a program', '任职.pdf.exe', bytes('%PDF-1.4\n%%EOF\n')],
    ['a PDF that is named a picture', '图.png', bytes('%PDF-1.4\n%%EOF\n')],
    ['an archive with a PDF behind it', 'a.pdf', Buffer.concat([ARCHIVE, bytes('%PDF-1.4\n%%EOF')])],
    ['a PDF behind a page', 'a.pdf', Buffer.concat([HTML, bytes('%PDF-1.4\n%%EOF')])],
    ['one byte more than 20 MB', 'a.pdf', Buffer.concat([bytes('%PDF-1.4\n'), Buffer.alloc(19_999_992)])],
  ])('%s is refused', async (_what, fileName, content) => {
    await isRefused(name, [[fileName, content]]);
  });
});

const sheet = (content: string | Buffer): Uint8Array =>
  zipFile([
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'xl/workbook.xml', content: '<workbook><sheets/></workbook>' },
    { name: 'xl/worksheets/sheet1.xml', content },
  ]);
const LAUGHS = `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(50)}"><!ENTITY b "${'&a;'.repeat(50)}">]><w>&b;</w>`;
const BOMB = sheet(Buffer.alloc(150_000_000, ' '));

describe.each(ofKind('table'))('a table for the %s', (name) => {
  it.each([
    ['an empty file', '表.xlsx', new Uint8Array()],
    ['a program', '表.xlsx', EXE],
    ['a drawing', '表.csv', SVG],
    ['a page', '表.xlsx', HTML],
    ['another archive', '表.xlsx', ARCHIVE],
    ['a PDF with an archive behind it', '表.xlsx', Buffer.concat([bytes('%PDF-1.4\n'), ARCHIVE])],
    ['a workbook that unpacks to 150 MB', '表.xlsx', BOMB],
    [
      'twenty thousand parts',
      '表.xlsx',
      zipFile(Array.from({ length: 20_000 }, (_, n) => ({ name: `xl/${n}.xml`, content: '' }))),
    ],
    [
      'an archive in an archive',
      '表.xlsx',
      zipFile([{ name: 'xl/workbook.xml', content: Buffer.from(BOMB) }]),
    ],
    ['entities that multiply', '表.xlsx', sheet(LAUGHS)],
    ['an entity of another file', '表.xlsx', sheet('<!DOCTYPE x SYSTEM "file:///etc/passwd"><w/>')],
    ['a workbook with macros', '表.xlsm', zipFile([{ name: 'xl/vbaProject.bin', content: 'x' }])],
    ['quotes that nobody closes', '表.csv', bytes('企业名称,统一社会信用代码\n"示例,x\n')],
    ['fifty thousand columns', '表.csv', bytes(`${'列,'.repeat(50_000)}\n`)],
    ['null characters', '表.csv', bytes('企业名称\0,统一社会信用代码\n\0\0,\0\n')],
    ['bytes of no encoding', '表.csv', new Uint8Array([0xff, 0xfe, 0xff, 0x81, 0x20, 0x80, 0x0a])],
    ['no header that we know', '表.csv', bytes('甲,乙\r1,2\r')],
  ])('%s is refused', async (_what, fileName, content) => {
    await isRefused(name, [[fileName, content]]);
  });

  it.each(HOSTILE)('%s: is refused', async (_what, make) => {
    await isRefused(name, [['表.xlsx', make()]]);
  });

  it('the bombs are never held in memory', async () => {
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 10);
    for (let n = 0; n < 3; n += 1) await isRefused(name, [['表.xlsx', BOMB]]);
    clearInterval(watch);
    expect((most - before) / 1e6).toBeLessThan(300);
  });
});

/** Certificates may be recorded before they are scanned, and a style needs no logo. */
const NEEDS_FILE = Object.keys(TAKERS).filter((name) => name !== 'logo' && name !== 'certificate');

describe.each(NEEDS_FILE)('a form for the %s', (name) => {
  it('without a file, or with one under another name, says so', async () => {
    await isRefused(name, []);
    const taker = TAKERS[name];
    if (!taker) throw new Error(name);
    const body = form(taker, []);
    body.append('other', new File(['x'], 'x.pdf'));
    const before = await traces();
    expect((await send(taker, body)).status).toBe(422);
    expect(await traces()).toEqual(before);
  });
});

describe('after all these files', () => {
  it('every table is as it was', async () => {
    expect(await digestTables(db)).toEqual(untouched);
  });
});
