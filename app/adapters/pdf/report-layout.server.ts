import type { Alignment, Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Radar, ReportBlock, ReportDocument } from '../../domain/assessment/report-document.ts';
import { furnish, INK, titleBlock, type Typesetter } from './page-furniture.server.ts';
import { RADAR_INK, radarSvg } from './radar-svg.server.ts';
import { sceneSvg } from './scene-svg.server.ts';
import { BORDERED, equalWidths, gridLines, rowTable, SHADE, textWidth } from './table-layout.server.ts';

const CELL_SIZE = 8.5;
/** Two ideographic spaces, as before any Chinese paragraph. */
const INDENT = '\u3000\u3000';
/** The radar fits into this, in points. */
const RADAR: [number, number] = [460, 310];
/** The cover's logo fits into this, in points. */
const LOGO: [number, number] = [200, 70];

type Of<K extends ReportBlock['kind']> = Extract<ReportBlock, { kind: K }>;

/**
 * The part of a page above which a heading of each level, or the words that introduce a table, may stand: below it there is
 * no room for what it announces.
 */
const LOWEST: Readonly<Record<number, number>> = { 1: 0.78, 2: 0.74, 3: 0.86, 4: 0.5 };

/** A run without a place to break that is wider than the column is broken anywhere. */
function cell(text: string, perLine: number, align: Alignment, set: Typesetter): TableCell {
  const longest = Math.max(0, ...(text.match(/[\x21-\x7e]+/g) ?? []).map((run) => run.length));
  return {
    text: set(text),
    alignment: align,
    ...(longest * 0.6 > perLine ? { wordBreak: 'break-all' } : {}),
  };
}

function table({ columns, lines }: Of<'table'>, set: Typesetter): Content {
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (textWidth(columns.length) * share) / whole);
  const perLine = widths.map((width) => Math.max(2, Math.floor(width / CELL_SIZE)));
  const head = columns.map((column): TableCell => ({
    text: set(column.head),
    bold: true,
    fillColor: SHADE.label,
    alignment: 'center',
  }));
  const body = lines
    .flatMap((line) => gridLines(line, perLine))
    .map((line) =>
      line.map((text, index) =>
        cell(text === '' ? '—' : text, perLine[index] ?? 2, columns[index]?.align ?? 'left', set),
      ),
    );
  return {
    table: { widths, headerRows: 1, keepWithHeaderRows: 1, dontBreakRows: true, body: [head, ...body] },
    layout: BORDERED,
    fontSize: CELL_SIZE,
    margin: [0, 2, 0, 8],
  };
}

function legend(radar: Radar, set: Typesetter): Content {
  const columns = radar.series.map(({ name, stroke }) => {
    const { colour } = RADAR_INK[stroke];
    const dash = stroke === 'dashed' ? { dash: { length: 5, space: 3 } } : {};
    const dots = stroke === 'light' ? { dash: { length: 1.5, space: 2.5 } } : {};
    return {
      width: 'auto' as const,
      columnGap: 0,
      columns: [
        {
          width: 26,
          canvas: [
            {
              type: 'line' as const,
              x1: 0,
              y1: 6,
              x2: 22,
              y2: 6,
              lineWidth: 1.8,
              lineColor: colour,
              ...dash,
              ...dots,
            },
          ],
        },
        { width: 'auto' as const, text: set(name), fontSize: CELL_SIZE },
      ],
    };
  });
  return {
    columns: [{ width: '*', text: '' }, ...columns, { width: '*', text: '' }],
    columnGap: 14,
    margin: [0, 0, 0, 8],
  };
}

/** The radar with its legend; its figures stand in the table that follows it. */
function radarBlock({ title, radar }: Of<'radar'>, set: Typesetter): Content[] {
  const svg = radarSvg(radar, set);
  if (svg === null) return [];
  return [
    {
      unbreakable: true,
      stack: [
        { text: set(title), bold: true, alignment: 'center', margin: [0, 4, 0, 0] },
        { svg, fit: RADAR, alignment: 'center' },
        legend(radar, set),
      ],
    },
  ];
}

/** A drawing as wide as the text, its title above it. */
function drawing({ title, scene }: Of<'drawing'>, set: Typesetter): Content {
  const width = Math.min(textWidth(1), scene.width);
  return {
    unbreakable: true,
    stack: [
      ...(title === ''
        ? []
        : [{ text: set(title), bold: true, margin: [0, 4, 0, 2] as [number, number, number, number] }]),
      { svg: sceneSvg(scene, set), width, alignment: 'center' as const },
    ],
    margin: [0, 0, 0, 8],
  };
}

function signatures({ boxes }: Of<'signatures'>, set: Typesetter): Content {
  return {
    unbreakable: true,
    table: {
      widths: equalWidths(boxes.length),
      body: [
        boxes.map(({ label, foot }): TableCell => ({
          stack: [
            { text: set(label) },
            { text: set(foot), alignment: 'right', margin: [0, 52, 0, 0], preserveLeadingSpaces: true },
          ],
        })),
      ],
    },
    layout: BORDERED,
    margin: [0, 6, 0, 6],
  };
}

