import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, openDatabase } from '#entry/assemble.ts';
import { readConfig } from '#entry/config.ts';
import { openServerDatabase, type OpenDatabase } from '#db/client.ts';
import { pendingMigrations } from '#db/migrator.ts';
import { withDatabaseName } from '#tests/support/template.ts';

const url = process.env.SHUHENG_TEST_DATABASE_URL;
if (!url)
  console.log(
    '跳过分离登录的测试：设置 SHUHENG_TEST_DATABASE_URL / skipped without SHUHENG_TEST_DATABASE_URL',
  );

describe.skipIf(!url)('an installation whose web login owns nothing', () => {
  const mark = randomBytes(4).toString('hex');
  const name = `shuheng_login_${mark}`;
  const [owner, web] = [`owner_${mark}`, `web_${mark}`];
  let admin: OpenDatabase;
  beforeAll(async () => {
    admin = await openServerDatabase(url ?? '', 1);
    await admin.pool.query(`create role ${owner} login createrole password 'a9-${mark}'`);
    await admin.pool.query(`create role ${web} login password 'b9-${mark}'`);
    // Roles are the cluster's: on one that has them already, a DBA hands them to the owner.
    for (const role of ['shuheng_app', 'shuheng_definer']) {
      const { rowCount } = await admin.pool.query('select from pg_roles where rolname = $1', [role]);
      if (rowCount) await admin.pool.query(`grant ${role} to ${owner} with admin option`);
    }
    await admin.pool.query(`create database ${name} owner ${owner}`);
  });
  afterAll(async () => {
    await admin.pool.query(`drop database if exists ${name} with (force)`);
    await admin.pool.query(`drop role if exists ${web}, ${owner}`);
    await admin.close();
  });

  it('is migrated by its owner, and served by the other login', async () => {
    const as = (login: string, password: string) => {
      const address = new URL(withDatabaseName(url ?? '', name));
      address.username = login;
      address.password = password;
      return address.href;
    };
    const config = readConfig('demo', {
      DATA_FOLDER: mkdtempSync(join(tmpdir(), 'shuheng-login-')),
      DATABASE_URL: as(web, `b9-${mark}`),
      DATABASE_OWNER_URL: as(owner, `a9-${mark}`),
    } as unknown as NodeJS.ProcessEnv);
    const db = await openDatabase(config);
    try {
      const waiting = await pendingMigrations(db);
      expect(waiting.length).toBeGreaterThan(0);
      expect(await migrate(config, db)).toEqual(waiting);
      expect(await pendingMigrations(db)).toEqual([]);
      expect(await migrate(config, db)).toEqual([]);
      const programmes = await db.transaction({ kind: 'anonymous' }, (trx) =>
        trx.selectFrom('programme').selectAll().execute(),
      );
      expect(programmes).toEqual([]);
      await expect(db.pool.query('drop table filing')).rejects.toThrow(/must be owner/);
    } finally {
      await db.close();
    }
  });
});
