import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import {
  EvidenceFilterSchema,
  NewEvidenceSchema,
  type EvidenceFilter,
} from '#app/domain/evidence/evidence.ts';
import { addEvidence } from '#app/services/evidence/add-evidence.server.ts';
import { editEvidence } from '#app/services/evidence/edit-evidence.server.ts';
import { readEvidence } from '#app/services/evidence/read-evidence.server.ts';
import { retireEvidence } from '#app/services/evidence/retire-evidence.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import {
  getEvidence,
  listEvidence,
  listEvidenceOwners,
  listEvidenceUses,
} from '#db/queries/evidence.read.ts';
import { insertGrant } from '#db/queries/grant.write.ts';
import { insertAssessment } from '#tests/support/assessment.ts';
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

describe('the evidence library', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let enterprise: TestOrganisation;
  let owner: Actor;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    enterprise = await makeOrganisation(ports, { kind: 'enterprise' });
    owner = await makeActor(ports, enterprise, 'preparer', { name: '示例填报人' });
  });

  const form = (more: Record<string, string> = {}) =>
    NewEvidenceSchema.parse({ kind: 'file', title: '数据质量管理办法', ...more });
  const pdf = (mark = '') => ({ fileName: '../办法.pdf', content: pdfContent(mark) });
  const add = (
    actor: Actor,
    more: Record<string, string> = {},
    file: ReturnType<typeof pdf> | null = pdf(),
  ) => addEvidence(ports, actor, TEST_MOMENT, form(more), file);
  const list = (filter: Partial<EvidenceFilter> = {}, actor = owner, limit?: number) =>
    db.transaction(actor.scope, (trx) =>
      listEvidence(
        trx,
        enterprise.id,
        { ...EvidenceFilterSchema.parse({}), ...filter },
        TEST_MOMENT.today,
        limit,
      ),
    );
  const titles = async (filter: Partial<EvidenceFilter> = {}) =>
    (await list(filter)).rows.map(({ title }) => title);
  const rows = async () => {
    const { rows: found } = await db.pool.query('select * from evidence where organisation_id = $1', [
      enterprise.id,
    ]);
    return found.length;
  };

  async function consultant(purpose: 'help' | 'assess', rights: 'read' | 'draft'): Promise<Actor> {
    const consultancy = await makeOrganisation(ports, { kind: 'consultancy' });
    const person = await makeActor(ports, consultancy, 'consultant');
    const grantId = newId(TEST_MOMENT.now);
    const giver = await makeActor(ports, enterprise, 'owner');
    await db.transaction(giver.scope, (trx) =>
      insertGrant(trx, {
        organisationId: enterprise.id,
        id: grantId,
        consultancyId: consultancy.id,
        consultancyName: consultancy.name,
        clientName: enterprise.name,
        purpose,
        rights,
        expiresOn: day('2027-01-01'),
        createdByName: giver.name,
        now: TEST_MOMENT.now,
      }),
    );
    const scope = {
      kind: 'consultant',
      accountId: person.accountId ?? '',
      organisationId: consultancy.id,
      grantId,
      clientId: enterprise.id,
      purpose,
      rights,
      today: TEST_MOMENT.today,
    } as const;
    return { ...person, scope };
  }

  it('keeps a file with its digest, a period of its own, and who looks after it', async () => {
    const period = { effectiveFrom: '2025-01-01', effectiveUntil: '2026-11-22' };
    const { evidenceId } = granted(await add(owner, period));
    const found = await db.transaction(owner.scope, (trx) => getEvidence(trx, enterprise.id, evidenceId));
    expect(found).toMatchObject({
      kind: 'file',
      fileName: '办法.pdf',
      contentType: 'application/pdf',
      scanState: 'unscanned',
      ...period,
      ownerId: owner.accountId,
      ownerName: '示例填报人',
      createdAt: TEST_MOMENT.now,
    });
    expect(found?.sha256).toMatch(/^[0-9a-f]{64}$/);
    const opened = granted(
      await readEvidence(ports, owner, TEST_MOMENT, { organisationId: enterprise.id, id: evidenceId }),
    );
    expect((await buffer(opened.content)).byteLength).toBe(opened.byteSize);
  });

  it('keeps a reference without a file', async () => {
    granted(await add(owner, { kind: 'reference', reference: '制度〔2026〕3 号' }, null));
    expect((await list()).rows).toMatchObject([{ kind: 'reference', storageKey: null, scanState: null }]);
  });

  it.each([
    ['no file', {}, null, 'invalid', 'file'],
    ['a file beside a reference', { kind: 'reference', reference: 'x' }, pdf(), 'invalid', 'file'],
    ['an unknown owner', { ownerId: '01920001-0000-7000-8000-000000000009' }, pdf(), 'invalid', 'ownerId'],
    ['a page named PDF', {}, html(), 'unsupported', 'file'],
    ['an empty file', {}, empty(), 'invalid', 'file'],
  ] as const)('refuses %s and writes nothing', async (_what, more, file, code, field) => {
    const answer = await add(owner, more, file as ReturnType<typeof pdf> | null);
    expect(answer).toMatchObject({ ok: false, refusal: { code, fields: { [field]: expect.anything() } } });
    expect(await rows()).toBe(0);
  });

  it('is added to by the enterprise’s people and by who helps, never by viewers, readers and assessors', async () => {
    const viewer = await makeActor(ports, enterprise, 'viewer');
    for (const actor of [viewer, await consultant('help', 'read'), await consultant('assess', 'draft')]) {
      expect(await add(actor, { ownerName: '张三' })).toMatchObject({ refusal: { code: 'forbidden' } });
    }
    const helper = await consultant('help', 'draft');
    expect(await add(helper)).toMatchObject({ refusal: { fields: { ownerName: expect.anything() } } });
    granted(await add(helper, { ownerName: '张三' }));
    expect((await list()).rows).toMatchObject([{ ownerId: null, ownerName: '张三' }]);
  });

  it('is read by assessors, whose reading is an event, and by nobody of another house', async () => {
    const { evidenceId } = granted(await add(owner));
    const read = (actor: Actor) =>
      readEvidence(ports, actor, TEST_MOMENT, { organisationId: enterprise.id, id: evidenceId });
    granted(await read(await consultant('assess', 'read'))).content.destroy();
    granted(await read(owner)).content.destroy();
    const events = await db.pool.query(
      `select actor_side, is_shared from journal where type = 'evidence.read' and subject_id = $1`,
      [evidenceId],
    );
    expect(events.rows).toEqual([{ actor_side: 'consultant', is_shared: false }]);
    const stranger = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
    const reviewer = await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'reviewer');
    for (const actor of [stranger, reviewer]) {
      expect(await read(actor)).toMatchObject({ refusal: { code: 'not_found' } });
    }
  });

  it('is corrected, except by others, and keeps its file', async () => {
    const { evidenceId } = granted(await add(owner));
    const change = {
      id: evidenceId,
      title: '数据质量管理办法（2026）',
      reference: '',
      effectiveFrom: null,
      effectiveUntil: day('2027-01-01'),
      ownerId: '',
      ownerName: '',
    };
    const stranger = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
    expect(await editEvidence(ports, stranger, TEST_MOMENT, change)).toMatchObject({
      refusal: { code: 'not_found' },
    });
    granted(await editEvidence(ports, owner, TEST_MOMENT, change));
    expect((await list()).rows).toMatchObject([
      { title: change.title, effectiveUntil: '2027-01-01', fileName: '办法.pdf' },
    ]);
  });

  it('never takes the place from a reference', async () => {
    const { evidenceId } = granted(await add(owner, { kind: 'reference', reference: '系统' }, null));
    const change = { id: evidenceId, ...form({ kind: 'file' }) };
    expect(await editEvidence(ports, owner, TEST_MOMENT, change)).toMatchObject({
      refusal: { fields: { reference: expect.anything() } },
    });
  });

  it('once retired is listed apart, can’t be touched, and can still be opened', async () => {
    const { evidenceId } = granted(await add(owner));
    granted(await retireEvidence(ports, owner, TEST_MOMENT, { id: evidenceId }));
    expect(await titles()).toEqual([]);
    expect(await titles({ state: 'retired' })).toHaveLength(1);
    expect(await retireEvidence(ports, owner, TEST_MOMENT, { id: evidenceId })).toMatchObject({
      refusal: { code: 'not_found' },
    });
    const read = { organisationId: enterprise.id, id: evidenceId };
    granted(await readEvidence(ports, owner, TEST_MOMENT, read)).content.destroy();
  });

  it('is found by kind, owner, search, expiry and use, page by page', async () => {
    granted(await add(owner, { title: '甲 100%', effectiveUntil: '2026-11-22' }));
    const second = granted(await add(owner, { title: '乙', effectiveUntil: '2026-11-23' })).evidenceId;
    granted(await add(owner, { title: '丙', kind: 'reference', reference: '台账系统' }, null));
    expect(await titles({ kind: 'reference' })).toEqual(['丙']);
    expect(await titles({ state: 'expired' })).toEqual(['甲 100%']);
    expect(await titles({ q: '台账' })).toEqual(['丙']);
    expect(await titles({ q: '100%' })).toEqual(['甲 100%']);
    expect(await titles({ q: '_' })).toEqual([]);
    expect(await titles({ owner: '示例填报人' })).toHaveLength(3);
    expect(await titles({ owner: '别人' })).toEqual([]);
    expect(await db.transaction(owner.scope, (trx) => listEvidenceOwners(trx, enterprise.id))).toEqual([
      '示例填报人',
    ]);
    const first = await list({}, owner, 2);
    const next = await list({ after: first.next ?? '' }, owner, 2);
    expect([first.rows.length, next.rows.length, next.next]).toEqual([2, 1, null]);

    const { id } = await insertAssessment(db, enterprise, { title: '示例 2026' });
    await db.root
      .insertInto('evidence_link')
      .values({
        organisation_id: enterprise.id,
        assessment_id: id,
        side: 'self',
        cell_id: '6.1',
        evidence_id: second,
        linked_by_name: '示例',
        linked_at: TEST_MOMENT.now,
      })
      .execute();
    expect((await titles({ state: 'unused' })).sort()).toEqual(['丙', '甲 100%'].sort());
    const uses = (actor: Actor) =>
      db.transaction(actor.scope, (trx) => listEvidenceUses(trx, enterprise.id, [second, 'no id']));
    expect(await uses(owner)).toMatchObject([
      { assessmentTitle: '示例 2026', modelId: 'dcmm-2025', cellId: '6.1' },
    ]);
    // An assessor sees the evidence and not where the enterprise used it.
    expect(await uses(await consultant('assess', 'read'))).toEqual([]);
    await db.pool.query(`update assessment set state = 'withdrawn' where id = $1`, [id]);
    expect(await titles({ state: 'unused' })).toHaveLength(3);
  });

  it('says what happened when, whatever the day of the upload', async () => {
    const later = momentAt('2027-01-05T02:00:00.000Z');
    const { evidenceId } = granted(
      await addEvidence(ports, owner, later, form({ effectiveFrom: '2024-01-01' }), pdf()),
    );
    const events = await db.pool.query('select type, at from journal where subject_id = $1', [evidenceId]);
    expect(events.rows).toMatchObject([{ type: 'evidence.added' }]);
  });
});

function html() {
  return { fileName: 'a.pdf', content: Readable.from([Buffer.from('<html><script>1</script></html>')]) };
}

function empty() {
  return { fileName: 'a.pdf', content: Readable.from([]) };
}
