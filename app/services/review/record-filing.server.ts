import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { checkRecord } from '#app/domain/filing/review.ts';
import { RECEIPT_SENTENCES } from '#app/domain/filing/receipt.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { RecordInput } from '#app/domain/review/review-input.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { listThreads } from '#db/queries/comment.read.ts';
import { resolveAnsweredThreads } from '#db/queries/comment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getReviewVersion, lockRecordedFiling, type ReviewFiling } from '#db/queries/review.read.ts';
import { closeChangesOfFiling, updateRecorded, updateSuperseded } from '#db/queries/review.write.ts';
import type { Ports } from '../ports.ts';
import { lockFilingFor, type Officer, officerWho } from './regulator.step.server.ts';
import { tellEnterprise } from './tell-enterprise.step.server.ts';

async function supersedeFormer(
  trx: Trx,
  officer: Officer,
  actor: Actor,
  moment: Moment,
  filing: ReviewFiling,
): Promise<ReviewFiling | undefined> {
  const former = await lockRecordedFiling(trx, officer.scope, filing.organisationId);
  if (!former) return undefined;
  await updateSuperseded(trx, former, moment.now);
  await appendJournal(trx, actor, moment, {
    organisationId: filing.organisationId,
    type: 'filing.superseded',
    payload: { by: filing.id, version: former.currentVersionNo },
    subjectId: former.id,
    shared: true,
  });
  return former;
}

/**
 * 备案存档: makes the version that was read the enterprise's current record, supersedes the former, settles answered
 * comments and closes the reported change that it answers. A record of the platform, not an administrative licence.
 * Refused while comments are open, and when another version was submitted since the page was read.
 */
export async function recordFiling(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: RecordInput,
): Promise<Result<{ supersededId: string | null }>> {
  const officer = officerWho(actor, 'record');
  if (!officer.ok) return officer;
  return ports.db.transaction(officer.value.scope, async (trx) => {
    const locked = await lockFilingFor(trx, officer.value, 'record', input.filing);
    if (!locked.ok) return locked;
    const filing = locked.value;
    if (filing.currentVersionNo !== input.version) return refuse('conflict');
    const check = checkRecord(await listThreads(trx, filing.organisationId, filing.id));
    if (!check.ok) return refuse('incomplete', { words: check.message });
    const version = await getReviewVersion(trx, filing.organisationId, filing.id, filing.currentVersionNo);
    if (!version) return refuse('not_found');
    const former = await supersedeFormer(trx, officer.value, actor, moment, filing);
    await resolveAnsweredThreads(trx, filing.organisationId, filing.id, moment.now);
    await updateRecorded(trx, filing, { name: officer.value.name, now: moment.now });
    const changes = await closeChangesOfFiling(trx, filing, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: filing.organisationId,
      type: 'filing.recorded',
      payload: {
        version: version.no,
        digest: version.digest,
        supersedes: former?.id ?? null,
        closes: changes,
      },
      subjectId: filing.id,
      shared: true,
    });
    await tellOfRecord(trx, ports, moment, filing);
    return done({ supersededId: former?.id ?? null });
  });
}

async function tellOfRecord(
  trx: Trx,
  ports: Pick<Ports, 'sealer' | 'site'>,
  moment: Moment,
  filing: ReviewFiling,
): Promise<void> {
  const note = RECEIPT_SENTENCES.notLicence;
  await tellEnterprise(trx, ports, moment, filing, {
    rule: 'filing.recorded',
    occurrence: filing.id,
    subject: words(
      `备案 ${filing.serialNo ?? ''} 已备案存档`,
      `Filing ${filing.serialNo ?? ''} is on record`,
    ),
    body: words(
      `${filing.enterpriseName}：所报送的备案已备案存档（${note.zh}）。人员变动后须在 5 个工作日内重新备案。`,
      `${filing.enterpriseName}: your filing is on record (${note.en.toLowerCase()}). After a change of personnel, file again within 5 working days.`,
    ),
  });
}
