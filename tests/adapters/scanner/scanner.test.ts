import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { createClamdScanner } from '#app/adapters/scanner/clamd-scanner.ts';
import { noneScanner } from '#app/adapters/scanner/none-scanner.ts';

// The test string that every scanner knows, in two parts so that no scanner finds it in this file.
const eicar = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
);

const servers: Server[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function listen(onConnection: (socket: Socket) => void, path?: string): Promise<string> {
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  servers.push(server);
  if (path !== undefined) {
    await new Promise<void>((resolve) => server.listen(path, resolve));
    return `unix://${path}`;
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Parses INSTREAM however the bytes are cut, and answers once the closing empty chunk has come. */
function clamd(socket: Socket, answer: (content: Buffer, socket: Socket) => void): void {
  let pending = Buffer.alloc(0);
  let greeted = false;
  const content: Buffer[] = [];
  socket.on('data', (data) => {
    pending = Buffer.concat([pending, data]);
    if (!greeted) {
      if (pending.length < 10) return;
      if (pending.subarray(0, 10).toString('latin1') !== 'zINSTREAM\0') {
        socket.end('UNKNOWN COMMAND\0');
        return;
      }
      greeted = true;
      pending = pending.subarray(10);
    }
    while (pending.length >= 4) {
      const length = pending.readUInt32BE(0);
      if (length === 0) return answer(Buffer.concat(content), socket);
      if (pending.length < 4 + length) return;
      content.push(pending.subarray(4, 4 + length));
      pending = pending.subarray(4 + length);
    }
  });
}

const honest = (content: Buffer, socket: Socket): void => {
  socket.end(content.includes(eicar) ? 'stream: Win.Test.EICAR_HDB-1 FOUND\0' : 'stream: OK\0');
};

const timeoutMs = 200;

describe('clamd scanner', () => {
  it('calls a harmless file clean and hands over every byte of it', async () => {
    const content = Buffer.alloc(1_000_003, 'a');
    let seen: Buffer | undefined;
    const address = await listen((socket) =>
      clamd(socket, (bytes) => {
        seen = bytes;
        socket.end('stream: OK\0');
      }),
    );
    const pieces = [content.subarray(0, 1), content.subarray(1, 500_000), content.subarray(500_000)];
    expect(await createClamdScanner({ address }).scan(Readable.from(pieces))).toEqual({ verdict: 'clean' });
    expect(seen?.equals(content)).toBe(true);
  });

  it('names what was found, also when the file comes byte by byte', async () => {
    const address = await listen((socket) => clamd(socket, honest));
    const bytewise = Readable.from([...eicar].map((byte) => Buffer.from([byte])));
    expect(await createClamdScanner({ address }).scan(bytewise)).toEqual({
      verdict: 'infected',
      name: 'Win.Test.EICAR_HDB-1',
    });
  });

  it('understands a reply in fragments', async () => {
    const address = await listen((socket) =>
      clamd(socket, () => {
        const parts = ['str', 'eam: E', 'vil FOU', 'ND', '\0'];
        parts.forEach((part, index) => setTimeout(() => socket.write(part), 20 * index));
      }),
    );
    expect(await createClamdScanner({ address }).scan(Readable.from([Buffer.from('x')]))).toEqual({
      verdict: 'infected',
      name: 'Evil',
    });
  });

  it('works over a unix socket', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'clamd-'));
    const address = await listen((socket) => clamd(socket, honest), join(folder, 'clamd.ctl'));
    expect(await createClamdScanner({ address }).scan(Readable.from([eicar]))).toMatchObject({
      verdict: 'infected',
    });
    await rm(folder, { recursive: true });
  });

  it.each(['INSTREAM size limit exceeded. ERROR\0', 'stream: OK FOUND ERROR\0', '\0', 'x'.repeat(5000)])(
    'does not take %j for an all-clear',
    async (reply) => {
      const address = await listen((socket) => clamd(socket, () => socket.write(reply)));
      expect(
        await createClamdScanner({ address, timeoutMs }).scan(Readable.from([Buffer.from('x')])),
      ).toEqual({
        verdict: 'unscanned',
        reason: 'not_scannable',
      });
    },
  );

  it('stops sending when clamd refuses in the middle', async () => {
    const address = await listen((socket) => {
      socket.once('data', () => socket.end('INSTREAM size limit exceeded. ERROR\0'));
    });
    let produced = 0;
    const endless = new Readable({
      read() {
        produced += 1;
        setImmediate(() => this.push(Buffer.alloc(65_536)));
      },
    });
    const result = await createClamdScanner({ address, timeoutMs: 2000 }).scan(endless);
    expect(result.verdict).toBe('unscanned');
    expect(endless.destroyed).toBe(true);
    expect(produced).toBeLessThan(10_000);
  });

  it('does not take an unfinished reply for an all-clear', async () => {
    const address = await listen((socket) => clamd(socket, () => socket.end('stream: OK')));
    expect(await createClamdScanner({ address }).scan(Readable.from([Buffer.from('x')]))).toEqual({
      verdict: 'unscanned',
      reason: 'unreachable',
    });
  });

  it('gives up on a scanner that never answers, and on one that never reads', async () => {
    const silent = await listen((socket) => clamd(socket, () => undefined));
    expect(await createClamdScanner({ address: silent, timeoutMs }).scan(Readable.from([eicar]))).toEqual({
      verdict: 'unscanned',
      reason: 'timeout',
    });
    const deaf = await listen((socket) => socket.pause());
    const big = Readable.from(Array.from({ length: 400 }, () => Buffer.alloc(65_536)));
    expect(await createClamdScanner({ address: deaf, timeoutMs }).scan(big)).toEqual({
      verdict: 'unscanned',
      reason: 'timeout',
    });
  });

  it('reports a scanner that is not there', async () => {
    for (const address of ['tcp://127.0.0.1:1', 'unix:///nonexistent/clamd.ctl']) {
      expect(await createClamdScanner({ address }).scan(Readable.from([eicar]))).toEqual({
        verdict: 'unscanned',
        reason: 'unreachable',
      });
    }
  });

  it('throws when the content itself breaks off, instead of judging a part of it', async () => {
    const address = await listen((socket) => clamd(socket, honest));
    const broken = new Readable({ read() {} });
    broken.push(Buffer.from('x'));
    setTimeout(() => broken.destroy(new Error('disk failure')), 20);
    await expect(createClamdScanner({ address }).scan(broken)).rejects.toThrow('disk failure');
  });

  it.each(['', 'clamd', 'http://127.0.0.1:3310', 'tcp://127.0.0.1', 'unix://'])(
    'refuses the address %j',
    (address) => {
      expect(() => createClamdScanner({ address })).toThrow(/address of clamd/);
    },
  );
});

describe('none scanner', () => {
  it('says that nothing was scanned', async () => {
    const content = Readable.from([eicar]);
    expect(await noneScanner.scan(content)).toEqual({ verdict: 'unscanned', reason: 'not_configured' });
    expect(content.destroyed).toBe(true);
  });
});
