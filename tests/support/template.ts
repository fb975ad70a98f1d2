import { resolve } from 'node:path';

/** Dump of the migrated embedded database that suites start from. */
export const TEMPLATE_FILE = resolve('.cache/test-template.tar');
/** The same on a real server. */
export const TEMPLATE_DATABASE = 'shuheng_test_template';

/** The real PostgreSQL that this run tests against, or undefined for the embedded one. */
export function serverUrl(): string | undefined {
  return process.env.SHUHENG_TEST_SERVER === '1' ? process.env.SHUHENG_TEST_DATABASE_URL : undefined;
}

/** The same address with another database's name. */
export function withDatabaseName(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** Path of a policy bulletin's text, where it is at hand to compare the plans of the library with; it isn't ours to ship. */
export function bulletinPath(): string | undefined {
  return process.env.BULLETIN;
}
