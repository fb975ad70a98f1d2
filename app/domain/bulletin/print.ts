import type { ReportBlock, ReportColumn, ReportDocument } from '../assessment/report-document.ts';
import { plainDateInShanghai } from '../calendar/plain-date.ts';
import { CHANGE_KINDS } from '../filing/option.ts';
import { regionName, regionShortName } from '../organisation/region.ts';
import { percentOf, shareWords } from '../register/share.ts';
import { numberSections } from '../target/briefing.ts';
import { printedBars } from './bar-scene.ts';
import type { BulletinContent, BulletinNumbers, BulletinPart } from './bulletin.ts';
import {
  COUNTING_NOTES,
  classFinding,
  className,
  monthFinding,
  onTimeFinding,
  openingOf,
  overdueFinding,
  reasonFinding,
  regionFinding,
  voluntaryFinding,
} from './finding.ts';
import { placeName } from './reason.ts';

/** What stands on a printed bulletin beside what it says. */
export interface PrintFacts {
  readonly digest: string;
  readonly isDraft: boolean;
  /** ISO instant: of the publication, or now for a draft. */
  readonly asAt: string;
  readonly publishedByName: string | null;
  readonly address: string;
}

const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text });
const note = (text: string): ReportBlock => ({ kind: 'note', text });
const left = (head: string, share: number): ReportColumn => ({ head, share });
const right = (head: string, share: number): ReportColumn => ({ head, share, align: 'right' });
const share = (count: number, of: number) => percentOf({ count, of }) ?? '无';

const NUMBER_HEADS = [
  '应备案',
  '已备案',
  '备案率',
  '未备案',
  '报送',
  '存档',
  '退回',
  '期限届满',
  '按时',
  '按时率',
  '逾期未报',
];

function numberCells(row: BulletinNumbers): string[] {
  return [
    String(row.listed),
    String(row.filed),
    share(row.filed, row.listed),
    String(row.missing),
    String(row.submitted),
    String(row.recorded),
    String(row.returned),
    String(row.due),
    String(row.onTime),
    share(row.onTime, row.due),
    String(row.overdue),
  ];
}

function numberTable(
  head: string,
  rows: readonly BulletinPart[],
  total: BulletinNumbers,
  nameOf: (key: string) => string,
): ReportBlock {
  return {
    kind: 'table',
    columns: [left(head, 0.145), ...NUMBER_HEADS.map((one) => right(one, one.endsWith('率') ? 0.09 : 0.075))],
    lines: [...rows.map((row) => [nameOf(row.key), ...numberCells(row)]), ['合计', ...numberCells(total)]],
  };
}

function filedDrawing(
  title: string,
  rows: readonly BulletinPart[],
  nameOf: (key: string) => string,
): ReportBlock[] {
  const bars = rows
    .filter(({ listed }) => listed > 0)
    .map((row) => ({
      name: nameOf(row.key),
      parts: [
        { value: row.filed, fill: 'full' as const },
        { value: row.missing, fill: 'light' as const },
      ],
      text: `${row.filed}/${row.listed}`,
    }));
  const scene = printedBars(bars, [
    ['full', '已备案（家）'],
    ['light', '未备案（家）'],
  ]);
  return scene === null ? [] : [{ kind: 'drawing', title, scene }];
}

function keyFigures(total: BulletinNumbers): ReportBlock {
  const of = (count: number, whole: number) => shareWords({ count, of: whole }).zh;
  return {
    kind: 'facts',
    rows: [
      { label: '应备案', value: `${total.listed} 家` },
      { label: '已备案', value: `${total.filed} 家，备案率 ${of(total.filed, total.listed)}` },
      { label: '未备案', value: `${total.missing} 家` },
      {
        label: '本期办理',
        value: `报送 ${total.submitted} 件，存档 ${total.recorded} 件，退回 ${total.returned} 件次`,
      },
      { label: '按时率', value: of(total.onTime, total.due) },
      { label: '期末逾期未报', value: total.overdue === 0 ? '无' : `${total.overdue} 件` },
    ],
  };
}

function months(content: BulletinContent): ReportBlock[] {
  const { byMonth } = content;
  if (byMonth.length === 0) return [];
  return [
    paragraph(monthFinding(content).zh),
    {
      kind: 'table',
      columns: [
        left('月份', 0.2),
        right('报送', 0.13),
        right('存档', 0.13),
        right('退回', 0.13),
        right('期限届满', 0.13),
        right('按时', 0.13),
        right('按时率', 0.15),
      ],
      lines: byMonth.map((row) => [
        row.month,
        ...[row.submitted, row.recorded, row.returned, row.due, row.onTime].map(String),
        share(row.onTime, row.due),
      ]),
    },
  ];
}

