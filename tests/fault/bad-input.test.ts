import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { hasPoppler, readTightText } from '#tests/adapters/pdf/poppler.ts';
import { HOSTILE, RAW_MARKUP } from '#tests/support/bad-value.ts';
import {
  asker,
  everyForm,
  everyPage,
  kindOf,
  serveUndoing,
  type Asker,
  type FoundForm,
  type Page,
  type UndoingApp,
} from '#tests/support/every-form.ts';
import { readForms, readHtmlText } from '#tests/support/posted-form.ts';
import { attempts, faultIn, faultOf, filledIn, send, withValues } from '#tests/support/throw-at-form.ts';

/** People whose pages between them have every form. */
const PEOPLE = [
  'owner',
  'lanqiao',
  'supervisor',
  'consultant',
  'operator',
  'province',
  'jinan',
  'planner',
  'xinban',
  'visitor',
];

/** Bad values for each control. All of them at all take half an hour: SHUHENG_BAD_VALUES=99. */
const TURNS = Number(process.env.SHUHENG_BAD_VALUES ?? '1');
/** Tells what was posted, for a look at how deep the values came. */
const TOLD = process.env.SHUHENG_BAD_VALUES_LOG;

let app: UndoingApp;
let askers: Asker[];
let forms: FoundForm[];
beforeAll(async () => {
  app = await serveUndoing();
  askers = [];
  for (const key of PEOPLE) askers.push(await asker(app.origin, key));
  await app.keep();
  forms = await everyForm(askers, 1);
  await app.undo();
});
afterAll(() => app.close());

/** What showing a page writes by itself: a new secret for the second factor, which is shown on it. */
const WRITTEN_BY_SHOWING: Readonly<Record<string, readonly string[]>> = {
  '/second-factor/setup': ['credential', 'journal'],
};

function changed(
  form: FoundForm,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const ignored = WRITTEN_BY_SHOWING[kindOf(form.action)] ?? [];
  return [...after].flatMap(([name, digest]) =>
    digest === before.get(name) || name === 'session' || ignored.includes(name) ? [] : [name],
  );
}

describe('every form of every page', () => {
  it('is found', () => {
    const rooms = new Set(forms.map(({ action }) => action.split('/')[1]));
    for (const room of ['account', 'organisations', 'filings', 'changes', 'review', 'roster', 'assessments'])
      expect(rooms).toContain(room);
    for (const room of ['evidence', 'certificates', 'plans', 'batches', 'bulletins', 'operator', 'grants'])
      expect(rooms).toContain(room);
    expect(forms.length).toBeGreaterThan(80);
  });

  it('answers whatever its fields hold with words, keeps what was typed, and writes nothing that it refuses', async () => {
    const faults: string[] = [];
    const told: string[] = [];
    const before = await app.marks();
    let posts = 0;
    for (const [place, form] of forms.entries()) {
      const name = `${form.asker.key} ${form.page} → ${form.key.slice(0, 100)}`;
      const began = Date.now();
      const statuses: Record<number, number> = {};
      let isClean = true;
      for (const attempt of attempts(form, TURNS, place)) {
        const answer = await send(form, attempt);
        const fault = faultIn(form, attempt, answer.status, await answer.text());
        posts += 1;
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
        if (fault !== null) faults.push(`${name}: ${attempt.what}: ${fault}`);
        isClean = answer.status >= 400;
        if (!isClean) await app.undo();
      }
      const written = changed(form, before, await app.marks());
      if (written.length > 0) faults.push(`${name}: a refusal wrote ${written.join()}`);
      await app.undo();
      told.push(`${name} ${JSON.stringify(statuses)} ${Date.now() - began} ms`);
    }
    console.log(`${forms.length} forms, ${posts} posts`);
    if (TOLD) writeFileSync(TOLD, [...told, ...faults].join('\n'));
    expect(faults).toEqual([]);
  }, 3_600_000);

  it('posted twice makes nothing a second time', async () => {
    const faults: string[] = [];
    let taken = 0;
    for (const form of forms) {
      const name = `${form.asker.key} ${form.page} → ${form.key.slice(0, 100)}`;
      const attempt = { what: 'again', entries: filledIn(form), names: [] };
      const first = await send(form, attempt);
      await first.arrayBuffer();
      if (first.status < 400) {
        taken += 1;
        const once = await app.counts();
        const second = await send(form, attempt);
        const fault = faultOf(second.status, await second.text());
        if (fault !== null) faults.push(`${name}: ${fault}`);
        const grown = [...(await app.counts())].filter(([table, rows]) => rows > (once.get(table) ?? 0));
        const tables = grown.map(([table]) => table).filter((table) => !MAY_GROW.test(table));
        if (tables.length > 0 && !MAY_REPEAT.test(form.action))
          faults.push(`${name}: twice in ${tables.join()} (${second.status})`);
      }
      await app.undo();
    }
    expect(faults).toEqual([]);
    expect(taken).toBeGreaterThan(60);
  }, 600_000);
});

