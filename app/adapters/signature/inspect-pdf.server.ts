import type * as pkijs from 'pkijs';
import { checkTrust, openTrustedRoots, type TrustedRoots } from './certificate-trust.server.ts';
import { type CmsMessage, readCmsMessage } from './cms-message.server.ts';
import type { SignatureFinding, SignatureInspector, SignatureReason, SignatureReport } from './port.ts';
import { checkMessage } from './signature-check.server.ts';
import { findSignatureSlots, readPdfDate, type SignatureSlot } from './signature-slot.ts';

const LARGEST_FILE = 32 << 20;
const NAME = { common: '2.5.4.3', organisation: '2.5.4.10' } as const;
const FORMATS: readonly string[] = ['adbe.pkcs7.detached', 'ETSI.CAdES.detached'];

interface Inspection {
  readonly file: Buffer;
  readonly frozen: Buffer | null;
  readonly roots: TrustedRoots;
  readonly checkedAt: Date;
}

const NOTHING_KNOWN: SignatureFinding = {
  digestIntact: 'unverifiable',
  signatureValid: 'unverifiable',
  certificateTrusted: 'unverifiable',
  coversWholeFile: 'no',
  startsWithFrozen: 'unknown',
  signerName: null,
  signerOrganisation: null,
  issuerName: null,
  claimedSigningTime: null,
  algorithm: null,
  reasons: ['byte_range_malformed'],
};

function startsWith(file: Buffer, frozen: Buffer): boolean {
  return file.length >= frozen.length && file.subarray(0, frozen.length).equals(frozen);
}

function compareWithFrozen(
  file: Buffer,
  frozen: Buffer | null,
  signedUpTo: number,
): 'yes' | 'no' | 'unknown' {
  if (!frozen) return 'unknown';
  return frozen.length <= signedUpTo && startsWith(file, frozen) ? 'yes' : 'no';
}

/** A name for a screen: no control or direction characters, at most 120 characters. */
function cleanName(value: string): string | null {
  const clean = [...value.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '')]
    .slice(0, 120)
    .join('')
    .trim();
  return clean === '' ? null : clean;
}

function readName(name: pkijs.RelativeDistinguishedNames, type: string): string | null {
  const part = name.typesAndValues.find((entry) => entry.type === type);
  const value: unknown = (part?.value as { valueBlock?: { value?: unknown } } | undefined)?.valueBlock?.value;
  return typeof value === 'string' ? cleanName(value) : null;
}

type People = Pick<SignatureFinding, 'signerName' | 'signerOrganisation' | 'issuerName'>;

function readPeople(message: CmsMessage): People {
  const certificate = message.signerCertificate?.parsed;
  if (!certificate) return { signerName: null, signerOrganisation: null, issuerName: null };
  const signerOrganisation = readName(certificate.subject, NAME.organisation);
  return {
    signerName: readName(certificate.subject, NAME.common) ?? signerOrganisation,
    signerOrganisation,
    issuerName: readName(certificate.issuer, NAME.common) ?? readName(certificate.issuer, NAME.organisation),
  };
}

async function inspectMessage(message: CmsMessage, signed: Buffer, { roots, checkedAt }: Inspection) {
  const check = checkMessage(message, signed);
  const trust = message.signerCertificate
    ? await checkTrust(message.signerCertificate, message.certificates, roots, checkedAt)
    : { verdict: roots.length === 0 ? ('not_checked' as const) : ('unverifiable' as const), reason: null };
  const reasons: SignatureReason[] = [...check.reasons];
  if (trust.reason) reasons.push(trust.reason);
  if (message.signerCount > 1) reasons.push('several_signers');
  return {
    digestIntact: check.digestIntact,
    signatureValid: check.signatureValid,
    certificateTrusted: trust.verdict,
    algorithm: check.algorithm,
    claimedSigningTime: message.signingTime,
    ...readPeople(message),
    reasons,
  };
}

/** Without a message to check: what can be said is where the signature lies, and why no more. */
function unreadable(reason: SignatureReason) {
  return {
    digestIntact: 'unverifiable' as const,
    signatureValid: 'unverifiable' as const,
    certificateTrusted: 'unverifiable' as const,
    algorithm: null,
    claimedSigningTime: null,
    signerName: null,
    signerOrganisation: null,
    issuerName: null,
    reasons: [reason],
  };
}

async function inspectContent(slot: SignatureSlot, inspection: Inspection) {
  if (slot.format !== null && !FORMATS.includes(slot.format)) return unreadable('unsupported_format');
  const message = readCmsMessage(slot.message);
  if (!message) return unreadable('message_malformed');
  const { file } = inspection;
  const signed = Buffer.concat([file.subarray(0, slot.holeFrom), file.subarray(slot.holeTo, slot.signedTo)]);
  return inspectMessage(message, signed, inspection);
}

async function inspectSlot(slot: SignatureSlot, inspection: Inspection): Promise<SignatureFinding> {
  const { file, frozen } = inspection;
  const content = await inspectContent(slot, inspection);
  const coversWholeFile = slot.signedTo === file.length;
  const reasons: SignatureReason[] = coversWholeFile
    ? content.reasons
    : [...content.reasons, 'later_changes'];
  return {
    ...content,
    coversWholeFile: coversWholeFile ? 'yes' : 'no',
    startsWithFrozen: compareWithFrozen(file, frozen, slot.holeFrom),
    claimedSigningTime:
      content.claimedSigningTime ?? (slot.statedTime === null ? null : readPdfDate(slot.statedTime)),
    reasons: [...new Set(reasons)],
  };
}

async function inspectFile(inspection: Inspection): Promise<SignatureReport> {
  const { file, frozen } = inspection;
  const startsWithFrozen = compareWithFrozen(file, frozen, file.length);
  if (file.length > LARGEST_FILE) return { problem: 'too_large', startsWithFrozen, signatures: [] };
  // ISO 32000-1, annex H: readers accept the header anywhere within the first 1024 bytes.
  if (!file.subarray(0, 1024).includes('%PDF-'))
    return { problem: 'not_a_pdf', startsWithFrozen, signatures: [] };
  const { slots, isComplete } = findSignatureSlots(file);
  const signatures: SignatureFinding[] = [];
  for (const slot of slots) {
    signatures.push(
      slot
        ? await inspectSlot(slot, inspection)
        : { ...NOTHING_KNOWN, startsWithFrozen: frozen === null ? 'unknown' : 'no' },
    );
  }
  return { problem: isComplete ? null : 'too_many_signatures', startsWithFrozen, signatures };
}

/**
 * Makes the inspector. `trustedRoots` are PEM certificates from the operator's settings; without any, trust is answered
 * `not_checked`. Throws when one of them can't be read.
 */
export function createSignatureInspector({
  trustedRoots,
}: {
  trustedRoots: readonly string[];
}): SignatureInspector {
  const roots = openTrustedRoots(trustedRoots);
  return {
    inspect(file, { checkedAt, frozen }) {
      return inspectFile({
        file: Buffer.from(file.buffer, file.byteOffset, file.byteLength),
        frozen: frozen ? Buffer.from(frozen.buffer, frozen.byteOffset, frozen.byteLength) : null,
        roots,
        checkedAt: new Date(checkedAt),
      });
    },
  };
}
