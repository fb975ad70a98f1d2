import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

/** Headers of every response: a policy with a nonce for scripts, and the usual ones. */
export function securityHeaders(isDevelopment: boolean) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const nonce = randomBytes(18).toString('base64');
    response.locals.nonce = nonce;
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'self'"],
          'script-src': ["'self'", `'nonce-${nonce}'`, ...(isDevelopment ? ["'unsafe-eval'"] : [])],
          'worker-src': ["'self'", 'blob:'],
          // The component library writes style elements and attributes at run time.
          'style-src': ["'self'", "'unsafe-inline'"],
          'img-src': ["'self'", 'data:', 'blob:'],
          'font-src': ["'self'", 'data:'],
          'connect-src': ["'self'", ...(isDevelopment ? ['ws:'] : [])],
          'object-src': ["'none'"],
          'base-uri': ["'none'"],
          'form-action': ["'self'"],
          'frame-ancestors': ["'none'"],
          ...(request.secure ? { 'upgrade-insecure-requests': [] } : {}),
        },
      },
      strictTransportSecurity: request.secure,
      referrerPolicy: { policy: 'same-origin' },
      crossOriginEmbedderPolicy: false,
    })(request, response, next);
  };
}

/** Origins of a request as the browser sees its own address. */
function ownOrigins(request: Request, origin: string): string[] {
  return [origin, `${request.protocol}://${request.get('host') ?? ''}`];
}

/** Refuses a post that another site made; the form token is checked where the form is read. */
export function sameOriginOnly(origin: string) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return next();
    const claimed = request.get('origin');
    const site = request.get('sec-fetch-site');
    const isOwn =
      claimed !== undefined && claimed !== 'null'
        ? ownOrigins(request, origin).includes(claimed)
        : site === 'same-origin';
    if (isOwn) return next();
    response
      .status(403)
      .type('text/plain; charset=utf-8')
      .send('请求来源不符，已拒绝。/ Refused: the request comes from another site.');
  };
}

/** Largest body of a post that isn't an upload, in bytes. */
const FORM_LIMIT = 2_000_000;
/** Largest upload with its form, in bytes: a little more than the 20 MB that one file may have. */
const UPLOAD_LIMIT = 64_000_000;

/** Refuses bodies that announce themselves as too large, or that announce nothing. */
export function bodyLimit(request: Request, response: Response, next: NextFunction): void {
  if (request.method === 'GET' || request.method === 'HEAD') return next();
  const announced = Number(request.get('content-length') ?? '0');
  const isUpload = (request.get('content-type') ?? '').startsWith('multipart/form-data');
  const chunked = request.get('transfer-encoding') !== undefined;
  if (chunked && !isUpload) {
    response
      .status(411)
      .type('text/plain; charset=utf-8')
      .send('需要 Content-Length。/ Content-Length is needed.');
    return;
  }
  if (announced > (isUpload ? UPLOAD_LIMIT : FORM_LIMIT)) {
    response.status(413).type('text/plain; charset=utf-8').send('内容过大。/ The body is too large.');
    return;
  }
  next();
}
