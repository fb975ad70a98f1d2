import { evidenceTerm, EVIDENCE_KINDS, EVIDENCE_TERMS } from '../evidence/evidence.ts';
import { ACTION_STATES, isOverdue } from './action.ts';
import type { Domain } from './model.ts';
import type { ReportBlock, ReportColumn, ReportSection } from './report-document.ts';
import type { ReportInput } from './report-input.ts';
import { dayText, domainText, NO_SCORE, scoreText, type Naming } from './report-naming.ts';
import type { CellResult, DomainResult, LevelStep } from './result.ts';

const column = (head: string, share: number, align?: ReportColumn['align']): ReportColumn => ({
  head,
  share,
  ...(align ? { align } : {}),
});

const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text });
const note = (text: string): ReportBlock => ({ kind: 'note', text });

/** Rows shown of the ranked gaps; the workbook has all of them. */
const SHOWN_GAPS = 40;

/** The level above the one reached, as it was judged; undefined at the top. */
function nextStep(cell: CellResult): LevelStep | undefined {
  return cell.levels.find(({ level }) => level === cell.reached + 1);
}

function share(step: LevelStep | undefined): string {
  if (!step) return '—';
  return step.share ? `${step.level} 级 ${step.share.shown}（门槛 ${step.gate}）` : `${step.level} 级 —`;
}

function cellLines(cells: readonly CellResult[], naming: Naming): string[][] {
  return cells.map((cell) => {
    if (cell.exclusion !== null) return [naming.cell(cell.cellId), '已裁剪', '—', '—', '—'];
    return [
      naming.cell(cell.cellId),
      scoreText(cell.score),
      cell.score ? (cell.reached === 0 ? '未过 1 级' : `${cell.reached} 级`) : NO_SCORE,
      share(nextStep(cell)),
      String(cell.unanswered),
    ];
  });
}

/** Criteria of the next level that aren't fully met: what stands between a cell and that level. */
function blockingLines(cells: readonly CellResult[], input: ReportInput, naming: Naming): string[][] {
  const notes = new Map(input.answers.map((answer) => [answer.criterionId, answer.note]));
  return cells.flatMap((cell) => {
    const step = cell.exclusion === null ? nextStep(cell) : undefined;
    return (step?.criteria ?? [])
      .filter(({ grade, worth }) => worth !== null && grade !== 'met')
      .map(({ criterionId, grade }) => [
        naming.cell(cell.cellId),
        `${step?.level ?? ''} 级`,
        naming.criterion(criterionId)?.text ?? criterionId,
        naming.grade(grade),
        notes.get(criterionId) ?? '',
      ]);
  });
}

function finding(domain: Domain, result: DomainResult, naming: Naming): string {
  if (!result.score || result.level === null) return `${domain.name.zh}整体不适用，不参与总分计算。`;
  const scored = result.items.filter(({ score }) => score !== null);
  const sorted = [...scored].sort((a, b) => Number(b.score?.shown ?? 0) - Number(a.score?.shown ?? 0));
  const best = sorted[0];
  const worst = sorted.at(-1);
  const nameOf = (id: string | undefined) => domain.items.find((item) => item.id === id)?.name.zh ?? '';
  const unanswered = result.items
    .flatMap(({ cells }) => cells)
    .reduce((sum, cell) => sum + cell.unanswered, 0);
  const spread =
    best && worst && best.score?.shown !== worst.score?.shown
      ? `其中得分最高的是${nameOf(best.itemId)}（${scoreText(best.score)}），最低的是${nameOf(worst.itemId)}（${scoreText(worst.score)}）。`
      : '';
  const open = unanswered > 0 ? `有 ${unanswered} 条准则未作答，按零计。` : '';
  return `本域得分 ${result.score.shown}，处于 ${naming.level(result.level)}。${spread}${open}`;
}

