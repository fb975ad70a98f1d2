import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { itemsOf } from '#app/domain/assessment/model.ts';
import { readPosted } from '../../http/form.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { saveAnswers } from '../../services/answer/save-answers.server.ts';
import { requireAssessmentHouse } from './house.server.ts';
import { answerFacts } from './item-page.server.ts';
import { loadAssessment } from './load-assessment.server.ts';
import { readAnswerEdits } from './posted-answers.server.ts';

/** How the answers of an item (`?item=`) stand, for a page that comes back into view. */
export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const { assessment, model, answers } = await loadAssessment(
    incoming,
    house,
    incoming.params['assessmentId'],
  );
  const itemId = new URL(incoming.request.url).searchParams.get('item');
  const cellIds =
    itemsOf(model)
      .find(({ id }) => id === itemId)
      ?.cells.map(({ id }) => id) ?? [];
  return Response.json({
    answers: answers
      .filter(({ cellId }) => cellIds.includes(cellId))
      .map((answer) => answerFacts(answer, house.visit.session.accountId)),
    clashes: [],
    savedAt: assessment.updatedAt,
  });
}

/** Saves what autosave sends: answers, each with what it was typed onto. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit } = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  const edits = readAnswerEdits(await readPosted(incoming));
  if (!edits.ok) return refusalResponse(edits.refusal);
  const saved = await saveAnswers(incoming.context.ports, visit.actor, visit.moment, {
    assessmentId: incoming.params['assessmentId'] ?? '',
    edits: edits.value,
  });
  if (!saved.ok) return refusalResponse(saved.refusal);
  const { answers, clashes } = saved.value;
  return Response.json({
    answers: answers.map((answer) => answerFacts(answer, visit.session.accountId)),
    clashes,
    savedAt: visit.moment.now,
  });
}
