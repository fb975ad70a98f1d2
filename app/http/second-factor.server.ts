import { decodeBase32IgnorePadding, encodeBase32UpperCaseNoPadding } from '@oslojs/encoding';
import { createTOTPKeyURI, generateHOTP } from '@oslojs/otp';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { toString as drawQrCode } from 'qrcode';
import { TOTP_DIGITS, TOTP_PERIOD_SECONDS } from '../domain/account/totp.ts';

/** A new secret, base32. */
export function newTotpSecret(): string {
  return encodeBase32UpperCaseNoPadding(randomBytes(20));
}

/** The address that an authenticator app reads from the QR code. */
export function totpAddress(secret: string, accountName: string): string {
  return createTOTPKeyURI(
    'Shuheng',
    accountName,
    decodeBase32IgnorePadding(secret),
    TOTP_PERIOD_SECONDS,
    TOTP_DIGITS,
  );
}

/** The time step of an instant. */
function totpStep(now: string): number {
  return Math.floor(Date.parse(now) / 1000 / TOTP_PERIOD_SECONDS);
}

/** The code that is good at an instant. */
export function totpCodeAt(secret: string, now: string): string {
  return generateHOTP(decodeBase32IgnorePadding(secret), BigInt(totpStep(now)), TOTP_DIGITS);
}

/**
 * The time step at which a code is good, one step of drift allowed to either side; null when it is wrong or was
 * used before (its step is not after `lastStep`).
 */
export function matchTotp(secret: string, code: string, now: string, lastStep: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const current = totpStep(now);
  for (const step of [current, current - 1, current + 1]) {
    const expected = generateHOTP(decodeBase32IgnorePadding(secret), BigInt(step), TOTP_DIGITS);
    if (step > lastStep && timingSafeEqual(Buffer.from(expected), Buffer.from(code))) return step;
  }
  return null;
}

/** The QR code of such an address as an SVG element, made here and free of scripts. */
export function totpQrSvg(address: string): Promise<string> {
  return drawQrCode(address, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
}
