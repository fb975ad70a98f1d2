import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { isCellOpen } from '#app/domain/assessment/answer.ts';
import type { Item, MaturityModel } from '#app/domain/assessment/model.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { listAnswersOfCells } from '#db/queries/answer.read.ts';
import { confirmAnswers } from '#db/queries/answer.write.ts';
import { listExclusions } from '#db/queries/assessment.read.ts';
import { updateAssessment } from '#db/queries/assessment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { itemOf, locateWork } from './locate-item.step.server.ts';

const NOTHING = words('没有待确认的沿用结论。', 'Nothing carried over waits to be confirmed.');

function itemsAt(model: MaturityModel, place: { itemId: string } | { domainId: string }): readonly Item[] {
  if ('domainId' in place) return model.domains.find(({ id }) => id === place.domainId)?.items ?? [];
  const item = itemOf(model, place.itemId);
  return item ? [item] : [];
}

/** Confirms what was carried over into an item or a domain: the same grade and note, now answered for by whoever confirms. */
export async function confirmCarried(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: {
    readonly assessmentId: string;
    /** The item, or the whole domain, of which everything carried over is confirmed. */
    readonly place: { readonly itemId: string } | { readonly domainId: string };
    /** Only this one; all of the place when absent. */
    readonly criterionId?: string;
  },
): Promise<Result<{ confirmed: number }>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateWork(trx, actor, input.assessmentId);
    if (!located.ok) return located;
    const { organisationId, assessment, model, intents, accountId } = located.value;
    const items = itemsAt(model, input.place);
    if (items.length === 0) return refuse('not_found');
    const excluded = (await listExclusions(trx, organisationId, assessment.id)).map(({ cellId }) => cellId);
    const cellIds = items
      .flatMap(({ cells }) => cells.map(({ id }) => id))
      .filter((id) => !excluded.includes(id));
    const answers = await listAnswersOfCells(trx, organisationId, assessment.id, cellIds);
    const carried = answers.filter(
      (answer) =>
        answer.isCarried &&
        (input.criterionId === undefined || answer.criterionId === input.criterionId) &&
        isCellOpen(
          intents,
          answers.filter(({ cellId }) => cellId === answer.cellId),
        ),
    );
    if (carried.length === 0) return refuse('not_allowed_now', { words: NOTHING });
    const place = { organisationId, assessmentId: assessment.id };
    const criteria = carried.map(({ criterionId }) => criterionId);
    const by = { accountId, name: actor.name, now: moment.now };
    if ((await confirmAnswers(trx, place, criteria, by)) !== criteria.length) {
      throw new Error('a carried answer moved under its lock');
    }
    await updateAssessment(trx, organisationId, assessment.id, { updated_at: moment.now });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'answers.confirmed',
      payload: { criteria },
      subjectId: assessment.id,
      shared: false,
    });
    return done({ confirmed: carried.length });
  });
}
