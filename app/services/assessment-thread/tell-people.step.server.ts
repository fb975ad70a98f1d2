import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { itemsOf, type MaturityModel } from '#app/domain/assessment/model.ts';
import { words, type Words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import {
  queueNotices,
  recipientsOfOrganisation,
  type Recipient,
} from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';

type Rule = 'assessment.returned' | 'assessment.asked' | 'assessment.answered';

const SAID: Readonly<Record<Rule, { subject: Words; body: Words }>> = {
  'assessment.returned': {
    subject: words('评估结论被退回', 'Answers sent back'),
    body: words(
      '复核人退回了结论并提出问题，请修改或答复。',
      'A validator sent answers back with a question: change or answer them.',
    ),
  },
  'assessment.asked': {
    subject: words('评估中有新的询问', 'A question in an assessment'),
    body: words('有新的询问，请查看并答复。', 'There is a new question: read and answer it.'),
  },
  'assessment.answered': {
    subject: words('评估中的询问已有答复', 'A question in an assessment was answered'),
    body: words('您提出的询问已有答复，请查看。', 'Your question was answered.'),
  },
};

/** The address of the item that a cell belongs to, within an assessment. */
function placeOf(model: MaturityModel, cellId: string): { item: string; name: Words } {
  const item = itemsOf(model).find(({ cells }) => cells.some(({ id }) => id === cellId));
  return { item: item?.id ?? '', name: item?.name ?? words(cellId, cellId) };
}

/**
 * Tells people of an assessment's houses what happened to an item: the enterprise's in their own house, the consultant's
 * colleagues in the client's. Who does it isn't told.
 */
export async function tellPeople(
  trx: Trx,
  ports: Pick<Ports, 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  work: {
    readonly organisationId: string;
    readonly assessment: {
      readonly id: string;
      readonly title: string;
      readonly side: 'self' | 'independent';
    };
    readonly model: MaturityModel;
  },
  told: {
    readonly rule: Rule;
    /** Unique per happening: the thread's or the comment's id. */
    readonly occurrence: string;
    readonly cellId: string;
    readonly people: (recipient: Recipient) => boolean;
  },
): Promise<void> {
  const { organisationId, assessment, model } = work;
  const { item, name } = placeOf(model, told.cellId);
  const said = SAID[told.rule];
  const houses = [{ id: organisationId, base: '' }];
  if (actor.scope.kind === 'consultant') {
    houses.push({ id: actor.scope.organisationId, base: `/clients/${actor.scope.grantId}` });
  }
  for (const { id, base } of houses) {
    const isEnterprise = base === '';
    // The enterprise answers an assessor's questions by their list; the item's page is closed to it until both are signed.
    const path =
      isEnterprise && assessment.side === 'independent' ? 'threads' : `items/${encodeURIComponent(item)}`;
    const recipients = await recipientsOfOrganisation(trx, ports, id);
    await queueNotices(
      trx,
      ports,
      moment,
      {
        organisationId,
        rule: told.rule,
        occurrence: told.occurrence,
        subject: words(`${said.subject.zh}：${assessment.title}`, `${said.subject.en}: ${assessment.title}`),
        body: words(
          `“${assessment.title}”的“${name.zh}”：${said.body.zh}`,
          `“${assessment.title}”, ${name.en}: ${said.body.en}`,
        ),
        link: `${base}/assessments/${assessment.id}/${path}`,
      },
      recipients.filter((one) => one.accountId !== actor.accountId && told.people(one)),
    );
  }
}
