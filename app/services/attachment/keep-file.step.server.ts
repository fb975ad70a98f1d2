import type { Readable } from 'node:stream';
import type { Moment } from '#app/domain/account/actor.ts';
import { endingProblem, MAX_FILE_BYTES } from '#app/domain/attachment/attachment.ts';
import { done, type Result, refuse } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { newId } from '#db/identifier.ts';
import { REFUSAL_WORDS } from '../../i18n/refusal.ts';
import type { Ports } from '../ports.ts';
import { storageKey } from './storage-key.step.server.ts';

/** A file that lies in the storage; its row is still to be written under `id`. */
export interface KeptFile {
  readonly id: string;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly mediaType: string;
  readonly scanState: 'clean' | 'unscanned';
  readonly scanDetail: string;
}

const EMPTY = words('请选择文件；空文件不能上传。', 'Choose a file; an empty one cannot be uploaded.');

/** The words of the code, also beside the field. */
const refuseFile = (code: 'too_large' | 'unsupported' | 'infected') =>
  refuse(code, { fields: { file: REFUSAL_WORDS[code] } });

/**
 * Streams the content into the storage, its type told by its content, and has it scanned; an infected one, or one whose
 * name ends as another type's, is removed at once. Who then writes no row for it removes `key` from the storage.
 */
export async function keepFile(
  ports: Pick<Ports, 'storage' | 'scanner'>,
  moment: Moment,
  organisationId: string,
  file: { readonly fileName: string; readonly content: Readable },
): Promise<Result<KeptFile>> {
  const id = newId(moment.now);
  const key = storageKey(organisationId, id);
  const put = await ports.storage.put(key, file.content, {
    maxBytes: MAX_FILE_BYTES,
    accept: ['application/pdf', 'image/jpeg', 'image/png'],
  });
  if (!put.ok) {
    if (put.refusal === 'empty') return refuse('invalid', { words: EMPTY, fields: { file: EMPTY } });
    return refuseFile(put.refusal === 'too_large' ? 'too_large' : 'unsupported');
  }
  const misnamed = put.mediaType ? endingProblem(file.fileName, put.mediaType) : null;
  if (misnamed) {
    await ports.storage.remove(key);
    return refuse('unsupported', { words: misnamed, fields: { file: misnamed } });
  }
  const stored = await ports.storage.get(key);
  if (!stored) throw new Error(`a file that was just stored is gone: ${key}`);
  const scan = await ports.scanner.scan(stored);
  if (scan.verdict === 'infected') {
    await ports.storage.remove(key);
    return refuseFile('infected');
  }
  return done({
    id,
    key,
    size: put.size,
    sha256: put.sha256,
    mediaType: put.mediaType ?? 'application/octet-stream',
    scanState: scan.verdict,
    scanDetail: scan.verdict === 'unscanned' ? scan.reason : '',
  });
}
