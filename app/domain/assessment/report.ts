import { CONFIDENCE } from '../law/confidence.ts';
import { RESULT_NOTES } from './state.ts';
import type { Radar, ReportBlock, ReportDocument, ReportSection } from './report-document.ts';
import {
  answerSection,
  evidenceSection,
  findingSection,
  gapSection,
  planSection,
  unvalidatedSection,
} from './report-finding.ts';
import type { ReportInput } from './report-input.ts';
import {
  dayOfInstant,
  dayText,
  domainText,
  namingOf,
  NO_SCORE,
  scoreText,
  type Naming,
} from './report-naming.ts';
import { LEVELS } from './model.ts';
import type { Combination, Ground, ScoringScheme } from './scheme.ts';

const COMBINATIONS: Readonly<Record<Combination, string>> = { mean: '加权平均', lowest: '取最低' };

/** 一、二、… 十二、 */
function numbered(index: number): string {
  const digits = '零一二三四五六七八九十';
  return index <= 10 ? `${digits[index]}、` : `十${digits[index - 10]}、`;
}

function subjectOf({ model }: ReportInput): string {
  if (model.family === 'dcmm') return '数据管理能力成熟度';
  if (model.family === 'dsmm') return '数据安全能力成熟度';
  return model.title.zh;
}

function titleOf(input: ReportInput): string {
  const { side, orderId } = input.assessment;
  const kind = side === 'self' ? '自评估报告' : '独立评估报告';
  return `${subjectOf(input)}${kind}${side === 'independent' && orderId !== null ? '（双评估）' : ''}`;
}

function versionText(input: ReportInput): string {
  const { version } = input;
  return version.kind === 'signed'
    ? `第 ${version.no} 版，${dayOfInstant(version.signedAt)}由${version.signedByName}签署`
    : `第 ${version.no} 版草稿，未签署`;
}

function targetText({ targetLevel, targetOn }: ReportInput['assessment'], naming: Naming): string {
  if (targetLevel === null) return '未设定';
  return naming.level(targetLevel) + (targetOn === null ? '' : `，${dayText(targetOn)}前`);
}

/** The line by which a report says what its result is not. */
function resultNote(input: ReportInput): string {
  return RESULT_NOTES[input.assessment.side].zh;
}

/** Scores of the domains, the target, and what the open actions would reach. */
function reportRadar(input: ReportInput): Radar {
  const { model, result, planned, assessment } = input;
  const number = (text: string | null | undefined) =>
    text === null || text === undefined ? null : Number(text);
  const scores = new Map(result.domains.map(({ domainId, score }) => [domainId, score?.shown ?? null]));
  const target = assessment.targetLevel;
  return {
    axes: model.domains.map(({ name }) => name.zh),
    series: [
      {
        name: assessment.side === 'self' ? '自评估' : '独立评估',
        values: model.domains.map(({ id }) => number(scores.get(id))),
        stroke: 'main',
      },
      ...(target === null
        ? []
        : [{ name: '目标', values: model.domains.map(() => target), stroke: 'dashed' as const }]),
      ...(planned
        ? [
            {
              name: '计划完成后（推算）',
              values: model.domains.map(({ id }) => number(planned.domains[id])),
              stroke: 'light' as const,
            },
          ]
        : []),
    ],
  };
}

function conclusionText(input: ReportInput, naming: Naming): string {
  const { overall, level, criteria, answered } = input.result;
  if (!overall || level === null) return '全部内容均不适用，没有总分。';
  const { targetLevel } = input.assessment;
  const gap =
    targetLevel === null
      ? ''
      : level >= targetLevel
        ? `已达到目标 ${naming.level(targetLevel)}。`
        : `距目标 ${naming.level(targetLevel)}还差 ${targetLevel - level} 级。`;
  return (
    `按本报告所述方案计算，总分 ${overall.shown}，对应 ${naming.level(level)}。${gap}` +
    `应答准则 ${criteria} 条，已作答 ${answered} 条${answered < criteria ? '，未作答的按零计' : ''}。` +
    `${resultNote(input)}。`
  );
}

