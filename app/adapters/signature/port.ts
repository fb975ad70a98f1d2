/**
 * What is known of the digital signatures in a PDF: each point apart. There is deliberately no overall result;
 * a signature may be mathematically valid and still be by a stranger, or leave half of the file uncovered.
 */

/** `unverifiable` is shown as 无法验证: the means are missing (SM2, SM3, an unknown or outdated algorithm, a damaged structure). */
export type Verdict = 'yes' | 'no' | 'unverifiable';

/** Why a point isn't a plain yes. */
export type SignatureReason =
  /** /ByteRange isn't four numbers that lie in the file in order, from its first byte, around a /Contents string. */
  | 'byte_range_malformed'
  /** The signature's bytes aren't the CMS message that they should be, or exceed the limits of size and depth. */
  | 'message_malformed'
  /** Chinese national algorithms (SM2, SM3) aren't verified by this software. */
  | 'national_algorithm'
  | 'unknown_algorithm'
  /** MD5, SHA-1, or a key that is too short. */
  | 'outdated_algorithm'
  /** A format other than a detached CMS message, e.g. /ETSI.RFC3161 or /adbe.x509.rsa_sha1. */
  | 'unsupported_format'
  | 'signer_certificate_missing'
  /** The message names more than one signer; only the first is told. */
  | 'several_signers'
  /** The certificate is outside its validity at the time of the check. */
  | 'certificate_not_current'
  /** No chain of certificates leads to a trusted root. */
  | 'chain_incomplete'
  /** A chain leads to a trusted root, but breaks a rule (usage, constraints). */
  | 'chain_invalid'
  /** Bytes follow the part that is signed. */
  | 'later_changes';

export interface SignatureFinding {
  /** The signed bytes have the digest that the signature states. */
  readonly digestIntact: Verdict;
  /** The signature itself is right for the signer's certificate. */
  readonly signatureValid: Verdict;
  /** A chain leads to a trusted root, at the time of the check; revocation is never asked. `not_checked` without roots (未验证). */
  readonly certificateTrusted: Verdict | 'not_checked';
  /** Nothing in the file is outside the signature but the signature. */
  readonly coversWholeFile: 'yes' | 'no';
  /**
   * The frozen PDF's bytes are the beginning of the signed bytes; `unknown` when none was given to compare.
   * It says nothing about what was appended: an appended part can change what a reader draws.
   */
  readonly startsWithFrozen: 'yes' | 'no' | 'unknown';
  /** Common name, else organisation, of the signer's certificate; cut to 120 characters, without control characters. */
  readonly signerName: string | null;
  readonly signerOrganisation: string | null;
  readonly issuerName: string | null;
  /** ISO 8601 UTC. What the signer's machine claimed; nobody vouches for it. */
  readonly claimedSigningTime: string | null;
  /** For people, e.g. `SHA-256 / RSA`; an unknown one by its object identifier. */
  readonly algorithm: string | null;
  readonly reasons: readonly SignatureReason[];
}

export interface SignatureReport {
  /** Why the file as a whole could not be looked through, or not to its end. */
  readonly problem: 'not_a_pdf' | 'too_large' | 'too_many_signatures' | null;
  /** The same question as in each finding, for the file: also answered when it holds no signature. */
  readonly startsWithFrozen: 'yes' | 'no' | 'unknown';
  /** In the order of the file; empty when it is unsigned. */
  readonly signatures: readonly SignatureFinding[];
}

export interface SignatureInspector {
  /**
   * Looks at every signature of a PDF. Never rejects for what is in the file.
   * `checkedAt` (ISO 8601 UTC) is the time at which certificates have to be valid.
   */
  inspect(
    file: Uint8Array,
    circumstances: { readonly checkedAt: string; readonly frozen?: Uint8Array },
  ): Promise<SignatureReport>;
}
