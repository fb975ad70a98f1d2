import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPdfRenderer } from '#app/adapters/pdf/render-document.server.ts';
import { documentWriter } from '#app/adapters/document/docx-writer.server.ts';
import type { Actor } from '#app/domain/account/actor.ts';
import type { BulletinContent } from '#app/domain/bulletin/bulletin.ts';
import { createBulletin } from '#app/services/bulletin/create-bulletin.server.ts';
import { deleteBulletin } from '#app/services/bulletin/delete-bulletin.server.ts';
import { exportBulletin, type BulletinFormat } from '#app/services/bulletin/export-bulletin.server.ts';
import { gatherBulletin, sealBulletin } from '#app/services/bulletin/gather-bulletin.step.server.ts';
import { publishBulletin } from '#app/services/bulletin/publish-bulletin.server.ts';
import { saveBulletin } from '#app/services/bulletin/save-bulletin.server.ts';
import type { Ports } from '#app/services/ports.ts';
import { claimFiling } from '#app/services/review/claim-filing.server.ts';
import { openThread } from '#app/services/review/open-thread.server.ts';
import { returnFiling } from '#app/services/review/return-filing.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import { getBulletin, listBulletins } from '#db/queries/bulletin.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { seedCalendar } from '#seeds/calendar/index.ts';
import { insertOpenChange } from '#tests/support/change.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { granted } from '#tests/support/filing-world.ts';
import { makeSubmittedFiling } from '#tests/support/filing.ts';
import { day, makeActor, makeOrganisation, momentAt, TEST_MOMENT, testPorts } from '#tests/support/world.ts';
import { hasLibreOffice, openAsPdf } from '../../adapters/document/libreoffice.ts';
import { hasPoppler, readTightText } from '../../adapters/pdf/poppler.ts';

/** The month that these bulletins are about, and days in it. */
const NOVEMBER = { from: day('2026-11-01'), until: day('2026-11-22') };
const IN_NOVEMBER = momentAt('2026-11-20T02:00:00.000Z');

let db: OpenDatabase;
let ports: Ports;
let supervisor: Actor;
let reviewer: Actor;
let elsewhere: Actor;
let serial = 0;

beforeAll(async () => {
  db = await openTestDatabase();
  const pdf = await createPdfRenderer({ fontsFolder: 'app/adapters/pdf/fonts' });
  ports = testPorts(db, { pdf, documents: documentWriter });
  const office = await makeOrganisation(ports, { kind: 'regulator', name: '示例通信管理局' });
  supervisor = await makeActor(ports, office, 'supervisor', { name: '吴负责' });
  reviewer = await makeActor(ports, office, 'reviewer');
  const other = await makeOrganisation(ports, { kind: 'regulator' });
  elsewhere = await makeActor(ports, other, 'supervisor');
});
afterAll(() => db.close());

const officeOf = (actor: Actor): RegulatorScope => {
  if (actor.scope.kind !== 'regulator') throw new Error('a regulator is needed');
  return actor.scope;
};

/** What a bulletin says, as its page reads it. */
async function readContent(id: string, moment = TEST_MOMENT): Promise<BulletinContent> {
  const scope = officeOf(supervisor);
  return db.transaction(scope, async (trx) => {
    const bulletin = await getBulletin(trx, scope, id);
    if (!bulletin) throw new Error('the bulletin is there');
    return gatherBulletin(trx, scope, moment, seedCalendar, bulletin);
  });
}

const begin = async (period = NOVEMBER, title = '示例通报') =>
  granted(await createBulletin(ports, supervisor, TEST_MOMENT, { period, title })).id;

const publish = async (id: string, actor = supervisor, moment = TEST_MOMENT) =>
  publishBulletin(ports, actor, moment, seedCalendar, {
    id,
    digest: sealBulletin(await readContent(id, moment)).digest,
  });

/** A filing submitted within the month. */
async function submit(isVoluntary = false) {
  serial += 1;
  const enterprise = await makeOrganisation(ports, { kind: 'enterprise', name: `示例企业第${serial}号` });
  const owner = await makeActor(ports, enterprise, 'owner');
  const filing = await makeSubmittedFiling(ports, owner, {
    submittedAt: IN_NOVEMBER.now,
    ...(isVoluntary ? { columns: { is_voluntary: true } } : {}),
  });
  return { enterprise, filing };
}

async function comment(filingId: string, anchor: string, publish: 'now' | 'draft') {
  granted(await claimFiling(ports, reviewer, IN_NOVEMBER, { filing: filingId, takeOver: '' }));
  const opened = await openThread(ports, reviewer, IN_NOVEMBER, {
    filing: filingId,
    anchor,
    body: '保密的意见内容',
    proposed: '',
    publish,
  });
  granted(opened);
}

