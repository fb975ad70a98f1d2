import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { readLogo } from '../../domain/assessment/report-logo.ts';
import type { ReportBlock, ReportDocument } from '../../domain/assessment/report-document.ts';
import type { Scene } from '../../domain/drawing/scene.ts';
import type { DocumentWriter } from './port.ts';
import { radarPng } from './radar-png.ts';

/** Sizes in half points, widths in twentieths of a point: as the format counts. */
const SIZE = { title: 44, briefTitle: 34, head: 28, subhead: 23, text: 21, small: 17 } as const;
/** A4 less margins of 2.5 cm at the sides. */
const TEXT_WIDTH = 9071;
const QUIET = '555555';
const FONT = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: '宋体', cs: 'Arial' } as const;
/** Pixels of the radar on the page, and of the box that a logo fits into. */
const RADAR_SIDE = 400;
const LOGO_BOX = { width: 260, height: 90 } as const;
/** Pixels of the text's width on the page, at 96 an inch. */
const TEXT_PIXELS = 600;

/** The style of a footer: page numbers take their size from the paragraph, not from their run. */
const FOOT = 'foot';
const FOOT_LOOK = { size: SIZE.small - 2, color: QUIET } as const;

type Of<K extends ReportBlock['kind']> = Extract<ReportBlock, { kind: K }>;
type Drawn = Paragraph | Table;
type DrawPicture = (scene: Scene) => Buffer;

interface Look {
  readonly size?: number;
  readonly bold?: boolean;
  readonly color?: string;
}

/** Control characters and halves of characters, which XML can't hold; line feeds become breaks before. */
const UNWRITABLE = /(?!\n)\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

function runs(text: string, look: Look = {}): TextRun[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replace(UNWRITABLE, '')
    .split('\n')
    .map((line, index) => new TextRun({ text: line, ...look, ...(index > 0 ? { break: 1 } : {}) }));
}

const ALIGN = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const;

function cell(
  text: string,
  width: number,
  options: { head?: boolean; align?: keyof typeof ALIGN },
): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 40, bottom: 40, left: 80, right: 80 },
    ...(options.head ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'EEEEEE' } } : {}),
    children: [
      new Paragraph({
        alignment: ALIGN[options.align ?? 'left'],
        children: runs(text === '' ? '—' : text, { size: SIZE.small, bold: options.head ?? false }),
      }),
    ],
  });
}

function widthsOf(shares: readonly number[]): number[] {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => Math.floor((TEXT_WIDTH * share) / whole));
}

/** Rows don't split over pages and the head repeats. */
function table({ columns, lines }: Pick<Of<'table'>, 'columns' | 'lines'>): Table {
  const widths = widthsOf(columns.map(({ share }) => share));
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map((column, index) =>
      cell(column.head, widths[index] ?? 0, { head: true, align: 'center' }),
    ),
  });
  const body = lines.map(
    (line) =>
      new TableRow({
        cantSplit: true,
        children: columns.map((column, index) =>
          cell(line[index] ?? '', widths[index] ?? 0, { align: column.align ?? 'left' }),
        ),
      }),
  );
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: [head, ...body],
  });
}

function facts(rows: Of<'facts'>['rows']): Table {
  const widths = widthsOf([22, 78]);
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: rows.map(
      ({ label, value }) =>
        new TableRow({
          cantSplit: true,
          children: [cell(label, widths[0] ?? 0, { head: true }), cell(value, widths[1] ?? 0, {})],
        }),
    ),
  });
}

function prose(text: string, keepNext = false): Paragraph {
  return new Paragraph({
    keepNext,
    indent: { firstLine: SIZE.text * 20 },
    spacing: { after: 100, line: 320 },
    children: runs(text, { size: SIZE.text }),
  });
}

function small(text: string, keepNext = false): Paragraph {
  return new Paragraph({
    keepNext,
    spacing: { before: 60, after: 60 },
    children: runs(text, { size: SIZE.small, color: QUIET }),
  });
}

