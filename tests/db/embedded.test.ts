import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { DatabaseFolderInUse, lockFolder, openEmbeddedDatabase, openMemoryDatabase } from '#db/embedded.ts';
import { openTestDatabase } from '#tests/support/database.ts';

describe('the lock on a data folder', () => {
  let folder = '';
  let children: ChildProcess[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shuheng-lock-'));
  });
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    children = [];
    rmSync(folder, { recursive: true, force: true });
  });

  const lock = () => join(folder, 'lock.pid');
  const write = (text: string) => writeFileSync(lock(), text);

  /** Another process that lives until the test is over; answers its number. */
  function neighbour(): number {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    children.push(child);
    if (!child.pid) throw new Error('no process was made');
    return child.pid;
  }
  /** The number of a process that lives no more. */
  async function gone(): Promise<number> {
    const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' });
    await new Promise((ended) => child.on('exit', ended));
    return child.pid ?? 0;
  }

  it('is taken, refused to this process as well, and given back once', () => {
    const release = lockFolder(folder);
    expect(readFileSync(lock(), 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    expect(() => lockFolder(folder)).toThrow(DatabaseFolderInUse);
    release();
    expect(existsSync(lock())).toBe(false);
    const again = lockFolder(folder);
    release(); // the first holder's release no longer counts
    expect(() => lockFolder(folder)).toThrow(DatabaseFolderInUse);
    again();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is one, by whatever path the folder is reached', () => {
    const release = lockFolder(folder);
    const other = `${folder}-link`;
    symlinkSync(folder, other);
    expect(() => lockFolder(other)).toThrow(DatabaseFolderInUse);
    expect(() => lockFolder(join(folder, '.'))).toThrow(DatabaseFolderInUse);
    release();
    rmSync(other);
  });

  it('is refused while another process lives, with words that say what to do', () => {
    const pid = neighbour();
    write(String(pid));
    expect(() => lockFolder(folder)).toThrow(
      new RegExp(`${pid}.*嵌入式数据库同一时间只允许一个进程.*DATABASE_URL.*stop it first`),
    );
    expect(readFileSync(lock(), 'utf8')).toBe(String(pid));
  });

  it('is taken from a process that is gone', async () => {
    write(`${await gone()} 1`);
    lockFolder(folder)();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is taken from a process whose number another one has by now', () => {
    write(`${neighbour()} 1`);
    lockFolder(folder)();
  });

  it('is taken from a process of before a restart that had our number, as in a container', () => {
    write(`${process.pid} 1`);
    lockFolder(folder)();
    write(String(process.pid));
    lockFolder(folder)();
  });

  it.each(['', ' ', 'garbage', '0', '-1', '99999999999999999999', '12 34 56', '1e3', '\0\0\0\0'])(
    'is taken from a file that holds %j',
    (text) => {
      write(text);
      lockFolder(folder)();
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('makes the folder, for its owner alone', () => {
    const inner = join(folder, 'a', 'b');
    const release = lockFolder(inner);
    expect(statSync(inner).mode & 0o077).toBe(0);
    release();
  });

  it('goes to one of many that ask at once', async () => {
    write('999999999 1');
    const script = `
      import { lockFolder } from ${JSON.stringify(join(process.cwd(), '.cache/embedded-lock.mjs'))};
      try { lockFolder(process.argv[1]); console.log('taken'); setTimeout(() => {}, 3000); }
      catch (error) { console.log(error.name); }`;
    const { build } = await import('esbuild');
    await build({
      entryPoints: ['db/embedded.ts'],
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      outfile: '.cache/embedded-lock.mjs',
      logLevel: 'silent',
    });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => {
        const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder]);
        children.push(child);
        return new Promise<string>((said) =>
          child.stdout.on('data', (text: Buffer) => said(text.toString().trim())),
        );
      }),
    );
    expect(answers.filter((answer) => answer === 'taken')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'DatabaseFolderInUse')).toHaveLength(5);
  });
});

