import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import * as edit from '#app/routes/evidence/edit.tsx';
import * as file from '#app/routes/evidence/file.ts';
import * as list from '#app/routes/evidence/list.tsx';
import * as fresh from '#app/routes/evidence/new.tsx';
import * as record from '#app/routes/evidence/record.tsx';
import * as retire from '#app/routes/evidence/retire.tsx';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { FORM_TOKEN, incoming, refusalIn, statusOf } from '#tests/support/incoming.ts';
import { makeActor, makeOrganisation, testPorts, TEST_MOMENT } from '#tests/support/world.ts';

describe('the addresses of evidence', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let owner: Actor;
  let viewer: Actor;
  let stranger: Actor;
  let reviewer: Actor;
  let id: string;

  const PDF = new Blob(['%PDF-1.4\n%%EOF\n']);
  function form(fields: Record<string, string>, content: Blob | null = PDF, name = '办法.pdf'): FormData {
    const body = new FormData();
    const all = { _csrf: FORM_TOKEN, kind: 'file', title: '数据质量管理办法', ...fields };
    for (const [key, value] of Object.entries(all)) body.append(key, value);
    body.append('file', content ?? new Blob([]), content ? name : '');
    return body;
  }
  const post = (actor: Actor | null, body: FormData, allowance?: number) =>
    fresh.action(
      incoming(ports, actor, '/evidence/new', { body, ...(allowance === undefined ? {} : { allowance }) }),
    );
  const count = async () =>
    (await db.pool.query<{ n: number }>('select count(*)::int as n from evidence')).rows[0]?.n;

  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    const enterprise = await makeOrganisation(ports, { kind: 'enterprise' });
    owner = await makeActor(ports, enterprise, 'owner');
    viewer = await makeActor(ports, enterprise, 'viewer');
    stranger = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
    reviewer = await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'reviewer');
    const answer = (await post(owner, form({}))) as Response;
    id = /\/evidence\/([0-9a-f-]{36})$/.exec(answer.headers.get('location') ?? '')?.[1] ?? '';
    expect([answer.status, id]).toEqual([302, expect.stringMatching(/./)]);
  });
  afterAll(() => db.close());

  it.each([
    ['no title', () => form({ title: '' }), 422, 'title'],
    [
      'a period that ends before it begins',
      () => form({ effectiveFrom: '2026-02-01', effectiveUntil: '2026-01-01' }),
      422,
      'effectiveUntil',
    ],
    ['no file', () => form({}, null), 422, 'file'],
    ['a page named PDF', () => form({}, new Blob(['<html></html>'])), 415, 'file'],
    ['an empty file', () => form({}, new Blob([]), 'a.pdf'), 422, 'file'],
    ['a reference to nowhere', () => form({ kind: 'reference' }, null), 422, 'reference'],
  ] as const)(
    'refuses %s with words beside the field, keeps what was typed, writes nothing',
    async (_what, body, status, field) => {
      const before = await count();
      const answer = await post(owner, body());
      expect(await statusOf(() => Promise.resolve(answer))).toBe(status);
      const { refusal, values } = refusalIn(answer);
      expect(Object.keys(refusal.fields)).toEqual([field]);
      expect(values).not.toHaveProperty('_csrf');
      expect(values['kind']).toBeDefined();
      expect(await count()).toBe(before);
    },
  );

  it('refuses an old page, a null character, too many files and what is no form', async () => {
    const before = await count();
    expect(await statusOf(() => post(owner, form({ _csrf: 'x' })))).toBe(403);
    expect(await statusOf(() => post(owner, form({ title: 'a\0b' })))).toBe(422);
    expect(await statusOf(() => post(owner, form({}), 0))).toBe(429);
    const plain = new URLSearchParams({ _csrf: FORM_TOKEN, kind: 'reference', title: 'x', reference: 'y' });
    const sent = incoming(ports, owner, '/evidence/new', { body: plain });
    expect(await statusOf(() => fresh.action(sent))).toBe(415);
    expect(await count()).toBe(before);
  });

  it.each([
    ['signed out', () => null, 401],
    ['a viewer', () => viewer, 403],
    ['a regulator', () => reviewer, 403],
  ])('lets nobody add who is %s', async (_who, actor, status) => {
    expect(await statusOf(() => post(actor(), form({})))).toBe(status);
  });

  it('shows the library and a record to viewers, and another’s to nobody', async () => {
    const page = await list.loader(incoming(ports, viewer, '/evidence?state=live&kind=x'));
    expect(page).toMatchObject({ mayKeep: false, base: '', rows: [{ id, term: 'undated', uses: [] }] });
    expect(JSON.stringify(page)).not.toContain('attachment/');
    const params = { id };
    expect(await statusOf(() => record.loader(incoming(ports, viewer, '/', { params })))).toBe(200);
    for (const address of [record, file]) {
      expect(await statusOf(() => address.loader(incoming(ports, stranger, '/', { params })))).toBe(404);
      expect(await statusOf(() => address.loader(incoming(ports, reviewer, '/', { params })))).toBe(403);
    }
    expect(await statusOf(() => record.loader(incoming(ports, owner, '/', { params: { id: '1' } })))).toBe(
      404,
    );
  });

  it('hands out a file as a download', async () => {
    const answer = await file.loader(incoming(ports, owner, '/', { params: { id } }));
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    expect(await answer.text()).toContain('%PDF');
  });

  it('is closed to a consultant once his grant is over', async () => {
    const consultancy = await makeOrganisation(ports, { kind: 'consultancy' });
    const consultant = await makeActor(ports, consultancy, 'consultant');
    const params = { grantId: newId(TEST_MOMENT.now), id };
    expect(await statusOf(() => list.loader(incoming(ports, consultant, '/', { params })))).toBe(404);
  });

  it('corrects and retires by its own people alone', async () => {
    const params = { id };
    const change = () =>
      new URLSearchParams({ _csrf: FORM_TOKEN, title: '新名称', effectiveUntil: '2026-11-22' });
    const at = (actor: Actor) => incoming(ports, actor, '/', { params, body: change() });
    expect(await statusOf(() => edit.action(at(viewer)))).toBe(403);
    expect(await statusOf(() => edit.action(at(stranger)))).toBe(404);
    expect(await statusOf(() => edit.action(at(owner)))).toBe(302);
    expect(await list.loader(incoming(ports, owner, '/'))).toMatchObject({
      rows: [{ title: '新名称', term: 'expired' }],
    });
    expect(await statusOf(() => retire.action(at(stranger)))).toBe(404);
    expect(await statusOf(() => retire.action(at(owner)))).toBe(302);
    expect(await statusOf(() => retire.loader(incoming(ports, owner, '/', { params })))).toBe(404);
    expect(await list.loader(incoming(ports, owner, '/'))).toMatchObject({ rows: [] });
  });
});
