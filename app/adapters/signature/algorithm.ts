import type { SignatureReason } from './port.ts';

/** What a digest or signature algorithm's object identifier means here. */
export type Known<Supported> =
  | { readonly name: string; readonly supported: Supported; readonly reason: null }
  | { readonly name: string; readonly supported: null; readonly reason: SignatureReason };

export type DigestName = 'sha256' | 'sha384' | 'sha512';

export interface Scheme {
  readonly kind: 'rsa' | 'rsa-pss' | 'ecdsa';
  /** The digest that the identifier itself fixes, if it does. */
  readonly digest: DigestName | null;
}

function yes<Supported>(name: string, supported: Supported): Known<Supported> {
  return { name, supported, reason: null };
}

function no(name: string, reason: SignatureReason): Known<never> {
  return { name, supported: null, reason };
}

const DIGESTS: Readonly<Record<string, Known<DigestName>>> = {
  '2.16.840.1.101.3.4.2.1': yes('SHA-256', 'sha256'),
  '2.16.840.1.101.3.4.2.2': yes('SHA-384', 'sha384'),
  '2.16.840.1.101.3.4.2.3': yes('SHA-512', 'sha512'),
  '1.3.14.3.2.26': no('SHA-1', 'outdated_algorithm'),
  '1.2.840.113549.2.5': no('MD5', 'outdated_algorithm'),
  '1.2.156.10197.1.401': no('SM3', 'national_algorithm'),
};

const SCHEMES: Readonly<Record<string, Known<Scheme>>> = {
  '1.2.840.113549.1.1.1': yes('RSA', { kind: 'rsa', digest: null }),
  '1.2.840.113549.1.1.11': yes('RSA', { kind: 'rsa', digest: 'sha256' }),
  '1.2.840.113549.1.1.12': yes('RSA', { kind: 'rsa', digest: 'sha384' }),
  '1.2.840.113549.1.1.13': yes('RSA', { kind: 'rsa', digest: 'sha512' }),
  '1.2.840.113549.1.1.10': yes('RSA-PSS', { kind: 'rsa-pss', digest: null }),
  '1.2.840.10045.2.1': yes('ECDSA', { kind: 'ecdsa', digest: null }),
  '1.2.840.10045.4.3.2': yes('ECDSA', { kind: 'ecdsa', digest: 'sha256' }),
  '1.2.840.10045.4.3.3': yes('ECDSA', { kind: 'ecdsa', digest: 'sha384' }),
  '1.2.840.10045.4.3.4': yes('ECDSA', { kind: 'ecdsa', digest: 'sha512' }),
  '1.2.840.113549.1.1.4': no('MD5 / RSA', 'outdated_algorithm'),
  '1.2.840.113549.1.1.5': no('SHA-1 / RSA', 'outdated_algorithm'),
  '1.2.840.10045.4.1': no('SHA-1 / ECDSA', 'outdated_algorithm'),
  '1.2.156.10197.1.301': no('SM2', 'national_algorithm'),
  '1.2.156.10197.1.301.1': no('SM2', 'national_algorithm'),
  '1.2.156.10197.1.501': no('SM2', 'national_algorithm'),
};

function lookUp<Supported>(table: Readonly<Record<string, Known<Supported>>>, oid: string): Known<Supported> {
  return (Object.hasOwn(table, oid) ? table[oid] : undefined) ?? no(oid, 'unknown_algorithm');
}

export function knowDigest(oid: string): Known<DigestName> {
  return lookUp(DIGESTS, oid);
}

export function knowScheme(oid: string): Known<Scheme> {
  return lookUp(SCHEMES, oid);
}
