import { fileTypeFromBuffer } from 'file-type';
import type { AttachmentType } from './port.ts';

/** How many first bytes {@link sniffAttachment} needs to see. */
export const sniffBytes = 4100;

const pdfStart = Buffer.from('%PDF-', 'latin1');

/**
 * The attachment type that the first bytes show, or undefined for everything else, including what isn't recognised
 * and a PDF with anything before its header.
 */
export async function sniffAttachment(firstBytes: Uint8Array): Promise<AttachmentType | undefined> {
  const mime = (await fileTypeFromBuffer(firstBytes))?.mime;
  if (mime === 'image/jpeg' || mime === 'image/png') return mime;
  if (mime !== 'application/pdf') return undefined;
  return pdfStart.equals(firstBytes.subarray(0, pdfStart.length)) ? mime : undefined;
}
