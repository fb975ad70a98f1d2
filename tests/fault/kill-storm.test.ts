import { afterAll, describe, expect, it } from 'vitest';
import { KINDS } from './storm/ledger.ts';
import { embeddedPlace, serverPlace, type Place } from './storm/place.ts';
import { reportLines, storm, type StormReport } from './storm/storm.ts';

const ADMIN_URL = process.env.SHUHENG_TEST_DATABASE_URL;
if (!ADMIN_URL)
  console.log(
    '跳过 PostgreSQL 上的强制终止测试：未设置 SHUHENG_TEST_DATABASE_URL / no SHUHENG_TEST_DATABASE_URL',
  );

/** `npm run faults` asks for more. */
const KILLS = Number(process.env.SHUHENG_FAULT_KILLS ?? 10);
const SEED = Number(process.env.SHUHENG_FAULT_SEED ?? 20261122);
const LONGEST_MS = 300_000 + KILLS * 30_000;

describe('a storm of kills', () => {
  const places: Place[] = [];
  afterAll(async () => {
    for (const place of places) await place.remove();
  });

  async function weather(place: Place): Promise<StormReport> {
    places.push(place);
    const report = await storm(place, KILLS, SEED);
    console.log(reportLines(report).join('\n'));
    expect(report.faults).toEqual([]);
    // A storm in which nobody worked shows nothing.
    expect(KINDS.filter((kind) => report.ledger.counts[kind] === 0)).toEqual([]);
    expect([report.mail.sent > 0, report.mail.reminders > 0]).toEqual([true, true]);
    return report;
  }

  const WARNING = /断电可能丢失.*a power cut may lose what was saved/s;

  it(
    'loses nothing acknowledged on the embedded database, which says at start what it survives',
    async () => {
      const { said } = await weather(embeddedPlace());
      expect(said).toMatch(WARNING);
    },
    LONGEST_MS,
  );

  it.skipIf(!ADMIN_URL)(
    'loses nothing acknowledged on a PostgreSQL server, connections ended now and then',
    async () => {
      const { said } = await weather(await serverPlace(ADMIN_URL ?? ''));
      expect(said).not.toMatch(WARNING);
    },
    LONGEST_MS,
  );
});
