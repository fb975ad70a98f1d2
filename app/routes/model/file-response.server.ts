import { createReadableStreamFromReadable } from '@remix-run/node';
import type { Readable } from 'node:stream';

/** A workbook as a download. */
export function workbookResponse(stream: Readable, name: { plain: string; zh: string }): Response {
  return new Response(createReadableStreamFromReadable(stream), {
    headers: {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Disposition': `attachment; filename="${name.plain}.xlsx"; filename*=UTF-8''${encodeURIComponent(`${name.zh}.xlsx`)}`,
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