function prose(text: string, set: Typesetter, isAnnouncing = false): Content {
  return {
    ...(isAnnouncing ? { headlineLevel: 3 } : {}),
    text: set(`${INDENT}${text}`),
    preserveLeadingSpaces: true,
    fontSize: 10.5,
    lineHeight: 1.2,
    margin: [0, 0, 0, 5],
  };
}

function layOutBlock(block: ReportBlock, set: Typesetter, next: ReportBlock | undefined): Content[] {
  switch (block.kind) {
    case 'paragraph':
      return [prose(block.text, set, next?.kind === 'table' && block.text.endsWith('：'))];
    case 'note':
      return [
        {
          text: set(block.text),
          fontSize: CELL_SIZE,
          color: INK.quiet,
          margin: [0, 0, 0, 4],
          ...(next?.kind === 'table' ? { headlineLevel: 3 } : {}),
        },
      ];
    case 'subheading':
      return [{ text: set(block.text), bold: true, fontSize: 11.5, margin: [0, 8, 0, 4], headlineLevel: 2 }];
    case 'facts':
      return [{ stack: [rowTable(block.rows, set)], margin: [0, 2, 0, 8] }];
    case 'table':
      return [table(block, set)];
    case 'radar':
      return radarBlock(block, set);
    case 'drawing':
      return [drawing(block, set)];
    case 'signatures':
      return [signatures(block, set)];
  }
}

function image(logo: Buffer): Content {
  const type = logo[0] === 0xff ? 'image/jpeg' : 'image/png';
  return {
    image: `data:${type};base64,${logo.toString('base64')}`,
    fit: LOGO,
    alignment: 'center',
    margin: [0, 0, 0, 24],
  };
}

function cover(report: ReportDocument, set: Typesetter, logo: Buffer | undefined): Content[] {
  return [
    { text: '', margin: [0, logo ? 30 : 70, 0, 0] },
    ...(logo ? [image(logo)] : []),
    { text: set(report.title), bold: true, fontSize: 24, alignment: 'center', margin: [0, 0, 0, 14] },
    ...report.coverLines.map((line): Content => ({
      text: set(line),
      fontSize: 14,
      alignment: 'center',
      margin: [0, 0, 0, 6],
    })),
    { text: '', margin: [0, 20, 0, 0] },
    rowTable(report.coverFacts, set),
    ...(report.opening.length > 0
      ? [{ text: '', margin: [0, 16, 0, 0] as [number, number, number, number] }]
      : []),
    ...report.opening.map((paragraph) => prose(paragraph, set)),
  ];
}

function contents(set: Typesetter): Content {
  return {
    toc: { title: { text: set('目录'), bold: true, fontSize: 14, margin: [0, 24, 0, 8] } },
  };
}

/** The head of a briefing: title, lines and facts on the page that its first section stands on. */
function briefHead(report: ReportDocument, set: Typesetter): Content[] {
  return [
    ...titleBlock(report.title, report.coverLines, set),
    rowTable(report.coverFacts, set),
    { text: '', margin: [0, 0, 0, 10] },
    ...report.opening.map((paragraph) => prose(paragraph, set)),
  ];
}

/** A report on A4: cover and contents, or a briefing's head, then its sections; the same description gives the same bytes. */
export function layOutReport(report: ReportDocument, set: Typesetter, logo?: Buffer): TDocumentDefinitions {
  const page = {
    title: report.title,
    asAt: report.asAt,
    contentDigest: report.digest,
    verification: { url: report.address, caption: '扫码查看（需登录）' },
    isSample: false,
    marks: report.marks,
  };
  // A heading of the contents has to be plain text; headings are the product's own words, which the everyday font has.
  const isBrief = report.isBrief === true;
  const front = isBrief ? briefHead(report, set) : [...cover(report, set, logo), contents(set)];
  const sections = report.sections.flatMap(({ heading, blocks }, index): Content[] => [
    {
      text: heading,
      bold: true,
      fontSize: isBrief ? 12.5 : 14,
      margin: [0, index === 0 ? 0 : isBrief ? 12 : 18, 0, 6],
      // A drawing isn't cut: its section begins where there is room for it.
      headlineLevel: blocks[0]?.kind === 'drawing' ? 4 : 1,
      ...(isBrief ? {} : { tocItem: true }),
      ...(index === 0 && !isBrief ? { pageBreak: 'before' } : {}),
    },
    ...blocks.flatMap((block, at) => layOutBlock(block, set, blocks[at + 1])),
  ]);
  return {
    ...furnish(page, set, [...front, ...sections]),
    // Nothing that announces something stands alone at the foot of a page.
    pageBreakBefore: ({ headlineLevel, startPosition }) =>
      headlineLevel !== undefined && startPosition.verticalRatio > (LOWEST[headlineLevel] ?? 1),
  };
}
