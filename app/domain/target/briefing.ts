import type {
  ReportBlock,
  ReportColumn,
  ReportDocument,
  ReportSection,
} from '../assessment/report-document.ts';
import { regionShortName } from '../organisation/region.ts';
import { formatAmount, formatShare, targetText, withUnit } from './amount.ts';
import { boardFinding, byGap } from './board.ts';
import { asAtInstant, marksOf, type BriefingInput } from './briefing-input.ts';
import { markedStatus } from './print-text.ts';
import type { Judging } from './plan.ts';
import type { DeliverableStanding, PlanStanding, TargetStanding } from './standing.ts';

/** Targets beside each other in a table by city: as many as the page is wide. */
const TARGETS_ACROSS = 8;

const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text });
const note = (text: string): ReportBlock => ({ kind: 'note', text });

/** Sections numbered 一、二、三…; those without content are left out. */
export function numberSections(
  sections: readonly { readonly heading: string; readonly blocks: readonly ReportBlock[] }[],
): ReportSection[] {
  const digits = '一二三四五六七八九十';
  return sections
    .filter(({ blocks }) => blocks.length > 0)
    .map(({ heading, blocks }, index) => ({ heading: `${digits[index] ?? index + 1}、${heading}`, blocks }));
}

/** How numbers are judged, in words: this platform's convention. */
export function judgingText({ tolerance, behindBelow, farBehindBelow }: Judging): string {
  return `要求进度按计划首日至期限匀速推算；低于要求进度的 ${formatShare(behindBelow)} 为进度滞后，低于 ${formatShare(farBehindBelow)} 为严重滞后；“左右”向下放宽 ${formatShare(tolerance)}。以上为本平台约定，文件未规定。`;
}

function attention(targets: readonly TargetStanding[]): ReportBlock[] {
  const late = byGap(targets).filter(
    ({ judgement: { status } }) => status === 'far_behind' || status === 'behind',
  );
  if (late.length === 0) return [];
  return [
    { kind: 'subheading', text: '需要关注的指标' },
    ...late.map(({ target, judgement }) =>
      paragraph(`${target.indicator.zh}（${target.id}，${target.clause}）：${judgement.reason.zh}`),
    ),
  ];
}

function targetTable(standing: PlanStanding): ReportBlock[] {
  if (standing.targets.length === 0) return [];
  return [
    {
      kind: 'table',
      columns: [
        { head: '编号', share: 8 },
        { head: '指标', share: 20 },
        { head: '条款', share: 10 },
        { head: '目标', share: 13, align: 'right' },
        { head: '完成', share: 11, align: 'right' },
        { head: '占比', share: 10, align: 'right' },
        { head: '判定', share: 13 },
        { head: '依据', share: 27 },
      ],
      lines: standing.targets.map(({ target, value, judgement }) => [
        target.id,
        target.indicator.zh,
        target.clause,
        `${target.isAspiration ? '力争 ' : ''}${targetText(target).zh}`,
        value === null ? '暂无数据' : withUnit(formatAmount(value), target.unit).zh,
        judgement.share === null ? '' : formatShare(judgement.share),
        markedStatus(judgement),
        judgement.reason.zh,
      ]),
    },
    note('完成数按各指标用于判定的来源；其他来源另列于各指标页，不相加。'),
  ];
}

