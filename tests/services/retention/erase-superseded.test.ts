import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { ERASED_VALUE } from '#app/domain/filing/body.ts';
import { diffBodies } from '#app/domain/filing/diff.ts';
import type { FilingBody } from '#app/domain/filing/form.ts';
import { reviewLines } from '#app/domain/review/review-lines.ts';
import { readAttachment } from '#app/services/attachment/read-attachment.server.ts';
import { printFiling } from '#app/services/filing/print-filing.server.ts';
import { submitFiling } from '#app/services/filing/submit-filing.server.ts';
import { verifyJournal } from '#app/services/journal/verify-journal.server.ts';
import { verifyVersions } from '#app/services/journal/verify-versions.server.ts';
import { saveRetention } from '#app/services/operator/save-retention.server.ts';
import type { Ports } from '#app/services/ports.ts';
import { eraseSuperseded } from '#app/services/retention/erase-superseded.server.ts';
import { revealFiling } from '#app/services/review/reveal-filing.server.ts';
import { readRecords } from '#db/backup/record.ts';
import { withSnapshot } from '#db/backup/snapshot.ts';
import type { OpenDatabase } from '#db/client.ts';
import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { listAttachments } from '#db/queries/attachment.read.ts';
import { openBody } from '#db/queries/filing-body.ts';
import { listTimeline, listVersions } from '#db/queries/filing.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import {
  beginFiling,
  fillFiling,
  granted,
  sampleCode,
  sealFiling,
  uploadPdf,
} from '#tests/support/filing-world.ts';
import {
  makeActor,
  makeOrganisation,
  momentAt,
  testPorts,
  type TestOrganisation,
} from '#tests/support/world.ts';

/** All of this happened long ago: erasing asks the database's own clock, too. */
const FILED = momentAt('2024-05-06T02:00:00.000Z');
const SUPERSEDED_AT = '2024-06-03T02:00:00.000Z';
const LATER = momentAt('2025-06-03T02:00:00.000Z');

