import { X509Certificate } from 'node:crypto';
import * as pkijs from 'pkijs';
import type { SentCertificate } from './cms-message.server.ts';
import type { SignatureReason, Verdict } from './port.ts';

/** Roots that the operator trusts; opened once. */
export type TrustedRoots = readonly SentCertificate[];

export interface TrustCheck {
  readonly verdict: Verdict | 'not_checked';
  readonly reason: SignatureReason | null;
}

const LONGEST_CHAIN = 8;
/** Signatures of certificates that one check verifies at most, so that a tangle of certificates can't keep it busy. */
const VERIFY_BUDGET = 64;
const KEY_USAGE = '2.5.29.15';
const SM2_SIGNATURE = '1.2.156.10197.1.501';

interface Link {
  readonly certificate: SentCertificate;
  readonly opened: X509Certificate;
}

/** Opens PEM certificates. Throws on a text that is none: it is a setting of the operator's. */
export function openTrustedRoots(pems: readonly string[]): TrustedRoots {
  return pems.map((pem) => {
    const der = new X509Certificate(pem).raw;
    return { der, parsed: pkijs.Certificate.fromBER(der) };
  });
}

/** A certificate that OpenSSL can't open takes no part in a chain. */
function open(certificate: SentCertificate): Link[] {
  try {
    return [{ certificate, opened: new X509Certificate(certificate.der) }];
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}

function isIssuedBy(subject: Link, issuer: Link): boolean {
  try {
    return subject.opened.checkIssued(issuer.opened) && subject.opened.verify(issuer.opened.publicKey);
  } catch (error) {
    // An algorithm that OpenSSL doesn't verify here: the link isn't proven.
    if (error instanceof Error) return false;
    throw error;
  }
}

/** Depth first from the signer to a root, the root included; null when none is reached within the limits. */
function findChain(signer: Link, others: readonly Link[], roots: readonly Link[]): Link[] | null {
  let budget = VERIFY_BUDGET;
  const climb = (chain: Link[]): Link[] | null => {
    const top = chain.at(-1) ?? signer;
    if (roots.some((root) => root.certificate.der.equals(top.certificate.der))) return chain;
    if (chain.length >= LONGEST_CHAIN) return null;
    const isNew = (link: Link): boolean =>
      !chain.some(({ certificate }) => certificate.der.equals(link.certificate.der));
    for (const issuer of [...roots, ...others].filter(isNew)) {
      budget -= 1;
      if (budget < 0) return null;
      const found = isIssuedBy(top, issuer) ? climb([...chain, issuer]) : null;
      if (found) return found;
    }
    return null;
  };
  return climb([signer]);
}

function isCurrent({ parsed }: SentCertificate, at: Date): boolean {
  return parsed.notBefore.value <= at && at <= parsed.notAfter.value;
}

/** RFC 5280, 4.2.1.3: a signer's certificate that limits its use has to allow signing (bit 0) or commitment (bit 1). */
function maySign({ parsed }: SentCertificate): boolean {
  const usage: unknown = parsed.extensions?.find(({ extnID }) => extnID === KEY_USAGE)?.parsedValue;
  if (usage === undefined) return true;
  const bits = (usage as { valueBlock?: { valueHexView?: Uint8Array } }).valueBlock?.valueHexView?.[0] ?? 0;
  return (bits & 0xc0) !== 0;
}

/** Lets pkijs judge the rules along a chain that is already linear: basic constraints, path length, names, usage. */
async function obeysRules(chain: readonly Link[], at: Date): Promise<boolean> {
  const upwards = chain.map(({ certificate }) => certificate.parsed);
  const engine = new pkijs.CertificateChainValidationEngine({
    trustedCerts: upwards.slice(-1),
    certs: upwards.slice(0, -1).reverse(),
    checkDate: at,
  });
  const { result } = await engine.verify();
  return result;
}

/** Whether a signer's certificate leads to a trusted root at a point of time. Revocation is not asked. Never rejects. */
export async function checkTrust(
  signer: SentCertificate,
  sent: readonly SentCertificate[],
  roots: TrustedRoots,
  at: Date,
): Promise<TrustCheck> {
  if (roots.length === 0) return { verdict: 'not_checked', reason: null };
  if (signer.parsed.signatureAlgorithm.algorithmId === SM2_SIGNATURE) {
    return { verdict: 'unverifiable', reason: 'national_algorithm' };
  }
  const [link] = open(signer);
  if (!link) return { verdict: 'unverifiable', reason: 'unknown_algorithm' };
  const chain = findChain(link, sent.flatMap(open), roots.flatMap(open));
  if (!chain) return { verdict: 'no', reason: 'chain_incomplete' };
  if (!chain.every(({ certificate }) => isCurrent(certificate, at)))
    return { verdict: 'no', reason: 'certificate_not_current' };
  if (!maySign(signer)) return { verdict: 'no', reason: 'chain_invalid' };
  if (chain.length === 1) return { verdict: 'yes', reason: null };
  try {
    return (await obeysRules(chain, at))
      ? { verdict: 'yes', reason: null }
      : { verdict: 'no', reason: 'chain_invalid' };
  } catch (error) {
    // pkijs throws on algorithms and extensions that it doesn't know; nothing is shown either way.
    if (error instanceof Error) return { verdict: 'unverifiable', reason: 'unknown_algorithm' };
    throw error;
  }
}
