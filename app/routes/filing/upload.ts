import busboy from 'busboy';
import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { PassThrough, Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { UploadSlotSchema } from '#app/domain/attachment/attachment.ts';
import { type Refusal, type Result, refuse } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Incoming } from '../../http/context.server.ts';
import { isFormToken } from '../../http/cookie.server.ts';
import { withinLimit } from '../../http/limit.server.ts';
import { localAddress, redirectWith, refusalResponse } from '../../http/response.server.ts';
import { type Acting, requireEnterprise } from '../../http/scope.server.ts';
import { REFUSAL_WORDS } from '../../i18n/refusal.ts';
import { addAttachment } from '../../services/attachment/add-attachment.server.ts';

const ADDED = words('文件已上传。', 'The file was uploaded.');
const NO_FILE = words('请先选择文件。', 'Choose a file first.');
const STALE = words(
  '页面已过期，请刷新后重新上传。',
  'This page is out of date; reload it and upload again.',
);

/** What came with the form before its file; browsers send fields in the order of the page. */
interface UploadFields {
  readonly token: string;
  readonly slot: string;
  readonly back: string;
}

interface Upload {
  readonly back: string;
  readonly result: Result<{ attachmentId: string }>;
}

/** The post is no form, is cut off, or its sender went away. */
class UnreadableUpload extends Error {
  override readonly name = 'UnreadableUpload';
}

type Take = (fields: UploadFields, fileName: string, content: Readable) => Promise<Upload['result']>;

function parserFor(request: Request): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 10, fieldSize: 2000, parts: 12 },
    });
  } catch (cause) {
    throw new UnreadableUpload('no form can be told by its type', { cause });
  }
}

/**
 * Reads a multipart post as it streams by: the file goes straight to `take`, never into memory. Only the first file
 * is taken; a file without a name and without content means that none was chosen.
 */
function readUpload(request: Request, take: Take): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {};
    let taken: Promise<Upload['result']> | null = null;
    const parser = parserFor(request);
    const unreadable = (cause: unknown) => reject(new UnreadableUpload('an upload can’t be read', { cause }));
    const known = (): UploadFields => ({
      token: fields['_csrf'] ?? '',
      slot: fields['slot'] ?? '',
      back: fields['back'] ?? '',
    });
    parser.on('field', (name, value) => {
      fields[name] = value;
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
      taken = take(known(), info.filename, content);
      taken.catch(() => stream.resume());
    });
    parser.on('error', unreadable);
    parser.on('close', () => {
      const result = taken ?? Promise.resolve(refuse('invalid', { words: NO_FILE }));
      result.then((value) => resolve({ back: known().back, result: value }), reject);
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

function takeFor(incoming: Incoming, visit: Acting<'member'>, filingId: string): Take {
  const { context } = incoming;
  return async (fields, fileName, content) => {
    const no = (refusal: Refusal): Upload['result'] => {
      content.resume();
      return { ok: false, refusal };
    };
    if (!isFormToken(context.formSecret, context.formSeed, fields.token)) {
      return no({ code: 'forbidden', words: STALE });
    }
    const slot = UploadSlotSchema.safeParse(fields.slot);
    if (!slot.success) return no(refuse('invalid').refusal);
    const limit = await withinLimit(context.limiter, 'upload-account', visit.session.accountId);
    if (!limit.ok) return no(limit.refusal);
    const file = { filingId, slot: slot.data, fileName, content };
    return addAttachment(context.ports, visit.actor, visit.moment, file);
  };
}

/** Takes in one file and goes back to the page that sent it. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'uploadScan');
  const filingId = incoming.params['filingId'] ?? '';
  if (!(incoming.request.headers.get('content-type') ?? '').startsWith('multipart/form-data')) {
    return refusalResponse(refuse('unsupported').refusal);
  }
  const upload = await readUpload(incoming.request, takeFor(incoming, visit, filingId)).catch(
    (error: unknown) => {
      if (error instanceof UnreadableUpload) return null;
      throw error;
    },
  );
  if (!upload) return refusalResponse(refuse('unsupported').refusal);
  const { back, result } = upload;
  const { isSecure } = incoming.context;
  const address = localAddress(back, `/filings/${filingId}`);
  if (result.ok) return redirectWith(address, ADDED, { isSecure });
  // The page that sent the file says why it wasn't taken.
  const why = result.refusal.words ?? REFUSAL_WORDS[result.refusal.code];
  return redirectWith(address, why, { isSecure, tone: 'warning' });
}

export function loader({ params }: { params: Record<string, string | undefined> }) {
  return redirect(`/filings/${params['filingId'] ?? ''}`);
}
