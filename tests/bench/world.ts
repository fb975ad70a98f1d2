import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import { openServerDatabase } from '#db/client.ts';
import { migrateToLatest } from '#db/migrator.ts';
import { installPlatform } from '#entry/install.ts';
import { momentAt } from '#tests/support/world.ts';
import type { Mould } from './data.ts';
import { benchPorts, makeOffice, makeSample, type Office, type Sample } from './scene.ts';
import { insertSessions } from './session.ts';
import { Stamp, takeImage } from './stamp.ts';

/** What the services made, and what is stamped from it. */
export interface World {
  readonly today: PlainDate;
  readonly office: Office;
  readonly samples: readonly Sample[];
  /** Of enterprises with a history whose last filing waits. */
  readonly moulds: readonly Mould[];
}

/** Samples of enterprises that stand in the queue: each of another region and class. */
const WAITING = ['submitted', 'in_review', 'settled'] as const;

/** Installs the product in an empty database and lives through everything once, through the services. */
export async function makeWorld(url: string, today: PlainDate, now: string): Promise<World> {
  const db = await openServerDatabase(url, 4);
  try {
    await migrateToLatest(db);
    const ports = benchPorts(db);
    await installPlatform(ports, momentAt(now));
    const office = await makeOffice(ports);
    const samples: Sample[] = [];
    for (const [index, reached] of WAITING.entries()) {
      samples.push(await makeSample(ports, db, office, today, { index, former: 4, reached }));
    }
    const client = await db.pool.connect();
    try {
      await insertSessions(client, [office.supervisor, ...office.reviewers], now);
      const moulds: Mould[] = [];
      for (const { organisation, texts } of samples) {
        moulds.push({
          stamp: new Stamp(await takeImage(client, organisation.id), texts, ports.sealer),
          texts,
        });
      }
      return { today, office, samples, moulds };
    } finally {
      client.release();
    }
  } finally {
    await db.close();
  }
}
