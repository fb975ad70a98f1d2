import type { ReportBlock, ReportDocument } from '../assessment/report-document.ts';
import type { Scene } from '../drawing/scene.ts';
import { formatAmount, formatDerived } from './amount.ts';
import { judgingText, numberSections } from './briefing.ts';
import { asAtInstant, marksOf, type BriefingInput } from './briefing-input.ts';
import { signedAmount } from './finding.ts';
import { COUNTINGS, SOURCES } from './plan.ts';
import { targetScene } from './plan-scene.ts';
import { demandText, markedStatus, valueText } from './print-text.ts';
import { barScene, tileScene } from './region-scene.ts';
import { seriesScene } from './series-scene.ts';
import { rowTexts } from './series-view.ts';
import type { TargetStanding } from './standing.ts';
import { targetFacts, type TargetFacts } from './target-facts.ts';

const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text });

function judgementBlocks({ judgement }: TargetFacts): ReportBlock[] {
  return [
    {
      kind: 'facts',
      rows: judgement.working.map(({ label, text }) => ({ label: label.zh, value: text.zh })),
    },
  ];
}

function seriesBlocks(facts: TargetFacts): ReportBlock[] {
  const unit = facts.target.unit.zh;
  const hasPath = facts.series.path !== null;
  return [
    { kind: 'drawing', title: facts.seriesFinding.zh, scene: seriesScene(facts.series, unit) },
    {
      kind: 'table',
      columns: [
        { head: '日期', share: 30 },
        { head: `数值（${unit}）`, share: 30, align: 'right' },
        ...(hasPath ? [{ head: `要求进度（${unit}）`, share: 30, align: 'right' as const }] : []),
      ],
      lines: facts.rows.map((row) => {
        const { value, required } = rowTexts(row);
        const marks = [
          row.on === facts.asAt ? '截至' : '',
          row.on === facts.target.deadline ? '期限' : '',
        ].filter((mark) => mark !== '');
        return [
          `${row.on}${marks.length > 0 ? `（${marks.join('、')}）` : ''}`,
          row.isForecast ? `${value}（预测）` : value,
          ...(hasPath ? [required] : []),
        ];
      }),
    },
    ...(facts.judgement.forecast
      ? [{ kind: 'note' as const, text: `预测方法：${facts.judgement.forecast.method.zh}` }]
      : []),
  ];
}

function regionBlocks({ cells, target, regionFinding }: TargetFacts): ReportBlock[] {
  if (cells.length === 0) return [];
  const map = tileScene(cells);
  const hasSplit = cells.some(({ split }) => split !== null);
  return [
    paragraph(regionFinding.zh),
    ...(map ? [{ kind: 'drawing', title: '各市分布（方格地图，大致方位）', scene: map } as const] : []),
    { kind: 'drawing', title: `各市排名（${target.unit.zh}）`, scene: barScene(cells) },
    {
      kind: 'table',
      columns: [
        { head: '位次', share: 10, align: 'right' },
        { head: '市', share: 20 },
        { head: `数值（${target.unit.zh}）`, share: 20, align: 'right' },
        ...(hasSplit
          ? ([
              { head: '分解目标', share: 18, align: 'right' },
              { head: '相差', share: 14, align: 'right' },
              { head: '判定', share: 20 },
            ] as const)
          : []),
      ],
      lines: cells.map(({ rank, name, value, split, lack, judgement }) => [
        rank === null ? '' : String(rank),
        name.zh,
        value === null ? '暂无数据' : formatAmount(value),
        ...(hasSplit
          ? [
              split === null ? '' : formatAmount(split),
              lack === null ? '' : formatAmount(lack),
              judgement === null ? '' : markedStatus(judgement),
            ]
          : []),
      ]),
    },
  ];
}

function sourceBlocks({ sources, sourceFinding, target }: TargetFacts): ReportBlock[] {
  return [
    {
      kind: 'table',
      columns: [
        { head: '来源', share: 20 },
        { head: `数值（${target.unit.zh}）`, share: 16, align: 'right' },
        { head: '与判定所用数相差', share: 18, align: 'right' },
        { head: '说明', share: 46 },
      ],
      lines: sources.map(({ source, value, isHeadline, difference, note }) => [
        `${SOURCES[source].zh}${isHeadline ? '（用于判定）' : ''}`,
        value === null ? '暂无数据' : formatAmount(value),
        difference === null ? '' : signedAmount(difference),
        note?.zh ?? '',
      ]),
    },
    paragraph(sourceFinding.zh),
  ];
}

function clauseBlocks({ target }: TargetFacts): ReportBlock[] {
  return [
    {
      kind: 'facts',
      rows: [
        { label: '条款', value: target.clause },
        { label: '摘要（自编，非原文）', value: target.summary.zh },
        { label: '统计口径', value: COUNTINGS[target.counting].zh },
        ...(target.note ? [{ label: '说明', value: target.note.zh }] : []),
      ],
    },
  ];
}

/** One target's standing as a briefing: its number and why, the series, the cities, the sources, the clause. */
export function targetBriefing(input: BriefingInput, standing: TargetStanding): ReportDocument {
  const { content, judging, asAt } = input.standing;
  const facts = targetFacts(standing, input.standing);
  return {
    title: standing.target.indicator.zh,
    isBrief: true,
    coverLines: [[content.title.zh, content.number].filter((part) => part !== '').join(' · ')],
    coverFacts: [
      { label: '截至日期', value: asAt },
      { label: '判定', value: markedStatus(standing.judgement) },
      { label: '完成', value: valueText(standing) },
      { label: '目标', value: demandText(standing) },
      { label: '编制单位', value: input.houseName },
    ],
    opening: [],
    marks: marksOf(input),
    asAt: asAtInstant(input),
    digest: { algorithm: 'SM3', value: input.digest },
    address: input.address,
    sections: numberSections([
      { heading: '判定与依据', blocks: judgementBlocks(facts) },
      { heading: '走势', blocks: seriesBlocks(facts) },
      { heading: '各市情况', blocks: regionBlocks(facts) },
      { heading: '数据来源', blocks: sourceBlocks(facts) },
      {
        heading: '条款与口径',
        blocks: [
          ...clauseBlocks(facts),
          paragraph(judgingText(judging)),
          ...(input.isDemo ? [paragraph('本简报中的完成数为示例数据，不是任何机关发布的实际结果。')] : []),
        ],
      },
    ]),
  };
}

/** One target on one sheet, as a picture. */
export function targetPicture(input: BriefingInput, standing: TargetStanding): Scene {
  const { content, asAt } = input.standing;
  const facts = targetFacts(standing, input.standing);
  const map = tileScene(facts.cells);
  const forecast = facts.judgement.forecast;
  return targetScene(
    {
      title: standing.target.indicator.zh,
      lines: [
        `${content.title.zh} · ${standing.target.clause}`,
        `截至 ${asAt} · ${valueText(standing)} · 目标：${demandText(standing)}${forecast ? ` · 预测 ${formatDerived(forecast.value)}` : ''}`,
      ],
      finding: `${markedStatus(standing.judgement)}：${facts.seriesFinding.zh}`,
      mark: marksOf(input).join(' · ') || null,
    },
    [
      { title: '', scene: seriesScene(facts.series, standing.target.unit.zh) },
      ...(map ? [{ title: facts.regionFinding.zh, scene: map }] : []),
    ],
  );
}
