import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkpointJournal } from '#app/services/journal/checkpoint-journal.server.ts';
import { verifyJournal } from '#app/services/journal/verify-journal.server.ts';
import type { Ports } from '#app/services/ports.ts';
import { openToBackup } from '#db/backup/role.ts';
import { PartialSight } from '#db/backup/snapshot.ts';
import { FILE_COLUMNS } from '#db/backup/table.ts';
import { openServerDatabase, type OpenDatabase } from '#db/client.ts';
import { signCheckpoint } from '#db/crypto/checkpoint-key.ts';
import { createSealer } from '#db/crypto/sealer.ts';
import { pendingMigrations } from '#db/migrator.ts';
import { walkArchive, type Member } from '#entry/backup/archive.ts';
import { signedText, type Manifest } from '#entry/backup/manifest.ts';
import {
  archiveOf,
  backUp,
  check,
  emptyStorage,
  piecesOf,
  restoreFrom,
  scratch,
} from '#tests/support/backup.ts';
import { openEmptyDatabase, openTestDatabase } from '#tests/support/database.ts';
import { beginFiling, fillFiling, SAMPLE_USCC, uploadPdf } from '#tests/support/filing-world.ts';
import { withDatabaseName } from '#tests/support/template.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

// Each restore makes a whole database: seconds, on a busy machine many.
vi.setConfig({ testTimeout: 180_000 });

const url = process.env.SHUHENG_TEST_DATABASE_URL;
if (!url)
  console.log(
    '跳过 PostgreSQL 上的备份测试：设置 SHUHENG_TEST_DATABASE_URL / skipped without SHUHENG_TEST_DATABASE_URL',
  );

const RARE = '示例𠮷野㐂数据有限公司';
const QUOTED = `"引号" \\ 反斜杠 <b>${String.fromCharCode(9)}制表`;

let source: OpenDatabase;
let ports: Ports;
let file: string;
let manifest: Manifest;
let attachmentId: string;

beforeAll(async () => {
  source = await openTestDatabase();
  ports = testPorts(source);
  const enterprise = await makeOrganisation(ports, { kind: 'enterprise', name: RARE, uscc: SAMPLE_USCC });
  const actor = await makeActor(ports, enterprise, 'owner', { name: QUOTED });
  const filingId = await beginFiling(ports, actor);
  await fillFiling(ports, actor, filingId);
  attachmentId = await uploadPdf(ports, actor, filingId, 'appointment');
  await uploadPdf(ports, actor, filingId, 'organisation_chart');
  await checkpointJournal(ports, TEST_MOMENT);
  await source.pool.query(
    `insert into session (id, account_id, created_at, expires_at, last_seen_at) values ('d', $1, now(), now(), now())`,
    [actor.accountId],
  );
  file = join(scratch(), 'a.tar');
  ({ manifest } = await backUp(source, ports, file));
});
afterAll(() => source.close());

const digests = (made: Manifest) =>
  made.tables.filter(({ name }) => name !== 'journal').map(({ name, rows, sm3 }) => [name, rows, sm3]);

async function count(db: OpenDatabase, table: string): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return rows[0]?.count ?? -1;
}

/** Nothing of the product is there. */
async function isEmpty(db: OpenDatabase): Promise<boolean> {
  const { rows } = await db.pool.query(
    `select from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'pgboss')`,
  );
  return rows.length === 0;
}

/** A restored installation holds what was backed up, and works as one. */
async function expectSame(db: OpenDatabase, there: Ports, made: Manifest): Promise<void> {
  const again = await backUp(db, there, join(scratch(), 'again.tar'));
  expect(digests(again.manifest)).toEqual(digests(made));
  expect(again.manifest.sequences).toEqual(made.sequences);
  expect(again.manifest.files).toEqual(made.files);
  const journalOf = (one: Manifest) => one.tables.find(({ name }) => name === 'journal')?.rows ?? 0;
  expect(journalOf(again.manifest)).toBe(journalOf(made) + 1);
  expect(await verifyJournal(there)).toMatchObject({ ok: true, events: journalOf(made) + 1 });
  expect(await pendingMigrations(db)).toEqual([]);
  expect(await count(db, 'session')).toBe(0);
}

async function attachmentBytes(db: OpenDatabase, there: Ports): Promise<Buffer> {
  const { rows } = await db.pool.query<{ key: string }>(
    'select storage_key as key from attachment where id = $1',
    [attachmentId],
  );
  const content = await there.storage.get(rows[0]?.key ?? 'none');
  if (!content) throw new Error('the attachment is gone');
  return buffer(content);
}