function domainBlocks(result: DomainResult, input: ReportInput, naming: Naming): ReportBlock[] {
  const domain = input.model.domains.find(({ id }) => id === result.domainId);
  if (!domain) return [];
  const cells = result.items.flatMap((item) => item.cells);
  const people = input.people.find(({ domainId }) => domainId === domain.id);
  const blocking = blockingLines(cells, input, naming);
  return [
    { kind: 'subheading', text: domainText(domain) },
    paragraph(finding(domain, result, naming)),
    ...(people && (people.evaluatorName ?? people.validatorName) !== null
      ? [note(`评估人：${people.evaluatorName ?? '未指定'}；复核人：${people.validatorName ?? '未指定'}`)]
      : []),
    {
      kind: 'table',
      columns: [
        column('能力项', 40),
        column('得分', 12, 'right'),
        column('达到等级', 13, 'center'),
        column('下一级已满足的份额', 24),
        column('未作答', 11, 'right'),
      ],
      lines: cellLines(cells, naming),
    },
    ...(blocking.length > 0
      ? ([
          note('距下一级尚未完全满足的准则（准则自编，非标准原文）：'),
          {
            kind: 'table',
            columns: [
              column('能力项', 20),
              column('等级', 8, 'center'),
              column('准则', 42),
              column('结论', 12, 'center'),
              column('说明', 18),
            ],
            lines: blocking,
          },
        ] as const)
      : []),
  ];
}

/** 各能力域评估发现: for each domain a sentence, its items, and what stands before the next level. */
export function findingSection(input: ReportInput, naming: Naming): ReportSection {
  return {
    heading: '各能力域评估发现',
    blocks: input.result.domains.flatMap((domain) => domainBlocks(domain, input, naming)),
  };
}

/** 差距: ranked, each with the factors of its rank. */
export function gapSection(input: ReportInput, naming: Naming): ReportSection {
  const { gaps } = input;
  if (gaps.length === 0) return { heading: '差距排序', blocks: [paragraph('没有尚待弥补的差距。')] };
  const shown = gaps.slice(0, SHOWN_GAPS);
  const rest = gaps.length - shown.length;
  return {
    heading: '差距排序',
    blocks: [
      paragraph(
        `共 ${gaps.length} 项差距，按“所挡住的等级 × 权重 ÷ 工作量”由大到小排列，各项的因子列在“排序依据”。` +
          (rest > 0 ? `此处列出前 ${shown.length} 项，其余 ${rest} 项见随附的 XLSX。` : ''),
      ),
      {
        kind: 'table',
        columns: [
          column('序', 6, 'right'),
          column('能力项', 18),
          column('准则', 32),
          column('改进方向', 24),
          column('排序依据', 20),
        ],
        lines: shown.map((gap) => {
          const criterion = naming.criterion(gap.criterionId);
          return [
            String(gap.rank),
            naming.cell(gap.cellId),
            `（${gap.level} 级）${criterion?.text ?? gap.criterionId}`,
            criterion?.improve ?? '',
            gap.reason,
          ];
        }),
      },
    ],
  };
}

function planSentence(input: ReportInput): string {
  const open = input.actions.filter(({ state }) => state === 'open');
  const effort = open.reduce((sum, action) => sum + action.effort, 0);
  const late = open.filter((action) => isOverdue(action, input.today)).length;
  const planned = input.planned?.overall;
  return (
    `进行中的行动 ${open.length} 项，合计 ${effort} 人日。` +
    (late > 0 ? `其中 ${late} 项已逾期。` : '') +
    (planned ? `全部按预期完成后，总分预计为 ${planned}（推算值，非评估结果）。` : '')
  );
}

/** 改进计划: what is to be done, by whom and by when, as it stands on the day of the report. */
export function planSection(input: ReportInput, naming: Naming): ReportSection {
  const heading = '改进计划';
  const actions = input.actions.filter(({ state }) => state !== 'cancelled');
  if (actions.length === 0) return { heading, blocks: [paragraph('尚未制定改进行动。')] };
  return {
    heading,
    blocks: [
      paragraph(planSentence(input)),
      {
        kind: 'table',
        columns: [
          column('行动', 34),
          column('能力项', 20),
          column('负责人', 11),
          column('期限', 13, 'center'),
          column('人日', 7, 'right'),
          column('预期', 7, 'center'),
          column('状态', 10, 'center'),
        ],
        lines: actions.map((action) => [
          action.note === '' ? action.title : `${action.title}\n${action.note}`,
          naming.cell(action.cellId),
          action.ownerName,
          action.dueOn,
          String(action.effort),
          `${action.expectedLevel} 级`,
          isOverdue(action, input.today) ? '已逾期' : ACTION_STATES[action.state].zh,
        ]),
      },
      note(`行动状态截至 ${dayText(input.today)}。`),
    ],
  };
}

