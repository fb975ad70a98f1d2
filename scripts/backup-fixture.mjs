// Keeps a backup of this release for the tests of later ones: the demonstration (示例数据) without its bulk, sealed with
// a secret that is public. Run once at each release, after its last migration: node scripts/backup-fixture.mjs
import { PGlite } from '@electric-sql/pglite';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { home } from './prepare.mjs';

const SECRET_KEY = 'fixture-of-sample-data-0123456789-abcdef';
/** What makes the demonstration large without telling more: printed forms, entries, contents of notices. */
const TRIM = `
set session_replication_role = replica;
delete from attachment where byte_size > 40000 or id not in (select id from attachment order by id desc limit 20);
delete from entry where id not in (select id from entry order by id limit 150);
delete from answer where assessment_id not in (select id from assessment order by id limit 3);
delete from entry_term where entry_id not in (select id from entry);
delete from batch_line where entry_id not in (select id from entry);
delete from notice_body where notice_id not in (select notice_id from notice_body order by notice_id limit 20);
delete from assessment_snapshot where id not in (select id from assessment_snapshot order by id limit 3);
`;

const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'shuheng-fixture-'));
const file = join(home, `tests/fixture/backup-${version}.tar`);

function shuheng(...args) {
  const environment = { ...process.env, DATA_FOLDER: folder, SECRET_KEY };
  delete environment.DATABASE_URL;
  delete environment.DATABASE_OWNER_URL;
  const { status } = spawnSync(process.execPath, [join(home, 'bin/shuheng'), ...args], {
    stdio: 'inherit',
    env: environment,
  });
  if (status !== 0) process.exit(status ?? 1);
}

shuheng('seed');
const database = await PGlite.create({ dataDir: join(folder, 'database/pg') });
await database.exec(TRIM);
await database.close();
shuheng('backup', file);
rmSync(folder, { recursive: true });
