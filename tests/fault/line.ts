import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** How a line between the app and a server behaves: it carries, refuses to be opened, or takes all and says nothing. */
export type LineState = 'open' | 'refused' | 'silent';

/** A line that can be cut, with a server at its far end. */
export interface Line {
  readonly port: number;
  /** Connections that are open now. */
  count(): number;
  set(state: LineState): Promise<void>;
  /** Resets every open connection, and stays as it is. */
  cut(): void;
  close(): Promise<void>;
}

/** Opens a line to a server on this machine. */
export async function openLine(host: string, port: number): Promise<Line> {
  const pairs = new Set<readonly [near: Socket, far: Socket]>();
  let state: LineState = 'open';
  let server: Server | null = null;
  let ownPort = 0;

  const carry = (near: Socket): void => {
    const far = connect(port, host);
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('data', (chunk) => {
        // What was said into the silence is lost, as on a cable that was cut.
        if (state !== 'silent') to.write(chunk);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        pairs.delete(pair);
        to.destroy();
      });
    }
  };
  const listen = async (): Promise<void> => {
    server = createServer(carry);
    await new Promise<void>((ready) => server?.listen(ownPort, '127.0.0.1', ready));
    ownPort = (server.address() as AddressInfo).port;
  };
  const cut = (): void => {
    for (const [near, far] of pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
    pairs.clear();
  };
  const shut = async (): Promise<void> => {
    const former = server;
    server = null;
    cut();
    if (former) await new Promise((closed) => former.close(closed));
  };
  await listen();
  return {
    port: ownPort,
    count: () => pairs.size,
    cut,
    async set(next) {
      state = next;
      if (next === 'refused') await shut();
      else if (!server) await listen();
    },
    close: shut,
  };
}