describe('what a backup holds', () => {
  it('names every table but those it leaves out, with counts, and every file', async () => {
    expect(manifest.tables.find(({ name }) => name === 'filing')?.rows).toBe(1);
    expect(manifest.tables.find(({ name }) => name === 'attachment')?.rows).toBe(2);
    expect(manifest.files.rows).toBe(2);
    expect(manifest).toMatchObject({ missing: [], gone: [], altered: [] });
    const { rows } = await source.pool.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' order by tablename collate "C"`,
    );
    const left = ['kysely_migration', 'kysely_migration_lock', 'one_time_link', 'rate_limit', 'session'];
    expect(manifest.tables.map(({ name }) => name)).toEqual(
      rows.map(({ name }) => name).filter((name) => !left.includes(name)),
    );
  });
  it('knows every column that names a stored file', async () => {
    const { rows } = await source.pool.query<{ table: string; key: string }>(
      `select table_name as "table", column_name as key from information_schema.columns
       where table_schema = 'public' and (column_name like '%storage%' or column_name in ('logo_key', 'file_key'))`,
    );
    const known = FILE_COLUMNS.map(({ table, key }) => `${table}.${key}`).sort();
    expect(rows.map(({ table, key }) => `${table}.${key}`).sort()).toEqual(known);
  });
  it('holds neither the secret nor sessions', () => {
    const bytes = readFileSync(file);
    expect(bytes.includes('test-secret')).toBe(false);
    expect(bytes.includes('rows/session')).toBe(false);
  });
});

describe('a restored installation', () => {
  it('is the same on an embedded database: rows, rare Han, bytes of files, journal', async () => {
    const db = await openEmptyDatabase();
    try {
      const there = testPorts(db, { storage: emptyStorage() });
      const restored = await restoreFrom(file, db, there);
      expect(restored).toMatchObject({ files: 2, migrated: [], tables: manifest.tables.length });
      await expectSame(db, there, manifest);
      const { rows } = await db.pool.query<{ name: string }>(
        `select name from organisation where kind = 'enterprise' union all select name from account`,
      );
      expect(rows.map(({ name }) => name)).toEqual([RARE, QUOTED]);
      expect(await attachmentBytes(db, there)).toEqual(await attachmentBytes(source, ports));
      // Guards, keys and policies stand as before: a member's scope sees its own, nobody rewrites the journal.
      const seen = await db.transaction({ kind: 'anonymous' }, (trx) =>
        trx.selectFrom('filing').select('id').execute(),
      );
      expect(seen).toEqual([]);
      await expect(db.pool.query(`update organisation set uscc = 'X'`)).rejects.toThrow(/natural key/);
      await expect(db.pool.query('delete from organisation')).rejects.toThrow(/foreign key/);
    } finally {
      await db.close();
    }
  });

  it('is refused where something is already, in words, and nothing changes', async () => {
    const before = await count(source, 'journal');
    await expect(restoreFrom(file, source, testPorts(source))).rejects.toThrow(/不是空的/);
    expect(await count(source, 'journal')).toBe(before);
  });

  it('stays empty when a file can’t be kept: rows and files go again', async () => {
    const db = await openEmptyDatabase();
    try {
      const storage = emptyStorage();
      const kept: string[] = [];
      const failing: Ports['storage'] = {
        ...storage,
        put: (key, content, options) => {
          if (kept.length === 1) return Promise.reject(new Error('ENOSPC: no space left on device'));
          kept.push(key);
          return storage.put(key, content, options);
        },
      };
      const there = testPorts(db, { storage: failing });
      await expect(restoreFrom(file, db, there)).rejects.toThrow(/ENOSPC/);
      expect(await isEmpty(db)).toBe(true);
      expect(kept).toHaveLength(1);
      expect(await storage.get(kept[0] ?? '')).toBeUndefined();
      // And the same target takes the backup once there is room.
      await restoreFrom(file, db, testPorts(db, { storage }));
      expect(await count(db, 'filing')).toBe(1);
    } finally {
      await db.close();
    }
  });

  it('doesn’t overwrite another file of the same name', async () => {
    const db = await openEmptyDatabase();
    try {
      const storage = emptyStorage();
      const { rows } = await source.pool.query<{ key: string }>('select storage_key as key from attachment');
      const key = rows[0]?.key ?? '';
      await storage.put(key, Readable.from([Buffer.from('another')]), { maxBytes: 100 });
      await expect(restoreFrom(file, db, testPorts(db, { storage }))).rejects.toThrow(/另一个/);
      expect(await buffer((await storage.get(key)) ?? Readable.from([]))).toEqual(Buffer.from('another'));
      expect(await isEmpty(db)).toBe(true);
    } finally {
      await db.close();
    }
  });
});