/** Events say that somebody did something again, even where nothing came of it. */
const MAY_GROW = /^journal/;
/** What is asked again is done again: mails within their allowance, a checkpoint, a file (told apart by its digest). */
const MAY_REPEAT = /^\/(register|forgot|operator\/journal\/checkpoint|filings\/[^/]+\/attachments)$/;

/** Texts of all parts of a ZIP file, by name. */
function unzip(bytes: Buffer): Promise<Map<string, string>> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, file) => {
      if (error) return reject(error);
      const parts = new Map<string, string>();
      file.on('entry', (entry: yauzl.Entry) => {
        file.openReadStream(entry, (failure, stream) => {
          if (failure) return reject(failure);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            parts.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
            file.readEntry();
          });
        });
      });
      file.on('end', () => resolve(parts));
      file.on('error', reject);
      file.readEntry();
    });
  });
}

const HAN = '𠮷㐂';
const canReadPdf = hasPoppler();

/** How a page or a file shows the hostile text: as text, as something worse, or not at all. */
async function lookAt(page: Page): Promise<'absent' | 'whole' | string> {
  const { type, body } = page;
  if (/attachments|\/(file|scan)$/.test(page.address)) return 'absent'; // what people uploaded stays as it is
  const text = body.toString('utf8');
  if (type.startsWith('text/html')) {
    if (text.includes(RAW_MARKUP)) return 'markup stands in the page';
    return readHtmlText(text).includes(HAN) ? 'whole' : 'absent';
  }
  if (type.startsWith('text/csv')) {
    if (/(^|,|\r\n)"?=1\+1/.test(text)) return 'a cell begins a formula';
    return text.includes(HAN) ? 'whole' : 'absent';
  }
  if (/spreadsheetml|wordprocessingml/.test(type)) {
    const parts = [...(await unzip(body)).entries()];
    if (parts.some(([, xml]) => xml.includes(RAW_MARKUP))) return 'markup stands in the XML';
    if (parts.some(([name, xml]) => name.startsWith('xl/worksheets/') && /<f[ >]/.test(xml)))
      return 'a formula';
    return parts.some(([, xml]) => xml.includes(HAN)) ? 'whole' : 'absent';
  }
  if (type.startsWith('application/pdf') && canReadPdf) {
    const printed = readTightText(body);
    return printed.includes(HAN) ? 'whole' : printed.includes('=1+1') ? 'Han characters are lost' : 'absent';
  }
  return 'absent';
}

describe('text that would be markup or a formula, with Han of the supplementary planes', () => {
  it('is taken by forms of every room, and is text on every page and in every file that shows it', async () => {
    const taken: string[] = [];
    for (const form of forms) {
      const texts = form.controls.filter(
        ({ kind, name }) =>
          ['text', 'textarea'].includes(kind) &&
          !/uscc|email|url|mobile|phone|region|code|key|\.id$|On$/i.test(name),
      );
      const values = Object.fromEntries(texts.map(({ name }) => [name, HOSTILE]));
      if (texts.length === 0 || /delete|withdraw|discard|end$|remove|revoke/.test(form.action)) continue;
      const answer = await send(form, { what: '', entries: withValues(form, values), names: [] });
      await answer.arrayBuffer();
      if (answer.status < 400) taken.push(form.key.slice(0, 60));
    }
    const faults: string[] = [];
    const whole: string[] = [];
    await everyPage(askers, 1, async (page) => {
      const how = await lookAt(page);
      if (page.status >= 500) faults.push(`${page.asker.key} ${page.address}: ${page.status}`);
      if (how === 'whole') whole.push(`${page.type.split(';')[0]} ${kindOf(page.address)}`);
      else if (how !== 'absent') faults.push(`${page.asker.key} ${page.address}: ${how}`);
    });
    await app.undo();
    if (TOLD) writeFileSync(`${TOLD}.shown`, [...taken, '', ...whole].join('\n'));
    expect(faults).toEqual([]);
    expect(taken.length).toBeGreaterThan(15);
    for (const type of ['text/html', 'text/csv', 'application/pdf', 'application/vnd.openxmlformats'])
      expect([type, whole.some((one) => one.startsWith(type))]).toEqual([type, true]);
  }, 900_000);
});

describe('a wrong value', () => {
  const FOUNDING = { licenceKind: 'telecom', licenceNumbers: '沪B2-20260099', name: '示例新数科技有限公司' };
  const USCC = '91310000775785552L';
  it.each([
    ['/organisations/new', { ...FOUNDING, uscc: '9131000077578555' }, /应为 18 位，现为 16 位/],
    ['/organisations/new', { ...FOUNDING, uscc: `${USCC}0` }, /应为 18 位，现为 19 位/],
    ...[...'IOZSV'].map(
      (letter) =>
        [
          '/organisations/new',
          { ...FOUNDING, uscc: letter + USCC.slice(1) },
          /第 1 位“[IOZSV]”不是可用字符/,
        ] as const,
    ),
    ['/organisations/new', { ...FOUNDING, uscc: `${USCC.slice(0, 17)}X` }, /第 18 位校验不符/],
    ['/organisations/new', { ...FOUNDING, uscc: USCC, licenceNumbers: '' }, /请填写许可证编号/],
    ['/organisations/new', { ...FOUNDING, uscc: USCC, licenceKind: 'other' }, /请选择许可类型/],
    ['/organisations/new', { ...FOUNDING, uscc: USCC, name: '数'.repeat(101) }, /最多 100 个字/],
    ['/register', { email: 'somebody@' }, /电子邮箱格式不符/],
    ['/register', { mobile: '12345678901' }, /手机号码应为 1 开头的 11 位数字/],
    ['/register', { mobile: '１２３' }, /手机号码应为 1 开头的 11 位数字/],
    ['/register', { name: '𠮷'.repeat(60) }, /姓名最多 50 个字/],
    ['/changes/new', { happenedOn: '2026-02-30' }, /不是有效日期/],
    ['/changes/new', { happenedOn: '0001-01-01' }, /不是有效日期/],
    ['/changes/new', { happenedOn: '1000-01-01' }, /早于指南发布日/],
    ['/changes/new', { happenedOn: '9999-12-31' }, /变更发生日期不能晚于/],
    ['/changes/new', { decidedOn: '2099-01-01' }, /变更决定日期不能晚于今天/],
    ['/grants/new', { expiresOn: '2026-02-30' }, /请填写到期日期/],
    ['/grants/new', { expiresOn: '2020-01-01' }, /不能早于今天/],
    ['/grants/new', { expiresOn: '9999-12-31' }, /授权最长一年/],
    [
      '/certificates/new',
      { kind: 'dcmm', issuedOn: '2025-06-01', expiresOn: '2025-05-31' },
      /有效期至应晚于发证日期/,
    ],
    [
      '/certificates/new',
      { kind: 'dcmm', issuedOn: '9998-01-01', expiresOn: '9999-12-31' },
      /发证日期不能晚于今天/,
    ],
    ['/evidence/new', { effectiveFrom: '2026-06-01', effectiveUntil: '2026-05-31' }, /晚于|早于/],
    ['/assessments/new', { targetOn: '2020-01-01' }, /目标日期不能早于今天/],
    ['/maturity/orders/new', { uscc: USCC, dueOn: '2020-01-01' }, /不能早于今天/],
  ] as const)('at %s, %j, is told beside its field', async (address, values, said) => {
    const names = Object.keys(values);
    const form = forms.find(
      ({ action, controls }) =>
        kindOf(action) === address &&
        names.every((name) => controls.some((control) => control.name === name)),
    );
    if (!form) throw new Error(`no form at ${address} with ${names.join()}`);
    const before = await app.marks();
    const attempt = { what: said.source, entries: withValues(form, values), names };
    const answer = await send(form, attempt);
    const html = await answer.text();
    const written = changed(form, before, await app.marks());
    await app.undo();
    expect([answer.status, readHtmlText(html)]).toEqual([422, expect.stringMatching(said)]);
    expect(faultIn(form, attempt, answer.status, html)).toBeNull();
    expect(html).toMatch(/aria-invalid="true"|role="alert"/);
    expect(written).toEqual([]);
  });
});

describe('every address', () => {
  /** Addresses of the built app, ids and keys filled in by `value`. */
  async function addresses(value: string): Promise<string[]> {
    const { routes } = (await import(resolve('build/server/index.js'))) as {
      routes: Record<string, { path?: string }>;
    };
    return Object.values(routes)
      .map(({ path = '' }) => `/${path.replace(/:\w+\??/g, value).replace(/\*$/, value)}`)
      .filter((path) => !path.startsWith('/sign-out'));
  }

  /** Addresses that only take posts, or only give files, answer the other method by the framework's own line. */
  const WRONG_METHOD = /^answers 40[05] without/;
  const isFirst = (key: string) => key === 'supervisor';

  // The sweep of tests/e2e/foundation stops at the second factor, which these people have shown here.
  it.each(['supervisor', 'operator'])(
    'answers %s in words, whatever stands in it and whatever comes to it',
    async (key) => {
      const who = askers.find((one) => one.key === key);
      if (!who) throw new Error(`no ${key}`);
      const faults: string[] = [];
      for (const address of await addresses('00000000-0000-7000-8000-000000000000')) {
        const token = { _csrf: who.token, version: '99999999999', revision: '-1' };
        const asked = {
          GET: await who.get(
            `${address}?page=1e999&version=99999999999&cursor=%ff&from=2026-02-30&q=%F0%A0%AE%B7`,
          ),
          POST: await who.post(address, new URLSearchParams(token)),
        };
        const refused = isFirst(key)
          ? {
              JSON: await who.post(address, JSON.stringify(token), { 'content-type': 'application/json' }),
              untokened: await who.post(address, new URLSearchParams({ name: 'x' })),
            }
          : {};
        for (const [how, answer] of Object.entries({ ...asked, ...refused })) {
          const fault = faultOf(answer.status, await answer.text());
          if (fault !== null && !WRONG_METHOD.test(fault)) faults.push(`${how} ${address}: ${fault}`);
          if (how in refused && answer.status < 400 && !/^3/.test(String(answer.status)))
            faults.push(`${how} ${address}: taken`);
        }
      }
      await app.undo();
      expect(faults).toEqual([]);
    },
    300_000,
  );
});

describe('readForms', () => {
  it('reads names, values and choices as a browser would', () => {
    const html =
      '<form method="post" id="f" action="/x"><input type="hidden" name="a" value="1&amp;2"/><textarea name="b">\nx&lt;</textarea>' +
      '<select name="c"><option value="p">P</option><option value="q" selected="">Q</option></select>' +
      '<input type="checkbox" name="d" value="on"/><button name="do" value="go">Go</button></form><input name="e" form="f" value="z"/><form method="get"></form>';
    const [form, ...others] = readForms(html, '/page');
    expect(others).toEqual([]);
    expect(form?.controls.map(({ name, value, isOn }) => [name, value, isOn])).toEqual([
      ['a', '1&2', true],
      ['b', 'x<', true],
      ['c', 'q', true],
      ['d', 'on', false],
      ['e', 'z', true],
    ]);
    expect(form?.buttons).toEqual([['do', 'go']]);
  });
});
