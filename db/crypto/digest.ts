import { createHash, createHmac, randomBytes } from 'node:crypto';

/** SM3 (GB/T 32905-2016) of the bytes, or of the text's UTF-8, as 64 lower-case hex digits. */
export function sm3Hex(content: string | Uint8Array): string {
  return createHash('sm3').update(content).digest('hex');
}

/** SHA-256 of the bytes, or of the text's UTF-8, as 64 lower-case hex digits. */
export function sha256Hex(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

const minimumSaltLength = 16;

/**
 * HMAC-SM3 of a personal value under its own salt, as 64 hex digits: what the journal keeps instead of the value.
 * The salt is stored beside the value and erased with it; without the salt, a short value such as a mobile number
 * can't be guessed back. Throws if the salt is shorter than 16 characters.
 */
export function saltedDigest(salt: string, value: string): string {
  if (salt.length < minimumSaltLength) throw new Error('a salt needs at least 16 characters');
  return createHmac('sm3', salt).update(value, 'utf8').digest('hex');
}

/** A fresh salt for {@link saltedDigest}: 16 random bytes as 22 base64url characters. */
export function createSalt(): string {
  return randomBytes(16).toString('base64url');
}
