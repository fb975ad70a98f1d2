import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import * as exported from '#app/routes/certificate/export.ts';
import * as fresh from '#app/routes/certificate/new.tsx';
import * as record from '#app/routes/certificate/record.tsx';
import * as submit from '#app/routes/certificate/submit.tsx';
import * as submittedRecord from '#app/routes/certificate/submitted-record.tsx';
import * as submittedScan from '#app/routes/certificate/submitted-scan.ts';
import * as submitted from '#app/routes/certificate/submitted.tsx';
import * as withdraw from '#app/routes/certificate/withdraw.tsx';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { FORM_TOKEN, incoming, refusalIn, statusOf } from '#tests/support/incoming.ts';
import { makeActor, makeOrganisation, testPorts, type TestOrganisation } from '#tests/support/world.ts';

describe('the addresses of certificates', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let enterprise: TestOrganisation;
  let owner: Actor;
  let preparer: Actor;
  let viewer: Actor;
  let stranger: Actor;
  let reviewer: Actor;
  let id: string;

  const PDF = new Blob(['%PDF-1.4\n%%EOF\n']);
  function form(fields: Record<string, string> = {}, content: Blob | null = PDF): FormData {
    const body = new FormData();
    const all = {
      _csrf: FORM_TOKEN,
      kind: 'dcmm',
      level: '3',
      number: 'DCMM-示例-1',
      agency: '示例评估机构',
      edition: 'dcmm-2025',
      issuedOn: '2026-08-01',
      expiresOn: '2029-07-31',
      ...fields,
    };
    for (const [key, value] of Object.entries(all)) body.append(key, value);
    body.append('file', content ?? new Blob([]), content ? '证书.pdf' : '');
    return body;
  }
  const token = (more: Record<string, string> = {}) => new URLSearchParams({ _csrf: FORM_TOKEN, ...more });
  const at = (actor: Actor | null, body?: FormData | URLSearchParams) =>
    incoming(ports, actor, '/', { params: { id }, ...(body ? { body } : {}) });
  const post = (actor: Actor | null, body: FormData) => fresh.action(incoming(ports, actor, '/', { body }));

  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    enterprise = await makeOrganisation(ports, { kind: 'enterprise' });
    owner = await makeActor(ports, enterprise, 'owner');
    preparer = await makeActor(ports, enterprise, 'preparer');
    viewer = await makeActor(ports, enterprise, 'viewer');
    stranger = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
    reviewer = await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'reviewer');
    const answer = (await post(preparer, form({}, null))) as Response;
    id = /\/certificates\/([0-9a-f-]{36})$/.exec(answer.headers.get('location') ?? '')?.[1] ?? '';
    expect(answer.status).toBe(302);
  });
  afterAll(() => db.close());

  it.each([
    ['an expiry before the issue', { number: '2', expiresOn: '2026-07-01' }, PDF, 422, 'expiresOn'],
    ['a level with DSM', { number: '2', kind: 'dsm', edition: '' }, PDF, 422, 'level'],
    ['another kind’s edition', { number: '2', edition: 'dsmm-2019' }, PDF, 422, 'edition'],
    ['a number that is there already', {}, PDF, 409, 'number'],
    ['a page named PDF', { number: '2' }, new Blob(['<html></html>']), 415, 'file'],
  ])(
    'refuses %s with words beside the field and writes nothing',
    async (_what, fields, content, status, field) => {
      const answer = await post(owner, form(fields as unknown as Record<string, string>, content));
      expect(await statusOf(() => Promise.resolve(answer))).toBe(status);
      expect(Object.keys(refusalIn(answer).refusal.fields)).toEqual([field]);
      const { rows } = await db.pool.query('select 1 from certificate');
      expect(rows).toHaveLength(1);
    },
  );

  it('are recorded by owner, CDO and preparer alone', async () => {
    expect(await statusOf(() => post(null, form()))).toBe(401);
    expect(await statusOf(() => post(viewer, form()))).toBe(403);
    expect(await statusOf(() => post(reviewer, form()))).toBe(403);
  });

  it('go to the regulator by owner or CDO, with a scan, and to no other', async () => {
    const params = { organisationId: enterprise.id, id };
    const office = () => incoming(ports, reviewer, '/maturity/certificates?on=2026-11-23', { params });
    expect(await statusOf(() => submit.action(at(owner, token())))).toBe(422);
    expect(await statusOf(() => record.action(at(stranger, form())))).toBe(404);
    expect(await statusOf(() => record.action(at(owner, form({}, null))))).toBe(422);
    expect(await statusOf(() => record.action(at(preparer, form())))).toBe(302);
    expect(await statusOf(() => submittedRecord.loader(office()))).toBe(404);
    expect(await statusOf(() => submit.action(at(preparer, token())))).toBe(403);
    expect(await statusOf(() => submit.action(at(stranger, token())))).toBe(404);
    expect(await statusOf(() => submit.action(at(owner, token({ _csrf: 'x' }))))).toBe(403);
    expect(await statusOf(() => submit.action(at(owner, token())))).toBe(302);
    expect(await statusOf(() => submit.loader(at(owner)))).toBe(409);
    expect(await submitted.loader(office())).toMatchObject({ rows: [{ id, level: 3, state: 'valid' }] });
    expect(await statusOf(() => submittedRecord.loader(office()))).toBe(200);
    expect(await (await submittedScan.loader(office())).text()).toContain('%PDF');
    expect(await statusOf(() => submitted.loader(at(owner)))).toBe(403);
    expect(await statusOf(() => exported.loader(at(owner)))).toBe(403);
    const book = await exported.loader(office());
    expect(book.headers.get('content-type')).toContain('spreadsheetml');
    expect((await book.arrayBuffer()).byteLength).toBeGreaterThan(1000);
  });

  it('are withdrawn with a reason, once submitted by owner or CDO alone', async () => {
    expect(await statusOf(() => withdraw.action(at(owner, token({ reason: ' ' }))))).toBe(422);
    expect(await statusOf(() => withdraw.loader(at(preparer)))).toBe(403);
    expect(await statusOf(() => withdraw.action(at(preparer, token({ reason: 'x' }))))).toBe(403);
    expect(await statusOf(() => withdraw.action(at(stranger, token({ reason: 'x' }))))).toBe(404);
    expect(await statusOf(() => withdraw.action(at(owner, token({ reason: '登记有误' }))))).toBe(302);
    expect(await record.loader(at(viewer))).toMatchObject({
      certificate: { state: 'withdrawn', withdrawReason: '登记有误' },
      maySubmit: false,
      mayWithdraw: false,
    });
  });
});