describe('a backup that is not what it was', () => {
  /** What an archive says, whatever its compression and padding. */
  const contentsOf = async (path: string) =>
    (await piecesOf(path)).map(({ name, content }) => [
      name,
      (name.endsWith('.gz') ? gunzipSync(content) : content).toString('base64'),
    ]);
  const flipped = (at: number, flip: number): string => {
    const bytes = readFileSync(file);
    bytes[at] = (bytes[at] ?? 0) ^ flip;
    const path = join(scratch(), 'flipped.tar');
    writeFileSync(path, bytes);
    return path;
  };

  it('is refused or the same, whichever byte is flipped', async () => {
    const { size } = statSync(file);
    const original = await contentsOf(file);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(size - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const path = flipped(at, flip);
        const outcome = await check(path).then(
          () => 'sound',
          (error: unknown) => (error instanceof Error ? error.name : 'odd'),
        );
        expect(['sound', 'BackupFault']).toContain(outcome);
        if (outcome === 'sound') expect(await contentsOf(path)).toEqual(original);
        else refused += 1;
      }),
      { numRuns: 150 },
    );
    expect(refused).toBeGreaterThan(0);
  });

  it('is refused when a byte inside any of its parts is flipped', async () => {
    const handle = await open(file, 'r');
    const members: Member[] = [];
    for await (const member of walkArchive(handle)) members.push(member);
    await handle.close();
    expect(members.some(({ name }) => name.startsWith('files/'))).toBe(true);
    for (const { name, offset, size } of members) {
      const outcome = check(flipped(offset + Math.floor(size / 2), 0x04));
      // What is said about a part of the rows or a file names it.
      const said = /^(rows|files)\//.test(name) ? new RegExp(name) : /备份|SECRET_KEY|已损坏/;
      await expect(outcome, name).rejects.toThrow(said);
    }
  });

  it('is refused wherever it is cut off', async () => {
    const { size } = statSync(file);
    for (const length of [0, 100, 512, 1024, Math.floor(size / 2), size - 1024, size - 512, size - 1]) {
      const path = join(scratch(), 'cut.tar');
      copyFileSync(file, path);
      truncateSync(path, length);
      await expect(check(path), String(length)).rejects.toThrow(/不完整|不是数衡|缺少/);
    }
  });

  /** The archive with its manifest changed and signed anew, as only who holds the key could. */
  async function rewritten(change: (manifest: Manifest) => object, replace: Record<string, Buffer> = {}) {
    const pieces = await piecesOf(file);
    const text = JSON.stringify({ ...manifest, ...change(manifest) });
    const signature = signCheckpoint(ports.sealer, signedText(text));
    const own: Record<string, Buffer> = {
      'manifest.json': Buffer.from(text),
      'manifest.sig': Buffer.from(signature),
      ...replace,
    };
    return archiveOf(pieces.map(({ name, content }) => ({ name, content: own[name] ?? content })));
  }

  it('names what is missing, foreign, doubled or on its way out of the folder', async () => {
    const pieces = await piecesOf(file);
    const without = (name: string) => pieces.filter((piece) => piece.name !== name);
    const first = pieces.find(({ name }) => name.startsWith('files/'));
    if (!first) throw new Error('no file');
    const content = Buffer.from('x');
    const cases: [string, Parameters<typeof archiveOf>[0], RegExp][] = [
      ['a table is missing', without('rows/filing.ndjson.gz'), /rows\/filing/],
      ['a file is missing', without(first.name), /files\/|file-list/],
      ['the signature is missing', without('manifest.sig'), /manifest\.sig/],
      ['something more', [...pieces, { name: 'rows/more.ndjson.gz', content }], /rows\/more/],
      ['a file more', [...pieces, { name: 'files/zz/more', content }], /files\/zz/],
      ['twice', [...pieces, { name: 'manifest.json', content }], /重复/],
      ['out of the folder', [...pieces, { name: '../evil', content }], /\.\.\/evil/],
      ['absolute', [...pieces, { name: '/etc/evil', content }], /evil/],
      [
        'a link',
        [
          ...pieces,
          { name: 'files/a', content: Buffer.alloc(0), header: { type: 'symlink', linkname: '/etc/passwd' } },
        ],
        /不应出现/,
      ],
      ['another archive', [{ name: 'readme.txt', content }], /缺少 shuheng-backup/],
    ];
    for (const [what, made, said] of cases) {
      await expect(check(await archiveOf(made)), what).rejects.toThrow(said);
    }
    const text = join(scratch(), 'text.tar');
    writeFileSync(text, 'not an archive at all, '.repeat(100));
    await expect(check(text)).rejects.toThrow(/不是数衡/);
    await expect(check(join(scratch(), 'none.tar'))).rejects.toThrow(/无法读取/);
  });

  it('doesn’t unpack more than its manifest says', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000, 10));
    const before = process.memoryUsage().rss;
    await expect(check(await rewritten(() => ({}), { 'rows/filing.ndjson.gz': bomb }))).rejects.toThrow(
      /rows\/filing.*不符/,
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });

  it('is refused under another key and from a newer release, before anything is written', async () => {
    const other = createSealer({ masterSecret: 'another-secret-0123456789-abcdefghijk', keyId: 'k1' });
    await expect(check(file, { sealer: other })).rejects.toThrow(/SECRET_KEY/);
    const rotated = createSealer({
      masterSecret: 'another-secret-0123456789-abcdefghijk',
      keyId: 'k2',
      previous: [{ keyId: 'k1', masterSecret: 'test-secret-0123456789-abcdefghijklmnop' }],
    });
    await check(file, { sealer: rotated });
    const db = await openEmptyDatabase();
    try {
      const newer = await rewritten(({ migrations }) => ({
        migrations: [...migrations, '209901010001-later'],
      }));
      await expect(restoreFrom(newer, db, testPorts(db))).rejects.toThrow(/209901010001-later/);
      const odd = await rewritten(({ tables }) => ({
        tables: tables.map((table) => ({ ...table, columns: table.columns.slice(1) })),
      }));
      await expect(restoreFrom(odd, db, testPorts(db))).rejects.toThrow(/不符/);
      expect(await isEmpty(db)).toBe(true);
    } finally {
      await db.close();
    }
  });
});

