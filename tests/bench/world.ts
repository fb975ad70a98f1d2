import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import { openServerDatabase } from '#db/client.ts';
import { migrateToLatest } from '#db/migrator.ts';
import { installPlatform } from '#entry/install.ts';
import { momentAt } from '#tests/support/world.ts';
import { makeAssessmentWorld, type AssessmentWorld } from './assessment-scene.ts';
import type { Mould } from './data.ts';
import { benchPorts, makeOffice, makeSample, type Office, type Sample } from './scene.ts';
import { insertSessions } from './session.ts';
import { Stamp, takeImage, type Image } from './stamp.ts';
import { makeTargetWorld, type TargetWorld } from './target-scene.ts';

/** What the services made, and what is stamped from it. */
export interface World {
  readonly today: PlainDate;
  readonly office: Office;
  readonly samples: readonly Sample[];
  /** Of enterprises with a history whose last filing waits. */
  readonly moulds: readonly Mould[];
  /** Of enterprises with people of their own, for what is written: a draft, and a filing ready to be submitted. */
  readonly writers: { readonly draft: Writer; readonly sealed: Writer };
  readonly assessments: AssessmentWorld;
  readonly targets: TargetWorld;
}

/** An enterprise that somebody writes in. */
export interface Writer extends Mould {
  readonly sample: Sample;
  readonly image: Image;
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
    const draft = await makeSample(ports, db, office, today, { index: 3, former: 1, reached: 'draft' });
    const sealed = await makeSample(ports, db, office, today, { index: 4, former: 0, reached: 'sealed' });
    const client = await db.pool.connect();
    try {
      const assessments = await makeAssessmentWorld(ports, db, client, today);
      const targets = await makeTargetWorld(ports, db, client, today);
      const people = [
        office.supervisor,
        ...office.reviewers,
        assessments.house.owner,
        assessments.consultant,
      ];
      await insertSessions(client, [...people, targets.supervisor, targets.reporter], now);
      const moulds: Mould[] = [];
      for (const { organisation, texts } of samples) {
        moulds.push({
          stamp: new Stamp(await takeImage(client, organisation.id), texts, ports.sealer),
          texts,
        });
      }
      const writerOf = async (sample: Sample): Promise<Writer> => {
        const image = await takeImage(client, sample.organisation.id, { people: true });
        return { sample, image, texts: sample.texts, stamp: new Stamp(image, sample.texts, ports.sealer) };
      };
      const writers = { draft: await writerOf(draft), sealed: await writerOf(sealed) };
      return { today, office, samples, moulds, writers, assessments, targets };
    } finally {
      client.release();
    }
  } finally {
    await db.close();
  }
}
