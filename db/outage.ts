/** SQLSTATEs of a server that can't serve at the moment: shut down, starting, full, out of connections, a standby. */
const STATES = /^(08...|57P0[123]|57014|53...|25006|58030)$/;
/** What the system says when there is no way to the server. */
const SYSTEM = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** What the driver says on its own, without a code. */
const DRIVER =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after|the database did not answer)/i;

/** Thrown into a query whose server has fallen silent. */
export class DatabaseSilent extends Error {
  override readonly name = 'DatabaseSilent';
  constructor(seconds: number) {
    super(`the database did not answer within ${seconds} s`);
  }
}

/**
 * Whether an error says that the database is away for now (no way there, shut down, full, silent), so that the same
 * request may succeed later. Anything else is a bug or a conflict.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code !== '') return SYSTEM.has(code) || STATES.test(code);
  return DRIVER.test(error.message);
}
