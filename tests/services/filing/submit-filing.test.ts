import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveDraft } from '#app/services/filing/save-draft.server.ts';
import { freezeFiling } from '#app/services/filing/freeze-filing.server.ts';
import { submitFiling } from '#app/services/filing/submit-filing.server.ts';
import { unfreezeFiling } from '#app/services/filing/unfreeze-filing.server.ts';
import { emptyBody } from '#app/domain/filing/body.ts';
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
  SAMPLE_USCC,
  sealedFiling,
  sealFiling,
  uploadPdf,
} from '#tests/support/filing-world.ts';
import { makeActor, makeOrganisation, momentAt, testPorts, TEST_MOMENT } from '#tests/support/world.ts';

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
    const uscc = number === 1 ? SAMPLE_USCC : null;
    const organisation = await makeOrganisation(ports, {
      kind: 'enterprise',
      verification,
      ...(uscc ? { uscc } : {}),
    });
    return { organisation, owner: await makeActor(ports, organisation, 'owner') };
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
    const filingId = await sealedFiling(ports, owner);
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
});