describe('erasing what was superseded', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let house: TestOrganisation;
  let owner: Actor;
  let officer: Actor;
  let operator: Actor;
  let filingId: string;

  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    const uscc = sampleCode(77);
    house = await makeOrganisation(ports, { kind: 'enterprise', uscc });
    owner = await makeActor(ports, house, 'owner');
    officer = await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'supervisor');
    operator = {
      scope: { kind: 'operator', accountId: owner.accountId ?? '', organisationId: PLATFORM_ORGANISATION_ID },
      accountId: owner.accountId,
      name: '示例运营',
      side: 'operator',
    };
    filingId = await beginFiling(ports, owner, FILED);
    await fillFiling(
      ports,
      owner,
      filingId,
      { enterprise: { uscc }, preparer: { filledOn: '2024-05-06' } },
      FILED,
    );
    await uploadPdf(ports, owner, filingId, 'appointment', 'appointment', FILED);
    await sealFiling(ports, owner, filingId, FILED);
    granted(await submitFiling(ports, owner, FILED, { filingId, submitKey: 'k' }));
    await db.root
      .updateTable('filing')
      .set({ status: 'superseded', recorded_at: FILED.now, superseded_at: SUPERSEDED_AT, is_waiting: false })
      .where('id', '=', filingId)
      .execute();
  });
  afterAll(() => db.close());

  const version = async () => {
    const rows = await db.transaction(owner.scope, (trx) => listVersions(trx, house.id, filingId));
    const [found] = rows;
    if (!found) throw new Error('no version');
    return found;
  };
  const bodyOf = (stored: unknown): FilingBody => openBody(ports.sealer, house.id, stored);
  const files = () => db.transaction(owner.scope, (trx) => listAttachments(trx, house.id, filingId));

  it('does nothing while nothing is set, and before the time is over', async () => {
    expect(await eraseSuperseded(ports, LATER)).toEqual({ versions: 0, files: 0 });
    granted(await saveRetention(ports, operator, FILED, { months: 13 }));
    expect(await eraseSuperseded(ports, LATER)).toEqual({ versions: 0, files: 0 });
    expect(bodyOf((await version()).body).cdo.mobile).toMatch(/^1\d{10}$/);
    granted(await saveRetention(ports, operator, FILED, { months: null }));
    expect(await eraseSuperseded(ports, momentAt('2026-01-01T00:00:00.000Z'))).toEqual({
      versions: 0,
      files: 0,
    });
  });

  it('erases personal parts with an event, keeps the rest, and the journal still holds', async () => {
    const before = await version();
    const was = bodyOf(before.body);
    granted(await saveRetention(ports, operator, FILED, { months: 12 }));
    expect(await eraseSuperseded(ports, LATER)).toEqual({ versions: 1, files: 2 });
    const after = await version();
    expect(after).toMatchObject({ digest: before.digest, salt: '', erasedAt: LATER.now });
    const now = bodyOf(after.body);
    expect(now.cdo.mobile).toBe(ERASED_VALUE);
    expect(now.cdo.name).toBe(was.cdo.name);
    expect(JSON.stringify(after.body)).not.toContain(was.cdo.mobile);
    const [event] = await db.transaction(owner.scope, (trx) => listTimeline(trx, house.id, filingId));
    expect(event).toMatchObject({ type: 'filing.erased', payload: '{"version":1}', actorSide: 'system' });
    expect((await verifyJournal(ports)).ok).toBe(true);
    // What was erased is told apart from what was altered.
    const stored = await withSnapshot(db, (snapshot) =>
      verifyVersions(ports, (table) => readRecords(snapshot, table)),
    );
    expect(stored).toEqual({ recomputed: 0, erased: 1, faults: [] });
    expect(await eraseSuperseded(ports, LATER)).toMatchObject({ versions: 0 });
  });

  it('takes printed form and signed scan away, and says so to whoever asks for them', async () => {
    const held = await files();
    const erased = held.filter(({ erasedAt }) => erasedAt !== null);
    expect(erased.map(({ slot }) => slot).sort()).toEqual(['printed_form', 'signed_scan']);
    for (const file of held) {
      const isErased = file.erasedAt !== null;
      const content = await ports.storage.get(file.storageKey);
      expect([file.slot, content === undefined]).toEqual([file.slot, isErased]);
      content?.destroy();
      const answer = await readAttachment(ports, officer, LATER, { filingId, attachmentId: file.id });
      expect(answer.ok ? 'opened' : answer.refusal.code).toBe(isErased ? 'gone' : 'opened');
      if (answer.ok) answer.value.content.destroy();
    }
  });

  it('is not missed by a backup', async () => {
    const named = await withSnapshot(db, async (snapshot) => {
      const keys: string[] = [];
      for await (const part of snapshot.files()) keys.push(...part.map(({ key }) => key));
      return keys;
    });
    const held = await files();
    expect(named).toEqual(
      held.filter(({ erasedAt }) => erasedAt === null).map(({ storageKey }) => storageKey),
    );
  });

  it('leaves a version that can be read, printed and compared', async () => {
    const erased = bodyOf((await version()).body);
    const other: FilingBody = { ...erased, cdo: { ...erased.cdo, mobile: '13900000001', name: '示例换人' } };
    expect(diffBodies(erased, other).map(({ path }) => path)).toEqual(['cdo.name']);
    expect(diffBodies(other, erased).map(({ path }) => path)).toEqual(['cdo.name']);
    const lines = reviewLines(other, erased);
    expect(lines.filter(({ state }) => state !== 'same').map(({ path }) => path)).toEqual(['cdo.name']);
    const [mobile] = reviewLines(erased, null).filter(({ path }) => path === 'cdo.mobile');
    expect(mobile).toMatchObject({ text: { zh: ERASED_VALUE }, isMasked: false, isEmpty: false });
    const revealed = granted(await revealFiling(ports, officer, LATER, { filing: filingId, version: 1 }));
    expect(revealed.cdo.mobile).toBe(ERASED_VALUE);
    const printed = granted(await printFiling(ports, owner, LATER, { filingId }));
    expect(Buffer.from(printed.bytes).toString()).toContain(ERASED_VALUE);
  });

  it('asks storage again for a file that it would not remove', async () => {
    const refusing: Ports = {
      ...ports,
      storage: { ...ports.storage, remove: () => Promise.reject(new Error('storage refuses')) },
    };
    await expect(eraseSuperseded(refusing, LATER)).rejects.toThrow('storage refuses');
    expect(await eraseSuperseded(ports, LATER)).toEqual({ versions: 0, files: 2 });
  });

  it('notes what was set in the platform’s chain', async () => {
    const rows = await db.root
      .selectFrom('journal')
      .select('payload')
      .where('type', '=', 'platform.retention-set')
      .orderBy('seq')
      .execute();
    expect(rows.map(({ payload }) => JSON.parse(payload) as unknown)).toEqual([
      { before: null, months: 13 },
      { before: 13, months: null },
      { before: null, months: 12 },
    ]);
  });
});
