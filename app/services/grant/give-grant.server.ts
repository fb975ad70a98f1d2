import { isConstraintViolation } from '#db/conflict.ts';
import { newId } from '#db/identifier.ts';
import { insertGrant } from '#db/queries/grant.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getOrganisation, getOrganisationByUscc } from '#db/queries/organisation.read.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import {
  GRANT_PURPOSES,
  GRANT_RIGHTS,
  grantTermProblem,
  type GrantInput,
} from '#app/domain/organisation/grant.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { queueNotices, recipientsOfOrganisation } from '../notice/queue-notices.step.server.ts';

const NO_CONSULTANCY = words(
  '没有以此代码登记的咨询机构：请核对代码，或请对方先在平台登记。',
  'No consultancy is registered under this code: check it, or ask them to register first.',
);

const ONE_PURPOSE = words(
  '该机构已有另一用途的有效授权：同一机构不能既协助填报又做评估。请先撤销原授权，或另选机构。',
  'This consultancy holds a live grant for the other purpose: nobody both helps and assesses. Revoke that one first, or choose another consultancy.',
);

/**
 * Lets a consultancy into the own enterprise until a day; its people are told. One that helps doesn't assess, and the
 * other way round: the database holds it, also when two grants are given at once.
 */
export async function giveGrant(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: GrantInput & { readonly organisationId: string },
): Promise<Result<{ consultancyName: string }>> {
  try {
    return await writeGrant(ports, actor, moment, input);
  } catch (error) {
    if (!isConstraintViolation(error, 'client_grant_one_purpose')) throw error;
    return refuse('invalid', { fields: { purpose: ONE_PURPOSE } });
  }
}

async function writeGrant(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: GrantInput & { readonly organisationId: string },
): Promise<Result<{ consultancyName: string }>> {
  const { organisationId, purpose, rights, expiresOn } = input;
  const problem = grantTermProblem(expiresOn, moment.today);
  if (problem) return refuse('invalid', { fields: { expiresOn: problem } });
  return ports.db.transaction(actor.scope, async (trx) => {
    const client = await getOrganisation(trx, organisationId);
    const consultancy = await getOrganisationByUscc(trx, input.uscc);
    if (!client) return refuse('not_found');
    if (consultancy?.kind !== 'consultancy') return refuse('invalid', { fields: { uscc: NO_CONSULTANCY } });
    const id = newId(moment.now);
    await insertGrant(trx, {
      organisationId,
      id,
      consultancyId: consultancy.id,
      consultancyName: consultancy.name,
      clientName: client.name,
      purpose,
      rights,
      expiresOn,
      createdByName: actor.name,
      now: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'grant.given',
      payload: { consultancy: consultancy.id, purpose, rights, expiresOn },
      subjectId: id,
      shared: false,
    });
    await queueNotices(
      trx,
      ports,
      moment,
      {
        organisationId,
        rule: 'grant.given',
        occurrence: id,
        subject: words(`${client.name}授权贵机构`, `${client.name} lets you in`),
        body: words(
          `${client.name}授权贵机构${GRANT_PURPOSES[purpose].zh}，权限：${GRANT_RIGHTS[rights].zh}，有效期至 ${expiresOn}。`,
          `${client.name} lets you in (${GRANT_PURPOSES[purpose].en}): ${GRANT_RIGHTS[rights].en}, until ${expiresOn}.`,
        ),
        link: '/start',
      },
      await recipientsOfOrganisation(trx, ports, consultancy.id),
    );
    return done({ consultancyName: consultancy.name });
  });
}
