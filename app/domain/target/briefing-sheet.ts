import type { ReportSheet } from '../assessment/report-sheet.ts';
import { regionShortName } from '../organisation/region.ts';
import { targetText } from './amount.ts';
import { statusName } from './board.ts';
import { judgingText } from './briefing.ts';
import { marksOf, type BriefingInput } from './briefing-input.ts';
import { COMPARATORS, COUNTINGS, SOURCES } from './plan.ts';
import { regionCells } from './region-view.ts';
import type { Judgement, TargetStanding } from './standing.ts';

type Cell = string | number | null;

/** An entry as a workbook shows it. */
export interface SheetEntry {
  readonly targetId: string;
  readonly kind: 'item' | 'observation';
  readonly name: string;
  readonly uscc: string | null;
  readonly regionCode: string;
  readonly on: string;
  readonly endedOn: string | null;
  readonly quantity: number;
  readonly value: number | null;
  readonly source: string;
  readonly document: string;
}

/** Entries of a workbook, and how many more there are. */
export interface SheetEntries {
  readonly rows: readonly SheetEntry[];
  readonly left: number;
}

function sheet(
  input: BriefingInput,
  name: string,
  columns: readonly (readonly [header: string, width: number])[],
  rows: readonly (readonly Cell[])[],
): ReportSheet {
  const { content, asAt } = input.standing;
  return {
    name,
    pageNote: [content.title.zh, `截至 ${asAt}`, ...marksOf(input)].join('　'),
    columns: columns.map(([header, width]) => ({ header, width })),
    rows,
  };
}

const stateOf = ({ status, verdict }: Judgement) => statusName(status, verdict !== null).zh;
/** Shares as the sheet shows them: 0.4 → 40, in %. */
const percent = (share: number | null) => (share === null ? null : Math.round(share * 1000) / 10);

function overview(input: BriefingInput): ReportSheet {
  const { standing, houseName, versionNo, digest, address, isDemo } = input;
  const { content, asAt, judging } = standing;
  return sheet(
    input,
    '概况',
    [
      ['项目', 18],
      ['内容', 90],
    ],
    [
      ['计划', content.title.zh],
      ['文号', content.number],
      ['发文机关', content.issuer.zh],
      ['截至日期', asAt],
      ['编制单位', houseName],
      ['计划版本', versionNo === null ? '草稿' : `第 ${versionNo} 版`],
      ...(isDemo ? [['数据', '示例数据，不是任何机关发布的实际结果']] : []),
      ['判定口径', judgingText(judging)],
      ['数据来源', '各来源分列，不相加'],
      ...content.defects.map(({ zh }) => ['文本说明', zh]),
      ['内容摘要（SM3）', digest],
      ['网页', address],
    ],
  );
}

function targetSheet(input: BriefingInput, targets: readonly TargetStanding[]): ReportSheet {
  return sheet(
    input,
    '指标',
    [
      ['编号', 10],
      ['指标', 34],
      ['条款', 10],
      ['比较', 8],
      ['目标值', 12],
      ['单位', 8],
      ['目标（原样）', 16],
      ['力争', 8],
      ['统计口径', 12],
      ['期限', 12],
      ['用于判定的来源', 16],
      ['完成', 12],
      ['占比（%）', 10],
      ['要求进度', 12],
      ['此后每 30 天需', 14],
      ['期末预测', 12],
      ['判定', 12],
      ['依据', 60],
      ...Object.values(SOURCES).map(({ zh }) => [zh, 14] as const),
      ['条款摘要（自编，非原文）', 60],
    ],
    targets.map(({ target, value, headline, judgement, sources }) => [
      target.id,
      target.indicator.zh,
      target.clause,
      COMPARATORS[target.comparator].name.zh,
      target.value,
      target.unit.zh,
      targetText(target).zh,
      target.isAspiration ? '是' : '否',
      COUNTINGS[target.counting].zh,
      target.deadline ?? '原文未写明',
      SOURCES[headline].zh,
      value,
      percent(judgement.share),
      judgement.required,
      judgement.requiredRate,
      judgement.forecast?.value ?? null,
      stateOf(judgement),
      judgement.reason.zh,
      ...Object.keys(SOURCES).map((name) => sources.find(({ source }) => source === name)?.value ?? null),
      target.summary.zh,
    ]),
  );
}

