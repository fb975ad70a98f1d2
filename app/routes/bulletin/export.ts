import type { LoaderFunctionArgs } from '@remix-run/node';
import { refuse } from '../../domain/refusal/refusal.ts';
import { refusalResponse, valueOrThrow } from '../../http/response.server.ts';
import {
  BULLETIN_TYPES,
  exportBulletin,
  type BulletinFormat,
} from '../../services/bulletin/export-bulletin.server.ts';
import { attachmentHeaders } from '../filing/attachment-headers.server.ts';
import { requireFilingOffice } from './load-bulletin.server.ts';

function formatOf(text: string | undefined): BulletinFormat {
  if (text === undefined || !Object.hasOwn(BULLETIN_TYPES, text)) {
    throw refusalResponse(refuse('not_found').refusal);
  }
  return text as BulletinFormat;
}

/** A bulletin as a file: `/export/pdf`, `/export/docx`. */
export async function loader(incoming: LoaderFunctionArgs) {
  const format = formatOf(incoming.params.format);
  const { actor, moment } = await requireFilingOffice(incoming);
  const { context, params } = incoming;
  const file = valueOrThrow(
    await exportBulletin(context.ports, actor, moment, await context.calendar(), {
      id: params.bulletinId ?? '',
      format,
    }),
  );
  return new Response(new Uint8Array(file.bytes), {
    headers: attachmentHeaders(file.fileName, file.contentType, file.bytes.length),
  });
}