async function sendBack(filingId: string, anchor: string) {
  await comment(filingId, anchor, 'draft');
  granted(await returnFiling(ports, reviewer, IN_NOVEMBER, { filing: filingId }));
}

describe('the figures of a draft', () => {
  it('are those of the period; voluntary records and other days stay out', async () => {
    const { filing } = await submit();
    await submit();
    await submit(true);
    await sendBack(filing.id, 'cdo.name');
    // A comment that was sent without a return is no reason for one.
    const { filing: commented } = await submit();
    await comment(commented.id, 'cdo.position', 'now');
    const content = await readContent(await begin());
    expect(content.total).toMatchObject({ submitted: 3, returned: 1, recorded: 0 });
    expect(content.voluntary.submitted).toBe(1);
    expect(content.reasons).toEqual([{ place: 'cdo.name', comments: 1, filings: 1 }]);
    expect(JSON.stringify(content)).not.toContain('保密');
    const before = await readContent(await begin({ from: day('2026-10-01'), until: day('2026-10-31') }));
    expect(before.total).toMatchObject({ submitted: 0, returned: 0 });
    expect(before.reasons).toEqual([]);
  });

  it('list by name exactly the changes that they count as overdue', async () => {
    const late = await makeOrganisation(ports, { kind: 'enterprise', name: '示例逾期企业' });
    const { dueOn } = await insertOpenChange(db, late, day('2026-11-02'));
    const kept = await makeOrganisation(ports, { kind: 'enterprise', name: '示例按时企业' });
    await insertOpenChange(db, kept, day('2026-11-03'), { firstSubmittedOn: day('2026-11-05') });
    const slow = await makeOrganisation(ports, { kind: 'enterprise', name: '示例晚报企业' });
    await insertOpenChange(db, slow, day('2026-11-03'), { firstSubmittedOn: day('2026-11-23') });
    const free = await makeOrganisation(ports, { kind: 'enterprise', name: '示例自愿企业' });
    await insertOpenChange(db, free, day('2026-11-02'), { isVoluntary: true });
    const content = await readContent(await begin());
    expect(content.total).toMatchObject({ due: 3, onTime: 1, overdue: 2 });
    expect(content.overdue.map(({ enterpriseName }) => enterpriseName)).toEqual([
      '示例逾期企业',
      '示例晚报企业',
    ]);
    expect(content.overdue[0]).toMatchObject({ dueOn, workingDays: 9 });
    const nextDay = { from: day('2026-11-01'), until: day('2026-11-23') };
    const today = await readContent(await begin(nextDay));
    expect(today.overdue).toHaveLength(today.total.overdue);
    expect(today.total.overdue).toBe(1);
  });
});

describe('a draft', () => {
  it('keeps title and remarks, and tells who was overtaken', async () => {
    const id = await begin();
    const save = (revision: number, remarks: string) =>
      saveBulletin(ports, supervisor, TEST_MOMENT, { id, title: '新标题', remarks, revision });
    expect(await save(1, '第一稿')).toEqual({ ok: true, value: { revision: 2 } });
    expect(await save(1, '第一稿')).toEqual({ ok: true, value: { revision: 2 } });
    expect(await save(1, '旁人的稿')).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
    expect(await readContent(id)).toMatchObject({ title: '新标题', remarks: '第一稿' });
  });

  it('is written by supervisors of the office alone', async () => {
    const id = await begin();
    const text = { id, title: '改', remarks: '', revision: 1 };
    expect(await saveBulletin(ports, reviewer, TEST_MOMENT, text)).toMatchObject({
      refusal: { code: 'forbidden' },
    });
    expect(await saveBulletin(ports, elsewhere, TEST_MOMENT, text)).toMatchObject({
      refusal: { code: 'not_found' },
    });
    expect(await deleteBulletin(ports, elsewhere, TEST_MOMENT, { id })).toMatchObject({
      refusal: { code: 'not_found' },
    });
    expect(await publish(id, elsewhere)).toMatchObject({ refusal: { code: 'not_found' } });
    const other = await makeOrganisation(ports, { kind: 'regulator' });
    const planner = await makeActor(ports, other, 'supervisor', { programmeId: 'sd-big-data' });
    const made = await createBulletin(ports, planner, TEST_MOMENT, { period: NOVEMBER, title: '通报' });
    expect(made).toMatchObject({ refusal: { code: 'not_found' } });
  });

  it('is deleted with an event; what was published isn’t', async () => {
    const id = await begin();
    granted(await deleteBulletin(ports, supervisor, TEST_MOMENT, { id }));
    const scope = officeOf(supervisor);
    expect(await db.transaction(scope, (trx) => getBulletin(trx, scope, id))).toBeUndefined();
    const kept = await begin();
    granted(await publish(kept));
    expect(await deleteBulletin(ports, supervisor, TEST_MOMENT, { id: kept })).toMatchObject({
      refusal: { code: 'not_allowed_now' },
    });
    const types = await db.transaction(scope, (trx) =>
      trx
        .selectFrom('journal')
        .select('type')
        .where('organisation_id', '=', scope.organisationId)
        .where('subject_id', 'in', [id, kept])
        .orderBy('seq')
        .execute(),
    );
    expect(types.map(({ type }) => type)).toEqual([
      'bulletin.created',
      'bulletin.deleted',
      'bulletin.created',
      'bulletin.published',
    ]);
  });
});

