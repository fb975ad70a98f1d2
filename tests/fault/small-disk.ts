import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs `mount` with these words; answers whether it could. */
export function mount(...words: string[]): boolean {
  try {
    execFileSync('mount', words, { stdio: 'ignore' });
    return true;
  } catch {
    return false; // no right to mount
  }
}

/** A new folder to mount on. */
export function makeMountFolder(): string {
  return mkdtempSync(join(tmpdir(), 'shuheng-disk-'));
}

/** Whether a small file system may be mounted here. */
export function canMount(): boolean {
  if (process.platform !== 'linux') return false;
  const folder = makeMountFolder();
  const isMounted = mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder);
  if (isMounted) execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
  return isMounted;
}
