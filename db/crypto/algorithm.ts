import { createCipheriv, createDecipheriv } from 'node:crypto';

/** An authenticated cipher as the sealed text names it; a sealed text outlives the code's choice of today. */
export interface SealAlgorithm {
  /** Written into every sealed text; lower-case letters, digits and hyphens. */
  readonly name: string;
  readonly keyBytes: number;
  readonly ivBytes: number;
  /** Answers ciphertext followed by the authentication tag. */
  encrypt(key: Buffer, iv: Buffer, aad: Buffer, plaintext: Buffer): Buffer;
  /** Throws when the bytes, the key, the iv or the aad are not those that were sealed. */
  decrypt(key: Buffer, iv: Buffer, aad: Buffer, sealed: Buffer): Buffer;
}

const tagBytes = 16;

const aes256Gcm: SealAlgorithm = {
  name: 'aes-256-gcm',
  keyBytes: 32,
  ivBytes: 12,
  encrypt(key, iv, aad, plaintext) {
    const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
    cipher.setAAD(aad);
    return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  },
  decrypt(key, iv, aad, sealed) {
    if (sealed.length < tagBytes) throw new Error('sealed bytes are shorter than the tag');
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
    decipher.setAAD(aad);
    decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()]);
  },
};

/** The algorithm that new texts are sealed with. */
export const currentAlgorithm: SealAlgorithm = aes256Gcm;

/** Every algorithm that can still be opened. SM4 joins by one more entry here; old texts name their own. */
const algorithms: ReadonlyMap<string, SealAlgorithm> = new Map([[aes256Gcm.name, aes256Gcm]]);

/** The algorithm of that name, or undefined if this build doesn't know it. */
export function findAlgorithm(name: string): SealAlgorithm | undefined {
  return algorithms.get(name);
}
