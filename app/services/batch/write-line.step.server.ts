import type { Moment } from '#app/domain/account/actor.ts';
import { regionContains } from '#app/domain/organisation/region.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import {
  checkLine,
  countedLine,
  type Line,
  type LineAction,
  type LineSubject,
  lineSubject,
} from '#app/domain/target/line.ts';
import type { PlanContent } from '#app/domain/target/plan.ts';
import { type Words, words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { type BatchRow, findObservation, findSameRecord, listNamesOfCode } from '#db/queries/batch.read.ts';
import { type LineFacts, updateBatch } from '#db/queries/batch.write.ts';
import { getOrganisationByUscc } from '#db/queries/organisation.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { type BatchOfficer, reportedPlan } from './batch.step.server.ts';

/** What was typed into a line's form. */
export interface TypedLine {
  readonly line: Line;
  /** Says that an enterprise named already is meant a second time. */
  readonly isTwice: boolean;
}

/** What a line is checked against. */
export interface LinePlace {
  readonly batch: BatchRow;
  readonly targetId: string;
  readonly action: LineAction;
  readonly entryId: string;
}

const UNKNOWN = words('该计划没有这个指标。', 'The plan has no such target.');
const NO_REASON = words('请在备注中写明删除原因。', 'Say in the note why it is removed.');

/** The enterprise with that code, if it is registered in the house's programme and region. */
async function linkedEnterprise(
  trx: Trx,
  scope: RegulatorScope,
  uscc: string | null,
): Promise<string | null> {
  if (uscc === null) return null;
  const found = await getOrganisationByUscc(trx, uscc);
  if (found?.kind !== 'enterprise' || found.programmeId !== scope.programmeId) return null;
  return regionContains(scope.regionCode, found.regionCode) ? found.id : null;
}

/** The same record without a code: as a rule the same press twice, which would count twice. */
async function findSame(
  trx: Trx,
  { batch, targetId, entryId }: LinePlace,
  { name, region, onDate }: Line,
): Promise<Record<string, Words>> {
  if (onDate === null) return {};
  const position = await findSameRecord(trx, batch, { targetId, name, region, onDate }, entryId);
  if (position === null) return {};
  return {
    uscc: words(
      `本批次第 ${position} 条的名称、地区和日期与此相同。确属另一条的，请填写代码，或勾选“确认不是重复”后再保存。`,
      `Line ${position} of this batch has the same name, region and date. If it is another one, enter its code or tick “not a duplicate”.`,
    ),
  };
}

/** What stands in the way in the batch or among what counts already: the same figure, or the same enterprise. */
async function findTwice(
  trx: Trx,
  place: LinePlace,
  { line, isTwice }: TypedLine,
): Promise<Record<string, Words>> {
  const { batch, targetId, entryId } = place;
  if (line.onDate !== null && line.kind === 'observation') {
    const where = { targetId, region: line.region, onDate: line.onDate };
    const same = await findObservation(trx, batch, where, entryId);
    if (!same) return {};
    const there = same.lineId === null ? ['已入库', 'recorded'] : ['本批次中', 'in this batch'];
    return {
      onDate: words(
        `该地区这一天的填报数已有（${there[0]}：${same.value ?? ''}），请更正原数，不要重复填报。`,
        `There is a figure for that region and day already (${there[1]}: ${same.value ?? ''}); correct it instead.`,
      ),
    };
  }
  if (isTwice) return {};
  if (line.uscc === null) return findSame(trx, place, line);
  const names = await listNamesOfCode(trx, batch, { targetId, uscc: line.uscc }, entryId);
  if (names.length === 0) return {};
  return {
    uscc: words(
      `该代码在本指标中已有：${names.join('、')}。确属另一条的，请勾选“确认不是重复”后再保存。`,
      `This code is listed here already: ${names.join(', ')}. If it is meant a second time, tick “not a duplicate”.`,
    ),
  };
}

async function factsToStore(
  trx: Trx,
  scope: RegulatorScope,
  line: Line,
  onDate: NonNullable<Line['onDate']>,
): Promise<LineFacts> {
  return {
    name: line.name,
    uscc: line.uscc,
    linkedOrganisationId: await linkedEnterprise(trx, scope, line.uscc),
    regionCode: line.region,
    onDate,
    endedOn: line.endedOn,
    quantity: line.quantity,
    value: line.value,
    source: line.source,
    document: line.document,
    note: line.note,
  };
}

/** The plan's content and the target that a line names, while the plan takes reports. */
async function subjectOf(
  trx: Trx,
  officer: BatchOfficer,
  place: LinePlace,
): Promise<Result<{ content: PlanContent; subject: LineSubject }>> {
  const reported = await reportedPlan(trx, officer.scope, place.batch.planId);
  if (!reported.ok) return reported;
  const { content } = reported.value;
  const subject = lineSubject(content, place.targetId);
  return subject ? done({ content, subject }) : refuse('invalid', { fields: { target: UNKNOWN } });
}

/**
 * Checks a line against its target, the plan, the house and what is there already, and answers what to store. A removal
 * is checked for its reason alone: what it removes was right once.
 */
export async function prepareLine(
  trx: Trx,
  officer: BatchOfficer,
  moment: Moment,
  place: LinePlace,
  typed: TypedLine,
): Promise<Result<LineFacts>> {
  const found = await subjectOf(trx, officer, place);
  if (!found.ok) return found;
  const { content, subject } = found.value;
  const { scope } = officer;
  const line = countedLine(typed.line, subject);
  if (line.onDate !== null && place.action === 'remove') {
    if (line.note === '') return refuse('invalid', { fields: { note: NO_REASON } });
    return done(await factsToStore(trx, scope, line, line.onDate));
  }
  const problems = checkLine(typed.line, subject, {
    content,
    today: moment.today,
    region: scope.regionCode,
    isPlanHouse: place.batch.planHouseId === scope.organisationId,
  });
  if (line.onDate === null || Object.keys(problems).length > 0)
    return refuse('invalid', { fields: problems });
  const twice = await findTwice(trx, place, { ...typed, line });
  if (Object.keys(twice).length > 0) return refuse('invalid', { fields: twice });
  return done(await factsToStore(trx, scope, line, line.onDate));
}

/** Notes that a batch's lines have changed: whoever decided on what he had read has to read again. */
export async function touchBatch(trx: Trx, batch: BatchRow, now: string): Promise<void> {
  await updateBatch(trx, batch, { revision: batch.revision + 1, updated_at: now });
}