function conclusionSection(input: ReportInput, naming: Naming): ReportSection {
  const { model, result, planned } = input;
  const domainName = (domainId: string) => {
    const domain = model.domains.find(({ id }) => id === domainId);
    return domain ? domainText(domain) : domainId;
  };
  return {
    heading: '评估结论',
    blocks: [
      { kind: 'paragraph', text: conclusionText(input, naming) },
      { kind: 'radar', title: '各能力域得分', radar: reportRadar(input) },
      {
        kind: 'table',
        columns: [
          { head: '能力域', share: 40 },
          { head: '得分', share: 15, align: 'right' },
          { head: '等级', share: 25, align: 'center' },
          ...(planned ? ([{ head: '计划完成后（推算）', share: 20, align: 'right' }] as const) : []),
        ],
        lines: [
          ...result.domains.map((domain) => [
            domainName(domain.domainId),
            scoreText(domain.score),
            domain.level === null ? NO_SCORE : naming.level(domain.level),
            ...(planned ? [planned.domains[domain.domainId] ?? '—'] : []),
          ]),
          [
            '总体',
            scoreText(result.overall),
            result.level === null ? NO_SCORE : naming.level(result.level),
            ...(planned ? [planned.overall ?? '—'] : []),
          ],
        ],
      },
    ],
  };
}

const basisLine = (what: string, value: string, ground: Ground): string[] => [
  what,
  value,
  ground.basis,
  CONFIDENCE[ground.confidence].label.zh,
];

function places(count: number | null): string {
  return count === null ? '不修约' : ` ${count} 位小数`;
}

function schemeLines(scheme: ScoringScheme, naming: Naming): string[][] {
  const { combine, rounding, grounds } = scheme;
  return [
    ...scheme.grades.map(({ name, worth }) =>
      worth
        ? basisLine(`结论“${name.zh}”`, worth.value, worth)
        : [`结论“${name.zh}”`, '不计入分母', '不适用的准则离开分母，不计分。', '—'],
    ),
    ...LEVELS.map((level) =>
      basisLine(`通过 ${naming.level(level)}`, `≥ ${scheme.gates[level].value}`, scheme.gates[level]),
    ),
    basisLine('计分单元的下限', scheme.floor.value, scheme.floor),
    basisLine('准则到计分单元', '逐级过门槛', grounds.reading),
    basisLine('计分单元到能力项', COMBINATIONS[combine.cells], grounds.cells),
    basisLine('能力项到能力域', COMBINATIONS[combine.items], grounds.items),
    basisLine('能力域到总分', COMBINATIONS[combine.domains], grounds.domains),
    basisLine('未列出的权重', '1', grounds.weights),
    ...Object.entries(scheme.weights).map(([id, basis]) => basisLine(`权重 ${id}`, basis.value, basis)),
    basisLine(
      '修约',
      `总分${places(rounding.overall)}；域${places(rounding.domain)}，项${places(rounding.item)}，单元${places(rounding.cell)}`,
      grounds.rounding,
    ),
  ];
}

function methodSection(input: ReportInput, naming: Naming): ReportSection {
  const { model, scheme } = input;
  const standard = model.standard === '' ? '本单位自建模型' : model.standard;
  const superseded =
    model.supersededOn === null ? '' : `该版本自 ${dayText(model.supersededOn)}起已被新版代替。`;
  const blocks: ReportBlock[] = [
    {
      kind: 'paragraph',
      text: `评估依据：${standard}《${model.title.zh}》。${superseded}能力域、能力项和等级名称的来源与可信度：${model.source}`,
    },
    {
      kind: 'paragraph',
      text: '评估准则为自编，非标准原文；每条准则对应一项可以观察到的文件、记录、角色、系统功能或数字。',
    },
    {
      kind: 'paragraph',
      text: `计分方案：${scheme.title.zh}（第 ${scheme.version} 版）。${scheme.source}`,
    },
    {
      kind: 'table',
      columns: [
        { head: '设置', share: 22 },
        { head: '取值', share: 20 },
        { head: '依据', share: 44 },
        { head: '可信度', share: 14, align: 'center' },
      ],
      lines: schemeLines(scheme, naming),
    },
    {
      kind: 'table',
      columns: [
        { head: '等级', share: 22 },
        { head: '含义（自编说明）', share: 78 },
      ],
      lines: model.levels.map(({ level, summary }) => [naming.level(level), summary]),
    },
  ];
  return { heading: '评估方法与计分方案', blocks };
}

