import { createHash } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import type { Identity } from './identity.ts';

interface SignatureWish {
  readonly signer: Identity;
  /** Certificates sent along besides the signer's. */
  readonly others?: readonly Identity[];
  readonly omitSignerCertificate?: boolean;
  readonly signingTime?: string;
  readonly statedTime?: string;
  readonly format?: string;
  readonly digest?: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
  /** Sign the document itself instead of signed attributes. */
  readonly withoutAttributes?: boolean;
  /** Change the message after signing, e.g. an algorithm's identifier. */
  readonly tamper?: (signed: pkijs.SignedData) => void;
}

const HOLE_BYTES = 4096;

/** A small PDF of one empty page. */
export function makeSmallPdf(): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((body, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const xref = text.length;
  const lines = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 4\n0000000000 65535 f \n${lines}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

function attribute(type: string, value: unknown): pkijs.Attribute {
  return new pkijs.Attribute({ type, values: [value] });
}

async function makeMessage(document: Buffer, wish: SignatureWish): Promise<Buffer> {
  const digest = wish.digest ?? 'SHA-256';
  const own = createHash(digest.replace('-', '').toLowerCase()).update(document).digest();
  const attributes = [
    attribute('1.2.840.113549.1.9.3', new asn1js.ObjectIdentifier({ value: '1.2.840.113549.1.7.1' })),
    attribute('1.2.840.113549.1.9.4', new asn1js.OctetString({ valueHex: new Uint8Array(own).buffer })),
  ];
  if (wish.signingTime !== undefined) {
    attributes.push(
      attribute('1.2.840.113549.1.9.5', new asn1js.UTCTime({ valueDate: new Date(wish.signingTime) })),
    );
  }
  const { certificate, keys } = wish.signer;
  const sid = new pkijs.IssuerAndSerialNumber({
    issuer: certificate.issuer,
    serialNumber: certificate.serialNumber,
  });
  const signerInfo = new pkijs.SignerInfo({ version: 1, sid });
  if (wish.withoutAttributes !== true) {
    signerInfo.signedAttrs = new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes });
  }
  const sent = [...(wish.omitSignerCertificate === true ? [] : [wish.signer]), ...(wish.others ?? [])];
  const signed = new pkijs.SignedData({
    version: 1,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: '1.2.840.113549.1.7.1' }),
    signerInfos: [signerInfo],
    certificates: sent.map((identity) => identity.certificate),
  });
  await signed.sign(keys.privateKey, 0, digest, new Uint8Array(document).buffer);
  wish.tamper?.(signed);
  const info = new pkijs.ContentInfo({ contentType: '1.2.840.113549.1.7.2', content: signed.toSchema(true) });
  return Buffer.from(info.toSchema().toBER());
}

interface Revision {
  readonly text: string;
  readonly contentsAt: number;
}

/** The appended part with an empty hole: signature, field, and the catalogue that points to the field. */
function makeRevision(pdf: Buffer, wish: SignatureWish): Revision {
  const source = pdf.toString('latin1');
  const last = (pattern: RegExp): string[] => [...source.matchAll(pattern)].at(-1)?.slice(1) ?? [];
  const [size = '0'] = last(/\/Size (\d+)/g);
  const [root = '0'] = last(/\/Root (\d+) 0 R/g);
  const [previous = '0'] = last(/startxref\n(\d+)/g);
  const [, catalogue = ''] = last(new RegExp(`(^|\\n)${root} 0 obj\\n<<([\\s\\S]*?)>>\\nendobj`, 'g'));
  const [, oldFields = ''] = /\/AcroForm << \/SigFlags 3 \/Fields \[([^\]]*)\] >>/.exec(catalogue) ?? [];
  const plain = catalogue.replace(/\/AcroForm << [^>]*>>/, '');
  const signature = Number(size);
  const stated = wish.statedTime === undefined ? '' : `/M (${wish.statedTime}) `;
  const format = wish.format ?? 'adbe.pkcs7.detached';
  const head = `${signature} 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /${format} ${stated}/ByteRange [0 ${'*'.repeat(32)}] /Contents `;
  const objects: [number, string][] = [
    [signature, `${head}<${'0'.repeat(HOLE_BYTES * 2)}> >>\nendobj\n`],
    [
      signature + 1,
      `${signature + 1} 0 obj\n<< /FT /Sig /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /F 132 /T (S${signature}) /V ${signature} 0 R >>\nendobj\n`,
    ],
    [
      Number(root),
      `${root} 0 obj\n<<${plain}/AcroForm << /SigFlags 3 /Fields [${oldFields} ${signature + 1} 0 R] >>>>\nendobj\n`,
    ],
  ];
  let text = '\n';
  const entries = objects.map(([number, body]) => {
    const entry = `${number} 1\n${String(pdf.length + text.length).padStart(10, '0')} 00000 n \n`;
    text += body;
    return entry;
  });
  const xref = pdf.length + text.length;
  text += `xref\n${entries.join('')}trailer\n<< /Size ${signature + 2} /Root ${root} 0 R /Prev ${previous} >>\nstartxref\n${xref}\n%%EOF\n`;
  return { text, contentsAt: pdf.length + text.indexOf('/Contents ') + '/Contents '.length };
}

/** Appends a signature to a PDF (an incremental update), so that the PDF's own bytes stay its beginning. */
export async function signPdf(pdf: Buffer, wish: SignatureWish): Promise<Buffer> {
  const { text, contentsAt } = makeRevision(pdf, wish);
  const holeTo = contentsAt + HOLE_BYTES * 2 + 2;
  const end = pdf.length + text.length;
  const range = `${contentsAt} ${holeTo} ${end - holeTo}`.padEnd(32);
  const file = Buffer.concat([pdf, Buffer.from(text.replace('*'.repeat(32), range), 'latin1')]);
  const message = await makeMessage(
    Buffer.concat([file.subarray(0, contentsAt), file.subarray(holeTo)]),
    wish,
  );
  file.write(message.toString('hex'), contentsAt + 1, 'latin1');
  return file;
}