describe('files that aren’t what rows say', () => {
  it('are named: missing and altered ones', async () => {
    const { rows } = await source.pool.query<{ key: string }>(
      'select storage_key as key from attachment order by storage_key collate "C"',
    );
    const [first = '', second = ''] = rows.map(({ key }) => key);
    const storage: Ports['storage'] = {
      ...ports.storage,
      get: (key, range) =>
        key === first
          ? Promise.resolve(undefined)
          : key === second
            ? Promise.resolve(Readable.from([Buffer.from('rotten')]))
            : ports.storage.get(key, range),
    };
    const path = join(scratch(), 'lost.tar');
    const made = await backUp(source, { ...ports, storage }, path);
    expect(made.manifest).toMatchObject({ missing: [first], gone: [], altered: [second] });
    await check(path);
  });

  it('aren’t missed where retention gave them up, nor taken along where their removal failed', async () => {
    const db = await openEmptyDatabase();
    try {
      const there = testPorts(db, { storage: emptyStorage() });
      await restoreFrom(file, db, there);
      await db.pool.query(
        `alter table attachment disable trigger user; update attachment set erased_at = now() where id = '${attachmentId}'`,
      );
      const made = await backUp(db, there, join(scratch(), 'erased.tar'));
      expect(made.manifest).toMatchObject({ missing: [], gone: [], altered: [], files: { rows: 1 } });
    } finally {
      await db.close();
    }
  });

  it('are told apart from files whose rows went while the backup was made', async () => {
    const db = await openEmptyDatabase();
    try {
      const there = testPorts(db, { storage: emptyStorage() });
      await restoreFrom(file, db, there);
      const storage: Ports['storage'] = {
        ...there.storage,
        get: async (key) => {
          // The instant of the rows has passed; now the attachment goes, file and row.
          await db.pool.query('delete from attachment where storage_key = $1', [key]);
          return undefined;
        },
      };
      const path = join(scratch(), 'gone.tar');
      const made = await backUp(db, { ...there, storage }, path);
      expect(made.manifest.missing).toEqual([]);
      expect(made.manifest.gone).toHaveLength(2);
      await check(path);
    } finally {
      await db.close();
    }
  });
});

/** Releases whose backups are kept (scripts/backup-fixture.mjs). */
const RELEASES = ['0.1.0'];

