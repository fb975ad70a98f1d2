import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A mail server that counts what it takes. */
export interface PostOffice {
  readonly url: string;
  /** How often each Message-ID was taken in. */
  readonly taken: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Opens a mail server on a free port; it takes its time over each mail, as one on the network does. */
export async function openPostOffice(delayMs = 40): Promise<PostOffice> {
  const taken = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, _session, answer) {
      text(stream).then(
        (content) => {
          const id = /^Message-ID: (\S+)/im.exec(content)?.[1] ?? '';
          taken.set(id, (taken.get(id) ?? 0) + 1);
          setTimeout(answer, delayMs);
        },
        // Cut off in the middle: not taken.
        (error: unknown) => answer(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  // A sender that is killed resets its connection.
  server.on('error', () => undefined);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
