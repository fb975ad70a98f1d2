import pdfmake from 'pdfmake';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { type FontShelf, openFontShelf } from './font-shelf.server.ts';
import { furnish, noteBlock, titleBlock, type Typesetter } from './page-furniture.server.ts';
import type { PdfRenderer, PrintedForm, PrintedLetter, SignatureBox } from './port.ts';
import { layOutReport } from './report-layout.server.ts';
import { makePictureDrawer } from './scene-png.server.ts';
import { BORDERED, equalWidths, rowTable, sectionTables, STACKED } from './table-layout.server.ts';
import { findUnprintable, splitRuns } from './text-run.server.ts';

/** The part of pdfmake's memory file system that is used; its type package leaves it out for the server. */
interface MemoryFiles {
  existsSync(name: string): boolean;
  writeFileSync(name: string, content: Buffer): void;
}

const { virtualfs } = pdfmake as unknown as { virtualfs: MemoryFiles };
const RARE_FILE = 'HanaMinB';

/** Hands the fonts to pdfmake from memory, and closes its ways to the network and to the disk. */
function equip(shelf: FontShelf): void {
  virtualfs.writeFileSync('NotoSansSC-Regular', shelf.regular.bytes);
  virtualfs.writeFileSync('NotoSansSC-Bold', shelf.bold.bytes);
  pdfmake.setFonts({
    everyday: { normal: 'NotoSansSC-Regular', bold: 'NotoSansSC-Bold' },
    rare: { normal: RARE_FILE, bold: RARE_FILE },
  });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
}

/** A typesetter that fetches the faces for pdfmake with the first text, that of rare characters when one needs it. */
function makeTypesetter(shelf: FontShelf): Typesetter {
  let isEquipped = false;
  return (text) => {
    if (!isEquipped) equip(shelf);
    isEquipped = true;
    const runs = splitRuns(text, shelf);
    if (!virtualfs.existsSync(RARE_FILE) && runs.some((run) => run.font === 'rare')) {
      virtualfs.writeFileSync(RARE_FILE, shelf.rare().bytes);
    }
    return runs;
  };
}

function boxCell(box: SignatureBox, set: Typesetter): TableCell {
  return {
    stack: [
      { text: set(box.label) },
      { text: set(box.foot ?? ''), alignment: 'right', margin: [0, 52, 0, 0] },
    ],
  };
}

function signatureTable(boxes: readonly SignatureBox[], set: Typesetter): Content[] {
  if (boxes.length === 0) return [];
  return [
    {
      unbreakable: true,
      table: { widths: equalWidths(boxes.length), body: [boxes.map((box) => boxCell(box, set))] },
      layout: BORDERED,
      margin: STACKED,
    },
  ];
}

/** A short last section stays on the page of the boxes, so that nobody signs a page without content. */
function closeForm(form: PrintedForm, set: Typesetter): Content[] {
  const last = form.sections.at(-1);
  const tables = last ? sectionTables(last, set) : [];
  const boxes = signatureTable(form.signatureBoxes, set);
  const isShort = last !== undefined && last.grid === undefined && last.rows.length <= 8;
  return isShort ? [{ stack: [...tables, ...boxes], unbreakable: true }] : [...tables, ...boxes];
}

function layOutForm(form: PrintedForm, set: Typesetter): TDocumentDefinitions {
  return furnish(form, set, [
    ...titleBlock(form.title, form.subtitleLines, set),
    ...form.sections.slice(0, -1).flatMap((section) => sectionTables(section, set)),
    ...closeForm(form, set),
    ...noteBlock(form.notes, set),
  ]);
}

/** Running text of a letter. The indent is two ideographic spaces, as in any Chinese letter. */
function prose(text: string, indent: '' | '　　', set: Typesetter): Content {
  return {
    text: set(`${indent}${text}`),
    preserveLeadingSpaces: true,
    fontSize: 11,
    lineHeight: 1.2,
    margin: [0, 0, 0, 6],
  };
}

function closing(lines: readonly string[], set: Typesetter): Content[] {
  if (lines.length === 0) return [];
  const stack = lines.map((line): Content => ({ text: set(line) }));
  return [{ stack, alignment: 'right', unbreakable: true, fontSize: 11, margin: [0, 18, 0, 0] }];
}

function layOutLetter(letter: PrintedLetter, set: Typesetter): TDocumentDefinitions {
  const facts: Content[] =
    letter.facts.length > 0 ? [{ stack: [rowTable(letter.facts, set)], margin: [0, 6, 0, 6] }] : [];
  return furnish(letter, set, [
    ...titleBlock(letter.title, letter.subtitleLines, set),
    ...(letter.salutation === undefined ? [] : [prose(letter.salutation, '', set)]),
    ...letter.paragraphs.map((paragraph) => prose(paragraph, '　　', set)),
    ...facts,
    ...closing(letter.closingLines, set),
    ...noteBlock(letter.notes, set),
  ]);
}

/**
 * Makes the printer: reads the fonts with the first document and keeps them (22 MB, 52 MB after the first rare character).
 * `fontsFolder` is the path of `app/adapters/pdf/fonts`; it is an argument because bundled code doesn't know where it lies.
 * Rejects when a font is missing.
 */
export async function createPdfRenderer({ fontsFolder }: { fontsFolder: string }): Promise<PdfRenderer> {
  const shelf = await openFontShelf(fontsFolder);
  const set = makeTypesetter(shelf);
  return {
    drawPicture: makePictureDrawer(shelf),
    renderForm: (form) => pdfmake.createPdf(layOutForm(form, set)).getBuffer(),
    renderLetter: (letter) => pdfmake.createPdf(layOutLetter(letter, set)).getBuffer(),
    renderReport: (report, logo) => pdfmake.createPdf(layOutReport(report, set, logo)).getBuffer(),
    unprintableCharacters: (texts) => findUnprintable(texts, shelf),
  };
}