function seriesSheet(input: BriefingInput, targets: readonly TargetStanding[]): ReportSheet {
  return sheet(
    input,
    '序列',
    [
      ['编号', 10],
      ['指标', 34],
      ['来源', 16],
      ['日期', 12],
      ['数值', 12],
      ['单位', 8],
    ],
    targets.flatMap(({ target, sources }) =>
      sources.flatMap(({ source, points }) =>
        points.map(({ on, value }) => [
          target.id,
          target.indicator.zh,
          SOURCES[source].zh,
          on,
          value,
          target.unit.zh,
        ]),
      ),
    ),
  );
}

function regionSheet(input: BriefingInput, targets: readonly TargetStanding[]): ReportSheet {
  return sheet(
    input,
    '各市',
    [
      ['编号', 10],
      ['指标', 34],
      ['地区代码', 10],
      ['市', 12],
      ['数值', 12],
      ['单位', 8],
      ['位次', 8],
      ['分解目标', 12],
      ['相差', 12],
      ['判定', 14],
    ],
    targets.flatMap((standing) =>
      regionCells(standing).map(({ code, name, value, rank, split, lack, judgement }) => [
        standing.target.id,
        standing.target.indicator.zh,
        code,
        name.zh,
        value,
        standing.target.unit.zh,
        rank,
        split,
        lack,
        judgement ? stateOf(judgement) : '',
      ]),
    ),
  );
}

function deliverableSheet(input: BriefingInput): ReportSheet {
  return sheet(
    input,
    '定性任务',
    [
      ['编号', 10],
      ['任务（自编摘要）', 60],
      ['条款', 10],
      ['期限', 12],
      ['完成日期', 12],
      ['晚于期限', 10],
      ['来源', 30],
    ],
    input.standing.deliverables.map(({ deliverable, doneOn, isLate, isOverdue, source }) => [
      deliverable.id,
      deliverable.text.zh,
      deliverable.clause,
      deliverable.deadline ?? '原文未写明',
      doneOn,
      isLate || isOverdue ? '是' : '否',
      source,
    ]),
  );
}

function entrySheet(input: BriefingInput, { rows, left }: SheetEntries): ReportSheet {
  return sheet(
    input,
    '条目',
    [
      ['编号', 10],
      ['类别', 10],
      ['名称', 40],
      ['统一社会信用代码', 22],
      ['地区', 12],
      ['日期', 12],
      ['终止日期', 12],
      ['数量', 10],
      ['填报数值', 12],
      ['数据来源', 24],
      ['依据文件', 30],
    ],
    [
      ...rows.map((entry) => [
        entry.targetId,
        entry.kind === 'item' ? '名录条目' : '填报数',
        entry.name,
        entry.uscc ?? '',
        regionShortName(entry.regionCode).zh,
        entry.on,
        entry.endedOn ?? '',
        entry.kind === 'item' ? entry.quantity : null,
        entry.value,
        entry.source,
        entry.document,
      ]),
      ...(left > 0 ? [[`另有 ${left} 条未列出，请在“条目”页导出全部。`]] : []),
    ],
  );
}

/** Everything of a plan (or of the given targets of it) as a workbook; numbers are numbers. */
export function briefingSheets(
  input: BriefingInput,
  targets: readonly TargetStanding[],
  entries: SheetEntries,
): ReportSheet[] {
  const isWhole = targets.length === input.standing.targets.length;
  const hasCities = targets.some(({ regions }) => regions.length > 0);
  return [
    overview(input),
    targetSheet(input, targets),
    seriesSheet(input, targets),
    ...(hasCities ? [regionSheet(input, targets)] : []),
    ...(isWhole && input.standing.deliverables.length > 0 ? [deliverableSheet(input)] : []),
    entrySheet(input, entries),
  ];
}