/** The drawing, and a table that names its numbered axes and holds every figure in it. */
function radar({ title, radar: content }: Of<'radar'>): Drawn[] {
  const png = radarPng(content);
  const shown = (value: number | null | undefined) =>
    value === null || value === undefined ? '—' : value.toFixed(2);
  const twin = table({
    columns: [
      { head: '编号', share: 10, align: 'center' },
      { head: '能力域', share: 40 },
      ...content.series.map(({ name }) => ({
        head: name,
        share: 50 / content.series.length,
        align: 'right' as const,
      })),
    ],
    lines: content.axes.map((axis, index) => [
      String(index + 1),
      axis,
      ...content.series.map(({ values }) => shown(values[index])),
    ]),
  });
  if (!png) return [twin, small('')];
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      children: runs(title, { size: SIZE.text, bold: true }),
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      children: [
        new ImageRun({
          type: 'png',
          data: png,
          transformation: { width: RADAR_SIDE, height: RADAR_SIDE },
          altText: { name: title, title, description: '图中数据见下表' },
        }),
      ],
    }),
    small('图中编号见下表；实线为评估得分，虚线为目标，点线为计划完成后的推算。'),
    twin,
    small(''),
  ];
}

function drawing({ title, scene }: Of<'drawing'>, drawPicture: DrawPicture): Drawn[] {
  const scale = Math.min(1, TEXT_PIXELS / scene.width);
  const heading = new Paragraph({
    keepNext: true,
    spacing: { before: 80, after: 60 },
    children: runs(title, { size: SIZE.text, bold: true }),
  });
  const picture = new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 100 },
    children: [
      new ImageRun({
        type: 'png',
        data: drawPicture(scene),
        transformation: {
          width: Math.round(scene.width * scale),
          height: Math.round(scene.height * scale),
        },
        altText: { name: title, title, description: '图中数据见文中的表' },
      }),
    ],
  });
  return title === '' ? [picture] : [heading, picture];
}

function noPictures(): Buffer {
  throw new Error('the report has drawings, and nobody to draw them was given');
}

function signatures({ boxes }: Of<'signatures'>): Table {
  const widths = widthsOf(boxes.map(() => 1));
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: [
      new TableRow({
        cantSplit: true,
        children: boxes.map(
          ({ label, foot }, index) =>
            new TableCell({
              width: { size: widths[index] ?? 0, type: WidthType.DXA },
              margins: { top: 60, bottom: 60, left: 80, right: 80 },
              children: [
                new Paragraph({ spacing: { after: 1000 }, children: runs(label, { size: SIZE.text }) }),
                new Paragraph({ alignment: AlignmentType.RIGHT, children: runs(foot, { size: SIZE.text }) }),
              ],
            }),
        ),
      }),
    ],
  });
}

function draw(block: ReportBlock, next: ReportBlock | undefined, drawPicture: DrawPicture): Drawn[] {
  switch (block.kind) {
    case 'paragraph':
      return [prose(block.text, next?.kind === 'table')];
    case 'note':
      return [small(block.text, next?.kind === 'table')];
    case 'subheading':
      return [
        new Paragraph({
          heading: HeadingLevel.HEADING_2,
          keepNext: true,
          spacing: { before: 200, after: 80 },
          children: runs(block.text, { size: SIZE.subhead, bold: true, color: '000000' }),
        }),
      ];
    case 'facts':
      return [facts(block.rows), small('')];
    case 'table':
      return [table(block), small('')];
    case 'radar':
      return radar(block);
    case 'drawing':
      return drawing(block, drawPicture);
    case 'signatures':
      return [signatures(block)];
  }
}

