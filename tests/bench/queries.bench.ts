import { randomBytes } from 'node:crypto';
import { cpus } from 'node:os';
import { openServerDatabase, type OpenDatabase } from '#db/client.ts';
import { openMemoryDatabase } from '#db/embedded.ts';
import { migrateToLatest } from '#db/migrator.ts';
import { load, NAME_PART } from './dataset.ts';
import { regulator, worksOn, type Work } from './work.ts';

const SERVER = process.env.SHUHENG_BENCH_DATABASE_URL;
/** The embedded database is for trying the product out; it gets what it can load in a few seconds. */
const FILINGS = Number(process.env.BENCH_FILINGS ?? (SERVER ? 100_000 : 5_000));
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 200);
/** Beyond this many filings only enterprises and filings are loaded: the rest takes too long. */
const MOST_WHOLE = 200_000;

const say = (line: string) => process.stdout.write(`${line}\n`);

async function openForBench(): Promise<OpenDatabase> {
  if (!SERVER) {
    say(
      [
        '未设置 SHUHENG_BENCH_DATABASE_URL：在内嵌 PostgreSQL 上以较小数据量测量，结果不代表正式部署。',
        '正式测量：SHUHENG_BENCH_DATABASE_URL=postgres://可建库的用户@主机/postgres npm run bench（PostgreSQL 15 或更新）',
        'SHUHENG_BENCH_DATABASE_URL is not set: this measures a small set on the embedded PostgreSQL, which says little of a real installation.',
      ].join('\n'),
    );
    return openMemoryDatabase();
  }
  const name = `shuheng_bench_${randomBytes(4).toString('hex')}`;
  const admin = await openServerDatabase(SERVER, 1);
  await admin.pool.query(`create database ${name}`);
  await admin.close();
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  const db = await openServerDatabase(url.href, 2);
  return {
    ...db,
    async close() {
      await db.close();
      const again = await openServerDatabase(SERVER, 1);
      await again.pool.query(`drop database if exists ${name} with (force)`);
      await again.close();
    },
  };
}

function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

interface Measured {
  readonly name: string;
  readonly rows: number;
  readonly product: number;
  readonly floor: number;
}

/** Both ways in turn, so that what else the machine does falls on both alike. Milliseconds, median. */
async function measure(db: OpenDatabase, work: Work): Promise<Measured> {
  const product = () => db.transaction(regulator, work.product);
  const floor = async () => {
    const client = await db.pool.connect();
    try {
      return await work.floor(client);
    } finally {
      client.release();
    }
  };
  const times = { product: [] as number[], floor: [] as number[] };
  const warmUp = Math.ceil(ROUNDS / 10);
  let rows = 0;
  for (let round = -warmUp; round < ROUNDS; round += 1) {
    for (const [way, run] of [
      ['product', product],
      ['floor', floor],
    ] as const) {
      const began = performance.now();
      const seen = await run();
      if (round >= 0) times[way].push(performance.now() - began);
      // A comparison of different answers would say nothing.
      if (way === 'product') rows = seen;
      else if (seen !== rows)
        throw new Error(`${work.name}: ${rows} rows by the product, ${seen} by the floor`);
    }
  }
  return { name: work.name, rows, product: median(times.product), floor: median(times.floor) };
}

function table(results: readonly Measured[]): string {
  const ms = (value: number) => value.toFixed(2);
  return [
    '| 内容 / what | 行数 / rows | 产品 p50 / product, ms | 下限 p50 / floor, ms | 倍数 / ratio |',
    '|---|---:|---:|---:|---:|',
    ...results.map(
      ({ name, rows, product, floor }) =>
        `| ${name} | ${rows} | ${ms(product)} | ${ms(floor)} | ${(product / floor).toFixed(1)} |`,
    ),
  ].join('\n');
}

const db = await openForBench();
try {
  await migrateToLatest(db);
  const began = performance.now();
  const dataset = await load(db, FILINGS, FILINGS <= MOST_WHOLE, say);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const { rows } = await db.pool.query<{ version: string; part: string }>(
    `select current_setting('server_version') as version, (select ${NAME_PART} from (values (7)) v(n)) as part`,
  );
  const { version = '', part = '' } = rows[0] ?? {};
  say(
    `\n${dataset.filings} 份备案 / filings，${dataset.enterprises} 家企业 / enterprises，装载 / loaded in ${seconds} s；` +
      `PostgreSQL ${version}${db.embedded ? '（内嵌 / embedded）' : ''}，Node ${process.versions.node}，${cpus().length} 核 / cores`,
  );
  if (!dataset.isWhole)
    say('此数据量只测队列与计数。/ At this size only the queue and the counts are measured.');
  const results: Measured[] = [];
  for (const work of await worksOn(db, dataset.isWhole, part)) results.push(await measure(db, work));
  say(`\n${table(results)}\n`);
} finally {
  await db.close();
}