function scopeSection(input: ReportInput, naming: Naming): ReportSection {
  const { assessment, sheet, model } = input;
  const exclusions = Object.entries(sheet.exclusions);
  return {
    heading: '评估范围与裁剪',
    blocks: [
      {
        kind: 'facts',
        rows: [
          { label: '被评估单位', value: input.enterprise.name },
          { label: '业务单元', value: assessment.unit === '' ? '整个单位' : assessment.unit },
          { label: '评估模型', value: `${model.standard} ${model.title.zh}`.trim() },
          { label: '目标等级', value: targetText(assessment, naming) },
          ...(assessment.side === 'independent'
            ? [{ label: '评估机构', value: assessment.consultancyName ?? '' }]
            : []),
        ],
      },
      ...(exclusions.length === 0
        ? ([{ kind: 'paragraph', text: '没有裁剪：模型的全部能力项均在评估范围内。' }] as const)
        : ([
            {
              kind: 'paragraph',
              text: `以下 ${exclusions.length} 个计分单元经裁剪不在范围内，不参与计分：`,
            },
            {
              kind: 'table',
              columns: [
                { head: '能力项', share: 40 },
                { head: '裁剪理由', share: 60 },
              ],
              lines: exclusions.map(([cellId, reason]) => [naming.cell(cellId), reason]),
            },
          ] as const)),
    ],
  };
}

function signatureSection(input: ReportInput): ReportSection {
  const { version, assessment } = input;
  const date = '年    月    日';
  const isSelf = assessment.side === 'self';
  return {
    heading: '签署',
    blocks: [
      {
        kind: 'facts',
        rows: [
          { label: '版本', value: versionText(input) },
          {
            label: '平台签署人',
            value: version.kind === 'signed' ? version.signedByName : '尚未签署',
          },
          { label: '内容摘要（SM3）', value: version.digest },
        ],
      },
      {
        kind: 'signatures',
        boxes: [
          { label: isSelf ? '评估负责人（签字）' : '评估组长（签字）', foot: date },
          { label: isSelf ? '首席数据官（签字）' : '评估机构（盖章）', foot: date },
          { label: '被评估单位（盖章）', foot: date },
        ],
      },
      { kind: 'note', text: `${resultNote(input)}，不能替代有资质机构的评估结论和证书。` },
    ],
  };
}

function coverFacts(input: ReportInput, naming: Naming): ReportDocument['coverFacts'] {
  const { assessment, result, model } = input;
  return [
    { label: '评估名称', value: assessment.title },
    { label: '业务单元', value: assessment.unit === '' ? '整个单位' : assessment.unit },
    { label: '依据', value: model.standard === '' ? model.title.zh : model.standard },
    {
      label: '总分与等级',
      value:
        result.overall && result.level !== null
          ? `${result.overall.shown}，${naming.level(result.level)}`
          : NO_SCORE,
    },
    { label: '结果性质', value: resultNote(input) },
    { label: '版本', value: versionText(input) },
    { label: '评估开始', value: dayOfInstant(assessment.createdAt) },
    ...(input.style ? [{ label: '编制单位', value: input.style.issuer }] : []),
  ];
}

/**
 * The report on an assessment: conclusion, method, scope, findings, gaps, plan, evidence, what nobody validated,
 * signatures. A draft and sample data say so on every page, and every page says that the result is no certification.
 */
export function buildReport(input: ReportInput): ReportDocument {
  const naming = namingOf(input.model, input.scheme);
  const sections = [
    conclusionSection(input, naming),
    methodSection(input, naming),
    scopeSection(input, naming),
    findingSection(input, naming),
    gapSection(input, naming),
    planSection(input, naming),
    evidenceSection(input, naming),
    unvalidatedSection(input, naming),
    signatureSection(input),
  ].map((section, index) => ({ ...section, heading: `${numbered(index + 1)}${section.heading}` }));
  const { version } = input;
  return {
    title: titleOf(input),
    coverLines: [input.enterprise.name],
    coverFacts: coverFacts(input, naming),
    opening: (input.style?.opening ?? '')
      .split(/\n+/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    marks: [
      resultNote(input),
      ...(version.kind === 'draft' ? ['草稿'] : []),
      ...(input.enterprise.isDemo ? ['示例数据'] : []),
    ],
    asAt: version.kind === 'signed' ? version.signedAt : input.now,
    digest: { algorithm: 'SM3', value: version.digest },
    address: `${input.origin}/assessments/${input.assessment.id}`,
    sections: input.hasAnswers ? [...sections, answerSection(input, naming)] : sections,
  };
}
