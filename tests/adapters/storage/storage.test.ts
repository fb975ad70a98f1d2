import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDiskStorage } from '#app/adapters/storage/disk-storage.ts';
import type { Storage } from '#app/adapters/storage/port.ts';
import { createS3Storage } from '#app/adapters/storage/s3-storage.ts';
import { credentials, startFakeS3, type FakeS3 } from './fake-s3.ts';

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n');
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

let folder: string;
let s3: FakeS3;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'storage-'));
  s3 = await startFakeS3();
});

afterAll(async () => {
  await s3.close();
  await rm(folder, { recursive: true, force: true });
});

const spoolFolder = (): string => join(folder, 'spool');

function s3Storage(
  overrides: { secretAccessKey?: string; endpoint?: string; timeoutMs?: number } = {},
): Storage {
  return createS3Storage({
    ...credentials,
    endpoint: s3.endpoint,
    bucket: 'shuheng-test',
    spoolFolder: spoolFolder(),
    ...overrides,
  });
}

async function read(storage: Storage, key: string): Promise<Buffer | undefined> {
  const content = await storage.get(key);
  return content && (await buffer(content));
}

describe.each([
  ['disk', () => createDiskStorage({ root: join(folder, 'disk') }), () => join(folder, 'disk', '.incoming')],
  ['S3', () => s3Storage(), spoolFolder],
] as const)('%s storage', (_name, create, incoming) => {
  const limit = { maxBytes: 20 * 1024 * 1024 };

  it('returns what was put, with size and digest, and a part of it', async () => {
    const storage = create();
    const content = randomBytes(3 * 1024 * 1024 + 17);
    const pieces = Array.from({ length: 50 }, (_, index) =>
      content.subarray(index * 65536, (index + 1) * 65536),
    );
    expect(await storage.put('org-1/file-1', Readable.from(pieces), limit)).toEqual({
      ok: true,
      size: content.length,
      sha256: sha256(content),
      mediaType: undefined,
    });
    expect((await read(storage, 'org-1/file-1'))?.equals(content)).toBe(true);
    const part = await storage.get('org-1/file-1', { start: 100, end: 199 });
    expect(part && (await buffer(part)).equals(content.subarray(100, 200))).toBe(true);
    expect(await readdir(incoming())).toEqual([]);
  });

  it('replaces, removes, and removes again without complaint', async () => {
    const storage = create();
    await storage.put('org-1/file-2', Readable.from([Buffer.from('one')]), limit);
    await storage.put('org-1/file-2', Readable.from([Buffer.from('two')]), limit);
    expect((await read(storage, 'org-1/file-2'))?.toString()).toBe('two');
    await storage.remove('org-1/file-2');
    await storage.remove('org-1/file-2');
    expect(await storage.get('org-1/file-2')).toBeUndefined();
  });

  it('keeps a key and a longer key that begins with it', async () => {
    const storage = create();
    await storage.put('a/b', Readable.from([Buffer.from('short')]), limit);
    await storage.put('a/b/c', Readable.from([Buffer.from('long')]), limit);
    expect((await read(storage, 'a/b'))?.toString()).toBe('short');
    expect((await read(storage, 'a/b/c'))?.toString()).toBe('long');
  });

  it('accepts exactly maxBytes and refuses one byte more, leaving nothing and reading the rest', async () => {
    const storage = create();
    expect(await storage.put('n/1', Readable.from([Buffer.alloc(10)]), { maxBytes: 10 })).toMatchObject({
      ok: true,
      size: 10,
    });
    const source = Readable.from(Array.from({ length: 40 }, () => Buffer.alloc(100_000)));
    const drained = new Promise((resolve) => source.on('end', resolve));
    expect(await storage.put('n/2', source, { maxBytes: 10 })).toEqual({ ok: false, refusal: 'too_large' });
    await drained;
    expect(await storage.get('n/2')).toBeUndefined();
    expect(await readdir(incoming())).toEqual([]);
  });

  it('refuses an empty content', async () => {
    expect(await create().put('n/3', Readable.from([]), limit)).toEqual({ ok: false, refusal: 'empty' });
  });

  it('looks at the type while it arrives, whatever the size of the pieces', async () => {
    const storage = create();
    const accept = ['application/pdf', 'image/png'] as const;
    const bytewise = Readable.from([...pdf].map((byte) => Buffer.from([byte])));
    expect(await storage.put('t/1', bytewise, { ...limit, accept })).toMatchObject({
      ok: true,
      mediaType: 'application/pdf',
    });
    const page = Buffer.from(`<!doctype html>${'x'.repeat(10_000)}`);
    expect(await storage.put('t/2', Readable.from([page]), { ...limit, accept })).toEqual({
      ok: false,
      refusal: 'type_not_allowed',
    });
    const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
    expect(await storage.put('t/3', Readable.from([jpeg]), { ...limit, accept })).toEqual({
      ok: false,
      refusal: 'type_not_allowed',
    });
    expect(await storage.get('t/2')).toBeUndefined();
    expect(await readdir(incoming())).toEqual([]);
  });

  it('leaves nothing when the source breaks off', async () => {
    const storage = create();
    const source = new Readable({ read() {} });
    source.push(Buffer.alloc(1000));
    const put = storage.put('b/1', source, limit);
    setTimeout(() => source.destroy(new Error('the sender went away')), 30);
    await expect(put).rejects.toThrow('the sender went away');
    expect(await storage.get('b/1')).toBeUndefined();
    expect(await readdir(incoming())).toEqual([]);
  });

  it.each([
    '',
    '/a',
    'a/',
    'a//b',
    '../a',
    'a/../b',
    'A',
    'a.b',
    '-a',
    'a b',
    '附件',
    'a\0',
    'a'.repeat(201),
  ])('refuses the key %j', async (key) => {
    const storage = create();
    await expect(storage.put(key, Readable.from([Buffer.from('x')]), limit)).rejects.toThrow(
      /not a storage key/,
    );
    await expect(storage.get(key)).rejects.toThrow(/not a storage key/);
    await expect(storage.remove(key)).rejects.toThrow(/not a storage key/);
  });

  it('removes abandoned uploads that are older than the instant, and no others', async () => {
    const storage = create();
    await mkdir(incoming(), { recursive: true });
    const old = join(incoming(), 'old');
    await writeFile(old, 'x');
    await utimes(old, new Date('2026-01-01T00:00:00Z'), new Date('2026-01-01T00:00:00Z'));
    await writeFile(join(incoming(), 'new'), 'x');
    expect(await storage.removeAbandoned('2026-01-02T00:00:00Z')).toBe(1);
    expect(await readdir(incoming())).toEqual(['new']);
    await rm(join(incoming(), 'new'));
  });
});

