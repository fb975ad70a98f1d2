import busboy from 'busboy';
import { PassThrough, Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { refuse, type Result } from '../domain/refusal/refusal.ts';
import { typedText } from '../domain/typed-text.ts';
import { words } from '../domain/words.ts';
import type { Incoming } from './context.server.ts';
import { isFormToken } from './cookie.server.ts';
import { POSTED, UNSTORABLE } from './form.server.ts';
import { withinLimit } from './limit.server.ts';
import { refusalResponse } from './response.server.ts';

const STALE = words(
  '页面已过期，请刷新后重新上传。',
  'This page is out of date; reload it and upload again.',
);

/** A file on its way in; its content must be read to its end. */
export interface IncomingFile {
  readonly fileName: string;
  readonly content: Readable;
}

/** A form with a file as read: the text fields, and what became of the file. */
export interface UploadReading<T> {
  readonly fields: Readonly<Record<string, string>>;
  readonly result: Result<T>;
}

/**
 * Takes the file of a form, or null where none was chosen, with the fields that stand before it in the form. Called
 * once; what it leaves unread of the content is dropped.
 */
export type TakeUpload<T> = (
  fields: Readonly<Record<string, string>>,
  file: IncomingFile | null,
) => Promise<Result<T>>;

/** The post is no form, is cut off, or its sender went away. */
class UnreadableUpload extends Error {
  override readonly name = 'UnreadableUpload';
}

function parserFor(request: Request): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 20, fieldSize: 8000, parts: 22 },
    });
  } catch (cause) {
    throw new UnreadableUpload('no form can be told by its type', { cause });
  }
}

function streamUpload<T>(
  request: Request,
  take: TakeUpload<T>,
  fields: Record<string, string> = {},
): Promise<UploadReading<T>> {
  return new Promise((resolve, reject) => {
    let taken: Promise<Result<T>> | null = null;
    const parser = parserFor(request);
    let isBroken = false;
    const unreadable = (cause: unknown) => {
      isBroken = true;
      reject(new UnreadableUpload('an upload can’t be read', { cause }));
    };
    parser.on('field', (name, value) => {
      fields[name] = typedText(value);
    });
    parser.on('file', (name, stream, info) => {
      if (name !== 'file' || !info.filename) {
        stream.resume();
        return;
      }
      const content = new PassThrough();
      // It may break before anybody reads it; whoever reads it then learns so.
      content.on('error', () => undefined);
      stream.on('error', (error) => content.destroy(error));
      stream.pipe(content);
      taken = take({ ...fields }, { fileName: info.filename, content });
      taken.then(
        (result) => {
          if (!result.ok) content.resume();
        },
        () => stream.resume(),
      );
    });
    parser.on('error', unreadable);
    parser.on('close', () => {
      if (isBroken) return;
      const result = taken ?? take({ ...fields }, null);
      result.then((value) => resolve({ fields, result: value }), reject);
    });
    if (!request.body) return unreadable('no body');
    const source = Readable.fromWeb(request.body as ReadableStream);
    source.on('error', (error) => {
      // The sender went away: what is half read ends with an error too, so that nothing of it is kept.
      parser.destroy(error);
      unreadable(error);
    });
    source.pipe(parser);
  });
}

/** Token, null characters and allowance first; then whoever takes it. */
function guarded<T>({ context }: Incoming, accountId: string, take: TakeUpload<T>): TakeUpload<T> {
  return async (fields, file) => {
    if (!isFormToken(context.formSecret, context.formSeed, fields['_csrf'])) {
      return refuse('forbidden', { words: STALE });
    }
    const texts = [...Object.entries(fields).flat(), file?.fileName ?? ''];
    if (texts.some((text) => text.includes('\0'))) return refuse('invalid', { words: UNSTORABLE });
    if (file) {
      const limit = await withinLimit(context.limiter, 'upload-account', accountId);
      if (!limit.ok) return limit;
    }
    return take(fields, file);
  };
}

/**
 * Reads a multipart post as it streams by: its file goes straight to `take`, never into memory. Only the first file
 * named `file` is taken; one without a name means that none was chosen. Throws a 415 response when the post is no such
 * form or breaks off.
 */
export async function readUpload<T>(
  incoming: Incoming,
  accountId: string,
  take: TakeUpload<T>,
): Promise<UploadReading<T>> {
  const { request, context } = incoming;
  if (!(request.headers.get('content-type') ?? '').startsWith('multipart/form-data')) {
    throw refusalResponse(refuse('unsupported').refusal);
  }
  const fields: Record<string, string> = {};
  context.memory.set(POSTED, fields);
  try {
    return await streamUpload(request, guarded(incoming, accountId, take), fields);
  } catch (error) {
    if (error instanceof UnreadableUpload) throw refusalResponse(refuse('unsupported').refusal);
    throw error;
  }
}

/** The text fields of a multipart post whose files nobody can take now; the files are read and dropped. */
export async function readFieldsOnly(request: Request): Promise<Readonly<Record<string, string>>> {
  const { fields } = await streamUpload(request, (_fields, file) => {
    file?.content.resume();
    return Promise.resolve(refuse('unavailable'));
  });
  return fields;
}

/** What was typed, without the token: goes back to the page with a refusal. */
export function typedValues(fields: Readonly<Record<string, string>>): Record<string, string> {
  const { _csrf, ...typed } = fields;
  return typed;
}
