import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import { type GiveInput, sinceProblem } from '#app/domain/designation/designation.ts';
import { regionContains } from '#app/domain/organisation/region.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { DesignationKind } from '#app/domain/target/plan.ts';
import { words, type Words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { isUniqueViolation } from '#db/conflict.ts';
import { isId, newId } from '#db/identifier.ts';
import { type DesignationKey, listDesignationsOf } from '#db/queries/designation.read.ts';
import { insertDesignation } from '#db/queries/designation.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getOrganisation, type OrganisationView } from '#db/queries/organisation.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import type { Ports } from '../ports.ts';
import { designatorScope } from './designator.step.server.ts';

const UNKNOWN = words(
  '未找到本单位管辖范围内的这家企业。',
  'There is no such enterprise within your programme and region.',
);
const HELD = words('该企业已有此称号，尚未终止。', 'The enterprise holds this designation already.');

async function findEnterprise(
  trx: Trx,
  scope: RegulatorScope,
  id: string,
): Promise<OrganisationView | undefined> {
  const house = isId(id) ? await getOrganisation(trx, id) : undefined;
  if (house?.kind !== 'enterprise' || house.programmeId !== scope.programmeId) return undefined;
  return regionContains(scope.regionCode, house.regionCode) ? house : undefined;
}

/** Why the enterprise can't hold it from that day on; null when it can: two periods of one kind don't overlap. */
async function overlap(
  trx: Trx,
  organisationId: string,
  kind: DesignationKind,
  sinceOn: PlainDate,
): Promise<{ field: 'kind' | 'sinceOn'; words: Words } | null> {
  const same = (await listDesignationsOf(trx, organisationId)).filter((one) => one.kind === kind);
  if (same.some(({ endedOn }) => endedOn === null)) return { field: 'kind', words: HELD };
  const before = same.find(({ endedOn }) => endedOn !== null && endedOn > sinceOn);
  if (!before) return null;
  return {
    field: 'sinceOn',
    words: words(
      `与此前的同一称号（${before.sinceOn} 至 ${before.endedOn ?? ''}）重叠。`,
      `It overlaps the earlier one (${before.sinceOn} to ${before.endedOn ?? ''}).`,
    ),
  };
}

/** 授予: gives an enterprise of the programme a designation from a day on, by a document. It counts where a plan counts it. */
export async function giveDesignation(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: GiveInput,
): Promise<Result<DesignationKey & { name: string }>> {
  const designator = designatorScope(actor);
  if (!designator.ok) return designator;
  const scope = designator.value;
  const since = sinceProblem(input.sinceOn, moment.today);
  if (since) return refuse('invalid', { fields: { sinceOn: since } });
  const given = ports.db.transaction(scope, async (trx) => {
    const house = await findEnterprise(trx, scope, input.enterprise);
    if (!house) return refuse('invalid', { fields: { enterprise: UNKNOWN } });
    const problem = await overlap(trx, house.id, input.kind, input.sinceOn);
    if (problem) return refuse('conflict', { fields: { [problem.field]: problem.words } });
    const id = newId(moment.now);
    await insertDesignation(trx, scope, {
      organisationId: house.id,
      id,
      enterpriseName: house.name,
      regionCode: house.regionCode,
      kind: input.kind,
      sinceOn: input.sinceOn,
      basis: input.basis,
      givenByName: actor.name,
      now: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId: house.id,
      type: 'designation.given',
      payload: { kind: input.kind, since: input.sinceOn, basis: input.basis },
      subjectId: id,
      shared: true,
    });
    return done({ organisationId: house.id, id, name: house.name });
  });
  try {
    return await given;
  } catch (error) {
    // Two officers gave it at the same moment: the second is told what the first did.
    if (isUniqueViolation(error)) return refuse('conflict', { fields: { kind: HELD } });
    throw error;
  }
}
