/** Seconds for which a code of the second factor is good (RFC 6238). */
export const TOTP_PERIOD_SECONDS = 30;
/** Digits of a code. */
export const TOTP_DIGITS = 6;
