import { createHash, type Hash } from 'node:crypto';
import { type Readable, Transform, pipeline } from 'node:stream';
import type { ArchiveEntry } from '#app/adapters/archive/port.ts';
import { attachmentPath } from '#app/domain/bundle/file-name.ts';
import { BUNDLE_FILES, HEAD_FORMAT, type ChainHead, type Manifest } from '#app/domain/bundle/manifest.ts';
import { canonicalJson } from '#app/domain/filing/canonical.ts';
import { signCheckpoint } from '#db/crypto/checkpoint-key.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import type { Ports } from '../ports.ts';
import { bundleReadme } from './bundle-readme.step.server.ts';

/** A file that was laid to what the bundle is about. */
export interface BundleAttachment {
  readonly id: string;
  readonly slot: string;
  readonly name: string;
  readonly sha256: string;
  /** Where its content is stored; null, with the reason, where it doesn't go into the bundle. */
  readonly storageKey: string | null;
  readonly absence: 'withheld' | 'erased' | null;
}

/** A file of the bundle that is made here and now. */
export interface BundlePart {
  readonly path: string;
  readonly content: string | Buffer;
}

/** Everything that goes into a bundle, but for what is known only once its files have been read. */
export interface BundlePlan {
  readonly manifest: Omit<Manifest, 'files' | 'attachments' | 'installation'>;
  readonly parts: readonly BundlePart[];
  readonly attachments: readonly BundleAttachment[];
}

type FileLine = Manifest['files'][number];

/** Lets bytes pass and keeps their count and digest. */
class Meter extends Transform {
  bytes = 0;
  readonly #hash: Hash = createHash('sm3');

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    this.bytes += chunk.length;
    this.#hash.update(chunk);
    done(null, chunk);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

function metered(content: Readable): Meter {
  const meter = new Meter();
  // An error of the store goes on to the meter, whose reader handles it.
  return pipeline(content, meter, () => undefined);
}

/** The signed statement about the end of this organisation's chain; a whole checkpoint would name others. */
function signedHead(ports: Pick<Ports, 'sealer'>, plan: BundlePlan): string {
  const { organisation, head, exportedAt } = plan.manifest;
  const statement = canonicalJson({
    format: HEAD_FORMAT,
    organisation: organisation.id,
    seq: head.seq,
    digest: head.digest,
    at: exportedAt,
  } satisfies ChainHead);
  return canonicalJson({ statement, signature: signCheckpoint(ports.sealer, statement) });
}

async function* entriesOf(
  ports: Pick<Ports, 'storage' | 'sealer' | 'site'>,
  plan: BundlePlan,
): AsyncGenerator<ArchiveEntry> {
  const at = plan.manifest.exportedAt;
  const files: FileLine[] = [];
  const attachments: Manifest['attachments'] = [];
  const parts: BundlePart[] = [
    { path: BUNDLE_FILES.readme, content: bundleReadme(ports.site.origin, plan.manifest) },
    ...plan.parts,
    { path: BUNDLE_FILES.checkpoint, content: signedHead(ports, plan) },
  ];
  for (const { path, content } of parts) {
    const bytes = Buffer.from(content);
    files.push({ path, bytes: bytes.length, sm3: sm3Hex(bytes) });
    yield { name: path, content: bytes, at };
  }
  for (const [index, { storageKey, absence, ...line }] of plan.attachments.entries()) {
    const content = storageKey === null ? undefined : await ports.storage.get(storageKey);
    if (!content) {
      attachments.push({ ...line, state: absence ?? 'lost', file: null });
      continue;
    }
    const path = attachmentPath(index + 1, line.slot, line.name);
    const meter = metered(content);
    yield { name: path, content: meter, at };
    files.push({ path, bytes: meter.bytes, sm3: meter.digest() });
    attachments.push({ ...line, state: 'included', file: path });
  }
  const text = canonicalJson({
    ...plan.manifest,
    installation: ports.site.origin,
    attachments,
    files,
  } satisfies Manifest);
  yield { name: BUNDLE_FILES.manifest, content: Buffer.from(text), at };
  yield { name: BUNDLE_FILES.signature, content: Buffer.from(signCheckpoint(ports.sealer, text)), at };
}

/**
 * The bundle as it grows: attachments pass through one after the other, and the manifest, which names every file with its
 * digest, comes last with the signature.
 */
export function writeBundle(
  ports: Pick<Ports, 'storage' | 'sealer' | 'site' | 'archives'>,
  plan: BundlePlan,
): Readable {
  return ports.archives.write(entriesOf(ports, plan));
}
