import { CONFIDENCE } from '../law/confidence.ts';
import { evidenceTerm, EVIDENCE_KINDS, EVIDENCE_TERMS } from '../evidence/evidence.ts';
import { ACTION_STATES, isOverdue } from './action.ts';
import type { ReportInput } from './report-input.ts';
import { dayOfInstant, namingOf, type Naming } from './report-naming.ts';
import type { Score } from './result.ts';
import { LEVELS } from './model.ts';
import { RESULT_NOTES } from './state.ts';

/** One sheet of the workbook of everything; numbers are numbers. */
export interface ReportSheet {
  readonly name: string;
  /** At the head of every printed page. */
  readonly pageNote?: string;
  readonly columns: readonly { readonly header: string; readonly width: number }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

const number = (score: Score | null): number | null => (score ? Number(score.shown) : null);
const sheet = (
  name: string,
  columns: readonly (readonly [header: string, width: number])[],
  rows: ReportSheet['rows'],
): ReportSheet => ({ name, columns: columns.map(([header, width]) => ({ header, width })), rows });

function overview(input: ReportInput, naming: Naming): ReportSheet {
  const { assessment, version, model, scheme, result } = input;
  return sheet(
    '概况',
    [
      ['项目', 22],
      ['内容', 80],
    ],
    [
      ['结果性质', RESULT_NOTES[assessment.side].zh],
      ...(input.enterprise.isDemo ? [['数据', '示例数据']] : []),
      ['被评估单位', input.enterprise.name],
      ['评估名称', assessment.title],
      ['业务单元', assessment.unit === '' ? '整个单位' : assessment.unit],
      ['模型', `${model.standard} ${model.title.zh}`.trim()],
      ['模型摘要（SM3）', model.digest],
      ['计分方案', `${scheme.title.zh}（第 ${scheme.version} 版）`],
      ['方案摘要（SM3）', scheme.digest],
      ['版本', version.kind === 'signed' ? `第 ${version.no} 版，已签署` : `第 ${version.no} 版，草稿`],
      ['签署', version.kind === 'signed' ? `${version.signedByName}，${dayOfInstant(version.signedAt)}` : ''],
      ['内容摘要（SM3）', version.digest],
      ['总分', number(result.overall)],
      ['等级', result.level === null ? '不适用' : naming.level(result.level)],
      ['目标等级', assessment.targetLevel === null ? '未设定' : naming.level(assessment.targetLevel)],
      ['应答准则', result.criteria],
      ['已作答', result.answered],
      ['准则', '自编，非标准原文'],
    ],
  );
}

function scoring({ scheme }: ReportInput, naming: Naming): ReportSheet {
  return sheet(
    '计分方案',
    [
      ['设置', 26],
      ['取值', 14],
      ['依据', 70],
      ['可信度', 18],
    ],
    [
      ...scheme.grades.map(({ name, worth }) => [
        `结论“${name.zh}”`,
        worth?.value ?? '不计入分母',
        worth?.basis ?? '',
        worth ? CONFIDENCE[worth.confidence].label.zh : '',
      ]),
      ...LEVELS.map((level) => [
        `通过 ${naming.level(level)}`,
        scheme.gates[level].value,
        scheme.gates[level].basis,
        CONFIDENCE[scheme.gates[level].confidence].label.zh,
      ]),
      ...Object.entries(scheme.weights).map(([id, weight]) => [
        `权重 ${id}`,
        weight.value,
        weight.basis,
        CONFIDENCE[weight.confidence].label.zh,
      ]),
    ],
  );
}

function scores(input: ReportInput, naming: Naming): ReportSheet[] {
  const { model, result, planned } = input;
  const domainName = (id: string) => model.domains.find((domain) => domain.id === id)?.name.zh ?? id;
  return [
    sheet(
      '能力域得分',
      [
        ['编号', 10],
        ['能力域', 30],
        ['得分', 10],
        ['等级', 10],
        ['计划完成后（推算）', 18],
      ],
      result.domains.map(({ domainId, score, level }) => {
        const plan = planned?.domains[domainId] ?? null;
        return [domainId, domainName(domainId), number(score), level, plan === null ? null : Number(plan)];
      }),
    ),
    sheet(
      '计分单元得分',
      [
        ['能力域', 26],
        ['能力项', 40],
        ['单元编号', 18],
        ['得分', 10],
        ['达到等级', 10],
        ['未作答', 10],
        ['裁剪理由', 40],
      ],
      result.domains.flatMap(({ domainId, items }) =>
        items.flatMap(({ cells }) =>
          cells.map((cell) => [
            domainName(domainId),
            naming.cell(cell.cellId),
            cell.cellId,
            number(cell.score),
            cell.score ? cell.reached : null,
            cell.unanswered,
            cell.exclusion ?? '',
          ]),
        ),
      ),
    ),
  ];
}

function conclusions(input: ReportInput, naming: Naming): ReportSheet {
  const answers = new Map(input.answers.map((answer) => [answer.criterionId, answer]));
  return sheet(
    '逐条结论',
    [
      ['准则编号', 22],
      ['能力域', 22],
      ['能力项', 34],
      ['等级', 8],
      ['准则（自编）', 70],
      ['结论', 14],
      ['说明', 50],
      ['作答人', 12],
      ['复核人', 12],
      ['常见证据（自编）', 40],
      ['改进方向（自编）', 40],
    ],
    input.model.domains.flatMap((domain) =>
      domain.items.flatMap((item) =>
        item.cells.flatMap((cell) =>
          cell.criteria.map((criterion) => {
            const answer = answers.get(criterion.id);
            const isOut = cell.id in input.sheet.exclusions;
            return [
              criterion.id,
              domain.name.zh,
              naming.cell(cell.id),
              criterion.level,
              criterion.text,
              isOut ? '已裁剪' : naming.grade(answer?.grade ?? null),
              answer?.note ?? '',
              answer?.authorName ?? '',
              isOut || !answer?.grade ? '' : (answer.validatedByName ?? '未经复核'),
              criterion.evidence,
              criterion.improve,
            ];
          }),
        ),
      ),
    ),
  );
}

function improvement(input: ReportInput, naming: Naming): ReportSheet[] {
  return [
    sheet(
      '差距排序',
      [
        ['序', 6],
        ['能力项', 34],
        ['准则编号', 22],
        ['等级', 8],
        ['准则（自编）', 70],
        ['改进方向（自编）', 50],
        ['排序依据', 50],
      ],
      input.gaps.map((gap) => [
        gap.rank,
        naming.cell(gap.cellId),
        gap.criterionId,
        gap.level,
        naming.criterion(gap.criterionId)?.text ?? '',
        naming.criterion(gap.criterionId)?.improve ?? '',
        gap.reason,
      ]),
    ),
    sheet(
      '改进计划',
      [
        ['行动', 40],
        ['说明', 50],
        ['能力项', 34],
        ['负责人', 14],
        ['期限', 12],
        ['工作量（人日）', 14],
        ['预期等级', 10],
        ['状态', 12],
      ],
      input.actions.map((action) => [
        action.title,
        action.note,
        naming.cell(action.cellId),
        action.ownerName,
        action.dueOn,
        action.effort,
        action.expectedLevel,
        isOverdue(action, input.today) ? '已逾期' : ACTION_STATES[action.state].zh,
      ]),
    ),
  ];
}

function evidence(input: ReportInput, naming: Naming): ReportSheet {
  return sheet(
    '证据清单',
    [
      ['证据', 40],
      ['类别', 10],
      ['文件或出处', 40],
      ['有效期自', 12],
      ['有效期至', 12],
      ['状态', 14],
      ['用于', 50],
      ['SHA-256', 66],
    ],
    input.evidence.map((piece) => [
      piece.title,
      EVIDENCE_KINDS[piece.kind].zh,
      piece.fileName ?? piece.reference,
      piece.effectiveFrom,
      piece.effectiveUntil,
      EVIDENCE_TERMS[evidenceTerm(piece, input.today)].name.zh,
      piece.cellIds.map((cellId) => naming.cell(cellId)).join('；'),
      piece.sha256,
    ]),
  );
}

/** Everything that a report rests on, sheet by sheet. */
export function reportSheets(input: ReportInput): readonly ReportSheet[] {
  const naming = namingOf(input.model, input.scheme);
  const pageNote = [
    RESULT_NOTES[input.assessment.side].zh,
    ...(input.version.kind === 'draft' ? ['草稿'] : []),
    ...(input.enterprise.isDemo ? ['示例数据'] : []),
  ].join('　');
  const sheets = [
    overview(input, naming),
    scoring(input, naming),
    ...scores(input, naming),
    conclusions(input, naming),
    ...improvement(input, naming),
    evidence(input, naming),
  ];
  return sheets.map((made) => ({ ...made, pageNote }));
}