const period = (from: string | null, until: string | null): string =>
  from === null && until === null ? '未注明' : `${from ?? '…'} 至 ${until ?? '…'}`;

/** 证据清单: what was given for which items; what had expired is flagged and changed no score. */
export function evidenceSection(input: ReportInput, naming: Naming): ReportSection {
  const heading = '证据清单';
  const { evidence } = input;
  if (evidence.length === 0) return { heading, blocks: [paragraph('没有关联证据。')] };
  const expired = evidence.filter((piece) => evidenceTerm(piece, input.today) === 'expired').length;
  return {
    heading,
    blocks: [
      paragraph(
        `共 ${evidence.length} 件证据` +
          (expired > 0
            ? `，其中 ${expired} 件在报告日已过期（已标注；不影响得分，请核实）。`
            : '，均未过期。'),
      ),
      {
        kind: 'table',
        columns: [
          column('证据', 34),
          column('类别', 9, 'center'),
          column('有效期', 20),
          column('状态', 10, 'center'),
          column('用于', 27),
        ],
        lines: evidence.map((piece) => [
          [piece.title, piece.fileName ?? piece.reference].filter((part) => part !== '').join('\n'),
          EVIDENCE_KINDS[piece.kind].zh,
          period(piece.effectiveFrom, piece.effectiveUntil),
          EVIDENCE_TERMS[evidenceTerm(piece, input.today)].name.zh,
          piece.cellIds.map((cellId) => naming.cell(cellId)).join('；'),
        ]),
      },
    ],
  };
}

/** 未经复核的答案: graded, in scope, and seen by nobody but who gave them. */
export function unvalidatedSection(input: ReportInput, naming: Naming): ReportSection {
  const heading = '未经复核的答案';
  const open = input.answers.filter(
    ({ grade, validatedByName, cellId }) =>
      grade !== null && validatedByName === null && !(cellId in input.sheet.exclusions),
  );
  if (open.length === 0) return { heading, blocks: [paragraph('全部答案均经他人复核。')] };
  const byCell = new Map<string, string[]>();
  for (const { cellId, criterionId } of open) {
    byCell.set(cellId, [...(byCell.get(cellId) ?? []), criterionId]);
  }
  return {
    heading,
    blocks: [
      paragraph(`以下 ${open.length} 个答案未经作答人以外的人复核（未经复核），使用本报告时请注意。`),
      {
        kind: 'table',
        columns: [column('能力项', 34), column('准则编号', 54), column('个数', 12, 'right')],
        lines: [...byCell].map(([cellId, ids]) => [naming.cell(cellId), ids.join('、'), String(ids.length)]),
      },
    ],
  };
}

/** 附录：逐条结论. */
export function answerSection(input: ReportInput, naming: Naming): ReportSection {
  const answers = new Map(input.answers.map((answer) => [answer.criterionId, answer]));
  return {
    heading: '附录：逐条结论',
    blocks: input.model.domains.flatMap((domain): ReportBlock[] => [
      { kind: 'subheading', text: domainText(domain) },
      {
        kind: 'table',
        columns: [
          column('能力项', 20),
          column('等级', 8, 'center'),
          column('准则（自编，非标准原文）', 40),
          column('结论', 12, 'center'),
          column('说明', 20),
        ],
        lines: domain.items.flatMap((item) =>
          item.cells
            .filter(({ id }) => !(id in input.sheet.exclusions))
            .flatMap((cell) =>
              cell.criteria.map((criterion) => {
                const answer = answers.get(criterion.id);
                return [
                  naming.cell(cell.id),
                  `${criterion.level} 级`,
                  criterion.text,
                  naming.grade(answer?.grade ?? null),
                  answer?.note ?? '',
                ];
              }),
            ),
        ),
      },
    ]),
  };
}
