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

/** Whether one of the installation's keys, the current or a retired one, signed the text. */
export function isCheckpointSigned(sealer: Sealer, text: string, signature: string): boolean {
  const [label, publicText, value] = signature.split('.');
  if (label !== LABEL || !publicText || !value) return false;
  const key = sealer
    .blindIndexes(PURPOSE, LABEL)
    .map(keyOf)
    .find((candidate) => publicTextOf(candidate) === publicText);
  if (!key) return false;
  return verify(null, Buffer.from(text, 'utf8'), createPublicKey(key), Buffer.from(value, 'base64url'));
}
