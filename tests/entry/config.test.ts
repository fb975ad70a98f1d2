import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig, type Mode } from '#entry/config.ts';

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shuheng-config-'));
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const SECRET = 'Zk3vQm8sXp1wRt6yUb9cNd4eFg7hJa2L';
const PRODUCTION = {
  DATABASE_URL: 'postgres://shuheng:f7Gh2kLq@db.example:5432/shuheng',
  ORIGIN: 'https://shuheng.example.cn',
  SECRET_KEY: SECRET,
};
const read = (mode: Mode, environment: Record<string, string>) =>
  readConfig(mode, { NODE_ENV: 'test', ...environment });

/** What a refused start says. */
function complaint(mode: Mode, environment: Record<string, string>): string {
  try {
    read(mode, environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return '';
}
const without = (name: keyof typeof PRODUCTION) =>
  Object.fromEntries(Object.entries(PRODUCTION).filter(([key]) => key !== name));

describe('production', () => {
  it('starts with a database, an address and a secret, and writes no file', () => {
    const folder = newFolder();
    const config = read('production', { ...PRODUCTION, DATA_FOLDER: folder });
    expect(config).toMatchObject({
      secret: SECRET,
      origin: 'https://shuheng.example.cn',
      mode: 'production',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['DATABASE_URL', 'ORIGIN', 'SECRET_KEY'] as const)('does not start without %s', (name) => {
    expect(complaint('production', without(name))).toContain(name);
    expect(complaint('production', { ...PRODUCTION, [name]: '' })).toContain(name);
    expect(complaint('production', { ...PRODUCTION, [name]: '   ' })).toContain(name);
  });

  it.each([
    ['short', 'Zk3vQm8sXp1wRt6yUb9cNd4eFg7hJa2'],
    ['monotonous', 'abcabcabcabcabcabcabcabcabcabcabcabc'],
    ['of one character', 'x'.repeat(64)],
    ['the example', 'change-me-change-me-change-me-0123456789'],
    ['the example in capitals', 'CHANGEME0123456789abcdefghijklmnop'],
    ['called a secret', 'secret-0123456789-abcdefghijklmnopqrstuvw'],
    ['called a default', 'default0123456789abcdefghijklmnopqrstuv'],
    ['of tests', 'test-secret-0123456789-abcdefghijklmnop'],
  ])('does not start with a secret that is %s', (_name, secret) => {
    const message = complaint('production', { ...PRODUCTION, SECRET_KEY: secret });
    expect(message).toContain('SECRET_KEY');
    // What was typed wrongly may be half of the real one.
    expect(message).not.toContain(secret);
  });

  it.each(['postgres', 'password', 'shuheng', 'changeme', 'PostGres'])(
    'does not start with the database’s password %s',
    (password) => {
      const message = complaint('production', {
        ...PRODUCTION,
        DATABASE_URL: `postgres://shuheng:${password}@db.example/shuheng`,
      });
      expect(message).toContain('DATABASE_URL');
      expect(message).not.toContain('db.example');
    },
  );

  it('says what is missing in both tongues', () => {
    const message = complaint('production', {});
    expect(message).toMatch(/[\u4e00-\u9fff]/);
    expect(message).toMatch(/missing/);
  });
});

describe('a trial', () => {
  it('makes a secret of its own, once, that nobody else reads', () => {
    const folder = join(newFolder(), 'data');
    const first = read('demo', { DATA_FOLDER: folder }).secret;
    expect(first.length).toBeGreaterThanOrEqual(64);
    expect(read('demo', { DATA_FOLDER: folder }).secret).toBe(first);
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(readFileSync(join(folder, 'secret.key'), 'utf8')).toBe(first);
    expect(read('demo', { DATA_FOLDER: join(newFolder(), 'data') }).secret).not.toBe(first);
  });

  it('takes the secret that it is given', () => {
    const folder = newFolder();
    expect(read('demo', { DATA_FOLDER: folder, SECRET_KEY: 'given' }).secret).toBe('given');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says so when the file of its secret is empty', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'secret.key'), '\n');
    expect(complaint('demo', { DATA_FOLDER: folder })).toContain('secret.key');
  });
});

describe('settings', () => {
  const given = (environment: Record<string, string>) =>
    read('demo', { SECRET_KEY: 'x', DATA_FOLDER: '.cache/none', ...environment });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '3000.5'],
    ['ORIGIN', 'shuheng'],
    ['TRUST_PROXY', 'yes'],
    ['TRUST_PROXY', '11'],
    ['DATABASE_POOL', '0'],
    ['SESSION_IDLE_MINUTES', '0'],
    ['SESSION_ABSOLUTE_MINUTES', 'forever'],
    ['LOG_LEVEL', 'loud'],
    ['REGULATOR_ON_BOARD', 'yes'],
    ['ALLOW_LOOPBACK_WEBHOOKS', '2'],
  ])('names the wrong one: %s=%s', (name, value) => {
    expect(complaint('demo', { [name]: value })).toContain(`${name}:`);
  });

  it('names all wrong ones at once', () => {
    expect(complaint('demo', { PORT: 'x', LOG_LEVEL: 'x' })).toMatch(/PORT:[^]*LOG_LEVEL:/);
  });

  it.each([
    [{}, 'http://127.0.0.1:3000'],
    [{ PORT: '8080' }, 'http://127.0.0.1:8080'],
    [{ HOST: '0.0.0.0' }, 'http://localhost:3000'],
    [{ HOST: '::1' }, 'http://[::1]:3000'],
    [{ ORIGIN: 'https://a.example/' }, 'https://a.example'],
    [{ ORIGIN: 'https://a.example:8443' }, 'https://a.example:8443'],
  ])('makes the address of %j', (environment, origin) => {
    expect(given(environment as Record<string, string>).origin).toBe(origin);
  });

  it.each(['https://a.example/path', 'https://a.example/?x=1', 'ftp://a.example', 'javascript:alert(1)'])(
    'refuses %s as an address: browsers would never send it as an origin',
    (origin) => {
      expect(complaint('demo', { ORIGIN: origin })).toContain('ORIGIN');
    },
  );

  it('treats an empty setting as absent', () => {
    const config = given({ SMTP_URL: '', S3_ENDPOINT: ' ', REGULATOR_ON_BOARD: '', ORIGIN: '' });
    expect(config).toMatchObject({ REGULATOR_ON_BOARD: false, origin: 'http://127.0.0.1:3000' });
    expect(config.SMTP_URL).toBeUndefined();
    expect(config.S3_ENDPOINT).toBeUndefined();
  });

  it('reads flags as they are commonly written', () => {
    for (const [text, on] of [
      ['1', true],
      ['true', true],
      ['0', false],
      ['false', false],
    ] as const) {
      expect(given({ REGULATOR_ON_BOARD: text }).REGULATOR_ON_BOARD).toBe(on);
    }
  });

  it('keeps the data folder absolute', () => {
    expect(given({ DATA_FOLDER: 'somewhere' }).dataFolder).toBe(join(process.cwd(), 'somewhere'));
  });
});
