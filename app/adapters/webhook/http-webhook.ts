import { lookup as systemLookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions as HttpsOptions } from 'node:https';
import { isIP } from 'node:net';
import type { Webhook, WebhookFailure, WebhookResult, WebhookTarget } from './port.ts';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';
import { renderMessage, type RenderedPost } from './render-message.ts';

export interface WebhookConfig {
  /** How long one post may take from start to end, in milliseconds; 10,000 by default. */
  readonly timeoutMs?: number;
  /** Admits this machine's own addresses, also over http: for tests. */
  readonly allowLoopback?: boolean;
  /** Certificates (PEM) to trust instead of the public ones, for a network that checks outgoing traffic. */
  readonly caCertificates?: string;
  /** Answers all addresses of a name; the system's resolver by default. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

interface Destination {
  readonly url: URL;
  /** The address that was judged; the connection goes to it and to no other. */
  readonly address: string;
  readonly ca: string | undefined;
}

/** No receiver says more than a short JSON. */
const answerLimit = 64 * 1024;

class PostError extends Error {
  readonly reason: WebhookFailure;
  constructor(reason: WebhookFailure) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Posts to public https addresses only. The name is resolved once, every address that it has must be public, and the
 * connection is made to the one that was judged, so that a name can't lead inside between the two.
 */
export function createWebhook(config: WebhookConfig = {}): Webhook {
  return {
    async post(target, message, at) {
      const timestampMs = Date.parse(at);
      if (Number.isNaN(timestampMs)) throw new Error(`not an instant: ${at}`);
      const signal = AbortSignal.timeout(config.timeoutMs ?? 10_000);
      try {
        const url = readUrl(target.url, config);
        const rendered = renderMessage(target, message, timestampMs);
        const address = await until(signal, resolvePublic(url.hostname.replace(/^\[(.*)\]$/, '$1'), config));
        if (url.protocol === 'http:' && !isLoopbackAddress(address)) throw new PostError('invalid_url');
        const destination = { url: new URL(rendered.url), address, ca: config.caCertificates };
        const answer = await send(destination, rendered, signal);
        return judge(target, answer);
      } catch (error) {
        if (signal.aborted) return failure('timeout');
        if (error instanceof PostError) return failure(error.reason);
        throw error;
      }
    },
  };
}

function readUrl(text: string, config: WebhookConfig): URL {
  if (!URL.canParse(text)) throw new PostError('invalid_url');
  const url = new URL(text);
  const isAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && config.allowLoopback === true);
  if (!isAllowed || url.username !== '' || url.password !== '') throw new PostError('invalid_url');
  return url;
}

async function resolvePublic(host: string, config: WebhookConfig): Promise<string> {
  const addresses = isIP(host) === 0 ? await resolveName(host, config) : [host];
  const [first] = addresses;
  if (first === undefined) throw new PostError('unknown_host');
  const isAllowed = (address: string): boolean =>
    isPublicAddress(address) || (config.allowLoopback === true && isLoopbackAddress(address));
  if (!addresses.every(isAllowed)) throw new PostError('forbidden_address');
  return first;
}

async function resolveName(host: string, config: WebhookConfig): Promise<readonly string[]> {
  const resolve = config.resolve ?? resolveBySystem;
  try {
    return await resolve(host);
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new PostError('unknown_host');
    throw error;
  }
}

async function resolveBySystem(host: string): Promise<readonly string[]> {
  return (await systemLookup(host, { all: true })).map(({ address }) => address);
}

/** The resolver can't be called off; its late answer is dropped. */
function until<Value>(signal: AbortSignal, value: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new PostError('timeout')), { once: true });
    value.then(resolve, reject);
  });
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

function send(destination: Destination, rendered: RenderedPost, signal: AbortSignal): Promise<Answer> {
  const { url, address, ca } = destination;
  const body = Buffer.from(rendered.body, 'utf8');
  const family = isIP(address);
  const options: HttpsOptions = {
    ...(ca === undefined ? {} : { ca }),
    method: 'POST',
    headers: { ...rendered.headers, 'content-length': body.length, 'user-agent': 'Shuheng' },
    signal,
    agent: false,
    lookup: (_host, { all }, callback) =>
      all === true ? callback(null, [{ address, family }]) : callback(null, address, family),
  };
  return new Promise((resolve, reject) => {
    const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = start(url, options, (response) => {
      readAnswer(response).then(resolve, reject);
    });
    outgoing.on('error', () => reject(new PostError('unreachable')));
    outgoing.end(body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of response) {
      const bytes = Buffer.from(piece as Uint8Array);
      size += bytes.length;
      if (size > answerLimit) throw new PostError('answer_too_large');
      pieces.push(bytes);
    }
  } catch (error) {
    throw error instanceof PostError ? error : new PostError('unreachable');
  } finally {
    response.destroy();
  }
  return { status: response.statusCode ?? 0, body: Buffer.concat(pieces).toString('utf8') };
}

/** Codes that pass by themselves: system busy (-1), too many posts (企业微信 45009, 钉钉 130101 and 410100). */
const passingCodes: ReadonlySet<number> = new Set([-1, 45009, 130101, 410100]);

function judge(target: WebhookTarget, answer: Answer): WebhookResult {
  const { status } = answer;
  if (status >= 300 && status < 400) return failure('redirected', { status });
  if (status < 200 || status >= 300) {
    const permanent = status >= 400 && status < 500 && status !== 408 && status !== 429;
    return failure('refused', { status, permanent });
  }
  if (target.format === 'json') return { delivered: true };
  // Both robots answer 200 whatever happened; only errcode 0 means that the message is in the group.
  const code = readErrcode(answer.body);
  if (code === 0) return { delivered: true };
  const permanent = code !== undefined && !passingCodes.has(code);
  return failure('refused', { status, permanent, ...(code === undefined ? {} : { code }) });
}

function readErrcode(body: string): number | undefined {
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer !== 'object' || answer === null || !('errcode' in answer)) return undefined;
    return typeof answer.errcode === 'number' ? answer.errcode : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const permanentReasons: ReadonlySet<WebhookFailure> = new Set([
  'invalid_url',
  'forbidden_address',
  'redirected',
  'answer_too_large',
]);

function failure(
  reason: WebhookFailure,
  rest: { permanent?: boolean; status?: number; code?: number } = {},
): WebhookResult {
  return {
    delivered: false,
    permanent: rest.permanent ?? permanentReasons.has(reason),
    reason,
    status: rest.status,
    code: rest.code,
  };
}
