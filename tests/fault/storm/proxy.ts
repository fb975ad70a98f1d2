import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A proxy before two processes: keeps connections, asks for readiness, passes on as nginx does by default. */
export interface Proxy {
  readonly origin: string;
  /** Requests that got no answer of the product. */
  readonly dropped: readonly string[];
  /** How many requests each process has answered, by its port. */
  readonly answered: ReadonlyMap<number, number>;
  close(): Promise<void>;
}

/** Headers that speak of one connection alone. */
const HOP = ['connection', 'keep-alive', 'transfer-encoding'];

/** How often each process is asked whether it is ready. */
const ASK_MS = 200;

/**
 * Sends requests to the processes that are ready, in turn. Another one gets a request that was not sent because the connection was
 * refused, and one that may be sent twice (GET, HEAD) when its connection broke before the answer; nothing else.
 */
export async function openProxy(ports: readonly number[]): Promise<Proxy> {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 16 });
  const dropped: string[] = [];
  const answered = new Map<number, number>();
  const ready = new Set<number>();
  let turn = 0;
  const ask = async () => {
    for (const port of ports) {
      const isReady = await fetch(`http://127.0.0.1:${port}/readyz`).then(
        (response) => response.ok,
        () => false,
      );
      if (isReady) ready.add(port);
      else ready.delete(port);
    }
  };
  const asking = setInterval(() => void ask(), ASK_MS);

  const forward = (
    port: number,
    incoming: IncomingMessage,
    body: Buffer,
    outgoing: ServerResponse,
    outcomes: Set<string>,
  ) =>
    new Promise<'answered' | 'refused' | 'broken'>((resolve) => {
      let hasAnswer = false;
      const { method, url: path, headers } = incoming;
      const onward = request({ host: '127.0.0.1', port, method, path, headers, agent }, (answer) => {
        hasAnswer = true;
        answered.set(port, (answered.get(port) ?? 0) + 1);
        for (const name of HOP) delete answer.headers[name];
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        answer.on('end', () => resolve('answered'));
        answer.on('error', () => {
          dropped.push(`${method} ${path}: cut off in the middle of the answer`);
          outgoing.destroy();
          resolve('answered');
        });
      });
      onward.on('error', (error: NodeJS.ErrnoException) => {
        if (hasAnswer) return;
        outcomes.add(error.code ?? error.message);
        resolve(error.code === 'ECONNREFUSED' ? 'refused' : 'broken');
      });
      onward.end(body);
    });

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const body = await buffer(incoming);
    const maySendTwice = incoming.method === 'GET' || incoming.method === 'HEAD';
    turn += 1;
    const inTurn = ports.map((_, index) => ports[(turn + index) % ports.length] ?? 0);
    const outcomes = new Set<string>();
    for (const port of [
      ...inTurn.filter((one) => ready.has(one)),
      ...inTurn.filter((one) => !ready.has(one)),
    ]) {
      const outcome = await forward(port, incoming, body, outgoing, outcomes);
      if (outcome === 'answered') return;
      if (outcome === 'broken' && !maySendTwice) break;
    }
    dropped.push(`${incoming.method} ${incoming.url}: ${[...outcomes].join()}`);
    outgoing.writeHead(502).end();
  };
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    dropped,
    answered,
    close: () =>
      new Promise((closed) => {
        clearInterval(asking);
        agent.destroy();
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
