import { webcrypto } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

type KeyKind = 'rsa' | 'rsa-pss' | 'ec';
type Digest = 'SHA-256' | 'SHA-384' | 'SHA-512';

/** Somebody who can sign: a key pair and a certificate, made on the spot. */
export interface Identity {
  readonly certificate: pkijs.Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly pem: string;
}

interface Wish {
  readonly commonName: string;
  readonly organisation?: string;
  /** Self-signed when absent. */
  readonly issuer?: Identity;
  readonly isAuthority?: boolean;
  readonly kind?: KeyKind;
  /** What the key signs with; WebCrypto binds an RSA key to one digest. */
  readonly digest?: Digest;
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** Bits of the key usage extension (first byte); absent: none. */
  readonly keyUsage?: number;
  readonly modulusLength?: number;
}

async function makeKeys(wish: Wish, digest: Digest): Promise<webcrypto.CryptoKeyPair> {
  const usages: webcrypto.KeyUsage[] = ['sign', 'verify'];
  const kind = wish.kind ?? 'ec';
  if (kind === 'ec')
    return webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, usages);
  const algorithm = {
    name: kind === 'rsa' ? 'RSASSA-PKCS1-v1_5' : 'RSA-PSS',
    modulusLength: wish.modulusLength ?? 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: digest,
  };
  return webcrypto.subtle.generateKey(algorithm, true, usages);
}

function name(type: string, value: string): pkijs.AttributeTypeAndValue {
  return new pkijs.AttributeTypeAndValue({ type, value: new asn1js.Utf8String({ value }) });
}

function extension(extnID: string, value: { toBER(): ArrayBuffer }): pkijs.Extension {
  return new pkijs.Extension({ extnID, critical: true, extnValue: value.toBER() });
}

function toPem(certificate: pkijs.Certificate): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

let serial = 1;

export async function makeIdentity(wish: Wish): Promise<Identity> {
  const digest = wish.digest ?? 'SHA-256';
  const keys = await makeKeys(wish, digest);
  const certificate = new pkijs.Certificate({ version: 2 });
  serial += 1;
  certificate.serialNumber = new asn1js.Integer({ value: serial });
  certificate.subject.typesAndValues.push(name('2.5.4.3', wish.commonName));
  if (wish.organisation !== undefined)
    certificate.subject.typesAndValues.push(name('2.5.4.10', wish.organisation));
  certificate.issuer = wish.issuer?.certificate.subject ?? certificate.subject;
  certificate.notBefore.value = new Date(wish.notBefore ?? '2026-01-01T00:00:00Z');
  certificate.notAfter.value = new Date(wish.notAfter ?? '2029-01-01T00:00:00Z');
  certificate.extensions = [];
  if (wish.isAuthority === true) {
    const constraints = new pkijs.BasicConstraints({ cA: true });
    certificate.extensions.push(extension('2.5.29.19', constraints.toSchema()));
  }
  const usage = wish.keyUsage ?? (wish.isAuthority === true ? 0x06 : undefined);
  if (usage !== undefined) {
    const bits = new asn1js.BitString({ valueHex: new Uint8Array([usage]).buffer });
    certificate.extensions.push(extension('2.5.29.15', bits));
  }
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign(wish.issuer?.keys.privateKey ?? keys.privateKey, digest);
  return { certificate, keys, pem: toPem(certificate) };
}
