import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { openZip } from '#app/adapters/archive/zip-reader.ts';
import { zipWriter } from '#app/adapters/archive/zip-writer.ts';
import type { BundleVerification } from '#app/domain/bundle/finding.ts';
import { BUNDLE_FILES, ManifestSchema, type Manifest } from '#app/domain/bundle/manifest.ts';
import { canonicalJson } from '#app/domain/filing/canonical.ts';
import { verifyBundle, type VerifierInput } from '#app/services/bundle/verify-bundle.server.ts';
import { checkpointPublicKey, signCheckpoint } from '#db/crypto/checkpoint-key.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import type { Sealer } from '#db/crypto/sealer.ts';

/** A bundle taken apart: its files by name, in their order. */
export type Parts = Map<string, Buffer>;

const AT = '2026-11-23T02:00:00.000Z';

/** Works with a scratch folder that is gone afterwards. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'shuheng-bundle-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Takes a bundle apart. */
export async function takeApart(content: Readable): Promise<Parts> {
  return inFolder(async (folder) => {
    const path = join(folder, 'bundle.zip');
    await pipeline(content, createWriteStream(path));
    const archive = await openZip(path);
    const parts: Parts = new Map();
    for (const file of archive.files) {
      const pieces: Buffer[] = [];
      for await (const piece of file.read()) pieces.push(piece);
      parts.set(file.name, Buffer.concat(pieces));
    }
    archive.close();
    return parts;
  });
}

/** Puts files together to an archive again. */
export async function putTogether(parts: Iterable<readonly [string, Buffer]>): Promise<Buffer> {
  async function* entries() {
    for (const [name, content] of parts) yield await Promise.resolve({ name, content, at: AT });
  }
  return buffer(zipWriter.write(entries()));
}

/** Verifies the bytes of an archive, as the command does; an unreadable archive throws. */
export async function verifyBytes(bytes: Buffer, input: VerifierInput): Promise<BundleVerification> {
  return inFolder(async (folder) => {
    const path = join(folder, 'bundle.zip');
    writeFileSync(path, bytes);
    const archive = await openZip(path);
    try {
      return await verifyBundle(archive, input);
    } finally {
      archive.close();
    }
  });
}

/** Verifies a bundle that was taken apart. */
export async function verifyParts(parts: Parts, input: VerifierInput): Promise<BundleVerification> {
  return verifyBytes(await putTogether(parts), input);
}

/** How a verifier asks who holds the installation's key and nothing else. */
export function knowing(sealer: Sealer, more: Partial<VerifierInput> = {}): VerifierInput {
  return { publicKeys: [checkpointPublicKey(sealer)], receipt: null, checkpoint: null, ...more };
}

/** The manifest of a bundle that was taken apart. */
export function manifestOf(parts: Parts): Manifest {
  return ManifestSchema.parse(JSON.parse(String(parts.get(BUNDLE_FILES.manifest))));
}

/**
 * What somebody could do who has the key itself: changes the manifest, brings its list of files up to date, and signs.
 */
export function signAgain(sealer: Sealer, parts: Parts, change: (manifest: Manifest) => Manifest): Parts {
  const changed = change(manifestOf(parts));
  const files = changed.files.flatMap((line) => {
    const bytes = parts.get(line.path);
    return bytes ? [{ path: line.path, bytes: bytes.length, sm3: sm3Hex(bytes) }] : [line];
  });
  const text = canonicalJson({ ...changed, files });
  const again = new Map(parts);
  again.set(BUNDLE_FILES.manifest, Buffer.from(text));
  again.set(BUNDLE_FILES.signature, Buffer.from(signCheckpoint(sealer, text)));
  return again;
}

/** What a finding says, for an assertion: `event_changed 3`. */
export function said(answer: BundleVerification): string[] {
  return answer.findings.map(({ code, at }) => `${code} ${at}`.trim());
}
