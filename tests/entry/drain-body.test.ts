import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve, type Served } from './serve.ts';

const TEXT = 'please sign in again';
const UPLOAD = '/filings/1/attachments';

let served: Served;
let port: number;
beforeAll(async () => {
  // As every page that finds a session expired: answers by the headers alone.
  const action = ({ request }: { request: Request }) =>
    Promise.resolve(
      new URL(request.url).searchParams.has('away')
        ? new Response(null, { status: 302, headers: { location: '/sign-in' } })
        : new Response(TEXT, { status: 401 }),
    );
  served = await serve({ action });
  port = Number(new URL(served.origin).port);
});
afterAll(() => served.close());

const headOf = (path: string, bytes: number, connection: 'close' | 'keep-alive') =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nOrigin: http://shuheng.test\r\nConnection: ${connection}\r\n` +
  `Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ${bytes}\r\n\r\n`;

/** Sends everything whatever comes back meanwhile, as browsers do; answers all that came until the server closed. */
function converse(path: string, bytes: number, ways: readonly ('close' | 'keep-alive')[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => {
      for (const way of ways) {
        socket.write(headOf(path, bytes, way));
        socket.write(Buffer.alloc(bytes));
      }
    });
    socket.on('data', (text) => (said += text.toString()));
    socket.on('error', reject);
    socket.on('end', () => {
      socket.end();
      resolve(said);
    });
  });
}

describe('a body that no page reads', () => {
  it.each([
    ['a small one', UPLOAD, 1000, 401, TEXT],
    ['an upload', UPLOAD, 20_000_001, 401, TEXT],
    ['an upload, led elsewhere', `${UPLOAD}?away`, 20_000_001, 302, '/sign-in'],
    ['a form', '/x', 1_900_000, 401, TEXT],
    ['one that is too large', '/x', 9_000_000, 413, '内容过大'],
  ])('%s is answered, not reset', async (_name, path, bytes, status, text) => {
    const said = await converse(path, bytes, ['keep-alive', 'keep-alive', 'close']);
    // The connection is good for the next request each time.
    expect(said.match(/HTTP\/1.1 \d+/g)).toEqual(Array.from({ length: 3 }, () => `HTTP/1.1 ${status}`));
    expect(said.split(text)).toHaveLength(4);
  });

  it('is answered before it is sent to its end', async () => {
    const said = await served.raw(`${headOf(UPLOAD, 1_000_000, 'keep-alive')}--`);
    expect(said).toMatch(/^HTTP\/1.1 401/);
    expect(said).toContain(TEXT);
  });

  it('is not listened to for ever', async () => {
    const taken = await new Promise<number>((resolve) => {
      const piece = Buffer.alloc(1_000_000);
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(headOf('/x', 900_000_000, 'keep-alive'));
        const more = () => {
          while (!socket.destroyed && socket.write(piece));
          socket.once('drain', more);
        };
        more();
      });
      socket.on('error', () => undefined); // the reset that the limit makes
      socket.on('close', () => resolve(socket.bytesWritten));
      socket.resume();
    });
    expect(taken).toBeLessThan(200_000_000);
  });
});
