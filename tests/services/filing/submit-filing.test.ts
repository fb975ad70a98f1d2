import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFiling } from '#app/services/filing/create-filing.server.ts';
import { deleteDraft } from '#app/services/filing/delete-draft.server.ts';
import { freezeFiling } from '#app/services/filing/freeze-filing.server.ts';
import { submitFiling } from '#app/services/filing/submit-filing.server.ts';
import { unfreezeFiling } from '#app/services/filing/unfreeze-filing.server.ts';
import { withdrawFiling } from '#app/services/filing/withdraw-filing.server.ts';
import type { Actor } from '#app/domain/account/actor.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { listAttachments } from '#db/queries/attachment.read.ts';
import { getFiling, getVerifiedFiling, listTimeline, listVersions } from '#db/queries/filing.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import {
  beginFiling,
  fillFiling,
  granted,
  IN_SCOPE,
  sampleCode,
  sealFiling,
  uploadPdf,
} from '#tests/support/filing-world.ts';
import { makeActor, makeOrganisation, testPorts, TEST_MOMENT } from '#tests/support/world.ts';

/** Well-formed sample codes, one for each enterprise of this file. */
const CODES = Array.from({ length: 12 }, (_, index) => sampleCode(index + 1));
const FIRST = { kind: 'first', scope: IN_SCOPE, change: null } as const;