describe('backups of earlier releases', () => {
  const sealer = createSealer({ masterSecret: 'fixture-of-sample-data-0123456789-abcdef', keyId: 'k1' });

  it.each(RELEASES)('restore and are migrated to the newest version: %s', async (release) => {
    const old = `tests/fixture/backup-${release}.tar`;
    const db = await openEmptyDatabase();
    try {
      const there = testPorts(db, { storage: emptyStorage(), sealer });
      const restored = await restoreFrom(old, db, there);
      expect(restored.rows).toBeGreaterThan(1000);
      expect(restored.files).toBeGreaterThan(5);
      expect(await pendingMigrations(db)).toEqual([]);
      expect((await verifyJournal(there)).ok).toBe(true);
      const demo = await db.pool.query(`select from organisation where not is_demo and kind <> 'operator'`);
      expect(demo.rowCount).toBe(0);
    } finally {
      await db.close();
    }
  });
});

describe.skipIf(!url)('on PostgreSQL', () => {
  const made: (() => Promise<unknown>)[] = [];
  const mark = randomBytes(4).toString('hex');
  let admin: OpenDatabase;

  beforeAll(async () => {
    admin = await openServerDatabase(url ?? '', 1);
  });
  afterAll(async () => {
    for (const undo of made.reverse()) await undo();
    await admin.close();
  });

  /** An empty database, whose owner is a login of its own or the administrator. */
  async function emptyDatabase(owner?: string): Promise<OpenDatabase> {
    const name = `shuheng_backup_${randomBytes(5).toString('hex')}`;
    await admin.pool.query(`create database ${name} ${owner ? `owner ${owner}` : ''}`);
    made.push(() => admin.pool.query(`drop database if exists ${name} with (force)`));
    const address = new URL(withDatabaseName(url ?? '', name));
    if (owner) {
      address.username = owner;
      address.password = `a9-${mark}`;
    }
    const db = await openServerDatabase(address.href, 4);
    made.push(() => db.close());
    return db;
  }

  /** A login that may make roles and nothing more. */
  async function plainOwner(): Promise<string> {
    const login = `owner_${randomBytes(4).toString('hex')}`;
    await admin.pool.query(`create role ${login} login createrole password 'a9-${mark}'`);
    for (const role of ['shuheng_app', 'shuheng_definer', 'shuheng_backup']) {
      const { rowCount } = await admin.pool.query('select from pg_roles where rolname = $1', [role]);
      if (rowCount) await admin.pool.query(`grant ${role} to ${login} with admin option`);
    }
    made.push(() => admin.pool.query(`drop owned by ${login}; drop role ${login}`));
    return login;
  }

  it('takes a backup of an embedded database, and gives one back', async () => {
    const db = await emptyDatabase();
    const there = testPorts(db, { storage: emptyStorage() });
    await restoreFrom(file, db, there);
    await expectSame(db, there, manifest);
    const back = join(scratch(), 'back.tar');
    const made = await backUp(db, there, back);
    const home = await openEmptyDatabase();
    try {
      const again = testPorts(home, { storage: emptyStorage() });
      await restoreFrom(back, home, again);
      await expectSame(home, again, made.manifest);
      expect(await attachmentBytes(home, again)).toEqual(await attachmentBytes(source, ports));
    } finally {
      await home.close();
    }
  });

  it('needs no superuser: the tables’ owner restores and backs up', async () => {
    const db = await emptyDatabase(await plainOwner());
    const there = testPorts(db, { storage: emptyStorage() });
    await restoreFrom(file, db, there);
    await expect(backUp(db, there, join(scratch(), 'partial.tar'))).rejects.toThrow(PartialSight);
    await openToBackup(db);
    await openToBackup(db);
    await expectSame(db, there, manifest);
    // A table that came since and isn't open yet is noticed, not left out.
    await db.pool.query(
      'create table later (id integer primary key); alter table later enable row level security',
    );
    await expect(backUp(db, there, join(scratch(), 'partial.tar'))).rejects.toThrow(/later/);
  });

  it('is of one instant, while others write', async () => {
    const db = await emptyDatabase();
    const there = testPorts(db, { storage: emptyStorage() });
    await restoreFrom(file, db, there);
    let isDone = false;
    let written = 0;
    const writing = (async () => {
      while (!isDone) {
        const enterprise = await makeOrganisation(there, { kind: 'enterprise' });
        await makeActor(there, enterprise, 'owner');
        written += 1;
      }
    })();
    const path = join(scratch(), 'busy.tar');
    const busy = await backUp(db, there, path).finally(() => {
      isDone = true;
    });
    await writing;
    expect(written).toBeGreaterThan(0);
    const target = await emptyDatabase();
    const copy = testPorts(target, { storage: emptyStorage() });
    // Keys between tables are checked when they are put back: a row without its parent would fail.
    await restoreFrom(path, target, copy);
    await expectSame(target, copy, busy.manifest);
  });
});