describe('the embedded database in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shuheng-embedded-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('refuses a second opening, keeps rows over a restart, and frees the folder when it can’t open', async () => {
    const inner = join(folder, 'kept');
    const first = await openEmbeddedDatabase(inner);
    await expect(openEmbeddedDatabase(inner)).rejects.toThrow(DatabaseFolderInUse);
    await sql`create table kept (n integer)`.execute(first.root);
    await sql`insert into kept values (7)`.execute(first.root);
    await first.close();
    const second = await openEmbeddedDatabase(inner);
    expect((await sql<{ n: number }>`select n from kept`.execute(second.root)).rows).toEqual([{ n: 7 }]);
    await second.close();

    const broken = join(folder, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'pg'), 'a file where a folder belongs');
    await expect(openEmbeddedDatabase(broken)).rejects.toThrow();
    expect(existsSync(join(broken, 'lock.pid'))).toBe(false);
  });
});

describe('a query on the root inside a transaction', () => {
  it('raises an error instead of waiting for ever, and the transaction is undone', async () => {
    const db = await openMemoryDatabase(undefined, 300);
    await sql`create role shuheng_app`.execute(db.root);
    await sql`create table t (n integer)`.execute(db.root);
    await sql`grant all on t to shuheng_app`.execute(db.root);
    const nested = db.transaction({ kind: 'anonymous' }, async (trx) => {
      await sql`insert into t values (1)`.execute(trx);
      return db.ping();
    });
    await expect(nested).rejects.toThrow(/timeout/i);
    expect((await sql`select * from t`.execute(db.root)).rows).toEqual([]);
    expect(await db.ping()).toBe(true);
    await db.close();
  });
});

describe('values, the same from the embedded database and a server', () => {
  let db: OpenDatabase;
  beforeEach(async () => {
    db = await openTestDatabase();
  });
  afterEach(() => db.close());

  it('are read as text, numbers and instants in UTC', async () => {
    const { rows } = await sql`
      select '2026-03-29'::date as day, '0099-01-01'::date as long_ago, null::date as never,
             '2026-03-29T01:30:00+08:00'::timestamptz as instant, '2026-03-28 17:30:00.123456Z'::timestamptz as precise,
             9007199254740991::int8 as large, count(*) as counted, 7::int4 as small, true as yes,
             '{"a":[1,"二"]}'::jsonb as json, array['一','b'] as list, '示例'::text as text,
             'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid as id
      from (values (1), (2)) v`.execute(db.root);
    expect(rows).toEqual([
      {
        day: '2026-03-29',
        long_ago: '0099-01-01',
        never: null,
        instant: '2026-03-28T17:30:00.000Z',
        precise: '2026-03-28T17:30:00.123Z',
        large: 9007199254740991,
        counted: 2,
        small: 7,
        yes: true,
        json: { a: [1, '二'] },
        list: ['一', 'b'],
        text: '示例',
        id: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
      },
    ]);
  });

  it('take the same parameters', async () => {
    const { rows } = await sql`
      select ${'2026-03-29'}::date as day, ${'2026-03-28T17:30:00.000Z'}::timestamptz as instant, ${12}::int8 as number,
             ${null}::text as nothing, ${['a', 'b']}::text[] as list, ${JSON.stringify({ 甲: 1 })}::jsonb as json`.execute(
      db.root,
    );
    expect(rows).toEqual([
      {
        day: '2026-03-29',
        instant: '2026-03-28T17:30:00.000Z',
        number: 12,
        nothing: null,
        list: ['a', 'b'],
        json: { 甲: 1 },
      },
    ]);
  });

  it('refuse U+0000, which is why forms and addresses do', async () => {
    await expect(sql`select ${'a\0b'}::text`.execute(db.root)).rejects.toThrow();
    expect(await db.ping()).toBe(true);
  });

  it('leave no scope behind when a transaction ends', async () => {
    const settings = () =>
      sql<{ kind: string | null; role: string }>`
        select nullif(current_setting('app.kind', true), '') as kind, current_user as role`.execute(db.root);
    const before = (await settings()).rows;
    await db.transaction({ kind: 'job', name: 'install' }, (trx) => sql`select 1`.execute(trx));
    await expect(
      db.transaction({ kind: 'job', name: 'install' }, (trx) => sql`select 1 / 0`.execute(trx)),
    ).rejects.toThrow();
    expect((await settings()).rows).toEqual(before);
  });
});
