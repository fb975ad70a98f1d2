import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { Ports } from '#app/services/ports.ts';
import { claimFiling } from '#app/services/review/claim-filing.server.ts';
import { openThread } from '#app/services/review/open-thread.server.ts';
import { recordFiling } from '#app/services/review/record-filing.server.ts';
import { returnFiling } from '#app/services/review/return-filing.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import { makeSubmittedFiling, type TestFiling, type TestFilingOptions } from '#tests/support/filing.ts';
import { granted, sampleCode } from '#tests/support/filing-world.ts';
import { makeActor, makeOrganisation, testPorts, type TestOrganisation } from '#tests/support/world.ts';

/** An enterprise with its owner and credit code. */
export interface Filer {
  readonly organisation: TestOrganisation;
  readonly owner: Actor;
  readonly uscc: string;
}

/** An office with its people, and what they do to filings. */
export async function makeRegister(db: OpenDatabase) {
  const ports: Ports = testPorts(db);
  const office = await makeOrganisation(ports, { kind: 'regulator' });
  const reviewer = await makeActor(ports, office, 'reviewer', { name: '李审阅' });
  let number = 0;

  async function makeFiler(name: string): Promise<Filer> {
    const uscc = sampleCode((number += 1));
    const organisation = await makeOrganisation(ports, { kind: 'enterprise', name, uscc });
    return { organisation, owner: await makeActor(ports, organisation, 'owner'), uscc };
  }

  function submit(filer: Filer, moment: Moment, options: TestFilingOptions = {}): Promise<TestFiling> {
    const body = { enterprise: { name: filer.organisation.name, uscc: filer.uscc }, ...options.body };
    return makeSubmittedFiling(ports, filer.owner, { submittedAt: moment.now, ...options, body });
  }

  async function record(filing: TestFiling, moment: Moment): Promise<void> {
    granted(await claimFiling(ports, reviewer, moment, { filing: filing.id, takeOver: '' }));
    granted(await recordFiling(ports, reviewer, moment, { filing: filing.id, version: 1 }));
  }

  async function giveBack(filing: TestFiling, moment: Moment): Promise<void> {
    granted(await claimFiling(ports, reviewer, moment, { filing: filing.id, takeOver: '' }));
    granted(
      await openThread(ports, reviewer, moment, {
        filing: filing.id,
        anchor: 'cdo.name',
        body: '请与任职文件一致。',
        proposed: '',
        publish: 'draft',
      }),
    );
    granted(await returnFiling(ports, reviewer, moment, { filing: filing.id }));
  }

  /** Puts licence holders into the office's roster. */
  async function list(holders: readonly { uscc: string; name: string; licence: string }[], now: string) {
    for (const { uscc, name, licence } of holders) {
      await db.pool.query(
        `insert into roster_entry (organisation_id, id, programme_id, region_code, uscc, name, licence_number, created_at)
         values ($1, gen_random_uuid(), 'sh-cdo', '310115', $2, $3, $4, $5)`,
        [office.id, uscc, name, licence, now],
      );
    }
  }

  return { ports, office, reviewer, makeFiler, submit, record, giveBack, list };
}
