import { sql } from 'kysely';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { economical } from '#db/connection.ts';
import { openTestDatabase } from '#tests/support/database.ts';

interface Asked {
  readonly text: string;
  readonly name: string | undefined;
}

/** A pool of one connection that writes down what it is asked; `fails` says which texts the server refuses. */
function recordingPool(fails: (text: string) => boolean = () => false, code = '57014') {
  const asked: Asked[] = [];
  const released: unknown[] = [];
  const client = {
    query: (wanted: string | { text: string; name?: string }) => {
      const text = typeof wanted === 'string' ? wanted : wanted.text;
      asked.push({ text, name: typeof wanted === 'string' ? undefined : wanted.name });
      if (fails(text)) return Promise.reject(Object.assign(new Error(`refused: ${text}`), { code }));
      const answer = { command: '', rowCount: 0, rows: [text] };
      return Promise.resolve(text.includes(';') ? [answer, { ...answer, rows: ['last'] }] : answer);
    },
    release: (error: unknown) => released.push(error),
  };
  const pool = { connect: () => Promise.resolve(client), end: () => Promise.resolve() };
  return { pool: pool as unknown as pg.Pool, asked, released, texts: () => asked.map(({ text }) => text) };
}

const SCOPE = "select set_config('role', 'shuheng_app', true)";

describe('a connection that saves round trips', () => {
  it('sends begin, role and settings together, before the first question', async () => {
    const { pool, texts } = recordingPool();
    const client = await economical(pool, true).connect();
    await client.query('begin', []);
    await client.query(SCOPE, []);
    await client.query('set local enable_sort = off', []);
    expect(texts()).toEqual([]);
    await client.query('select $1', [1]);
    await client.query('set local enable_sort = on', []);
    await client.query('commit', []);
    expect(texts()).toEqual([
      `begin; ${SCOPE}; set local enable_sort = off`,
      'select $1',
      'set local enable_sort = on; commit',
    ]);
  });

  it('answers a question that goes out with what was held back', async () => {
    const { pool, texts } = recordingPool();
    const client = await economical(pool, true).connect();
    await client.query('begin', []);
    expect((await client.query('select 1', [])).rows).toEqual(['last']);
    expect(texts()).toEqual(['begin; select 1']);
  });

  it.each(['commit', 'rollback'])(
    'says nothing of a transaction in which nothing was asked: %s',
    async (end) => {
      const { pool, texts } = recordingPool();
      const client = await economical(pool, true).connect();
      await client.query('begin', []);
      await client.query(SCOPE, []);
      await client.query(end, []);
      expect(texts()).toEqual([]);
    },
  );

  it('asks nothing without role and scope, neither then nor meanwhile nor later', async () => {
    const { pool, texts } = recordingPool((text) => text.startsWith('begin'));
    const client = await economical(pool, true).connect();
    await client.query('begin', []);
    await client.query(SCOPE, []);
    const both = await Promise.allSettled([client.query('select $1', [1]), client.query('select $2', [2])]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(client.query('select $1', [3])).rejects.toThrow('refused');
    await expect(client.query('select 1', [])).rejects.toThrow('refused');
    await client.query('rollback', []);
    expect(texts()).toEqual([`begin; ${SCOPE}`, 'rollback']);
    client.release();
    const again = await economical(pool, true).connect();
    await again.query('select $1', [1]);
    expect(texts().at(-1)).toBe('select $1');
  });

  it('rolls a failed transaction back by itself, with nothing before it', async () => {
    const { pool, texts } = recordingPool((text) => text === 'select $1');
    const client = await economical(pool, true).connect();
    await client.query('begin', []);
    await expect(client.query('select $1', [1])).rejects.toThrow('refused');
    await client.query('set local enable_sort = on', []);
    await client.query('rollback', []);
    expect(texts()).toEqual(['begin', 'select $1', 'rollback']);
  });

  it('prepares what comes again, and nothing where it was told not to', async () => {
    const { pool, asked } = recordingPool();
    const client = await economical(pool, true).connect();
    for (let time = 0; time < 6; time += 1) await client.query('select $1', [time]);
    await client.query('select $1, $2', [1, 2]);
    const names = asked.map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual([undefined, undefined, undefined]);
    expect(new Set(names.slice(3, 6)).size).toBe(1);
    expect(names[3]).toBeDefined();
    expect(names[6]).toBeUndefined();

    const plain = recordingPool();
    const other = await economical(plain.pool, false).connect();
    for (let time = 0; time < 6; time += 1) await other.query('select $1', [time]);
    expect(plain.asked.every(({ name }) => name === undefined)).toBe(true);
  });

  it.each([
    ['0A000', true],
    ['57014', false],
  ])(
    'gives a connection up whose prepared text no longer fits its table: %s, %s',
    async (code, isGivenUp) => {
      const { pool, released } = recordingPool((text) => text === 'select $1', code);
      const client = await economical(pool, true).connect();
      await expect(client.query('select $1', [1])).rejects.toThrow('refused');
      client.release();
      expect(released).toEqual([isGivenUp]);
    },
  );
});

describe('a commit', () => {
  it('that the server turned into a rollback is an error, whoever swallowed the failure before', async () => {
    const db = await openTestDatabase();
    try {
      const failed = db.transaction({ kind: 'anonymous' }, async (trx) => {
        await sql`select ${1}::integer`.execute(trx);
        await sql`select 1 / 0`.execute(trx).catch(() => undefined);
        return 'acknowledged';
      });
      await expect(failed).rejects.toThrow('rolled back instead of committing');
      const next = await db.transaction({ kind: 'anonymous' }, (trx) =>
        sql<{ one: number }>`select 1 as one`.execute(trx),
      );
      expect(next.rows).toEqual([{ one: 1 }]);
    } finally {
      await db.close();
    }
  });
});
