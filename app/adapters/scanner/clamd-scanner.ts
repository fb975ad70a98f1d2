import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { Scanner, ScanResult } from './port.ts';

export interface ClamdConfig {
  /** `tcp://127.0.0.1:3310` or `unix:///run/clamav/clamd.ctl`. */
  readonly address: string;
  /** How long clamd may stay silent, in milliseconds; 60,000 by default. */
  readonly timeoutMs?: number;
}

type Endpoint = { readonly path: string } | { readonly host: string; readonly port: number };

const replyLimit = 4096;
/** clamd takes any chunk below its own stream limit; small ones keep memory flat. */
const chunkBytes = 64 * 1024;

/** A scanner that sends each file to clamd (INSTREAM). Throws if the address is neither tcp:// nor unix://. */
export function createClamdScanner(config: ClamdConfig): Scanner {
  const endpoint = readAddress(config.address);
  return { scan: (content) => new Conversation(endpoint, config.timeoutMs ?? 60_000).scan(content) };
}

function readAddress(address: string): Endpoint {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'unix:' && url.pathname.length > 1) return { path: decodeURIComponent(url.pathname) };
  if (url?.protocol === 'tcp:' && url.hostname !== '' && url.port !== '') {
    return { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(url.port) };
  }
  throw new Error('the address of clamd must be tcp://host:port or unix:///path');
}

/** One INSTREAM exchange. The outcome is settled by the reply, a failing socket or the silence, whichever is first. */
class Conversation {
  readonly #socket: Socket;
  readonly #outcome: Promise<ScanResult>;
  #settled = false;

  constructor(endpoint: Endpoint, timeoutMs: number) {
    const socket = connect(endpoint);
    this.#socket = socket;
    this.#outcome = new Promise((resolve) => {
      const settle = (result: ScanResult): void => {
        this.#settled = true;
        resolve(result);
        socket.destroy();
      };
      let reply = '';
      socket.setTimeout(timeoutMs, () => settle({ verdict: 'unscanned', reason: 'timeout' }));
      socket.on('error', () => settle({ verdict: 'unscanned', reason: 'unreachable' }));
      socket.on('close', () => settle({ verdict: 'unscanned', reason: 'unreachable' }));
      socket.on('data', (chunk: Buffer) => {
        reply += chunk.toString('utf8');
        const end = reply.indexOf('\0');
        if (end >= 0) settle(readReply(reply.slice(0, end)));
        else if (reply.length > replyLimit) settle({ verdict: 'unscanned', reason: 'not_scannable' });
      });
    });
  }

  async scan(content: Readable): Promise<ScanResult> {
    try {
      await this.#send(Buffer.from('zINSTREAM\0'));
      for await (const piece of content) {
        if (this.#settled) break;
        await this.#sendChunks(Buffer.from(piece));
      }
      await this.#send(Buffer.alloc(4));
      return await this.#outcome;
    } finally {
      this.#socket.destroy();
      content.destroy();
    }
  }

  async #sendChunks(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      const chunk = bytes.subarray(at, at + chunkBytes);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(chunk.length);
      await this.#send(length);
      await this.#send(chunk);
    }
  }

  /** Waits while clamd is slower than we are, but not beyond the outcome. */
  async #send(bytes: Buffer): Promise<void> {
    if (this.#settled || this.#socket.write(bytes)) return;
    const stop = new AbortController();
    const drained = once(this.#socket, 'drain', { signal: stop.signal }).catch(ignoreAbort);
    await Promise.race([drained, this.#outcome]);
    stop.abort();
  }
}

/** `once` rejects when it is called off or when the socket fails; the outcome tells what happened. */
function ignoreAbort(): void {}

function readReply(reply: string): ScanResult {
  const text = reply.trim();
  if (text === 'stream: OK') return { verdict: 'clean' };
  const name = /^stream: (.+) FOUND$/.exec(text)?.[1];
  return name === undefined
    ? { verdict: 'unscanned', reason: 'not_scannable' }
    : { verdict: 'infected', name: name.slice(0, 200) };
}
