import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { acceptProposal, isCommentAnchor } from '#app/domain/filing/review.ts';
import { isGroup } from '#app/domain/filing/field.ts';
import { definitionAt, parseFieldPath } from '#app/domain/filing/field-path.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { OpenThreadInput } from '#app/domain/review/review-input.ts';
import { words, type Words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { insertComment, insertThread } from '#db/queries/comment.write.ts';
import { openBody } from '#db/queries/filing-body.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getReviewVersion, type ReviewFiling } from '#db/queries/review.read.ts';
import type { Ports } from '../ports.ts';
import { lockFilingFor, officerWho } from './regulator.step.server.ts';
import { tellEnterprise } from './tell-enterprise.step.server.ts';

const NO_PROPOSAL = words(
  '该栏目加密保存，不能填写建议值；请在意见中说明。',
  'This field is kept encrypted; no value can be proposed. Say it in the comment.',
);

/** What is wrong with a proposed value for a place of a version; null when it fits. */
async function proposalProblem(
  trx: Trx,
  ports: Pick<Ports, 'sealer'>,
  filing: ReviewFiling,
  input: OpenThreadInput,
): Promise<Words | null> {
  if (input.proposed === '') return null;
  const path = parseFieldPath(input.anchor);
  const definition = path === null ? null : definitionAt(path);
  if (definition !== null && !isGroup(definition) && definition.encrypted) return NO_PROPOSAL;
  const version = await getReviewVersion(trx, filing.organisationId, filing.id, filing.currentVersionNo);
  if (!version) return words('未找到当前版本。', 'The current version was not found.');
  const body = openBody(ports.sealer, filing.organisationId, version.body);
  const answer = acceptProposal(body, input.anchor, input.proposed);
  return answer.ok ? null : answer.message;
}

/**
 * 提出意见 on a field of the current version, with a value proposed if wished. A draft stays with the regulator until
 * the return; a question is published at once and the enterprise is told. Drafts are noted in the regulator's own
 * journal, since the enterprise reads its own.
 * @returns the thread's id
 */
export async function openThread(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: OpenThreadInput,
): Promise<Result<{ id: string }>> {
  const officer = officerWho(actor, 'comment');
  if (!officer.ok) return officer;
  const { scope, accountId, name } = officer.value;
  if (!isCommentAnchor(input.anchor)) {
    return refuse('invalid', {
      fields: { anchor: words('备案表没有这个栏目。', 'The form has no such field.') },
    });
  }
  return ports.db.transaction(scope, async (trx) => {
    const locked = await lockFilingFor(trx, officer.value, 'comment', input.filing);
    if (!locked.ok) return locked;
    const filing = locked.value;
    const problem = await proposalProblem(trx, ports, filing, input);
    if (problem) return refuse('invalid', { fields: { proposed: problem } });
    const isPublished = input.publish === 'now';
    const place = {
      organisationId: filing.organisationId,
      programmeId: scope.programmeId,
      regionCode: filing.regionCode,
      now: moment.now,
      isPublished,
    };
    const id = newId(moment.now);
    await insertThread(trx, {
      ...place,
      id,
      subjectId: filing.id,
      versionNo: filing.currentVersionNo,
      anchor: input.anchor,
      proposedValue: input.proposed === '' ? null : input.proposed,
      createdByName: name,
    });
    await insertComment(trx, {
      ...place,
      id: newId(moment.now),
      threadId: id,
      authorId: accountId,
      authorSide: 'regulator',
      authorName: name,
      body: input.body,
    });
    await appendJournal(trx, actor, moment, {
      organisationId: isPublished ? filing.organisationId : scope.organisationId,
      type: isPublished ? 'comment.published' : 'comment.drafted',
      payload: {
        thread: id,
        filing: filing.id,
        field: input.anchor,
        version: filing.currentVersionNo,
        proposes: input.proposed !== '',
      },
      subjectId: filing.id,
      shared: isPublished,
    });
    if (isPublished) await tellOfQuestion(trx, ports, moment, filing, id);
    return done({ id });
  });
}

async function tellOfQuestion(
  trx: Trx,
  ports: Pick<Ports, 'sealer' | 'site'>,
  moment: Moment,
  filing: ReviewFiling,
  occurrence: string,
): Promise<void> {
  await tellEnterprise(trx, ports, moment, filing, {
    rule: 'comment.published',
    occurrence,
    subject: words(
      `主管部门就备案 ${filing.serialNo ?? ''} 提出询问`,
      `A question about filing ${filing.serialNo ?? ''}`,
    ),
    body: words(
      `${filing.enterpriseName}：主管部门就所报送的备案提出询问，请在备案页查看并答复。`,
      `${filing.enterpriseName}: the regulator has a question about your filing. Read and answer it on the filing’s page.`,
    ),
  });
}
