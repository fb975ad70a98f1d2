import { describe, expect, it } from 'vitest';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Incoming } from '#app/http/context.server.ts';
import type { Limiter } from '#app/http/limit.server.ts';
import { onceOnly } from '#app/http/once.server.ts';

/** A request of an account to an address, with allowances that count. */
function incomingFrom(
  accountId: string,
  path: string,
  taken: Set<string>,
  more: Partial<Limiter> = {},
  told: unknown[] = [],
): Incoming {
  const limiter = {
    take: (_name: string, key: string) => Promise.resolve(!taken.has(key) && Boolean(taken.add(key))),
    reset: (_name: string, key: string) => Promise.resolve(void taken.delete(key)),
    keep: () => Promise.resolve(),
    ...more,
  };
  const memory = new Map([['visit', Promise.resolve({ session: { accountId } })]]);
  const request = new Request(`http://shuheng.test${path}`, { method: 'POST' });
  return {
    request,
    context: { limiter, memory, address: '127.0.0.1', logError: (error: unknown) => told.push(error) },
  } as unknown as Incoming;
}

describe('onceOnly', () => {
  const content = { title: '甲' };
  const making =
    (made: string[], name = 'made') =>
    () => {
      made.push(name);
      return Promise.resolve(done(name));
    };

  it('makes once what is sent twice, also at the same time, whatever way the browser sends it', async () => {
    const taken = new Set<string>();
    const made: string[] = [];
    const answers = await Promise.all(
      ['/batches/new', '/batches/new', '/batches/new.data?index'].map((path) =>
        onceOnly(incomingFrom('a', path, taken), content, making(made)),
      ),
    );
    expect(made).toHaveLength(1);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.refusal.code)).sort()).toEqual([
      'conflict',
      'conflict',
      'ok',
    ]);
  });

  it('takes other content, other people and other addresses for what they are', async () => {
    const taken = new Set<string>();
    const made: string[] = [];
    await onceOnly(incomingFrom('a', '/batches/new', taken), content, making(made));
    await onceOnly(incomingFrom('a', '/batches/new', taken), { title: '乙' }, making(made));
    await onceOnly(incomingFrom('b', '/batches/new', taken), content, making(made));
    await onceOnly(incomingFrom('a', '/bulletins/new', taken), content, making(made));
    expect(made).toHaveLength(4);
  });

  it('lets what was refused or failed be sent again', async () => {
    const taken = new Set<string>();
    const made: string[] = [];
    const incoming = incomingFrom('a', '/batches/new', taken);
    const refusing = (): Promise<Result<string>> => Promise.resolve(refuse('unavailable'));
    expect((await onceOnly(incoming, content, refusing)).ok).toBe(false);
    await expect(onceOnly(incoming, content, () => Promise.reject(new Error('away')))).rejects.toThrow(
      'away',
    );
    expect((await onceOnly(incoming, content, making(made))).ok).toBe(true);
  });

  it('answers what became of it where the database goes away before that is marked', async () => {
    const away = () => Promise.reject(new Error('the mark can’t be set'));
    const told: unknown[] = [];
    const incoming = incomingFrom('a', '/batches/new', new Set(), { keep: away, reset: away }, told);
    expect((await onceOnly(incoming, content, making([]))).ok).toBe(true);
    const failing = incomingFrom('b', '/batches/new', new Set(), { keep: away, reset: away }, told);
    await expect(
      onceOnly(failing, content, () => Promise.reject(new Error('the work failed'))),
    ).rejects.toThrow('the work failed');
    expect(told.map(String)).toEqual(Array(2).fill('Error: the mark can’t be set'));
  });
});