describe('publishing', () => {
  it('freezes what was seen: later filings change a draft, and not what was published', async () => {
    const [frozen, draft] = [await begin(), await begin()];
    const seen = await readContent(frozen);
    granted(await publish(frozen));
    await submit();
    expect(await readContent(frozen)).toEqual(seen);
    const later = momentAt('2026-12-24T02:00:00.000Z');
    expect(await readContent(frozen, later)).toEqual(seen);
    expect((await readContent(draft)).total.submitted).toBe(seen.total.submitted + 1);
    const again = await saveBulletin(ports, supervisor, TEST_MOMENT, {
      id: frozen,
      title: '改写',
      remarks: '',
      revision: 1,
    });
    expect(again).toMatchObject({ refusal: { code: 'not_allowed_now' } });
    expect(await publish(frozen)).toMatchObject({ refusal: { code: 'not_allowed_now' } });
  });

  it('is refused when the figures have moved since', async () => {
    const id = await begin();
    const { digest } = sealBulletin(await readContent(id));
    await submit();
    const result = await publishBulletin(ports, supervisor, TEST_MOMENT, seedCalendar, { id, digest });
    expect(result).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
    const scope = officeOf(supervisor);
    const row = await db.transaction(scope, (trx) => getBulletin(trx, scope, id));
    expect(row).toMatchObject({ state: 'draft', content: null, digest: null });
  });

  it('can’t be undone in the database either', async () => {
    const id = await begin();
    granted(await publish(id));
    const scope = officeOf(supervisor);
    const rewrite = db.transaction(scope, (trx) =>
      trx.updateTable('bulletin').set({ title: '改写' }).where('id', '=', id).execute(),
    );
    await expect(rewrite).rejects.toMatchObject({ code: '42501' });
    const listed = await db.transaction(scope, (trx) => listBulletins(trx, scope, 'published'));
    expect(listed.map((row) => row.id)).toContain(id);
  });
});

describe('an exported bulletin', () => {
  const make = async (id: string, format: BulletinFormat, actor = reviewer) =>
    exportBulletin(ports, actor, TEST_MOMENT, seedCalendar, { id, format });

  it.skipIf(!hasPoppler())('is a PDF that a draft’s mark stands on', async () => {
    const id = await begin(NOVEMBER, '示例月度通报');
    const draft = granted(await make(id, 'pdf'));
    expect(draft.fileName).toBe('示例月度通报-草稿.pdf');
    const text = readTightText(draft.bytes);
    expect(text).toContain('示例月度通报');
    expect(text).toContain('草稿');
    expect(text).toContain('示例逾期企业');
    granted(await publish(id));
    const published = granted(await make(id, 'pdf'));
    expect(published.fileName).toBe('示例月度通报.pdf');
    expect(readTightText(published.bytes)).not.toContain('草稿，未发布');
    // The same frozen content prints the same bytes.
    expect(granted(await make(id, 'pdf')).bytes.equals(published.bytes)).toBe(true);
  });

  it('is a DOCX', async () => {
    const file = granted(await make(await begin(), 'docx'));
    expect(file.bytes.subarray(0, 2).toString()).toBe('PK');
    expect(file.contentType).toContain('wordprocessingml');
  });

  it.skipIf(!hasPoppler() || !hasLibreOffice())('is a DOCX that a word processor opens', async () => {
    const file = granted(await make(await begin(NOVEMBER, '示例月度通报'), 'docx'));
    const text = readTightText(openAsPdf(file.bytes, 'docx'));
    for (const part of ['示例月度通报', '草稿', '示例逾期企业', '退回补正的主要原因']) {
      expect(text).toContain(part);
    }
  });

  it('is nobody else’s', async () => {
    expect(await make(await begin(), 'pdf', elsewhere)).toMatchObject({ refusal: { code: 'not_found' } });
  });
});
