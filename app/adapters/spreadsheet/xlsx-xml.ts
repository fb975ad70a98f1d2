import { SaxesParser } from 'saxes';
import { TableError } from './table-error.ts';

export interface XmlHandler {
  /** Names come without their prefix. */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

const maxDepth = 100;
/** Of one element; the root of a workbook declares some thirty namespaces. */
const maxAttributes = 200;
/** Of one text, attribute or comment, in characters; a cell's is shorter however it is written. */
const maxRun = 1_000_000;

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/**
 * Walks through a part's XML. No document type, hence no entities of its own and nothing fetched. XML that isn't well
 * formed or isn't UTF-8 is a `damaged` TableError; an error of the handler passes through.
 */
export async function walkXml(pieces: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  const parser = new SaxesParser({});
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let depth = 0;
  let attributeCount = 0;
  let run = 0;
  const damaged = (): never => {
    throw new TableError('damaged');
  };
  parser.on('error', damaged);
  parser.on('doctype', damaged);
  parser.on('opentagstart', () => {
    attributeCount = 0;
    run = 0;
  });
  parser.on('attribute', () => {
    attributeCount += 1;
    if (attributeCount > maxAttributes) damaged();
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > maxDepth) damaged();
    handler.open?.(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    run = 0;
    depth -= 1;
    handler.close?.(localName(name));
  });
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  for await (const piece of pieces) {
    const text = decode(decoder, piece);
    run += text.length;
    if (run > maxRun) throw new TableError('too_large');
    parser.write(text);
  }
  parser.write(decode(decoder));
  parser.close();
}

function decode(decoder: TextDecoder, piece?: Buffer): string {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new TableError('damaged');
    throw error;
  }
}
