import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { currentAlgorithm, findAlgorithm } from './algorithm.ts';

/** A master secret and the name under which sealed texts refer to it. */
export interface SealKey {
  /** 1 to 32 letters, digits, hyphens or underscores; never reused for another secret. */
  readonly keyId: string;
  /** At least 32 bytes; text counts as UTF-8. */
  readonly masterSecret: string | Uint8Array;
}

export interface SealerConfig extends SealKey {
  /** Retired keys: they still open and look up, nothing new is sealed with them. */
  readonly previous?: readonly SealKey[];
}

export interface Sealer {
  /**
   * Encrypts a personal value. `purpose` names the column (`account.mobile`); `aad` ties the text to its row (an id),
   * so that it can't be copied to another. Answers `v1.<algorithm>.<keyId>.<iv>.<ciphertext and tag>` in base64url.
   */
  seal(purpose: string, plaintext: string, aad?: string): string;
  /** The plaintext again. Throws {@link SealError} if anything differs from what was sealed. */
  open(purpose: string, sealed: string, aad?: string): string;
  /** Whether the text was sealed with the current key and algorithm; if not, re-encryption should pick it up. */
  isCurrent(sealed: string): boolean;
  /**
   * HMAC-SHA256 (hex) of an already normalised value, for look-ups by equality; the same value gives the same index
   * within a purpose and differs between purposes.
   */
  blindIndex(purpose: string, normalisedValue: string): string;
  /** The index under the current key first, then under each retired one: what to look for while a rotation runs. */
  blindIndexes(purpose: string, normalisedValue: string): readonly string[];
}

export type SealErrorCode = 'malformed' | 'unknown_algorithm' | 'unknown_key' | 'not_authentic';

/** A sealed text that can't be opened. The message never holds the text. */
export class SealError extends Error {
  readonly code: SealErrorCode;
  constructor(code: SealErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SealError';
    this.code = code;
  }
}

const version = 'v1';
const salt = 'shuheng.personal-data';
const minimumSecretBytes = 32;

class KeyRing {
  readonly keyId: string;
  readonly #secret: Buffer;
  readonly #derived = new Map<string, Buffer>();

  constructor(key: SealKey) {
    if (!/^[A-Za-z0-9_-]{1,32}$/.test(key.keyId)) {
      throw new Error('a key id has 1 to 32 letters, digits, hyphens or underscores');
    }
    this.keyId = key.keyId;
    this.#secret = Buffer.from(key.masterSecret);
    if (this.#secret.length < minimumSecretBytes) throw new Error('a master secret needs at least 32 bytes');
  }

  /** One key per use, algorithm and purpose (HKDF-SHA256), so that none serves two ends. */
  derive(use: string, purpose: string, bytes: number): Buffer {
    if (!/^[a-z0-9][a-z0-9._-]{0,63}$/.test(purpose)) {
      throw new Error('a purpose has 1 to 64 lower-case letters, digits, dots, hyphens or underscores');
    }
    const info = `${use}/${purpose}`;
    const known = this.#derived.get(info);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', this.#secret, salt, info, bytes));
    this.#derived.set(info, key);
    return key;
  }

  blindIndex(purpose: string, value: string): string {
    return createHmac('sha256', this.derive('blind-index', purpose, 32))
      .update(value, 'utf8')
      .digest('hex');
  }
}

interface Parts {
  readonly algorithm: string;
  readonly keyId: string;
  readonly iv: Buffer;
  readonly body: Buffer;
}

function decodePart(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  // Node skips what isn't base64url; a text that doesn't come back the same was altered.
  if (bytes.toString('base64url') !== text) throw new SealError('malformed', 'sealed text is not base64url');
  return bytes;
}

function split(sealed: string): Parts {
  const parts = sealed.split('.');
  const [given, algorithm, keyId, iv, body] = parts;
  if (parts.length !== 5 || given !== version || !algorithm || !keyId || !iv || !body) {
    throw new SealError('malformed', 'sealed text does not have the form v1.<algorithm>.<keyId>.<iv>.<body>');
  }
  return { algorithm, keyId, iv: decodePart(iv), body: decodePart(body) };
}

/** What the tag covers besides the ciphertext. JSON keeps the parts apart whatever characters they hold. */
function associated(algorithm: string, keyId: string, purpose: string, aad: string | undefined): Buffer {
  return Buffer.from(JSON.stringify([version, algorithm, keyId, purpose, aad ?? null]), 'utf8');
}

/**
 * Encrypts, opens and indexes personal data under a master secret with AES-256-GCM and a key per purpose.
 * Throws when a secret is too short or a key id is malformed or used twice.
 */
export function createSealer(config: SealerConfig): Sealer {
  const current = new KeyRing(config);
  const rings = [current, ...(config.previous ?? []).map((key) => new KeyRing(key))];
  const byId = new Map(rings.map((ring) => [ring.keyId, ring]));
  if (byId.size !== rings.length) throw new Error('two master secrets have the same key id');

  return {
    seal(purpose, plaintext, aad) {
      const { name, keyBytes, ivBytes, encrypt } = currentAlgorithm;
      const iv = randomBytes(ivBytes);
      const key = current.derive(name, purpose, keyBytes);
      const covered = associated(name, current.keyId, purpose, aad);
      const body = encrypt(key, iv, covered, Buffer.from(plaintext, 'utf8'));
      return [version, name, current.keyId, iv.toString('base64url'), body.toString('base64url')].join('.');
    },

    open(purpose, sealed, aad) {
      const parts = split(sealed);
      const algorithm = findAlgorithm(parts.algorithm);
      if (!algorithm) {
        throw new SealError('unknown_algorithm', 'sealed text names an algorithm that is not known');
      }
      const ring = byId.get(parts.keyId);
      if (!ring) throw new SealError('unknown_key', 'sealed text names a key that is not configured');
      if (parts.iv.length !== algorithm.ivBytes) {
        throw new SealError('malformed', 'sealed text has an iv of the wrong length');
      }
      const key = ring.derive(algorithm.name, purpose, algorithm.keyBytes);
      const covered = associated(algorithm.name, ring.keyId, purpose, aad);
      try {
        return algorithm.decrypt(key, parts.iv, covered, parts.body).toString('utf8');
      } catch (cause) {
        throw new SealError('not_authentic', 'sealed text was altered or belongs elsewhere', { cause });
      }
    },

    isCurrent(sealed) {
      const parts = split(sealed);
      return parts.algorithm === currentAlgorithm.name && parts.keyId === current.keyId;
    },

    blindIndex: (purpose, value) => current.blindIndex(purpose, value),
    blindIndexes: (purpose, value) => rings.map((ring) => ring.blindIndex(purpose, value)),
  };
}