describe('disk storage', () => {
  it('refuses a root inside the published folder', () => {
    expect(() => createDiskStorage({ root: '/srv/www/files', publicFolder: '/srv/www' })).toThrow(
      /published/,
    );
    expect(() => createDiskStorage({ root: '/srv/www', publicFolder: '/srv/www' })).toThrow(/published/);
    expect(() => createDiskStorage({ root: '/srv/www-files', publicFolder: '/srv/www' })).not.toThrow();
  });
});

describe('S3 storage', () => {
  beforeEach(() => s3.seen.splice(0));

  it('is refused with a wrong secret, naming status and code but no secret', async () => {
    const storage = s3Storage({ secretAccessKey: 'wrong' });
    const put = storage.put('w/1', Readable.from([Buffer.from('x')]), { maxBytes: 10 });
    await expect(put).rejects.toThrow('the object storage answered PUT with 403 (SignatureDoesNotMatch)');
    expect(await readdir(spoolFolder())).toEqual([]);
    await expect(storage.get('w/1')).rejects.toThrow('403');
    await expect(storage.remove('w/1')).rejects.toThrow('403');
  });

  it('tries again while the service is overloaded', async () => {
    s3.failures.push(503, 429);
    expect(
      await s3Storage().put('r/1', Readable.from([Buffer.from('again')]), { maxBytes: 10 }),
    ).toMatchObject({
      ok: true,
    });
    expect(s3.seen.map(({ status }) => status)).toEqual([503, 429, 200]);
    expect(s3.objects.get('/shuheng-test/r/1')?.toString()).toBe('again');
  });

  it('gives up after the last try', async () => {
    s3.failures.push(500, 500, 500);
    await expect(s3Storage().get('r/1')).rejects.toThrow('answered GET with 500 (SlowDown)');
    expect(s3.failures).toEqual([]);
  });

  it('reports an unreachable service', async () => {
    await expect(s3Storage({ endpoint: 'http://127.0.0.1:1' }).get('r/1')).rejects.toThrow(/ECONNREFUSED/);
  });
});
