import type { Actor, Moment } from '#app/domain/account/actor.ts';
import {
  isCellOpen,
  mergeAnswer,
  NO_ANSWER,
  sameAnswer,
  type AnswerClash,
  type AnswerContent,
  type AnswerEdit,
} from '#app/domain/assessment/answer.ts';
import { checkAnswers } from '#app/domain/assessment/check-answers.ts';
import type { MaturityModel } from '#app/domain/assessment/model.ts';
import { done, refuse, type Refusal, type Result } from '#app/domain/refusal/refusal.ts';
import { words, type Words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { listAnswersOfCells, type AnswerView } from '#db/queries/answer.read.ts';
import { insertAnswers, updateAnswer, type NewAnswer } from '#db/queries/answer.write.ts';
import { getAssessment, listExclusions } from '#db/queries/assessment.read.ts';
import { updateAssessment } from '#db/queries/assessment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { LocatedWork } from './locate-item.step.server.ts';

/** How the cells that an edit spoke of stand now. */
export interface SavedAnswers {
  readonly answers: readonly AnswerView[];
  /** Places that somebody else changed too; they hold theirs. */
  readonly clashes: readonly AnswerClash[];
  /** Criteria that were written. */
  readonly saved: readonly string[];
}

interface Place {
  readonly cellId: string;
  readonly domainId: string;
}

function placesOf(model: MaturityModel): ReadonlyMap<string, Place> {
  return new Map(
    model.domains.flatMap((domain) =>
      domain.items.flatMap(({ cells }) =>
        cells.flatMap((cell) =>
          cell.criteria.map(({ id }): [string, Place] => [id, { cellId: cell.id, domainId: domain.id }]),
        ),
      ),
    ),
  );
}

const outOfModel = (id: string): Words =>
  words(`该评估的模型没有评估项 ${id}。`, `The model of this assessment has no criterion ${id}.`);
const outOfScope = (id: string): Words =>
  words(`评估项 ${id} 已裁剪（不适用），不能作答。`, `Criterion ${id} is out of scope and takes no answer.`);
const notOpen = (id: string): Words =>
  words(
    `评估项 ${id} 正在复核，退回后才能修改。`,
    `Criterion ${id} is being validated; it can be changed once it is sent back.`,
  );

/** What the edits ask for that can't be: words by criterion; the first of them speaks for the whole. */
async function problemsOf(
  trx: Trx,
  work: LocatedWork,
  places: ReadonlyMap<string, Place>,
  edits: readonly AnswerEdit[],
  stored: readonly AnswerView[],
): Promise<Refusal | null> {
  const { organisationId, assessment, model, intents } = work;
  const record = await getAssessment(trx, organisationId, assessment.id);
  if (!record) return refuse('not_found').refusal;
  const excluded = new Set(
    (await listExclusions(trx, organisationId, assessment.id)).map(({ cellId }) => cellId),
  );
  const grades = Object.fromEntries(
    edits.flatMap(({ criterionId, mine }) => (mine.grade === null ? [] : [[criterionId, mine.grade]])),
  );
  const problems = new Map<string, Words>();
  for (const problem of checkAnswers(model, record.scheme, { grades, exclusions: {} })) {
    problems.set(problem.id, problem.words);
  }
  let isLate = problems.size === 0;
  for (const { criterionId } of edits) {
    const place = places.get(criterionId);
    if (!place) problems.set(criterionId, outOfModel(criterionId));
    else if (excluded.has(place.cellId)) problems.set(criterionId, outOfScope(criterionId));
    else {
      if (
        !isCellOpen(
          intents,
          stored.filter(({ cellId }) => cellId === place.cellId),
        )
      )
        problems.set(criterionId, problems.get(criterionId) ?? notOpen(criterionId));
      continue;
    }
    isLate = false;
  }
  const [first] = problems.values();
  if (!first) return null;
  return refuse(isLate ? 'not_allowed_now' : 'invalid', {
    words: first,
    fields: Object.fromEntries(problems),
  }).refusal;
}

/**
 * Writes several answers of a located assessment at once. Each is merged, grade and note for themselves, with what others
 * saved meanwhile: nothing of theirs is overwritten, and a place that both changed keeps theirs and is named. An edit that
 * speaks of a criterion outside the model or the scope, or gives a grade that the scheme doesn't have, refuses the whole.
 */
export async function writeAnswers(
  trx: Trx,
  actor: Actor,
  moment: Moment,
  work: LocatedWork,
  edits: readonly AnswerEdit[],
): Promise<Result<SavedAnswers>> {
  const { organisationId, assessment, model, accountId } = work;
  const places = placesOf(model);
  const cellIds = [...new Set(edits.flatMap(({ criterionId }) => places.get(criterionId)?.cellId ?? []))];
  const stored = await listAnswersOfCells(trx, organisationId, assessment.id, cellIds);
  const refusal = await problemsOf(trx, work, places, edits, stored);
  if (refusal) return { ok: false, refusal };
  const clashes: AnswerClash[] = [];
  const saved: string[] = [];
  const fresh: NewAnswer[] = [];
  for (const { criterionId, base, mine } of edits) {
    const place = places.get(criterionId);
    const known = stored.find((answer) => answer.criterionId === criterionId);
    const theirs: AnswerContent = known ?? NO_ANSWER;
    const { merged, clashes: parts } = mergeAnswer(base, theirs, mine);
    clashes.push(...parts.map((part) => ({ criterionId, part, mine: mine[part], theirs: theirs[part] })));
    if (!place || sameAnswer(merged, theirs)) continue;
    const answer: NewAnswer = {
      organisationId,
      assessmentId: assessment.id,
      side: assessment.side,
      criterionId,
      ...place,
      ...merged,
      isCarried: false,
      authorId: accountId,
      authorName: actor.name,
      now: moment.now,
    };
    if (!known) fresh.push(answer);
    else if ((await updateAnswer(trx, answer, known.revision)) === null) {
      throw new Error(`answer ${criterionId} moved under its lock`);
    }
    saved.push(criterionId);
  }
  if (saved.length === 0) return done({ answers: stored, clashes, saved });
  if ((await insertAnswers(trx, fresh)) !== fresh.length) throw new Error('an answer came in under the lock');
  await updateAssessment(trx, organisationId, assessment.id, { updated_at: moment.now });
  await appendJournal(trx, actor, moment, {
    organisationId,
    type: 'answers.saved',
    payload: { criteria: saved },
    subjectId: assessment.id,
    shared: false,
  });
  const answers = await listAnswersOfCells(trx, organisationId, assessment.id, cellIds);
  return done({ answers, clashes, saved });
}
