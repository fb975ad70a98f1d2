import type { NextFunction, Request, Response } from 'express';

/** Most that is still taken in after the answer, in bytes, and how long that may last. */
const DRAIN_LIMIT = 64_000_000;
const DRAIN_MS = 30_000;

/** Reads on and drops what comes, until the body ends, the sender leaves, or the limits are reached. */
function drain(request: Request): Promise<void> {
  return new Promise((resolve) => {
    let taken = 0;
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    const giveUp = () => {
      request.pause();
      stop();
    };
    const timer = setTimeout(giveUp, DRAIN_MS);
    // Whoever read before reads no more, and would only keep the rest in memory.
    request.removeAllListeners('data');
    request.on('data', (chunk: Buffer) => {
      taken += chunk.length;
      if (taken > DRAIN_LIMIT) giveUp();
    });
    for (const end of ['end', 'close', 'error']) request.once(end, stop);
    request.resume();
  });
}

/**
 * Lets the sender of a body finish before its answer does. A connection that is closed on unread bytes is reset, and a
 * browser that is still sending then shows a network fault instead of the answer: "sign in again", "too large".
 * The answer itself goes out at once.
 */
export function drainBody(request: Request, response: Response, next: NextFunction): void {
  if (request.method === 'GET' || request.method === 'HEAD') return next();
  const end = response.end.bind(response);
  const write = response.write.bind(response);
  const endLater = (...[chunk, encoding]: [unknown?, BufferEncoding?]): Response => {
    response.end = end;
    if (request.complete || request.destroyed) {
      return typeof encoding === 'string' ? end(chunk, encoding) : end(chunk);
    }
    const isContent = typeof chunk === 'string' || Buffer.isBuffer(chunk);
    if (isContent) write(chunk, encoding ?? 'utf8');
    else {
      if (!response.headersSent) response.setHeader('Content-Length', '0');
      response.flushHeaders();
    }
    void drain(request).then(() => {
      end();
      // What comes in spite of the limits must not be taken for another request.
      if (!request.complete) request.socket.destroySoon();
    });
    return response;
  };
  response.end = endLater as typeof response.end;
  next();
}
