import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { Sealer } from './sealer.ts';

const PURPOSE = 'journal.checkpoint';
const LABEL = 'ed25519';
/** RFC 8410: what stands before a seed of 32 bytes in PKCS #8. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

function keyOf(seedHex: string): KeyObject {
  const der = Buffer.concat([PKCS8_PREFIX, Buffer.from(seedHex, 'hex')]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

function publicTextOf(key: KeyObject): string {
  const jwk = createPublicKey(key).export({ format: 'jwk' });
  return jwk.x ?? '';
}

/** The installation's public key for checkpoints (Ed25519, base64url): to be kept where the database's owner can't reach. */
export function checkpointPublicKey(sealer: Sealer): string {
  return publicTextOf(keyOf(sealer.blindIndex(PURPOSE, LABEL)));
}

/** Signs a text with the key derived from the installation's secret: `ed25519.<public key>.<signature>`, base64url. */
export function signCheckpoint(sealer: Sealer, text: string): string {
  const key = keyOf(sealer.blindIndex(PURPOSE, LABEL));
  const signature = sign(null, Buffer.from(text, 'utf8'), key).toString('base64url');
  return `${LABEL}.${publicTextOf(key)}.${signature}`;
}

/** The keys that the installation signs and has signed with, the current one first (base64url). */
export function checkpointPublicKeys(sealer: Sealer): string[] {
  return sealer.blindIndexes(PURPOSE, LABEL).map((seed) => publicTextOf(keyOf(seed)));
}

/** Whether a text is a public key as {@link checkpointPublicKey} writes it. */
export function isPublicKey(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text) && Buffer.from(text, 'base64url').toString('base64url') === text;
}

/** What a signature is worth: it holds, isn't one, is another key's, or doesn't fit the text. */
export type SignatureVerdict = 'holds' | 'malformed' | 'other_key' | 'broken';

/** Judges a signature of a text by public keys alone. */
export function judgeSignature(
  publicKeys: readonly string[],
  text: string,
  signature: string,
): SignatureVerdict {
  const [label, publicText = '', value = '', ...rest] = signature.split('.');
  const bytes = Buffer.from(value, 'base64url');
  // Node skips what isn't base64url and spare bits; a text that doesn't come back the same was altered.
  const isWhole = bytes.length === 64 && bytes.toString('base64url') === value;
  if (label !== LABEL || rest.length > 0 || !isPublicKey(publicText) || !isWhole) return 'malformed';
  if (!publicKeys.includes(publicText)) return 'other_key';
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicText }, format: 'jwk' });
  return verify(null, Buffer.from(text, 'utf8'), key, bytes) ? 'holds' : 'broken';
}

/** Whether one of the installation's keys, the current or a retired one, signed the text. */
export function isCheckpointSigned(sealer: Sealer, text: string, signature: string): boolean {
  return judgeSignature(checkpointPublicKeys(sealer), text, signature) === 'holds';
}
