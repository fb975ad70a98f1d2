import { setTimeout as wait } from 'node:timers/promises';
import { FLASH_COOKIE, FlashSchema } from '#app/http/cookie.server.ts';
import { totpCodeAt } from '#app/http/second-factor.server.ts';
import { demoAccounts } from '#seeds/demo/cast.ts';
import { signedIn, type Visitor } from '#tests/support/visitor.ts';
import type { Ledger } from './ledger.ts';
import type { Standing } from './standing.ts';

/** The connection ended without an answer: whether it was done is not known. */
class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  /** Where it leads; empty when nowhere. */
  readonly location: string;
  readonly text: string;
  /** False when the page that follows would show a warning. */
  readonly isGood: boolean;
}

async function read(asked: Promise<Response>): Promise<Answer> {
  try {
    const response = await asked;
    const text = await response.text();
    const cookie = response.headers.getSetCookie().find((line) => line.startsWith(`${FLASH_COOKIE}=`));
    const value = cookie?.slice(FLASH_COOKIE.length + 1).split(';')[0];
    const flash = value ? FlashSchema.parse(JSON.parse(decodeURIComponent(value))) : null;
    return {
      status: response.status,
      location: response.headers.get('location') ?? '',
      text,
      isGood: flash?.tone !== 'warning',
    };
  } catch (cause) {
    throw new Unanswered('no answer', { cause });
  }
}

/** Somebody at work while the product is killed. */
class Worker {
  constructor(
    readonly storm: Load,
    private readonly visitor: Visitor,
  ) {}

  get(path: string): Promise<Answer> {
    return this.expected(`GET ${path}`, read(this.visitor.get(path)));
  }

  post(path: string, fields: Record<string, string>): Promise<Answer> {
    return this.expected(`POST ${path}`, read(this.visitor.post(path, fields)));
  }

  /**
   * Posts a form with a file after its fields. One beyond the allowance, or for a filing that has moved on since it was
   * last looked at, is refused: that is no good answer, and no fault.
   */
  async upload(path: string, fields: Record<string, string>, file: File): Promise<Answer> {
    const body = new FormData();
    for (const [name, value] of Object.entries({ _csrf: this.visitor.token, ...fields }))
      body.append(name, value);
    body.append('file', file, file.name);
    const answer = await read(this.visitor.send(path, body));
    if (answer.status === 409 || answer.status === 429) return { ...answer, isGood: false };
    return this.expected(`POST ${path}`, Promise.resolve(answer));
  }

  /** An answer below 400 that doesn't lead to the sign-in; any other is a fault of the product. */
  private async expected(what: string, asked: Promise<Answer>): Promise<Answer> {
    const answer = await asked;
    const isSignedOut = answer.location.startsWith('/sign-in');
    if (answer.status === 429) throw new Unanswered('over an allowance');
    if (answer.status >= 500 && this.storm.isUnsettled) throw new Unanswered('the database was away');
    if (answer.status >= 400 || isSignedOut) {
      const where = what.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…');
      const said = /role="alert"[^]{0,400}/.exec(answer.text)?.[0].replace(/<[^>]*>/g, ' ');
      this.storm.ledger.faults.add(
        `answered ${answer.status} ${answer.location}: ${where} ${said ?? answer.text.slice(0, 200)}`,
      );
      throw new Unanswered(what);
    }
    return answer;
  }
}

/** Signs somebody of the demonstration in, with the second factor where there is one. */
export async function signedInWhole(origin: string, key: string): Promise<Visitor> {
  const visitor = await signedIn(origin, key);
  const secret = demoAccounts.find((account) => account.key === key)?.totpSecret;
  if (!secret) return visitor;
  const code = totpCodeAt(secret, new Date().toISOString());
  const answer = await visitor.post('/second-factor', { code, back: '/start' });
  if (answer.status !== 302) throw new Error(`${key}: the second factor was answered ${answer.status}`);
  return visitor;
}

/** The people who work on, kill after kill. */
export class Load {
  /** What stood in the database after the last kill. */
  standing: Standing | null = null;
  /** True while answers of 500 and more are due to the storm: connections to the database were ended. */
  isUnsettled = false;
  private isUp = false;
  private isOver = false;
  private readonly wakers: (() => void)[] = [];
  private readonly running: Promise<void>[] = [];

  constructor(
    readonly ledger: Ledger,
    private readonly origin: string,
  ) {}

  async signIn(key: string): Promise<Worker> {
    return new Worker(this, await signedInWhole(this.origin, key));
  }

  /** The product answers again: everybody goes on. */
  resume(): void {
    this.isUp = true;
    for (const wake of this.wakers.splice(0)) wake();
  }

  /** The product is about to be killed. */
  pause(): void {
    this.isUp = false;
  }

  /**
   * Does one thing again and again; `forget` is called when an answer failed to come, and it goes on once the database
   * was looked at again.
   */
  repeat(pauseMs: number, one: () => Promise<void>, forget: () => void): void {
    const loop = async () => {
      for (;;) {
        if (!this.isUp && !this.isOver) await new Promise<void>((wake) => this.wakers.push(wake));
        if (this.isOver) return;
        try {
          await one();
        } catch (error) {
          if (!(error instanceof Unanswered)) {
            this.ledger.faults.add(error instanceof Error ? (error.stack ?? error.message) : String(error));
          }
          forget();
          // What stood after the last kill is behind what was done since: whoever lost the thread waits for the next look.
          if (!this.isOver) await new Promise<void>((wake) => this.wakers.push(wake));
        }
        await wait(pauseMs);
      }
    };
    this.running.push(loop());
  }

  /** Ends the load, once everybody has his answer. */
  async end(): Promise<void> {
    this.isOver = true;
    this.resume();
    await Promise.all(this.running);
  }
}