describe('submitting a filing', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let number = 0;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
  });
  afterAll(() => db.close());

  async function enterprise(verification: 'pending' | 'verified' = 'verified') {
    number += 1;
    const uscc = CODES[number - 1] ?? '';
    const organisation = await makeOrganisation(ports, { kind: 'enterprise', verification, uscc });
    return { organisation: { ...organisation, uscc }, owner: await makeActor(ports, organisation, 'owner') };
  }

  const ownCode = (uscc: string) => ({ enterprise: { uscc } });
  async function sealed(owner: Actor, uscc: string) {
    const filingId = await beginFiling(ports, owner);
    await fillFiling(ports, owner, filingId, ownCode(uscc));
    await uploadPdf(ports, owner, filingId, 'appointment');
    await sealFiling(ports, owner, filingId);
    return filingId;
  }

  const look = (actor: Actor, organisationId: string, filingId: string) =>
    db.transaction(actor.scope, async (trx) => ({
      filing: await getFiling(trx, organisationId, filingId),
      versions: await listVersions(trx, organisationId, filingId),
      files: await listAttachments(trx, organisationId, filingId),
      events: await listTimeline(trx, organisationId, filingId),
    }));

  it('goes from an empty draft to the regulator, once, whatever is clicked', async () => {
    const { organisation, owner } = await enterprise();
    const reviewer = await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'reviewer');
    const filingId = await sealed(owner, organisation.uscc);
    const hidden = await db.transaction(reviewer.scope, (trx) => getFiling(trx, organisation.id, filingId));
    expect(hidden).toBeUndefined();

    const submit = () => submitFiling(ports, owner, TEST_MOMENT, { filingId, submitKey: 'one-form' });
    const [first, second] = await Promise.all([submit(), submit()]);
    expect(granted(second)).toEqual(granted(first));
    expect(granted(first).serialNo).toMatch(/^SHCDO-2026-000001-/);

    const { filing, versions, files, events } = await look(owner, organisation.id, filingId);
    expect(filing).toMatchObject({ status: 'submitted', stage: 'editing', firstSubmittedOn: '2026-11-23' });
    expect(versions.filter(({ submittedAt }) => submittedAt !== null)).toHaveLength(1);
    expect(files.every(({ submittedAt }) => submittedAt !== null)).toBe(true);
    expect(events.filter(({ type }) => type === 'filing.submitted')).toHaveLength(1);
    const seen = await db.transaction(reviewer.scope, (trx) => getFiling(trx, organisation.id, filingId));
    expect(seen?.status).toBe('submitted');

    const later = await submitFiling(ports, owner, TEST_MOMENT, { filingId, submitKey: 'another-form' });
    expect(later).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
    const verified = await db.transaction({ kind: 'anonymous' }, (trx) =>
      getVerifiedFiling(trx, filing?.verificationCode ?? ''),
    );
    expect(verified).toMatchObject({ serialNo: granted(first).serialNo, digest: versions[0]?.digest });
  });

  it('says what is missing and writes nothing', async () => {
    const { organisation, owner } = await enterprise();
    const filingId = await beginFiling(ports, owner);
    const frozen = await freezeFiling(ports, owner, TEST_MOMENT, { filingId });
    expect(frozen).toMatchObject({ ok: false, refusal: { code: 'incomplete' } });
    if (!frozen.ok) expect(Object.keys(frozen.refusal.fields ?? {})).toContain('cdo.name');
    const { versions, filing } = await look(owner, organisation.id, filingId);
    expect(versions).toEqual([]);
    expect(filing?.stage).toBe('editing');
  });

  it('names a character that no font has before anything is frozen', async () => {
    const { organisation, owner } = await enterprise();
    const filingId = await beginFiling(ports, owner);
    await fillFiling(ports, owner, filingId, { ...ownCode(organisation.uscc), cdo: { name: '李🙂' } });
    await uploadPdf(ports, owner, filingId, 'appointment');
    const frozen = await freezeFiling(ports, owner, TEST_MOMENT, { filingId });
    expect(frozen).toMatchObject({ ok: false, refusal: { code: 'incomplete' } });
    if (!frozen.ok) expect(frozen.refusal.fields?.['cdo.name']?.zh).toContain('🙂');
  });

  it('waits for the verification of the enterprise, and keeps everything', async () => {
    const { organisation, owner } = await enterprise('pending');
    const filingId = await sealed(owner, organisation.uscc);
    const answer = await submitFiling(ports, owner, TEST_MOMENT, { filingId, submitKey: 'k' });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'forbidden' } });
    const { filing, versions } = await look(owner, organisation.id, filingId);
    expect(filing).toMatchObject({ status: 'draft', stage: 'to_seal', serialNo: null });
    expect(versions.every(({ submittedAt }) => submittedAt === null)).toBe(true);
  });

  it('refuses without the signed scan, and voids scan and version when it is unfrozen', async () => {
    const { organisation, owner } = await enterprise();
    const filingId = await sealed(owner, organisation.uscc);
    granted(await unfreezeFiling(ports, owner, TEST_MOMENT, { filingId }));
    const opened = await look(owner, organisation.id, filingId);
    expect(opened.filing?.stage).toBe('editing');
    expect(opened.versions.map(({ voidedAt }) => voidedAt)).toEqual([TEST_MOMENT.now]);
    const counts = (slot: string) =>
      opened.files.filter((file) => file.slot === slot && file.voidedAt === null).length;
    expect([counts('signed_scan'), counts('printed_form'), counts('appointment')]).toEqual([0, 0, 1]);

    granted(await freezeFiling(ports, owner, TEST_MOMENT, { filingId }));
    const answer = await submitFiling(ports, owner, TEST_MOMENT, { filingId, submitKey: 'k' });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'incomplete' } });
    if (!answer.ok) expect(Object.keys(answer.refusal.fields ?? {})).toEqual(['attachments.signed_scan']);
  });

  it('is not for viewers', async () => {
    const { organisation, owner } = await enterprise();
    const filingId = await sealed(owner, organisation.uscc);
    const viewer = await makeActor(ports, organisation, 'viewer');
    const answer = await submitFiling(ports, viewer, TEST_MOMENT, { filingId, submitKey: 'k' });
    expect(answer.ok).toBe(false);
    const { filing } = await look(owner, organisation.id, filingId);
    expect(filing?.status).toBe('draft');
  });

  it('can be withdrawn, after which another filing may begin; a draft can be deleted', async () => {
    const { organisation, owner } = await enterprise();
    const filingId = await sealed(owner, organisation.uscc);
    granted(await submitFiling(ports, owner, TEST_MOMENT, { filingId, submitKey: 'k' }));
    expect(await createFiling(ports, owner, TEST_MOMENT, FIRST)).toMatchObject({
      ok: false,
      refusal: { code: 'conflict' },
    });
    granted(await withdrawFiling(ports, owner, TEST_MOMENT, { filingId, reason: '填写有误' }));
    const { filing } = await look(owner, organisation.id, filingId);
    expect(filing).toMatchObject({ status: 'withdrawn', withdrawnAt: TEST_MOMENT.now });
    const next = await beginFiling(ports, owner);
    granted(await deleteDraft(ports, owner, TEST_MOMENT, { filingId: next }));
    expect((await look(owner, organisation.id, next)).filing).toBeUndefined();
    expect(await deleteDraft(ports, owner, TEST_MOMENT, { filingId })).toMatchObject({ ok: false });
  });
});
