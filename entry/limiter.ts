import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type pg from 'pg';
import type { Limiter, LimitName } from '#app/http/limit.server.ts';

/** Allowances: attempts per number of seconds. */
const ALLOWANCES: Readonly<Record<LimitName, { points: number; duration: number }>> = {
  'sign-in-address': { points: 60, duration: 900 },
  'sign-in-account': { points: 10, duration: 900 },
  'second-factor': { points: 8, duration: 900 },
  'register-address': { points: 20, duration: 3600 },
  'mail-address': { points: 20, duration: 3600 },
  'mail-account': { points: 5, duration: 3600 },
  'verify-address': { points: 30, duration: 60 },
  'upload-account': { points: 60, duration: 600 },
  // While it is being done; what was done is kept for longer (app/http/once.server.ts).
  'same-post': { points: 1, duration: 20 },
};

/** Counts in the database, so that all processes count together. `factor` widens all allowances, for tests. */
export function createLimiter(pool: pg.Pool, factor = 1): Limiter {
  const limiters = new Map<LimitName, RateLimiterPostgres>();
  for (const [name, { points, duration }] of Object.entries(ALLOWANCES)) {
    limiters.set(
      name as LimitName,
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        tableName: 'rate_limit',
        tableCreated: true,
        clearExpiredByTimeout: false,
        keyPrefix: name,
        points: points * factor,
        duration,
      }),
    );
  }
  const find = (name: LimitName): RateLimiterPostgres => {
    const limiter = limiters.get(name);
    if (!limiter) throw new Error(`no allowance for ${name}`);
    return limiter;
  };
  return {
    async take(name, key) {
      try {
        await find(name).consume(key.slice(0, 200));
        return true;
      } catch (error) {
        if (error instanceof RateLimiterRes) return false;
        throw error;
      }
    },
    async reset(name, key) {
      await find(name).delete(key.slice(0, 200));
    },
    async keep(name, key, seconds) {
      await find(name).set(key.slice(0, 200), ALLOWANCES[name].points * factor, seconds);
    },
  };
}
