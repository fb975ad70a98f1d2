import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArchiveError } from '#app/domain/bundle/archive-fault.ts';
import type { BundleVerification } from '#app/domain/bundle/finding.ts';
import { BUNDLE_FILES } from '#app/domain/bundle/manifest.ts';
import { canonicalJson, type JsonValue } from '#app/domain/filing/canonical.ts';
import { exportFilingBundle } from '#app/services/filing/export-filing-bundle.server.ts';
import { submitFiling } from '#app/services/filing/submit-filing.server.ts';
import type { Ports } from '#app/services/ports.ts';
import { checkpointPublicKey } from '#db/crypto/checkpoint-key.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { createSealer } from '#db/crypto/sealer.ts';
import type { OpenDatabase } from '#db/client.ts';
import {
  knowing,
  manifestOf,
  type Parts,
  putTogether,
  said,
  signAgain,
  takeApart,
  verifyBytes,
  verifyParts,
} from '#tests/support/bundle.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import {
  beginFiling,
  fillFiling,
  granted,
  sampleCode,
  sealFiling,
  uploadPdf,
} from '#tests/support/filing-world.ts';
import { makeActor, makeOrganisation, testPorts, TEST_MOMENT } from '#tests/support/world.ts';

const USCC = sampleCode(41);
/** One random run of each property; the seed stands in the failure's message. */
const SEED = 20261122;

/** What the verifier answers, whatever the bytes are: an unreadable archive is a finding, as in the command. */
async function judge(bytes: Buffer, sealer: Ports['sealer']): Promise<BundleVerification> {
  try {
    return await verifyBytes(bytes, knowing(sealer));
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    const findings = [{ code: `archive_${error.fault}`, at: error.file } as const];
    return { ok: false, findings, remarks: [], facts: null };
  }
}

