import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import {
  CertificateFilterSchema,
  CertificateSchema,
  type CertificateFilter,
} from '#app/domain/certificate/certificate.ts';
import { addCertificate } from '#app/services/certificate/add-certificate.server.ts';
import { addScan } from '#app/services/certificate/add-scan.server.ts';
import { exportCertificates } from '#app/services/certificate/export-certificates.server.ts';
import { readScan } from '#app/services/certificate/read-scan.server.ts';
import { submitCertificate } from '#app/services/certificate/submit-certificate.server.ts';
import { withdrawCertificate } from '#app/services/certificate/withdraw-certificate.server.ts';
import { sweepCertificateReminders } from '#app/services/notice/sweep-certificate-reminders.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { getCertificate, listCertificates, listSubmittedCertificates } from '#db/queries/certificate.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { seedCalendar } from '#seeds/calendar/index.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { granted, pdfContent } from '#tests/support/filing-world.ts';
import {
  day,
  makeActor,
  makeOrganisation,
  momentAt,
  testPorts,
  TEST_MOMENT,
  type TestOrganisation,
} from '#tests/support/world.ts';

const FILLED = {
  kind: 'dcmm',
  level: '3',
  number: 'DCMM-示例-1',
  agency: '示例评估机构',
  edition: 'dcmm-2018',
  issuedOn: '2024-02-01',
  expiresOn: '2027-01-31',
};

