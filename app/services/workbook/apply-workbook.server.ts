import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { listAnswers } from '#db/queries/answer.read.ts';
import { getAssessmentImport } from '#db/queries/assessment-import.read.ts';
import { updateAssessmentImport } from '#db/queries/assessment-import.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { locateWork } from '../answer/locate-item.step.server.ts';
import { writeAnswers } from '../answer/write-answers.step.server.ts';
import type { Ports } from '../ports.ts';
import { readStoredChanges, readStoredProblems } from './questionnaire-subject.step.server.ts';

/** What becomes of answers that somebody else changed since the export. */
export type ConflictChoice = 'keep' | 'file';

const UNDECIDED = words(
  '有冲突的答案：请选择保留现有答案，还是采用文件中的答案。',
  'Some answers conflict: choose whether to keep what is there or to take the file’s.',
);
const MOVED = words(
  '预览之后又有人改了其中的答案，没有写入任何内容：请重新导入预览。',
  'Somebody has changed one of these answers since the preview; nothing was written. Import the file again.',
);

/**
 * Applies a previewed workbook, all of it or nothing, once. Each answer is written onto the revision that the preview
 * showed; if any has moved since, nothing is written.
 */
export async function applyWorkbook(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: {
    readonly assessmentId: string;
    readonly importId: string;
    readonly conflicts: ConflictChoice | null;
  },
): Promise<Result<{ count: number }>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateWork(trx, actor, input.assessmentId, 'answer');
    if (!located.ok) return located;
    const { organisationId, assessment } = located.value;
    const run = await getAssessmentImport(trx, organisationId, assessment.id, input.importId, true);
    if (!run) return refuse('not_found');
    if (run.state !== 'previewed') return refuse('not_allowed_now');
    if (readStoredProblems(run.problems).length > 0) return refuse('incomplete');
    const all = readStoredChanges(run.changes);
    if (input.conflicts === null && all.some(({ kind }) => kind === 'conflict')) {
      return refuse('invalid', { fields: { conflicts: UNDECIDED } });
    }
    const changes = all.filter(({ kind }) => kind === 'change' || input.conflicts === 'file');
    const answers = await listAnswers(trx, organisationId, assessment.id);
    const revisions = new Map(answers.map(({ criterionId, revision }) => [criterionId, revision]));
    if (changes.some(({ criterionId, revision }) => (revisions.get(criterionId) ?? 0) !== revision)) {
      return refuse('conflict', { words: MOVED });
    }
    const edits = changes.map(({ criterionId, stored, filed }) => ({
      criterionId,
      base: stored,
      mine: filed,
    }));
    const written = await writeAnswers(trx, actor, moment, located.value, edits);
    if (!written.ok) return written;
    await updateAssessmentImport(
      trx,
      { organisationId, assessmentId: assessment.id, id: run.id },
      'applied',
      moment.now,
    );
    const count = written.value.saved.length;
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment.workbook-applied',
      payload: { import: run.id, answers: count, conflicts: input.conflicts },
      subjectId: assessment.id,
      shared: false,
    });
    return done({ count });
  });
}
