import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { createLimiter } from '#entry/limiter.ts';
import { openTestDatabase } from '#tests/support/database.ts';

let db: OpenDatabase;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

/** Seconds from now until a mark falls away. */
async function left(key: string): Promise<number> {
  const { rows } = await db.pool.query<{ seconds: string }>(
    `select expire / 1000.0 - extract(epoch from now()) as seconds from rate_limit where key like $1`,
    [`%${key}`],
  );
  return Number(rows[0]?.seconds);
}

describe('the mark of what is made once', () => {
  it('is held for as long as it may take, and for minutes once it was made', async () => {
    const limiter = createLimiter(db.pool);
    expect(await limiter.take('same-post', 'one')).toBe(true);
    expect(await limiter.take('same-post', 'one')).toBe(false);
    expect(await left('one')).toBeLessThanOrEqual(20);
    await limiter.keep('same-post', 'one', 300);
    expect(await left('one')).toBeGreaterThan(200);
    expect(await limiter.take('same-post', 'one')).toBe(false);
    await limiter.reset('same-post', 'one');
    expect(await limiter.take('same-post', 'one')).toBe(true);
  });
});
