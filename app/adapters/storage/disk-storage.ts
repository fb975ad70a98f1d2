import { mkdir, open, rename, rm, unlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { checkKey } from './key.ts';
import type { Storage } from './port.ts';
import { removeAbandonedFrom, spool } from './spool.ts';
import { makingOnDisk, onDisk } from './trouble.ts';

export interface DiskStorageConfig {
  /** The folder that holds everything; made if absent. */
  readonly root: string;
  /** The folder that the web server publishes, if any: a root inside it is refused. */
  readonly publicFolder?: string;
}

/** Files on a local disk, one per key. Throws if the root lies inside the public folder. */
export function createDiskStorage(config: DiskStorageConfig): Storage {
  const root = resolve(config.root);
  if (config.publicFolder !== undefined && isInside(resolve(config.publicFolder), root)) {
    throw new Error('the storage folder must not lie inside the published folder');
  }
  // No key holds a dot, so this folder can't meet a key; same file system, so that the rename is atomic.
  const incoming = join(root, '.incoming');
  const pathOf = (key: string): string => {
    checkKey(key);
    // The suffix lets a/b be a file while a/b/c needs a folder a/b.
    return join(root, `${key}.bin`);
  };

  return {
    async put(key, content, options) {
      const path = pathOf(key);
      const spooled = await spool(incoming, content, options);
      if (!spooled.ok) return spooled;
      try {
        await makingOnDisk(async () => {
          await mkdir(dirname(path), { recursive: true });
          await rename(spooled.path, path);
          await syncFolder(dirname(path));
        });
      } finally {
        // Nothing stays behind where the last step failed; after the rename there is nothing to remove.
        await rm(spooled.path, { force: true }).catch(() => undefined);
      }
      return { ok: true, size: spooled.size, sha256: spooled.sha256, mediaType: spooled.mediaType };
    },

    async get(key, range) {
      try {
        const file = await onDisk(() => open(pathOf(key), 'r'));
        return file.createReadStream(range ? { start: range.start, end: range.end } : {});
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw error;
      }
    },

    async remove(key) {
      const path = pathOf(key);
      try {
        await onDisk(() => unlink(path));
      } catch (error) {
        if (isAbsent(error)) return;
        throw error;
      }
      await syncFolder(dirname(path));
    },

    removeAbandoned: (before) => removeAbandonedFrom(incoming, before),
  };
}

function isInside(outer: string, inner: string): boolean {
  const path = relative(outer, inner);
  return path === '' || (!path.startsWith('..') && !isAbsolute(path));
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Makes a rename or removal survive a power cut; Windows can't open folders and needs no such step. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