function cityTables({ targets }: PlanStanding): ReportBlock[] {
  const told = targets.filter(({ regions }) =>
    regions.some(({ value, split }) => value !== null || split !== null),
  );
  const codes = [
    ...new Set(told.flatMap(({ regions }) => regions.map(({ regionCode }) => regionCode))),
  ].sort();
  const blocks: ReportBlock[] = [];
  for (let first = 0; first < told.length; first += TARGETS_ACROSS) {
    const across = told.slice(first, first + TARGETS_ACROSS);
    const columns: ReportColumn[] = [
      { head: '市', share: 14 },
      ...across.map(({ target }): ReportColumn => ({ head: target.id, share: 11, align: 'right' })),
    ];
    const lines = codes.map((code) => [
      regionShortName(code).zh,
      ...across.map(({ regions }) => {
        const cell = regions.find(({ regionCode }) => regionCode === code);
        if (!cell || (cell.value === null && cell.split === null)) return '';
        const value = cell.value === null ? '—' : formatAmount(cell.value);
        return cell.split === null ? value : `${value}/${formatAmount(cell.split)}`;
      }),
    ]);
    blocks.push(
      note(across.map(({ target }) => `${target.id} ${target.indicator.zh}（${target.unit.zh}）`).join('；')),
      { kind: 'table', columns, lines },
    );
  }
  return blocks.length === 0 ? [] : [...blocks, note('“完成数/分解目标”；“—”为暂无数据。')];
}

function deliverableState({ deliverable, doneOn, isLate, isOverdue }: DeliverableStanding): string {
  if (doneOn !== null) return isLate ? `${doneOn} 完成（晚于期限）` : `${doneOn} 完成`;
  if (isOverdue) return '逾期未完成';
  return deliverable.deadline === null ? '未完成' : '未完成，未到期限';
}

function deliverableTable({ deliverables }: PlanStanding): ReportBlock[] {
  if (deliverables.length === 0) return [];
  return [
    {
      kind: 'table',
      columns: [
        { head: '任务（自编摘要）', share: 40 },
        { head: '条款', share: 12 },
        { head: '期限', share: 14 },
        { head: '进展', share: 18 },
        { head: '来源', share: 22 },
      ],
      lines: deliverables.map((item) => [
        item.deliverable.text.zh,
        item.deliverable.clause,
        item.deliverable.deadline ?? '原文未写明',
        deliverableState(item),
        item.source,
      ]),
    },
  ];
}

function remarks({ standing, isDemo }: BriefingInput): ReportBlock[] {
  const { content, judging } = standing;
  return [
    paragraph(judgingText(judging)),
    paragraph('条款摘要为本平台自编，非文件原文；“原文未写明”的事项不作推定。'),
    ...(isDemo ? [paragraph('本简报中的完成数为示例数据，不是任何机关发布的实际结果。')] : []),
    ...content.defects.map(({ zh }) => paragraph(`文本说明：${zh}`)),
    ...(content.context.length > 0
      ? [{ kind: 'subheading', text: '背景数据（已公布的数字，不是指标完成数）' } as const]
      : []),
    ...content.context.map(({ text, date, source }) => note(`${text.zh}（${date}，${source}）`)),
  ];
}

/** A plan's progress as a briefing: where it stands in a sentence, what lacks, every target with its reason, the cities. */
export function planBriefing(input: BriefingInput): ReportDocument {
  const { standing, houseName, versionNo, digest, address } = input;
  const { content, asAt } = standing;
  return {
    title: `${content.title.zh}进展简报`,
    isBrief: true,
    coverLines: [[content.number, content.issuer.zh].filter((part) => part !== '').join('　')],
    coverFacts: [
      { label: '截至日期', value: asAt },
      { label: '计划期间', value: `${content.from} 至 ${content.until}` },
      { label: '编制单位', value: houseName },
      { label: '计划版本', value: versionNo === null ? '草稿' : `第 ${versionNo} 版` },
    ],
    opening: [],
    marks: marksOf(input),
    asAt: asAtInstant(input),
    digest: { algorithm: 'SM3', value: digest },
    address,
    sections: numberSections([
      {
        heading: '总体情况',
        blocks: [paragraph(boardFinding(standing, input.today).zh), ...attention(standing.targets)],
      },
      { heading: '各项指标', blocks: targetTable(standing) },
      { heading: '各市情况', blocks: cityTables(standing) },
      { heading: '定性任务', blocks: deliverableTable(standing) },
      { heading: '口径与说明', blocks: remarks(input) },
    ]),
  };
}
