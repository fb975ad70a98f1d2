import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { PutOptions, PutResult } from './port.ts';
import { sniffAttachment, sniffBytes } from './sniff-attachment.ts';
import { makingOnDisk, onDisk } from './trouble.ts';

type Refused = Extract<PutResult, { ok: false }>;
type Accepted = Extract<PutResult, { ok: true }>;

/** A content that has arrived whole, in a file that its taker moves or removes. */
export type Spooled = (Accepted & { readonly path: string }) | Refused;

/**
 * Writes the content to a new file of the folder, synced to the disk, counting and digesting on the way.
 * No file remains after a refusal or a thrown error (a broken source, a full disk).
 */
export async function spool(folder: string, content: Readable, options: PutOptions): Promise<Spooled> {
  // Whoever made the stream may see it fail after reading stopped here; without a listener that ends the process.
  content.on('error', ignoreLateError);
  const path = join(folder, randomUUID());
  try {
    return await write(path, folder, content, options);
  } finally {
    content.resume();
  }
}

async function write(path: string, folder: string, content: Readable, options: PutOptions): Promise<Spooled> {
  const file = await makingOnDisk(async () => {
    await mkdir(folder, { recursive: true });
    return open(path, 'wx', 0o600);
  });
  let kept = false;
  try {
    const result = await receive(file, content, options);
    if (result.ok) await onDisk(() => file.sync());
    kept = result.ok;
    return result.ok ? { ...result, path } : result;
  } finally {
    await file.close();
    if (!kept) await rm(path, { force: true });
  }
}

/** The error reaches the caller through the iteration; this only keeps a second report from being fatal. */
function ignoreLateError(): void {}

async function receive(file: FileHandle, content: Readable, options: PutOptions): Promise<PutResult> {
  const digest = createHash('sha256');
  const sniffer = new Sniffer(options);
  let size = 0;
  for await (const piece of content.iterator({ destroyOnReturn: false })) {
    const chunk: Buffer = Buffer.from(piece);
    size += chunk.length;
    if (size > options.maxBytes) return { ok: false, refusal: 'too_large' };
    if (!(await sniffer.admits(chunk))) return { ok: false, refusal: 'type_not_allowed' };
    digest.update(chunk);
    await onDisk(() => file.writeFile(chunk));
  }
  if (size === 0) return { ok: false, refusal: 'empty' };
  const mediaType = await sniffer.finish();
  if (options.accept && !mediaType) return { ok: false, refusal: 'type_not_allowed' };
  return { ok: true, size, sha256: digest.digest('hex'), mediaType };
}

/** Collects the first bytes and decides as soon as there are enough, so that a wrong type isn't stored first. */
class Sniffer {
  readonly #accept: PutOptions['accept'];
  #head: Buffer[] = [];
  #length = 0;
  #found: Accepted['mediaType'] | 'undecided' = 'undecided';

  constructor(options: PutOptions) {
    this.#accept = options.accept;
  }

  async admits(chunk: Buffer): Promise<boolean> {
    if (!this.#accept || this.#found !== 'undecided') return true;
    this.#head.push(chunk);
    this.#length += chunk.length;
    return this.#length < sniffBytes || (await this.finish()) !== undefined;
  }

  async finish(): Promise<Accepted['mediaType']> {
    if (!this.#accept) return undefined;
    if (this.#found === 'undecided') {
      const type = await sniffAttachment(Buffer.concat(this.#head).subarray(0, sniffBytes));
      this.#found = type && this.#accept.includes(type) ? type : undefined;
      this.#head = [];
    }
    return this.#found;
  }
}

/** Removes the files of the folder that were last written before the instant; answers how many. */
export async function removeAbandonedFrom(folder: string, before: string): Promise<number> {
  const limit = Date.parse(before);
  if (Number.isNaN(limit)) throw new Error(`not an instant: ${before}`);
  await mkdir(folder, { recursive: true });
  let removed = 0;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if ((await stat(path)).mtimeMs >= limit) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}