function overdueTable({ overdue, total }: BulletinContent): ReportBlock[] {
  if (overdue.length === 0) return [];
  const isCut = overdue.length < total.overdue;
  return [
    {
      kind: 'table',
      columns: [
        left('企业', 0.32),
        left('地区', 0.14),
        left('变更事由', 0.22),
        left('发生日期', 0.11),
        left('期限', 0.11),
        right('逾期工作日', 0.1),
      ],
      lines: overdue.map((row) => [
        row.enterpriseName,
        regionShortName(row.regionCode).zh,
        CHANGE_KINDS[row.kind].zh,
        row.happenedOn,
        row.isProvisional ? `${row.dueOn}（暂定）` : row.dueOn,
        String(row.workingDays),
      ]),
    },
    ...(isCut ? [note(`共 ${total.overdue} 件，此处列出逾期最久的 ${overdue.length} 件。`)] : []),
  ];
}

function reasonTable({ reasons }: BulletinContent): ReportBlock[] {
  if (reasons.length === 0) return [];
  const all = reasons.reduce((sum, { comments }) => sum + comments, 0);
  return [
    {
      kind: 'table',
      columns: [
        left('栏目', 0.5),
        right('意见（条）', 0.18),
        right('占比', 0.14),
        right('涉及备案（件）', 0.18),
      ],
      lines: reasons.map(({ place, comments, filings }) => [
        placeName(place).zh,
        String(comments),
        share(comments, all),
        String(filings),
      ]),
    },
  ];
}

function sectionsOf(content: BulletinContent) {
  const region = (key: string) => regionShortName(key).zh;
  const licence = (key: string) => className(key).zh;
  const sections: { heading: string; blocks: ReportBlock[] }[] = [
    {
      heading: '备案总体情况',
      blocks: [keyFigures(content.total), ...months(content)],
    },
    {
      heading: '按许可类别',
      blocks: [
        paragraph(classFinding(content).zh),
        ...filedDrawing('各类企业备案情况', content.byClass, licence),
        numberTable('许可类别', content.byClass, content.total, licence),
      ],
    },
    {
      heading: '按地区',
      blocks: [
        paragraph(regionFinding(content).zh),
        ...filedDrawing('各地区企业备案情况', content.byRegion, region),
        numberTable('地区', content.byRegion, content.total, region),
      ],
    },
    {
      heading: '变更后重新备案的及时性',
      blocks: [
        paragraph(onTimeFinding(content).zh),
        paragraph(overdueFinding(content).zh),
        ...overdueTable(content),
      ],
    },
    {
      heading: '退回补正的主要原因',
      blocks: [paragraph(reasonFinding(content).zh), ...reasonTable(content)],
    },
    ...(content.remarks === ''
      ? []
      : [{ heading: '说明与要求', blocks: content.remarks.split(/\n+/).map(paragraph) }]),
    {
      heading: '口径',
      blocks: [
        ...COUNTING_NOTES.map(({ zh }) => paragraph(zh)),
        paragraph(voluntaryFinding(content).zh),
        paragraph(`统计日为 ${content.countedOn}，包含该日以前对本期记录的更正。`),
        ...(content.isSample ? [paragraph('本通报中的企业与数字均为示例数据。')] : []),
      ],
    },
  ];
  return numberSections(sections);
}

/** A bulletin for the printer and the word processor; the same content gives the same document. */
export function bulletinDocument(content: BulletinContent, facts: PrintFacts): ReportDocument {
  return {
    title: content.title,
    isBrief: true,
    coverLines: [content.issuer],
    coverFacts: [
      { label: '通报期间', value: `${content.from} 至 ${content.until}` },
      { label: '统计范围', value: regionName(content.regionCode).zh },
      { label: '统计日', value: content.countedOn },
      facts.isDraft
        ? { label: '状态', value: '草稿，未发布' }
        : { label: '发布', value: `${plainDateInShanghai(facts.asAt)}，${facts.publishedByName ?? ''}` },
    ],
    opening: [openingOf(content).zh],
    marks: [...(facts.isDraft ? ['草稿'] : []), ...(content.isSample ? ['示例数据'] : [])],
    asAt: facts.asAt,
    digest: { algorithm: 'SM3', value: facts.digest },
    address: facts.address,
    sections: sectionsOf(content),
  };
}
