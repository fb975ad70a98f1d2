import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly content: string | Buffer;
  readonly flags?: number;
  readonly method?: number;
  /** Claims another unpacked size or checksum than the true one. */
  readonly claimedSize?: number;
  readonly claimedCrc?: number;
}

/** Builds a ZIP file, faithful or not. */
export function zipFile(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content as string);
    const method = part.method ?? 8;
    const packed = method === 0 ? content : deflateRawSync(content);
    const name = Buffer.from(part.name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(part.flags ?? 0, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(part.claimedCrc ?? crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(part.claimedSize ?? content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('504b01021400', 'hex'), fields, place, name);
    const body = Buffer.concat([Buffer.from('504b0304', 'hex'), fields, name, packed]);
    bodies.push(body);
    offset += body.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, listing, end]);
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006/relationships';

export interface WorkbookParts {
  /** What stands inside sheetData. */
  readonly rows: string;
  readonly strings?: string;
  /** Number format codes; style n of a cell is the nth of them. */
  readonly formats?: readonly (string | number)[];
  readonly bookProperties?: string;
  readonly sheets?: string;
}

/** The parts of a small workbook, to be changed at will. */
export function workbookParts(given: WorkbookParts): ZipPart[] {
  const formats = given.formats ?? ['General'];
  const ids = formats.map((format, index) => (typeof format === 'number' ? format : 200 + index));
  const codes = formats
    .map((format, index) =>
      typeof format === 'number' ? '' : `<numFmt numFmtId="${200 + index}" formatCode="${format}"/>`,
    )
    .join('');
  return [
    {
      name: '_rels/.rels',
      content: `<Relationships xmlns="${packages}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<worksheet xmlns="${main}"><sheetData>${given.rows}</sheetData></worksheet>`,
    },
    {
      name: 'xl/worksheets/sheet2.xml',
      content: `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>第二张</t></is></c></row></sheetData></worksheet>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<?xml version="1.0"?><workbook xmlns="${main}" xmlns:r="${office}">${given.bookProperties ?? ''}<sheets>${given.sheets ?? '<sheet name="一" sheetId="1" r:id="s1"/><sheet name="二" sheetId="2" r:id="s2"/>'}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${packages}"><Relationship Id="s1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s2" Type="${office}/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="s3" Type="${office}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="s4" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: 'xl/sharedStrings.xml', content: `<sst xmlns="${main}">${given.strings ?? ''}</sst>` },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet xmlns="${main}"><numFmts>${codes}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${ids.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`,
    },
  ];
}
