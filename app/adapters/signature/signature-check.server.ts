import { constants, createHash, createPublicKey, type KeyObject, verify, X509Certificate } from 'node:crypto';
import * as pkijs from 'pkijs';
import { type DigestName, knowDigest, knowScheme, type Scheme } from './algorithm.ts';
import type { CmsMessage } from './cms-message.server.ts';
import type { SignatureReason, Verdict } from './port.ts';

/** What mathematics says of one message over one document. */
export interface SignatureCheck {
  readonly digestIntact: Verdict;
  readonly signatureValid: Verdict;
  readonly algorithm: string;
  readonly reasons: readonly SignatureReason[];
}

const CURVES: readonly (string | undefined)[] = ['prime256v1', 'secp384r1', 'secp521r1'];
const SHORTEST_RSA = 2048;

type Outcome = { readonly verdict: Verdict; readonly reasons: readonly SignatureReason[] };

function cannot(reason: SignatureReason): Outcome {
  return { verdict: 'unverifiable', reasons: [reason] };
}

/** Salt length of RSASSA-PSS when digest and mask digest are the one digest that is used; null otherwise. */
function readSaltLength(parameters: unknown, digest: DigestName): number | null {
  const pss = new pkijs.RSASSAPSSParams({ schema: parameters as pkijs.SchemaType });
  const own = knowDigest(pss.hashAlgorithm.algorithmId);
  const mask: unknown = pss.maskGenAlgorithm.algorithmParams;
  const maskDigest = knowDigest(
    new pkijs.AlgorithmIdentifier({ schema: mask as pkijs.SchemaType }).algorithmId,
  );
  return own.supported === digest && maskDigest.supported === digest ? pss.saltLength : null;
}

function fitsKey(scheme: Scheme, key: KeyObject): SignatureReason | null {
  const type = key.asymmetricKeyType;
  const details = key.asymmetricKeyDetails;
  switch (scheme.kind) {
    case 'rsa':
    case 'rsa-pss':
      if (type !== 'rsa' && type !== 'rsa-pss') return 'unknown_algorithm';
      return (details?.modulusLength ?? 0) < SHORTEST_RSA ? 'outdated_algorithm' : null;
    case 'ecdsa':
      if (details?.namedCurve === 'SM2') return 'national_algorithm';
      return type === 'ec' && CURVES.includes(details?.namedCurve) ? null : 'unknown_algorithm';
  }
}

function verifyWith(
  scheme: Scheme,
  digest: DigestName,
  message: CmsMessage,
  data: Buffer,
  key: KeyObject,
): Outcome {
  const misfit = fitsKey(scheme, key);
  if (misfit) return cannot(misfit);
  if (scheme.digest !== null && scheme.digest !== digest) return cannot('unknown_algorithm');
  const isValid = (options: { padding?: number; saltLength?: number; dsaEncoding?: 'der' }): Outcome => {
    const verdict = verify(digest, data, { key, ...options }, message.signature) ? 'yes' : 'no';
    return { verdict, reasons: [] };
  };
  switch (scheme.kind) {
    case 'rsa':
      return isValid({ padding: constants.RSA_PKCS1_PADDING });
    case 'rsa-pss': {
      const saltLength = readSaltLength(message.signatureParameters, digest);
      if (saltLength === null) return cannot('unknown_algorithm');
      return isValid({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
    }
    case 'ecdsa':
      return isValid({ dsaEncoding: 'der' });
  }
}

/** Opens the signer's key; a certificate that OpenSSL can't read gives none. */
function openKey(der: Buffer): KeyObject | null {
  try {
    return createPublicKey(new X509Certificate(der).publicKey.export({ type: 'spki', format: 'pem' }));
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

function checkSignature(message: CmsMessage, document: Buffer): Outcome {
  const digest = knowDigest(message.digestOid);
  const scheme = knowScheme(message.signatureOid);
  if (scheme.supported === null) return cannot(scheme.reason);
  if (digest.supported === null) return cannot(digest.reason);
  if (!message.signerCertificate) return cannot('signer_certificate_missing');
  const key = openKey(message.signerCertificate.der);
  if (!key) return cannot('unknown_algorithm');
  try {
    return verifyWith(scheme.supported, digest.supported, message, message.signedAttributes ?? document, key);
  } catch (error) {
    // OpenSSL and pkijs throw when parameters are out of range; the signature is then neither right nor shown wrong.
    if (error instanceof Error) return cannot('message_malformed');
    throw error;
  }
}

function checkDigest(message: CmsMessage, document: Buffer, signature: Verdict): Outcome {
  // Without signed attributes there is no stated digest: the signature is over the document, so its verdict is this one's.
  if (!message.messageDigest) return { verdict: signature, reasons: [] };
  const digest = knowDigest(message.digestOid);
  if (digest.supported === null) return cannot(digest.reason);
  const own = createHash(digest.supported).update(document).digest();
  return { verdict: own.equals(message.messageDigest) ? 'yes' : 'no', reasons: [] };
}

/** Checks a message's digest and signature against the signed bytes. Never throws for what they hold. */
export function checkMessage(message: CmsMessage, document: Buffer): SignatureCheck {
  const signature = checkSignature(message, document);
  const digest = checkDigest(message, document, signature.verdict);
  return {
    digestIntact: digest.verdict,
    signatureValid: signature.verdict,
    algorithm: `${knowDigest(message.digestOid).name} / ${knowScheme(message.signatureOid).name}`,
    reasons: [...digest.reasons, ...signature.reasons],
  };
}
