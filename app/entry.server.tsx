import type { AppLoadContext, EntryContext } from '@remix-run/node';
import { createReadableStreamFromReadable } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { Transform } from 'node:stream';
import { renderToPipeableStream } from 'react-dom/server';
import { NonceContext } from './components/layout/nonce.ts';
import { RETRY_AFTER } from './http/outage.server.ts';

const GIVE_UP_AFTER_MS = 10_000;

/**
 * React 18 fills the end of a full buffer with null bytes when the next character has several bytes and doesn't fit.
 * A browser reads each as U+FFFD inside a textarea or a value, and the form would post it back. No page of ours holds
 * a null byte: forms that do are refused.
 */
function withoutNullBytes(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.includes(0) ? Buffer.from(chunk.filter((byte) => byte !== 0)) : chunk);
    },
  });
}

/** Renders a page whole: pages are small, and a whole page works without JavaScript. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let finalStatus = status;
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={context.nonce}>
        <RemixServer
          context={remixContext}
          url={request.url}
          nonce={context.nonce}
          abortDelay={GIVE_UP_AFTER_MS}
        />
      </NonceContext.Provider>,
      {
        nonce: context.nonce,
        onAllReady() {
          const body = withoutNullBytes();
          headers.set('Content-Type', 'text/html; charset=utf-8');
          if (finalStatus === 503) headers.set('Retry-After', RETRY_AFTER);
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: finalStatus }));
          pipe(body);
        },
        onShellError(error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        },
        onError(error) {
          finalStatus = 500;
          context.logError(error);
        },
      },
    );
    setTimeout(abort, GIVE_UP_AFTER_MS).unref();
  });
}

/** Errors of loaders and actions: logged with the request's id, never shown. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: unknown },
): void {
  if (request.signal.aborted) return;
  (context as AppLoadContext).logError(error);
}