describe('certificates', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let enterprise: TestOrganisation;
  let owner: Actor;
  let preparer: Actor;
  let reviewer: Actor;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    reviewer = await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'reviewer');
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.root.deleteFrom('notice_body').execute();
    await db.root.deleteFrom('notice').execute();
    await db.root.deleteFrom('certificate').execute();
    enterprise = await makeOrganisation(ports, { kind: 'enterprise' });
    owner = await makeActor(ports, enterprise, 'owner');
    preparer = await makeActor(ports, enterprise, 'preparer');
  });

  const scan = (mark = '') => ({ fileName: '证书.pdf', content: pdfContent(mark) });
  const add = (
    more: Partial<typeof FILLED> = {},
    actor = preparer,
    file: ReturnType<typeof scan> | null = scan(),
  ) => addCertificate(ports, actor, TEST_MOMENT, CertificateSchema.parse({ ...FILLED, ...more }), file);
  const added = async (more: Partial<typeof FILLED> = {}, file: ReturnType<typeof scan> | null = scan()) =>
    granted(await add(more, preparer, file)).certificateId;
  const submit = (id: string, actor = owner) => submitCertificate(ports, actor, TEST_MOMENT, { id });
  const get = (id: string, actor = owner) =>
    db.transaction(actor.scope, (trx) => getCertificate(trx, enterprise.id, id));
  const listed = async (filter: Partial<CertificateFilter> = {}, actor = reviewer, limit?: number) => {
    const page = await db.transaction(actor.scope, (trx) =>
      listSubmittedCertificates(
        trx,
        actor.scope as RegulatorScope,
        { ...CertificateFilterSchema.parse({}), ...filter },
        limit,
      ),
    );
    return { numbers: page.rows.map(({ number }) => number), next: page.next };
  };
  const notices = async () =>
    (await db.root.selectFrom('notice').select(['rule', 'recipient_id', 'channel', 'link']).execute()).filter(
      ({ channel }) => channel === 'product',
    );

  it('are recorded as they say, with their scan, and seen by nobody else until submitted', async () => {
    const id = await added();
    expect(await get(id)).toMatchObject({
      level: 3,
      expiresOn: '2027-01-31',
      enterpriseName: enterprise.name,
      fileName: '证书.pdf',
      scanState: 'unscanned',
      submittedAt: null,
    });
    const stranger = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
    expect(await get(id, stranger)).toBeUndefined();
    expect(await get(id, reviewer)).toBeUndefined();
    expect((await listed()).numbers).toEqual([]);
  });

  it('are refused to viewers, from the future, twice, and with a file of another type; nothing is written', async () => {
    const viewer = await makeActor(ports, enterprise, 'viewer');
    expect(await add({}, viewer)).toMatchObject({ refusal: { code: 'forbidden' } });
    expect(await add({ issuedOn: '2026-11-24' })).toMatchObject({
      refusal: { code: 'invalid', fields: { issuedOn: expect.anything() } },
    });
    const page = { fileName: 'a.pdf', content: Readable.from([Buffer.from('<html></html>')]) };
    expect(await add({}, owner, page)).toMatchObject({
      refusal: { code: 'unsupported', fields: { file: expect.anything() } },
    });
    expect(await db.transaction(owner.scope, (trx) => listCertificates(trx, enterprise.id))).toEqual([]);
    await added();
    expect(await add()).toMatchObject({
      refusal: { code: 'conflict', fields: { number: expect.anything() } },
    });
    expect(await db.transaction(owner.scope, (trx) => listCertificates(trx, enterprise.id))).toHaveLength(1);
  });

  it('get their scan later, or a better one, until they are submitted', async () => {
    const id = await added({}, null);
    expect(await submit(id)).toMatchObject({ refusal: { code: 'incomplete' } });
    granted(await addScan(ports, preparer, TEST_MOMENT, { id, ...scan('1') }));
    const first = (await get(id))?.storageKey ?? '';
    granted(await addScan(ports, preparer, TEST_MOMENT, { id, ...scan('2') }));
    expect(await ports.storage.get(first)).toBeUndefined();
    const kept = await get(id);
    granted(await submit(id));
    expect(await addScan(ports, preparer, TEST_MOMENT, { id, ...scan('3') })).toMatchObject({
      refusal: { code: 'not_allowed_now' },
    });
    expect((await get(id))?.sha256).toBe(kept?.sha256);
  });

  it('are submitted by owner or CDO alone, once, and tell the office', async () => {
    const id = await added();
    expect(await submit(id, preparer)).toMatchObject({ refusal: { code: 'forbidden' } });
    granted(await submit(id));
    expect(await submit(id)).toMatchObject({ refusal: { code: 'not_allowed_now' } });
    expect((await listed()).numbers).toEqual(['DCMM-示例-1']);
    expect(await notices()).toMatchObject([
      { rule: 'certificate.submitted', recipient_id: reviewer.accountId, link: '/maturity/certificates' },
    ]);
    const other = await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'reviewer', {
      regionCode: '310104',
    });
    expect((await listed({}, other)).numbers).toEqual([]);
  });

  it('are not submitted by an enterprise that isn’t verified, nor in another’s name', async () => {
    const stranger = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
    const id = await added();
    expect(await submit(id, stranger)).toMatchObject({ refusal: { code: 'not_found' } });
    await db.pool.query(`update organisation set verification = 'pending' where id = $1`, [enterprise.id]);
    expect(await submit(id)).toMatchObject({ refusal: { code: 'forbidden' } });
    expect((await get(id))?.submittedAt).toBeNull();
  });

  it('are opened by the office, which leaves a trace', async () => {
    const id = await added();
    const read = () => readScan(ports, reviewer, TEST_MOMENT, { organisationId: enterprise.id, id });
    expect(await read()).toMatchObject({ refusal: { code: 'not_found' } });
    granted(await submit(id));
    granted(await read()).content.destroy();
    const { rows } = await db.pool.query(
      `select actor_side from journal where subject_id = $1 and type = 'certificate.read'`,
      [id],
    );
    expect(rows).toEqual([{ actor_side: 'regulator' }]);
  });

  it('are withdrawn with a reason; once submitted by owner or CDO alone, and the office is told', async () => {
    const withdraw = (id: string, actor: Actor) =>
      withdrawCertificate(ports, actor, TEST_MOMENT, { id, reason: '登记有误' });
    const kept = await added();
    granted(await withdraw(kept, preparer));
    expect(await notices()).toEqual([]);
    const id = await added(); // The number is free again.
    granted(await submit(id));
    expect(await withdraw(id, preparer)).toMatchObject({ refusal: { code: 'forbidden' } });
    granted(await withdraw(id, owner));
    expect(await withdraw(id, owner)).toMatchObject({ refusal: { code: 'not_found' } });
    expect((await get(id, reviewer))?.withdrawReason).toBe('登记有误');
    expect((await notices()).map(({ rule }) => rule).sort()).toEqual([
      'certificate.submitted',
      'certificate.withdrawn',
    ]);
  });

  it('are found by kind, level, a day, region and search, page by page, and exported', async () => {
    for (const more of [
      {},
      { number: 'B', level: '4', expiresOn: '2028-01-31' },
      { number: 'C', kind: 'dsm', level: '', edition: '' },
    ]) {
      granted(await submit(await added(more)));
    }
    expect((await listed({ kind: 'dsm' })).numbers).toEqual(['C']);
    expect((await listed({ level: '4' })).numbers).toEqual(['B']);
    expect((await listed({ on: day('2027-06-01') })).numbers).toEqual(['B']);
    expect((await listed({ on: day('2024-01-31') })).numbers).toEqual([]);
    expect((await listed({ region: '310115' })).numbers).toHaveLength(3);
    expect((await listed({ region: '310104' })).numbers).toEqual([]);
    expect((await listed({ q: '示例-1' })).numbers).toEqual(['DCMM-示例-1']);
    expect((await listed({ q: enterprise.name })).numbers).toHaveLength(3);
    const first = await listed({}, reviewer, 2);
    const next = await listed({ after: first.next ?? '' }, reviewer, 2);
    expect([...first.numbers, ...next.numbers].sort()).toEqual(['B', 'C', 'DCMM-示例-1']);

    const filter = CertificateFilterSchema.parse({ kind: 'dcmm' });
    const stream = granted(await exportCertificates(ports, reviewer, TEST_MOMENT, filter));
    const table = await ports.spreadsheets.readTable(stream, {
      fileName: 'x.xlsx',
      maxRows: 10,
      maxBytes: 1_000_000,
    });
    if (!table.ok) throw new Error(table.refusal);
    expect(table.headers).toContain('证书等级');
    expect(table.headers.join()).not.toContain('自评');
    expect(
      table.rows.map(({ cells }) => [cells['证书编号'], cells['证书等级'], cells['状态']]).sort(),
    ).toEqual([
      ['B', '4', '有效'],
      ['DCMM-示例-1', '3', '即将到期'],
    ]);
    expect(await exportCertificates(ports, owner, TEST_MOMENT, filter)).toMatchObject({
      refusal: { code: 'forbidden' },
    });
  });

  it('remind of their expiry at 90, 30 and 7 days, once each, and not once renewed or withdrawn', async () => {
    const id = await added();
    const sweep = (on: string) =>
      sweepCertificateReminders(ports, momentAt(`${on}T02:00:00.000Z`), seedCalendar);
    const rules = async () => [...new Set((await notices()).map(({ rule }) => rule))].sort();
    expect(await sweep('2026-11-01')).toBe(0); // 91 days before
    await sweep('2026-11-02');
    expect(await sweep('2026-11-02')).toBe(0);
    expect(await rules()).toEqual(['reminder.certificate-in-90']);
    // Nobody swept for weeks: the newest alone.
    await sweep('2027-01-25');
    expect(await rules()).toEqual(['reminder.certificate-in-7', 'reminder.certificate-in-90']);
    expect((await notices()).map(({ recipient_id }) => recipient_id).sort()).toEqual(
      [owner.accountId, preparer.accountId, owner.accountId, preparer.accountId].sort(),
    );
    expect(new Set((await notices()).map(({ link }) => link))).toEqual(new Set([`/certificates/${id}`]));
    expect(await sweep('2027-02-01')).toBe(0); // expired

    await db.root.deleteFrom('notice_body').execute();
    await db.root.deleteFrom('notice').execute();
    const renewed = await added({ number: 'N', issuedOn: '2026-11-01', expiresOn: '2029-10-31' });
    expect(await sweep('2027-01-25')).toBe(0);
    granted(await withdrawCertificate(ports, owner, TEST_MOMENT, { id: renewed, reason: 'x' }));
    expect(await sweep('2027-01-25')).toBeGreaterThan(0);
  });
});