describe('verifying a bundle', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let parts: Parts;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    const enterprise = await makeOrganisation(ports, { kind: 'enterprise', uscc: USCC });
    const owner = await makeActor(ports, enterprise, 'owner', { name: '赵𠮷' });
    const filingId = await beginFiling(ports, owner);
    await fillFiling(ports, owner, filingId, { enterprise: { uscc: USCC } });
    await uploadPdf(ports, owner, filingId, 'appointment');
    await sealFiling(ports, owner, filingId);
    granted(await submitFiling(ports, owner, TEST_MOMENT, { filingId, submitKey: 'k' }));
    parts = await takeApart(
      granted(await exportFilingBundle(ports, owner, TEST_MOMENT, { filingId })).content,
    );
  });
  afterAll(() => db.close());

  const lines = () => String(parts.get(BUNDLE_FILES.events)).trimEnd().split('\n');
  const seqs = () => manifestOf(parts).events.list.map(([seq]) => seq);
  const withFile = (name: string, content: Buffer | string): Parts =>
    new Map(parts).set(name, Buffer.from(content));
  const withLines = (list: readonly string[]): Parts =>
    withFile(BUNDLE_FILES.events, list.map((line) => `${line}\n`).join(''));
  const without = (name: string): Parts => new Map([...parts].filter(([other]) => other !== name));
  const verdict = async (changed: Parts) => said(await verifyParts(changed, knowing(ports.sealer)));
  /** The same by somebody who holds the key and has made the manifest fit the files. */
  const signedVerdict = (changed: Parts) => verdict(signAgain(ports.sealer, changed, (manifest) => manifest));

  it('finds one flipped byte wherever it is in the content of any file', async () => {
    const names = [...parts.keys()];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 1, max: 255 }),
        async (name, place, flip) => {
          const bytes = Buffer.from(parts.get(name) ?? '');
          const at = Math.floor(place * bytes.length);
          bytes[at] = (bytes[at] ?? 0) ^ flip;
          const answer = await verifyParts(withFile(name, bytes), knowing(ports.sealer));
          expect(answer.ok).toBe(false);
          const isSigned = name === BUNDLE_FILES.manifest || name === BUNDLE_FILES.signature;
          if (!isSigned) expect(said(answer)).toContain(`file_changed ${name}`);
          else expect(said(answer).join()).toMatch(/manifest_forged|signature_malformed|wrong_key/);
        },
      ),
      { numRuns: 150, seed: SEED },
    );
  });

  it('never takes an archive with a flipped byte for another content, and never stumbles', async () => {
    const whole = await putTogether(parts);
    const before = await judge(whole, ports.sealer);
    expect(before.ok).toBe(true);
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const bytes = Buffer.from(whole);
          bytes[at] = (bytes[at] ?? 0) ^ flip;
          const answer = await judge(bytes, ports.sealer);
          if (!answer.ok) found += 1;
          // A time or an attribute beside a file may change; what the files say may not.
          else expect(answer).toEqual(before);
        },
      ),
      { numRuns: 200, seed: SEED },
    );
    expect(found).toBeGreaterThan(150);
  });

  it('finds a file cut anywhere', async () => {
    const whole = await putTogether(parts);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        expect((await judge(whole.subarray(0, length), ports.sealer)).ok).toBe(false);
      }),
      { numRuns: 60, seed: SEED },
    );
  });

  it('names any event that was dropped, changed or moved', async () => {
    const order = seqs();
    const list = lines();
    for (const [index, seq] of order.entries()) {
      const isLast = index === order.length - 1;
      const rest = list.filter((_, other) => other !== index);
      expect(await signedVerdict(withLines(rest))).toContain(
        `${isLast ? 'events_cut' : 'event_dropped'} ${seq}`,
      );

      const event = JSON.parse(list[index] ?? '') as { actorName: string };
      const changed = canonicalJson({ ...event, actorName: '别人' } as unknown as JsonValue);
      expect(await signedVerdict(withLines(list.with(index, changed)))).toEqual([`event_changed ${seq}`]);

      if (isLast) continue;
      const moved = [...rest.slice(0, index + 1), list[index] ?? '', ...rest.slice(index + 1)];
      expect(await signedVerdict(withLines(moved))).toContain(`event_reordered ${seq}`);
    }
  });

  it('names an event that was put in, doubled, recomputed or made unreadable', async () => {
    const list = lines();
    const seq = seqs()[0] ?? 0;
    const { digest: _, ...first } = JSON.parse(list[0] ?? '') as Record<string, JsonValue>;
    /** The first event with a change and a digest that fits it. */
    const fitting = (change: Record<string, JsonValue>) => {
      const covered = { ...first, ...change };
      return canonicalJson({ ...covered, digest: sm3Hex(canonicalJson(covered)) });
    };
    const invented = fitting({ seq: 999 });
    expect(await signedVerdict(withLines([...list, invented]))).toContain('event_inserted 999');
    expect(await signedVerdict(withLines([list[0] ?? '', ...list]))).toContain(`event_inserted ${seq}`);
    const recomputed = fitting({ actorName: '别人' });
    expect(await signedVerdict(withLines(list.with(0, recomputed)))).toContain(`event_changed ${seq}`);
    expect(await signedVerdict(withLines(list.with(0, '{"seq":1}')))).toEqual(
      expect.arrayContaining(['event_unreadable 1', `event_dropped ${seq}`]),
    );
  });

  it('finds a cut tail even if the manifest was cut with it, against a receipt or a checkpoint', async () => {
    const list = lines();
    const submitted = list.findIndex((line) => line.includes('"type":"filing.submitted"'));
    const kept = manifestOf(parts).events.list.slice(0, submitted);
    const [seq, digest] = kept.at(-1) ?? [0, ''];
    const cut = signAgain(ports.sealer, withLines(list.slice(0, submitted)), (manifest) => ({
      ...manifest,
      head: { seq, digest },
      events: { ...manifest.events, list: kept },
    }));
    cut.delete(BUNDLE_FILES.checkpoint);
    const serialNo = manifestOf(parts).subject.serialNo ?? '';
    const alone = await verifyParts(cut, knowing(ports.sealer));
    expect(alone.remarks.map(({ code }) => code)).toContain('tail_unseen');
    expect(said(alone)).toEqual([`file_missing ${BUNDLE_FILES.checkpoint}`]);
    const withReceipt = await verifyParts(cut, knowing(ports.sealer, { receipt: serialNo }));
    expect(said(withReceipt)).toContain(`receipt_unknown ${serialNo}`);
    const checkpoint = String(parts.get(BUNDLE_FILES.checkpoint));
    const withCheckpoint = await verifyParts(cut, knowing(ports.sealer, { checkpoint }));
    expect(said(withCheckpoint)).toContain(`older_than_checkpoint ${manifestOf(parts).head.seq}`);
  });

  it('names a version whose content or salt was changed, though its manifest is signed', async () => {
    const file = 'versions/1.json';
    const version = JSON.parse(String(parts.get(file))) as { content: Record<string, JsonValue> };
    const change = (more: object) =>
      signedVerdict(withFile(file, canonicalJson({ ...version, ...more } as unknown as JsonValue)));
    expect(await change({ content: { ...version.content, 'cdo.name': '别人' } })).toEqual([
      'version_changed 1',
    ]);
    expect(await change({ salt: 'AAAAAAAAAAAAAAAAAAAAAA' })).toEqual(['version_changed 1']);
    expect(await change({ no: 2 })).toEqual(['version_changed 1']);
    expect(await signedVerdict(withFile(file, '{'))).toEqual(['version_changed 1']);
  });

  it('names what is missing, what is more, and an attachment that the submission names', async () => {
    for (const name of parts.keys()) {
      const answer = await verdict(without(name));
      if (name === BUNDLE_FILES.manifest) expect(answer).toEqual(['manifest_missing']);
      else if (name === BUNDLE_FILES.signature) expect(answer).toContain('signature_missing');
      else expect(answer).toContain(`file_missing ${name}`);
    }
    expect(await verdict(withFile('attachments/999-more.pdf', 'x'))).toEqual([
      'file_extra attachments/999-more.pdf',
    ]);
    const [scan] = manifestOf(parts).attachments.filter(({ slot }) => slot === 'signed_scan');
    const dropped = signAgain(ports.sealer, without(scan?.file ?? ''), (manifest) => ({
      ...manifest,
      attachments: manifest.attachments.filter(({ id }) => id !== scan?.id),
      files: manifest.files.filter(({ path }) => path !== scan?.file),
    }));
    expect(await verdict(dropped)).toEqual([`attachment_missing SHA-256 ${scan?.sha256 ?? ''}`]);
    const swapped = await signedVerdict(withFile(scan?.file ?? '', '%PDF-1.4 another'));
    expect(swapped).toEqual([`attachment_changed ${scan?.file ?? ''}`]);
  });

  it('refuses a wrong key and a manifest that somebody else signed', async () => {
    const stranger = createSealer({ masterSecret: 'z'.repeat(40), keyId: 'k1' });
    expect(said(await verifyParts(parts, knowing(stranger)))).toEqual(
      expect.arrayContaining(['wrong_key', 'checkpoint_forged']),
    );
    const forged = signAgain(stranger, parts, (manifest) => ({ ...manifest, exportedBy: 'cdo' }));
    expect(await verdict(forged)).toEqual(['wrong_key']);
    // Signed by a stranger, said to be signed by the installation.
    const [label, , value] = String(forged.get(BUNDLE_FILES.signature)).split('.');
    const posing = `${label ?? ''}.${checkpointPublicKey(ports.sealer)}.${value ?? ''}`;
    expect(await verdict(new Map(forged).set(BUNDLE_FILES.signature, Buffer.from(posing)))).toEqual([
      'manifest_forged',
    ]);
  });

  it('stands hostile contents: JSON without end, nested without end, of another shape', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(await verdict(withFile(BUNDLE_FILES.manifest, deep))).toContain('manifest_unreadable');
    expect(await verdict(withFile(BUNDLE_FILES.manifest, Buffer.alloc(17_000_000, 0x20)))).toEqual([
      'archive_too_large manifest.json',
    ]);
    const body = `{"a":${deep}}`;
    const version = String(parts.get('versions/1.json')).replace(
      /"content":\{.*\},"digest"/s,
      `"content":${body},"digest"`,
    );
    expect((await signedVerdict(withFile('versions/1.json', version))).length).toBeGreaterThan(0);
    expect(await signedVerdict(withFile(BUNDLE_FILES.events, Buffer.alloc(2_000_000, 0x20)))).toContain(
      `archive_too_large ${BUNDLE_FILES.events}`,
    );
    expect(
      await verdict(
        signAgain(ports.sealer, parts, (manifest) => ({ ...manifest, format: 'shuheng-bundle/2' }) as never),
      ),
    ).toContain('manifest_unreadable');
  });
});
