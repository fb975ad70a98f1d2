import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { Role } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { fillTemplate, type UrgeInput } from '#app/domain/roster/urging.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { listRosterEntries, type RosterEntry } from '#db/queries/roster.read.ts';
import { updateEntriesUrged } from '#db/queries/roster.write.ts';
import {
  queueNotices,
  recipientsOfOrganisation,
  type Recipient,
} from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';
import { regulatorWho } from './regulator.step.server.ts';

type UrgePorts = Pick<Ports, 'db' | 'sealer' | 'site'>;

/** Who was reached and who wasn't. */
export interface UrgeOutcome {
  readonly urged: number;
  /** On record with nothing owed. */
  readonly settled: number;
  /** Neither an account nor a contact address. */
  readonly unreachable: number;
}

const FILERS: readonly Role[] = ['owner', 'cdo', 'preparer'];

/** Nothing to urge: on record, and no reported change waits for its filing. */
export function isSettled(entry: Pick<RosterEntry, 'isRecorded' | 'owedOn'>): boolean {
  return entry.isRecorded && entry.owedOn === null;
}

/** The people of a registered enterprise, or the contact of one that isn't. */
async function recipientsOf(
  trx: Trx,
  ports: UrgePorts,
  scope: RegulatorScope,
  entry: RosterEntry,
): Promise<Recipient[]> {
  if (entry.enterpriseId !== null) {
    const people = await recipientsOfOrganisation(trx, ports, entry.enterpriseId, FILERS);
    if (people.length > 0) return people;
  }
  if (entry.contactCipher === null) return [];
  const email = ports.sealer.open('roster.contact', entry.contactCipher, scope.organisationId);
  return [{ accountId: null, email }];
}

async function urgeOne(
  trx: Trx,
  ports: UrgePorts,
  actor: Actor,
  moment: Moment,
  scope: RegulatorScope,
  entry: RosterEntry,
  text: string,
): Promise<boolean> {
  const recipients = await recipientsOf(trx, ports, scope, entry);
  if (recipients.length === 0) return false;
  const filled = fillTemplate(text, entry.name, entry.owedOn);
  await queueNotices(
    trx,
    ports,
    moment,
    {
      organisationId: entry.enterpriseId ?? scope.organisationId,
      rule: 'roster.urged',
      occurrence: `${entry.id}:${moment.today}`,
      subject: words('请办理企业首席数据官备案', 'Please file your Chief Data Officer record'),
      body: words(filled, filled),
      link: entry.enterpriseId === null ? '/register' : '/filings',
    },
    recipients,
  );
  if (entry.enterpriseId !== null) {
    await appendJournal(trx, actor, moment, {
      organisationId: entry.enterpriseId,
      type: 'roster.urged',
      payload: { owedOn: entry.owedOn },
      subjectId: entry.enterpriseId,
      shared: true,
    });
  }
  return true;
}

/**
 * 催办 from the roster: tells each enterprise's people, or its contact where nobody is registered, once a day at most.
 * Those with nothing owed, and those who can't be reached, are left and counted.
 */
export async function urgeRoster(
  ports: UrgePorts,
  actor: Actor,
  moment: Moment,
  input: UrgeInput,
): Promise<Result<UrgeOutcome>> {
  const scope = regulatorWho(actor, 'urge');
  if (!scope.ok) return scope;
  return ports.db.transaction(scope.value, async (trx) => {
    const entries = await listRosterEntries(trx, scope.value, input.entry);
    if (entries.length === 0) return refuse('not_found');
    const owing = entries.filter((entry) => !isSettled(entry));
    // Journals are appended to in one order everywhere, so that two batches never wait for each other.
    const ordered = [...owing].sort((a, b) => ((a.enterpriseId ?? '') < (b.enterpriseId ?? '') ? -1 : 1));
    const urged: string[] = [];
    for (const entry of ordered) {
      if (await urgeOne(trx, ports, actor, moment, scope.value, entry, input.text)) urged.push(entry.id);
    }
    await updateEntriesUrged(trx, scope.value, urged, moment.now);
    const outcome = {
      urged: urged.length,
      settled: entries.length - owing.length,
      unreachable: owing.length - urged.length,
    };
    await appendJournal(trx, actor, moment, {
      organisationId: scope.value.organisationId,
      type: 'roster.urged',
      payload: { ...outcome, entries: urged },
      shared: false,
    });
    return done(outcome);
  });
}