function logoParagraph(logo: Buffer): Paragraph[] {
  const found = readLogo(logo);
  if (!found) throw new Error('the logo is neither PNG nor JPEG');
  const scale = Math.min(LOGO_BOX.width / found.width, LOGO_BOX.height / found.height, 1);
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 300 },
      children: [
        new ImageRun({
          type: found.type === 'image/png' ? 'png' : 'jpg',
          data: logo,
          transformation: {
            width: Math.max(1, Math.round(found.width * scale)),
            height: Math.max(1, Math.round(found.height * scale)),
          },
          altText: { name: 'logo', title: '编制单位标识', description: '编制单位标识' },
        }),
      ],
    }),
  ];
}

function centred(text: string, size: number, bold: boolean, before: number, after = 200): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before, after },
    children: runs(text, { size, bold }),
  });
}

/** The head of a briefing: its text begins on the same page. */
function briefHead(report: ReportDocument): Drawn[] {
  return [
    centred(report.title, SIZE.briefTitle, true, 0, 80),
    ...report.coverLines.map((line) => centred(line, SIZE.small, false, 0, 60)),
    facts(report.coverFacts),
    small(''),
    ...report.opening.map((paragraph) => prose(paragraph)),
  ];
}

function cover(report: ReportDocument, logo: Buffer | undefined): Drawn[] {
  return [
    ...(logo ? logoParagraph(logo) : []),
    centred(report.title, SIZE.title, true, logo ? 400 : 1600),
    ...report.coverLines.map((line) => centred(line, SIZE.head, false, 0)),
    facts(report.coverFacts),
    small(''),
    ...report.opening.map((paragraph) => prose(paragraph)),
    new Paragraph({ children: [new PageBreak()] }),
  ];
}

function header(report: ReportDocument): Header {
  return new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: 'AAAAAA', space: 4 } },
        children: runs([report.title, ...report.marks].join('　'), { size: SIZE.small, color: QUIET }),
      }),
    ],
  });
}

function footer(report: ReportDocument): Footer {
  const look = FOOT_LOOK;
  return new Footer({
    children: [
      new Paragraph({
        style: FOOT,
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({ ...look, text: '第 ' }),
          new TextRun({ ...look, children: [PageNumber.CURRENT] }),
          new TextRun({ ...look, text: ' 页 / 共 ' }),
          new TextRun({ ...look, children: [PageNumber.TOTAL_PAGES] }),
          new TextRun({ ...look, text: ' 页' }),
        ],
      }),
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: runs(`内容摘要（${report.digest.algorithm}）：${report.digest.value}`, look),
      }),
      new Paragraph({ alignment: AlignmentType.CENTER, children: runs(report.address, look) }),
    ],
  });
}

/** Word processors' documents, by the same description as the printed report. */
export const documentWriter: DocumentWriter = {
  writeReport(report, logo, drawPicture = noPictures) {
    const sections = report.sections.flatMap(({ heading, blocks }) => [
      new Paragraph({
        heading: HeadingLevel.HEADING_1,
        keepNext: true,
        spacing: { before: 360, after: 140 },
        children: runs(heading, { size: SIZE.head, bold: true, color: '000000' }),
      }),
      ...blocks.flatMap((block, at) => draw(block, blocks[at + 1], drawPicture)),
    ]);
    const document = new Document({
      creator: '数衡 Shuheng',
      title: report.title,
      description: report.marks.join('；'),
      styles: {
        default: { document: { run: { font: FONT, size: SIZE.text } } },
        paragraphStyles: [{ id: FOOT, name: 'Foot', run: FOOT_LOOK }],
      },
      sections: [
        {
          properties: {
            page: {
              size: { width: 11906, height: 16838 },
              margin: { top: 1300, bottom: 1300, left: 1417, right: 1418 },
            },
          },
          headers: { default: header(report) },
          footers: { default: footer(report) },
          children: [...(report.isBrief ? briefHead(report) : cover(report, logo)), ...sections],
        },
      ],
    });
    return Packer.toBuffer(document);
  },
};
