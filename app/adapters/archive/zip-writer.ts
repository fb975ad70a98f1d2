import archiver from 'archiver';
import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import type { ArchiveEntry, ArchiveWriter } from './port.ts';

type Archive = archiver.Archiver;

/** Puts one entry in and waits until it is written, or until the reader has gone. */
async function put(archive: Archive, entry: ArchiveEntry, gone: AbortSignal): Promise<void> {
  const { content, name, at } = entry;
  const written = once(archive, 'entry', { signal: gone });
  const failed =
    content instanceof Readable
      ? once(content, 'error', { signal: gone }).then(([error]) => {
          throw error;
        })
      : new Promise<never>(() => undefined);
  archive.append(content, { name, date: new Date(at), mode: 0o644 });
  try {
    await Promise.race([written, failed]);
  } finally {
    // The loser of the race ends with the archive; nobody waits for it any more.
    failed.catch(() => undefined);
    written.catch(() => undefined);
    if (content instanceof Readable) content.destroy();
  }
}

async function fill(
  archive: Archive,
  entries: AsyncIterable<ArchiveEntry>,
  gone: AbortSignal,
): Promise<void> {
  for await (const entry of entries) await put(archive, entry, gone);
  await archive.finalize();
}

/** Writes ZIP files: names in UTF-8, contents stored, entries one after the other. */
export const zipWriter: ArchiveWriter = {
  write(entries) {
    const out = new PassThrough();
    const archive = archiver('zip', { store: true });
    const left = new AbortController();
    archive.on('error', (error) => out.destroy(error));
    out.on('close', () => {
      left.abort();
      archive.abort();
    });
    archive.pipe(out);
    fill(archive, entries, left.signal).catch((error: unknown) => {
      // Whoever reads learns of it; after he has gone there is nobody to tell.
      if (!out.destroyed) out.destroy(error instanceof Error ? error : new Error(String(error)));
    });
    return out;
  },
};
