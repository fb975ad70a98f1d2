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
    const isNamed = claimed !== undefined && claimed !== 'null';
    const isOwn = isNamed ? ownOrigins(request, origin).includes(claimed) : site === 'same-origin';
    if (isOwn) {
      // The page handler compares the two by itself, knows neither our address nor what `null` means, and would fail.
      if (isNamed) request.headers['x-forwarded-host'] = new URL(claimed).host;
      else delete request.headers.origin;
      return next();
    }
    refusePlainly(response, 403, '请求来源不符，已拒绝。/ Refused: the request comes from another site.');
  };
}

/** Largest body, in bytes, that the addresses of files take: what is beyond a file's own limit is answered there. */
const UPLOAD_LIMITS: readonly { readonly address: RegExp; readonly bytes: number }[] = [
  // Passes through and is never held in memory.
  { address: /^\/filings\/[^/]+\/attachments(\.data)?$/, bytes: 64_000_000 },
  { address: /^(\/clients\/[^/]+)?\/evidence\/new(\.data)?$/, bytes: 64_000_000 },
  { address: /^(\/clients\/[^/]+)?\/certificates\/[^/]+(\.data)?$/, bytes: 64_000_000 },
  { address: /^\/roster\/import(\.data)?$/, bytes: 8_000_000 },
  { address: /^\/models\/import(\.data)?$/, bytes: 8_000_000 },
  { address: /^(\/clients\/[^/]+)?\/assessments\/[^/]+\/workbook(\.data)?$/, bytes: 8_000_000 },
  { address: /^\/plans\/[^/]+\/import(\.data)?$/, bytes: 24_000_000 },
];
/** Largest body of any other post, in bytes. */
const FORM_LIMIT = 2_000_000;

function limitOf(request: Request): number {
  if (!/^multipart\/form-data/i.test(request.get('content-type') ?? '')) return FORM_LIMIT;
  return UPLOAD_LIMITS.find(({ address }) => address.test(request.path))?.bytes ?? FORM_LIMIT;
}

/**
 * Refuses bodies that announce themselves as too large, or that don't announce their size (no browser does that).
 * More than was announced never arrives: the server's parser takes what follows for another request.
 */
export function bodyLimit(request: Request, response: Response, next: NextFunction): void {
  if (request.method === 'GET' || request.method === 'HEAD') return next();
  if (request.get('transfer-encoding') !== undefined) {
    return refusePlainly(response, 411, '需要 Content-Length。/ Content-Length is needed.');
  }
  if (Number(request.get('content-length') ?? '0') > limitOf(request)) {
    return refusePlainly(response, 413, '内容过大。/ The body is too large.');
  }
  next();
}

function refusePlainly(response: Response, status: number, text: string): void {
  response.status(status).type('text/plain; charset=utf-8').send(text);
}

function canBeRead(address: string): boolean {
  if (!address.startsWith('/') || /%00/.test(address)) return false;
  try {
    // Ids and codes are ASCII, as is every path of ours; others would break a redirect's header.
    return /^[ -~]*$/.test(decodeURIComponent(address.split('?')[0] ?? ''));
  } catch {
    return false; // a percent sign that encodes nothing
  }
}

/** A way into the page handler that nothing of ours uses: a single loader by its route's name. */
const NO_PAGE = /[?&]_data(=|&|$)/;

/** Whether a host with its port can be part of an address. */
function isHost(text: string): boolean {
  return /^[\w.:[\]-]+$/.test(text) && URL.canParse(`http://${text}`);
}

/**
 * Refuses what no browser sends and what the page handler would stumble over: other methods, addresses that can't be
 * decoded or hold U+0000 (no text of the database may) or ask for the inside of a page, and hosts that are none.
 */
export function wellFormedOnly(request: Request, response: Response, next: NextFunction): void {
  if (!['GET', 'HEAD', 'POST'].includes(request.method)) {
    response.setHeader('Allow', 'GET, HEAD, POST');
    return refusePlainly(response, 405, '不支持此请求方法。/ This method is not supported.');
  }
  // The page handler reads this header whether or not a proxy is trusted.
  if (request.app.get('trust proxy') === 0) delete request.headers['x-forwarded-host'];
  const forwarded = request.get('x-forwarded-host');
  const hosts = [request.get('host') ?? '', ...(forwarded === undefined ? [] : [forwarded])];
  if (!canBeRead(request.url) || NO_PAGE.test(request.url) || !hosts.every(isHost)) {
    return refusePlainly(response, 400, '地址有误。/ The address is malformed.');
  }
  next();
}

/** Answers an error that no page has answered: plainly, with nothing of its inside. Express needs the fourth parameter. */
export function answerError(logError: (error: unknown, request: Request) => void) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    const claimed = (error as { status?: unknown } | null)?.status;
    const status = typeof claimed === 'number' && claimed >= 400 && claimed < 500 ? claimed : 500;
    if (status === 500) logError(error, request);
    if (response.headersSent) return next(error);
    const text =
      status === 404
        ? '没有找到。/ Not found.'
        : status === 500
          ? '服务出错，请稍后再试。/ Something went wrong; please try again later.'
          : '请求有误。/ The request is malformed.';
    refusePlainly(response, status, text);
  };
}
