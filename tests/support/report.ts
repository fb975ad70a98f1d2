import { criteriaOf, cellsOf } from '#app/domain/assessment/model.ts';
import type { ReportInput } from '#app/domain/assessment/report-input.ts';
import type { GradeKey } from '#app/domain/assessment/scheme.ts';
import { score } from '#app/domain/assessment/score.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { maturityModel } from '#assessments/model.ts';
import { defaultScheme } from '#assessments/scheme.ts';

/** A report's input with something in every section. */
export function sampleReportInput(modelId: string, more: Partial<ReportInput> = {}): ReportInput {
  const model = maturityModel(modelId);
  if (!model) throw new Error(`no model ${modelId}`);
  const scheme = defaultScheme(model.family);
  const byLevel: readonly GradeKey[] = ['met', 'met', 'mostly', 'partly', 'unmet'];
  const criteria = criteriaOf(model);
  const graded = criteria.filter((_, index) => index % 17 !== 0);
  const grades = Object.fromEntries(
    graded.map(({ id, level }): [string, GradeKey] => [id, byLevel[level - 1] ?? 'unmet']),
  );
  const [cell, other, excluded] = cellsOf(model).map(({ id }) => id);
  if (!cell || !other || !excluded) throw new Error('the model is too small');
  const sheet = { grades, exclusions: { [excluded]: '本单位没有此类业务' } };
  return {
    enterprise: { name: '上海示例云计算有限公司', isDemo: true },
    assessment: {
      id: '0198f000-0000-7000-8000-000000000001',
      title: '2026 年度评估',
      unit: '云业务部',
      side: 'self',
      targetLevel: 3,
      targetOn: plainDate('2027-06-30'),
      consultancyName: null,
      orderId: null,
      createdAt: '2026-10-01T00:00:00.000Z',
    },
    version: { kind: 'draft', no: 1, digest: 'ab'.repeat(32) },
    model,
    scheme,
    sheet,
    result: score(model, scheme, sheet),
    answers: graded.map(({ id }, index) => ({
      criterionId: id,
      cellId: id.replace(/-L\d-\d+$/, ''),
      domainId: '',
      grade: grades[id] ?? null,
      note: index % 11 === 0 ? '制度已查阅，子公司尚未覆盖。' : '',
      isCarried: false,
      authorName: '张三',
      validatedByName: index % 13 === 0 ? null : '李四',
    })),
    people: [{ domainId: model.domains[0]?.id ?? '', evaluatorName: '张三', validatorName: '李四' }],
    gaps: criteria
      .filter(({ level }) => level === 3)
      .slice(0, 50)
      .map(({ id }, index) => ({
        rank: index + 1,
        cellId: id.replace(/-L\d-\d+$/, ''),
        criterionId: id,
        level: 3,
        reason: '等级 0.20 × 权重 0.03 ÷ 工作量 1（未计划） = 0.01',
      })),
    actions: [
      {
        title: '编制数据战略',
        note: '由数据管理部牵头',
        cellId: cell,
        ownerName: '王五',
        dueOn: plainDate('2026-10-31'),
        effort: 20,
        expectedLevel: 3,
        state: 'open',
      },
    ],
    evidence: [
      {
        id: 'e',
        kind: 'file',
        title: '数据战略规划',
        reference: '',
        fileName: 'a-file-name-without-any-blank-that-is-longer-than-its-column-2026-final.pdf',
        sha256: 'cd'.repeat(32),
        cellIds: [cell, other],
        effectiveFrom: plainDate('2025-01-01'),
        effectiveUntil: plainDate('2026-01-01'),
      },
    ],
    planned: { overall: '3.10', domains: Object.fromEntries(model.domains.map(({ id }) => [id, '3.10'])) },
    style: { issuer: '示例咨询', opening: '本报告由示例咨询编制。' },
    hasAnswers: false,
    now: '2026-11-22T08:00:00.000Z',
    today: plainDate('2026-11-22'),
    origin: 'https://shuheng.example',
    ...more,
  };
}
