import { StorageAway, type StorageTrouble } from '#app/domain/refusal/outage.ts';

/** What a local disk says when it can't serve. */
const DISK: Readonly<Record<string, StorageTrouble>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EROFS: 'refused',
  EACCES: 'refused',
  EPERM: 'refused',
  ENOTDIR: 'refused',
  EIO: 'refused',
  ENODEV: 'refused',
  ESTALE: 'unreachable',
};

/** Runs a step on a local disk; what the disk itself can't do becomes {@link StorageAway}, all else passes. */
export async function onDisk<T>(step: () => Promise<T>): Promise<T> {
  return telling(DISK, step);
}

/**
 * The same for a step that makes something: there, "no such file" is the folder's trouble (Node says so of one that
 * can't be made on a read-only disk).
 */
export async function makingOnDisk<T>(step: () => Promise<T>): Promise<T> {
  return telling({ ...DISK, ENOENT: 'refused' }, step);
}

async function telling<T>(
  troubles: Readonly<Record<string, StorageTrouble>>,
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const trouble = troubles[code];
    throw trouble === undefined ? error : new StorageAway(trouble, error);
  }
}
