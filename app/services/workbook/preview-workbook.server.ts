import type { Readable } from 'node:stream';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { readQuestionnaire, WORKBOOK_LIMITS } from '#app/domain/assessment/questionnaire.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { tableRefusalWords } from '#app/i18n/table-refusal.ts';
import { newId } from '#db/identifier.ts';
import { insertAssessmentImport } from '#db/queries/assessment-import.write.ts';
import { getAssessment } from '#db/queries/assessment.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { locateWork } from '../answer/locate-item.step.server.ts';
import type { Ports } from '../ports.ts';
import { questionnaireSubject } from './questionnaire-subject.step.server.ts';

const FILE_WORDS = {
  ...tableRefusalWords({
    megabytes: WORKBOOK_LIMITS.bytes / 1_000_000,
    rows: WORKBOOK_LIMITS.rows,
  }),
  unsupported_format: words(
    '这不是 XLSX 工作簿：请先从本评估导出问卷，再填写导入。',
    'This is no XLSX workbook: export this assessment’s questionnaire and fill it in.',
  ),
};
/** Problems that are kept: who has more mends these first. */
const KEPT_PROBLEMS = 500;

/**
 * Reads a filled-in questionnaire and keeps what it would change, to be looked at: no answer is touched. Problems are
 * told by cell; an import with problems can't be applied.
 * @returns the import's id
 */
export async function previewWorkbook(
  ports: Pick<Ports, 'db' | 'spreadsheets'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string; readonly fileName: string; readonly content: Readable },
): Promise<Result<{ id: string }>> {
  // Nobody's file is unpacked for an assessment that he may not answer.
  const door = await ports.db.transaction(actor.scope, (trx) =>
    locateWork(trx, actor, input.assessmentId, 'answer'),
  );
  if (!door.ok) return door;
  const workbook = await ports.spreadsheets.readWorkbook(input.content, {
    maxRows: WORKBOOK_LIMITS.rows,
    maxBytes: WORKBOOK_LIMITS.bytes,
  });
  if (!workbook.ok) return refuse('invalid', { fields: { file: FILE_WORDS[workbook.refusal] } });
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateWork(trx, actor, input.assessmentId, 'answer');
    if (!located.ok) return located;
    const { organisationId, assessment, model } = located.value;
    const record = await getAssessment(trx, organisationId, assessment.id);
    if (!record) return refuse('not_found');
    const subject = await questionnaireSubject(trx, organisationId, assessment.id, {
      model,
      scheme: record.scheme,
    });
    const { changes, problems } = readQuestionnaire(workbook.sheets, subject);
    const whole = problems.find(({ place }) => place === '');
    if (whole) return refuse('invalid', { fields: { file: whole.message } });
    const id = newId(moment.now);
    await insertAssessmentImport(trx, {
      organisationId,
      id,
      assessmentId: assessment.id,
      side: assessment.side,
      fileName: input.fileName.slice(-200),
      // What can't be applied needn't be kept.
      changes: JSON.stringify(problems.length > 0 ? [] : changes),
      problems: JSON.stringify(problems.slice(0, KEPT_PROBLEMS)),
      createdByName: actor.name,
      now: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment.workbook-previewed',
      payload: { import: id, changes: changes.length, problems: problems.length },
      subjectId: assessment.id,
      shared: false,
    });
    return done({ id });
  });
}
