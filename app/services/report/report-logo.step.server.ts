import { buffer } from 'node:stream/consumers';
import type { Ports } from '../ports.ts';

/** The logo's bytes, or undefined where there is none (any more). */
export async function openLogo(
  ports: Pick<Ports, 'storage'>,
  key: string | null | undefined,
): Promise<Buffer | undefined> {
  if (key === null || key === undefined) return undefined;
  const content = await ports.storage.get(key);
  return content && buffer(content);
}
