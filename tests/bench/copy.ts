import { once } from 'node:events';
import type { Socket } from 'node:net';
import type pg from 'pg';

/** The part of pg's connection that speaks COPY; it has no types of its own. */
interface CopyConnection {
  readonly stream: Socket;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
  sync(): void;
}

/**
 * `COPY … FROM STDIN` as something that pg's client runs. The client knows the protocol's messages, but no query of
 * its own uses them; these are the calls that it makes on what it runs.
 */
class CopyIn {
  readonly done: Promise<void>;
  #settle: { resolve(): void; reject(error: Error): void } = {
    resolve: () => undefined,
    reject: () => undefined,
  };
  readonly #text: string;
  readonly #lines: Iterable<string>;

  constructor(text: string, lines: Iterable<string>) {
    this.#text = text;
    this.#lines = lines;
    this.done = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  }

  submit(connection: CopyConnection): void {
    connection.query(this.#text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#send(connection).catch((error: unknown) => connection.sendCopyFail(String(error)));
  }

  async #send(connection: CopyConnection): Promise<void> {
    let buffered: string[] = [];
    let length = 0;
    const flush = async () => {
      connection.sendCopyFromChunk(Buffer.from(buffered.join('')));
      buffered = [];
      length = 0;
      if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
    };
    for (const line of this.#lines) {
      buffered.push(line);
      length += line.length;
      if (length > 100_000) await flush();
    }
    if (length > 0) await flush();
    connection.endCopyFrom();
  }

  handleError(error: Error): void {
    this.#settle.reject(error);
  }

  handleReadyForQuery(): void {
    this.#settle.resolve();
  }

  handleCommandComplete(): void {
    // The number of rows isn't asked for.
  }
}

/** Fills a table by COPY from lines in its text format, each with its line end. */
export async function copyInto(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  lines: Iterable<string>,
): Promise<void> {
  const names = columns.map((name) => `"${name}"`).join(', ');
  const copy = new CopyIn(`copy ${table} (${names}) from stdin`, lines);
  client.query(copy as unknown as pg.Submittable);
  await copy.done;
}

const SPECIAL = /[\\\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A value as COPY's text format writes it. */
export function copyText(value: string): string {
  return value.replace(SPECIAL, (character) => ESCAPES[character] ?? character);
}
