import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

const OID = {
  signedData: '1.2.840.113549.1.7.2',
  data: '1.2.840.113549.1.7.1',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  subjectKeyIdentifier: '2.5.29.14',
} as const;

const MAX_CERTIFICATES = 16;
/** Far above what a signature with its chain, revocation data and timestamp needs. */
const LIMITS = { maxDepth: 40, maxNodes: 20_000, maxContentLength: 1 << 20 };

/** A certificate as it came (DER) and as it was read. */
export interface SentCertificate {
  readonly der: Buffer;
  readonly parsed: pkijs.Certificate;
}

/** A detached CMS message (RFC 5652) by one signer, taken apart and not yet judged. */
export interface CmsMessage {
  readonly digestOid: string;
  readonly signatureOid: string;
  readonly signatureParameters: unknown;
  /** What the signature is over: the signed attributes (DER, as a SET); null when it is over the document itself. */
  readonly signedAttributes: Buffer | null;
  readonly messageDigest: Buffer | null;
  readonly signature: Buffer;
  /** ISO 8601 UTC; the claim of the signer's machine. */
  readonly signingTime: string | null;
  readonly signerCertificate: SentCertificate | null;
  readonly certificates: readonly SentCertificate[];
  readonly signerCount: number;
}

class MalformedMessage extends Error {}

function onlyZeros(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

function childrenOf(block: unknown): asn1js.AsnType[] {
  return block instanceof asn1js.Constructed || block instanceof asn1js.Sequence
    ? block.valueBlock.value
    : [];
}

/** The certificates' own bytes, as encoding them again could change them. */
function readCertificates(content: unknown): SentCertificate[] {
  const isSet = (block: asn1js.AsnType): boolean =>
    block.idBlock.tagClass === 3 && block.idBlock.tagNumber === 0;
  const set = childrenOf(content).find(isSet);
  return childrenOf(set)
    .filter((block) => block.idBlock.tagClass === 1 && block.idBlock.tagNumber === 16)
    .slice(0, MAX_CERTIFICATES)
    .map((block) => ({
      der: Buffer.from(block.valueBeforeDecodeView),
      parsed: new pkijs.Certificate({ schema: block }),
    }));
}

function isNamedBy(sid: unknown, certificate: pkijs.Certificate): boolean {
  if (sid instanceof pkijs.IssuerAndSerialNumber) {
    return certificate.issuer.isEqual(sid.issuer) && certificate.serialNumber.isEqual(sid.serialNumber);
  }
  const wanted =
    sid instanceof asn1js.Primitive || sid instanceof asn1js.OctetString ? sid.valueBlock.valueHexView : null;
  const extension = certificate.extensions?.find(({ extnID }) => extnID === OID.subjectKeyIdentifier);
  const own: unknown = extension?.parsedValue;
  if (!wanted || !(own instanceof asn1js.OctetString)) return false;
  return Buffer.from(wanted).equals(Buffer.from(own.valueBlock.valueHexView));
}

function attributeValue(signer: pkijs.SignerInfo, type: string): unknown {
  const found = signer.signedAttrs?.attributes.filter((attribute) => attribute.type === type) ?? [];
  const [attribute] = found;
  if (attribute === undefined) return null;
  if (found.length > 1 || attribute.values.length !== 1) throw new MalformedMessage('repeated attribute');
  return attribute.values[0];
}

function readSigningTime(value: unknown): string | null {
  if (!(value instanceof asn1js.UTCTime || value instanceof asn1js.GeneralizedTime)) return null;
  const date = value.toDate();
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function takeApart(message: Buffer): CmsMessage {
  const { offset, result } = asn1js.fromBER(message, LIMITS);
  if (offset <= 0 || !onlyZeros(message.subarray(offset))) throw new MalformedMessage('not one element');
  const info = new pkijs.ContentInfo({ schema: result });
  if (info.contentType !== OID.signedData) throw new MalformedMessage('not signed data');
  const signed = new pkijs.SignedData({ schema: info.content });
  const [signer] = signed.signerInfos;
  if (!signer || signed.encapContentInfo.eContent) throw new MalformedMessage('not a detached signature');
  const digestValue = attributeValue(signer, OID.messageDigest);
  const contentType = attributeValue(signer, OID.contentType);
  const hasAttributes = signer.signedAttrs !== undefined;
  if (hasAttributes) {
    // RFC 5652, 11.1 and 11.2: both attributes are required once any attribute is signed.
    const isData =
      contentType instanceof asn1js.ObjectIdentifier && contentType.valueBlock.toString() === OID.data;
    if (!isData || !(digestValue instanceof asn1js.OctetString))
      throw new MalformedMessage('attributes missing');
  }
  const certificates = readCertificates(childrenOf(childrenOf(result)[1])[0]);
  return {
    digestOid: signer.digestAlgorithm.algorithmId,
    signatureOid: signer.signatureAlgorithm.algorithmId,
    signatureParameters: signer.signatureAlgorithm.algorithmParams,
    signedAttributes: signer.signedAttrs ? Buffer.from(signer.signedAttrs.encodedValue) : null,
    messageDigest: digestValue instanceof asn1js.OctetString ? Buffer.from(digestValue.getValue()) : null,
    signature: Buffer.from(signer.signature.getValue()),
    signingTime: readSigningTime(attributeValue(signer, OID.signingTime)),
    signerCertificate: certificates.find(({ parsed }) => isNamedBy(signer.sid, parsed)) ?? null,
    certificates,
    signerCount: signed.signerInfos.length,
  };
}

/** Reads a signature's bytes. Null when they aren't a detached CMS message within the limits; never throws. */
export function readCmsMessage(message: Buffer): CmsMessage | null {
  try {
    return takeApart(message);
  } catch (error) {
    // Whatever the parsers throw at hostile bytes (also RangeError) has one meaning: this is no message we can read.
    if (error instanceof Error) return null;
    throw error;
  }
}
