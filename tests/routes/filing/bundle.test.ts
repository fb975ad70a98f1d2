import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import * as ofClient from '#app/routes/client/bundle.ts';
import * as ofHouse from '#app/routes/filing/bundle.ts';
import * as publicKey from '#app/routes/filing/public-key.ts';
import * as ofReview from '#app/routes/review/bundle.ts';
import { submitFiling } from '#app/services/filing/submit-filing.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { checkpointPublicKey } from '#db/crypto/checkpoint-key.ts';
import { createSealer } from '#db/crypto/sealer.ts';
import { manifestOf, takeApart } from '#tests/support/bundle.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import {
  beginFiling,
  fillFiling,
  granted,
  sampleCode,
  sealFiling,
  uploadPdf,
} from '#tests/support/filing-world.ts';
import { incoming, statusOf } from '#tests/support/incoming.ts';
import { makeActor, makeOrganisation, testPorts, TEST_MOMENT } from '#tests/support/world.ts';

const USCC = sampleCode(61);

describe('the addresses of bundles', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let owner: Actor;
  let viewer: Actor;
  let reviewer: Actor;
  let stranger: Actor;
  let filingId: string;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    const enterprise = await makeOrganisation(ports, { kind: 'enterprise', uscc: USCC });
    owner = await makeActor(ports, enterprise, 'owner');
    viewer = await makeActor(ports, enterprise, 'viewer');
    reviewer = await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'reviewer');
    stranger = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
    filingId = await beginFiling(ports, owner);
    await fillFiling(ports, owner, filingId, { enterprise: { uscc: USCC } });
    await uploadPdf(ports, owner, filingId, 'appointment');
    await sealFiling(ports, owner, filingId);
  });
  afterAll(() => db.close());

  const house = (actor: Actor | null, id = filingId) =>
    ofHouse.loader(incoming(ports, actor, '/', { params: { filingId: id } }));
  const review = (actor: Actor, id = filingId) =>
    ofReview.loader(incoming(ports, actor, '/', { params: { id } }));
  const partsOf = (response: Response) =>
    takeApart(Readable.fromWeb(response.body as unknown as ReadableStream));

  it('gives members a download, before and after the submission, and the regulator one after it', async () => {
    const frozen = manifestOf(await partsOf(await house(owner)));
    expect(frozen).toMatchObject({ subject: { serialNo: null }, versions: [{ no: 1, submittedAt: null }] });
    expect(await statusOf(() => review(reviewer))).toBe(404);

    granted(await submitFiling(ports, owner, TEST_MOMENT, { filingId, submitKey: 'k' }));
    const response = await house(viewer);
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; .*%E5%AD%98%E8%AF%81%E5%8C%85/);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(manifestOf(await partsOf(response)).disclosure).toBe('masked');
    expect(manifestOf(await partsOf(await review(reviewer))).events.view).toBe('shared');
  });

  it('turns everybody else away', async () => {
    expect(await statusOf(() => house(null))).toBe(302);
    expect(await statusOf(() => house(stranger))).toBe(404);
    expect(await statusOf(() => house(owner, 'x'))).toBe(404);
    expect(await statusOf(() => house(owner, '\0'))).toBe(404);
    expect(await statusOf(() => house(reviewer))).toBe(403);
    expect(await statusOf(() => review(owner))).toBe(403);
    expect(await statusOf(() => review(reviewer, 'x'))).toBe(404);
    const params = { grantId: '00000000-0000-7000-8000-000000000000', filingId };
    expect(await statusOf(() => ofClient.loader(incoming(ports, owner, '/', { params })))).toBe(403);
  });

  it('publishes the key and those that were retired, to everybody', async () => {
    const old = { keyId: 'k0', masterSecret: 'o'.repeat(40) };
    const sealer = createSealer({ keyId: 'k2', masterSecret: 'n'.repeat(40), previous: [old] });
    const text = await publicKey.loader(incoming({ ...ports, sealer }, null, '/')).text();
    expect(text.split('\n').filter((line) => line.startsWith('ed25519 '))).toEqual([
      `ed25519 ${checkpointPublicKey(sealer)}`,
      expect.stringContaining(`ed25519 ${checkpointPublicKey(createSealer(old))} # 已停用`),
    ]);
  });
});
