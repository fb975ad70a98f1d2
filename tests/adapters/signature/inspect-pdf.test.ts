import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type * as pkijs from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSignatureInspector } from '#app/adapters/signature/inspect-pdf.server.ts';
import type { SignatureFinding, SignatureReport } from '#app/adapters/signature/port.ts';
import { MAX_SIGNATURES, readPdfDate } from '#app/adapters/signature/signature-slot.ts';
import { hasPoppler } from '../pdf/poppler.ts';
import { type Identity, makeIdentity } from './identity.ts';
import { makeSmallPdf, signPdf } from './signed-pdf.ts';

const checkedAt = '2026-11-22T12:46:00Z';
const frozen = makeSmallPdf();
const withoutRoots = createSignatureInspector({ trustedRoots: [] });

let root: Identity;
let signer: Identity;
let signed: Buffer;

beforeAll(async () => {
  root = await makeIdentity({ commonName: '示例根证书', isAuthority: true, kind: 'rsa' });
  signer = await makeIdentity({
    commonName: '王𠮷',
    organisation: '上海示例云计算有限公司',
    issuer: root,
    keyUsage: 0xc0,
  });
  signed = await signPdf(frozen, { signer, signingTime: '2026-11-20T08:30:00Z' });
});

async function inspectOne(file: Buffer, trustedRoots: readonly string[] = []): Promise<SignatureFinding> {
  const report = await createSignatureInspector({ trustedRoots }).inspect(file, { checkedAt, frozen });
  expect(report.signatures).toHaveLength(1);
  const [finding] = report.signatures;
  if (!finding) throw new Error('no finding');
  return finding;
}

/** Changes one byte. */
function flip(file: Buffer, at: number): Buffer {
  const copy = Buffer.from(file);
  copy.writeUInt8((copy.readUInt8(at) ^ 1) & 0xff, at);
  return copy;
}

function holeOf(file: Buffer): { from: number; to: number } {
  const from = file.indexOf('/Contents <') + '/Contents '.length;
  return { from, to: file.indexOf('>', from) + 1 };
}

function isFlawless(finding: SignatureFinding): boolean {
  const { digestIntact, signatureValid, coversWholeFile } = finding;
  return digestIntact === 'yes' && signatureValid === 'yes' && coversWholeFile === 'yes';
}

describe('a good signature', () => {
  it('is told point by point', async () => {
    expect(await inspectOne(signed, [root.pem])).toEqual({
      digestIntact: 'yes',
      signatureValid: 'yes',
      certificateTrusted: 'yes',
      coversWholeFile: 'yes',
      startsWithFrozen: 'yes',
      signerName: '王𠮷',
      signerOrganisation: '上海示例云计算有限公司',
      issuerName: '示例根证书',
      claimedSigningTime: '2026-11-20T08:30:00.000Z',
      algorithm: 'SHA-256 / ECDSA',
      reasons: [],
    });
  });

  it.each([
    ['rsa', 'SHA-256', 'SHA-256 / RSA'],
    ['rsa', 'SHA-512', 'SHA-512 / RSA'],
    ['rsa-pss', 'SHA-256', 'SHA-256 / RSA-PSS'],
    ['ec', 'SHA-384', 'SHA-384 / ECDSA'],
  ] as const)('is recognised with %s and %s', async (kind, digest, algorithm) => {
    const other = await makeIdentity({ commonName: 'Signer', kind, digest });
    expect(await inspectOne(await signPdf(frozen, { signer: other, digest }))).toMatchObject({
      digestIntact: 'yes',
      signatureValid: 'yes',
      algorithm,
    });
  });

  it('may be over the document itself, without attributes', async () => {
    const file = await signPdf(frozen, { signer, withoutAttributes: true });
    expect(await inspectOne(file)).toMatchObject({ digestIntact: 'yes', signatureValid: 'yes' });
    expect(await inspectOne(flip(file, 20))).toMatchObject({ digestIntact: 'no', signatureValid: 'no' });
  });

  it.skipIf(!hasPoppler())('is also found good by pdfsig', () => {
    const folder = mkdtempSync(join(tmpdir(), 'signed-'));
    try {
      writeFileSync(join(folder, 'signed.pdf'), signed);
      const { stdout } = spawnSync('pdfsig', ['-nocert', join(folder, 'signed.pdf')], { encoding: 'utf8' });
      expect(stdout).toContain('Signature is Valid');
      expect(stdout).toContain('Total document signed');
      expect(stdout).toContain('王𠮷');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('what was changed', () => {
  it('shows a changed document as a digest that is not intact, with a signature that is still valid', async () => {
    expect(await inspectOne(flip(signed, 30))).toMatchObject({
      digestIntact: 'no',
      signatureValid: 'yes',
      startsWithFrozen: 'no',
    });
  });

  it('shows a changed signature as not valid, with an intact digest', async () => {
    const { from } = holeOf(signed);
    const header = Buffer.from(signed.toString('latin1', from + 1, from + 9), 'hex');
    // The message ends with the signature: its last byte is the last of a two-byte length's content.
    const lastByte = from + 1 + (4 + header.readUInt16BE(2) - 1) * 2;
    const copy = Buffer.from(signed);
    const byte = Number.parseInt(copy.toString('latin1', lastByte, lastByte + 2), 16) ^ 1;
    copy.write(byte.toString(16).padStart(2, '0'), lastByte, 'latin1');
    expect(await inspectOne(copy)).toMatchObject({
      digestIntact: 'yes',
      signatureValid: 'no',
    });
  });

  it('shows that bytes were appended', async () => {
    expect(await inspectOne(Buffer.concat([signed, Buffer.from('%more\n')]))).toMatchObject({
      digestIntact: 'yes',
      coversWholeFile: 'no',
      reasons: ['later_changes'],
    });
  });

  it('shows of two signatures that only the second covers the file', async () => {
    const second = await signPdf(signed, { signer: root });
    const { signatures } = await withoutRoots.inspect(second, { checkedAt, frozen });
    expect(
      signatures.map((finding) => [finding.signerName, finding.coversWholeFile, finding.startsWithFrozen]),
    ).toEqual([
      ['王𠮷', 'no', 'yes'],
      ['示例根证书', 'yes', 'yes'],
    ]);
    expect(
      signatures.every((finding) => finding.digestIntact === 'yes' && finding.signatureValid === 'yes'),
    ).toBe(true);
  });
});

describe('the frozen PDF', () => {
  it('is unknown when there is none to compare', async () => {
    const report = await withoutRoots.inspect(signed, { checkedAt });
    expect(report.startsWithFrozen).toBe('unknown');
    expect(report.signatures[0]?.startsWithFrozen).toBe('unknown');
  });

  it('is recognised in an unsigned copy', async () => {
    const report = await withoutRoots.inspect(frozen, { checkedAt, frozen });
    expect(report).toEqual({ problem: null, startsWithFrozen: 'yes', signatures: [] });
  });

  it.each([
    ['another PDF', () => Buffer.concat([Buffer.from('%PDF-1.4\n'), frozen])],
    ['a longer PDF', () => Buffer.concat([signed, Buffer.from(' ')])],
  ])('is not found when it was %s', async (_name, make) => {
    const report = await withoutRoots.inspect(signed, { checkedAt, frozen: make() });
    expect(report.startsWithFrozen).toBe('no');
    expect(report.signatures[0]?.startsWithFrozen).toBe('no');
  });

  it('is not claimed when only a part of it is signed', async () => {
    const report = await withoutRoots.inspect(signed, { checkedAt, frozen: signed });
    expect(report.startsWithFrozen).toBe('yes');
    expect(report.signatures[0]?.startsWithFrozen).toBe('no');
  });
});

describe('what cannot be verified', () => {
  const first = (message: pkijs.SignedData): pkijs.SignerInfo => {
    const [info] = message.signerInfos;
    if (!info) throw new Error('no signer');
    return info;
  };

  const rename =
    (part: 'signatureAlgorithm' | 'digestAlgorithm', oid: string) => (message: pkijs.SignedData) => {
      first(message)[part].algorithmId = oid;
    };

  it.each([
    ['SM2', rename('signatureAlgorithm', '1.2.156.10197.1.501'), 'national_algorithm', 'SHA-256 / SM2'],
    ['SM3', rename('digestAlgorithm', '1.2.156.10197.1.401'), 'national_algorithm', 'SM3 / ECDSA'],
    ['an unknown one', rename('signatureAlgorithm', '1.2.3.4'), 'unknown_algorithm', 'SHA-256 / 1.2.3.4'],
  ] as const)('is an algorithm such as %s', async (_name, tamper, reason, algorithm) => {
    const file = await signPdf(frozen, { signer, tamper });
    const finding = await inspectOne(file);
    expect(finding).toMatchObject({ signatureValid: 'unverifiable', algorithm, signerName: '王𠮷' });
    expect(finding.reasons).toContain(reason);
  });

  it('is an outdated digest or key', async () => {
    const old = await inspectOne(await signPdf(frozen, { signer, digest: 'SHA-1' }));
    expect(old).toMatchObject({
      digestIntact: 'unverifiable',
      signatureValid: 'unverifiable',
      reasons: ['outdated_algorithm'],
    });
    const weak = await makeIdentity({ commonName: 'Weak', kind: 'rsa', modulusLength: 1024 });
    expect(await inspectOne(await signPdf(frozen, { signer: weak }))).toMatchObject({
      digestIntact: 'yes',
      signatureValid: 'unverifiable',
      reasons: ['outdated_algorithm'],
    });
  });

  it('is a signature without its certificate', async () => {
    expect(
      await inspectOne(await signPdf(frozen, { signer, omitSignerCertificate: true, others: [root] }), [
        root.pem,
      ]),
    ).toMatchObject({
      digestIntact: 'yes',
      signatureValid: 'unverifiable',
      certificateTrusted: 'unverifiable',
      signerName: null,
      reasons: ['signer_certificate_missing'],
    });
  });

  it('is another format', async () => {
    expect(await inspectOne(await signPdf(frozen, { signer, format: 'ETSI.RFC3161' }))).toMatchObject({
      digestIntact: 'unverifiable',
      signatureValid: 'unverifiable',
      reasons: ['unsupported_format'],
    });
  });

  it('is a claim of several signers beyond the first', async () => {
    const tamper = (message: pkijs.SignedData): void => void message.signerInfos.push(first(message));
    expect((await inspectOne(await signPdf(frozen, { signer, tamper }))).reasons).toContain(
      'several_signers',
    );
  });
});

describe('trust', () => {
  it('is not checked without roots, and told so', async () => {
    expect((await inspectOne(signed)).certificateTrusted).toBe('not_checked');
  });

  it('is refused under another root, even one of the same name', async () => {
    const namesake = await makeIdentity({ commonName: '示例根证书', isAuthority: true, kind: 'rsa' });
    expect(await inspectOne(signed, [namesake.pem])).toMatchObject({
      certificateTrusted: 'no',
      signatureValid: 'yes',
      reasons: ['chain_incomplete'],
    });
  });

  it('needs the intermediate certificate, and that it is an authority', async () => {
    const middle = await makeIdentity({ commonName: 'Middle', issuer: root, isAuthority: true });
    const leaf = await makeIdentity({ commonName: 'Leaf', issuer: middle });
    const sent = await signPdf(frozen, { signer: leaf, others: [middle] });
    expect((await inspectOne(sent, [root.pem])).certificateTrusted).toBe('yes');
    const unsent = await signPdf(frozen, { signer: leaf });
    expect((await inspectOne(unsent, [root.pem])).reasons).toEqual(['chain_incomplete']);
    const impostor = await makeIdentity({ commonName: 'Impostor', issuer: root });
    const forged = await makeIdentity({ commonName: 'Forged', issuer: impostor });
    const file = await signPdf(frozen, { signer: forged, others: [impostor] });
    expect((await inspectOne(file, [root.pem])).certificateTrusted).toBe('no');
  });

  it.each([
    ['expired', { notAfter: '2026-11-22T12:45:59Z' }, 'certificate_not_current'],
    ['not yet valid', { notBefore: '2026-11-22T12:46:01Z' }, 'certificate_not_current'],
    ['for encryption only', { keyUsage: 0x20 }, 'chain_invalid'],
  ] as const)('is refused to a certificate that is %s', async (_name, wish, reason) => {
    const leaf = await makeIdentity({ commonName: 'Leaf', issuer: root, ...wish });
    expect(await inspectOne(await signPdf(frozen, { signer: leaf }), [root.pem])).toMatchObject({
      certificateTrusted: 'no',
      reasons: [reason],
    });
  });

  it('is given to a self-signed certificate only when it is itself a root', async () => {
    const own = await makeIdentity({ commonName: 'Own' });
    const file = await signPdf(frozen, { signer: own });
    expect((await inspectOne(file, [own.pem])).certificateTrusted).toBe('yes');
    expect((await inspectOne(file, [root.pem])).certificateTrusted).toBe('no');
  });

  it('cannot be configured with something that is no certificate', () => {
    expect(() => createSignatureInspector({ trustedRoots: ['nonsense'] })).toThrow();
  });
});

describe('names and times', () => {
  it('are told without direction marks and control characters, and cut', async () => {
    const sly = await makeIdentity({ commonName: `张三\u202e\u0007${'很'.repeat(300)}` });
    const { signerName } = await inspectOne(await signPdf(frozen, { signer: sly }));
    expect(signerName).toBe(`张三${'很'.repeat(118)}`);
  });

  it('fall back to the organisation, and to the time that the dictionary states', async () => {
    const stated = await inspectOne(await signPdf(frozen, { signer, statedTime: "D:20261120163000+08'00'" }));
    expect(stated.claimedSigningTime).toBe('2026-11-20T08:30:00.000Z');
    expect((await inspectOne(await signPdf(frozen, { signer }))).claimedSigningTime).toBeNull();
    const firm = await makeIdentity({ commonName: ' ', organisation: '示例公司' });
    expect((await inspectOne(await signPdf(frozen, { signer: firm }))).signerName).toBe('示例公司');
  });

  it.each([
    ["D:20261122204600+08'00'", '2026-11-22T12:46:00.000Z'],
    ['D:20261122124600Z', '2026-11-22T12:46:00.000Z'],
    ['D:2026', '2026-01-01T00:00:00.000Z'],
    ['D:20261345', null],
    ['2026', null],
  ])('are read from the PDF date %s', (date, instant) => {
    expect(readPdfDate(date)).toBe(instant);
  });
});

describe('a hostile file', () => {
  const circumstances = { checkedAt, frozen };

  it.each([
    ['nothing', Buffer.alloc(0), 'not_a_pdf'],
    ['text', Buffer.from('你好'), 'not_a_pdf'],
    ['a header after 1 KiB', Buffer.concat([Buffer.alloc(2000), frozen]), 'not_a_pdf'],
    ['more than 32 MiB', Buffer.concat([frozen, Buffer.alloc(32 << 20)]), 'too_large'],
    [
      'too many signatures',
      Buffer.concat([frozen, Buffer.from('/ByteRange [0 1 2 3]'.repeat(MAX_SIGNATURES + 1))]),
      'too_many_signatures',
    ],
  ])('such as %s is told as a problem', async (_name, file, problem) => {
    const report = await withoutRoots.inspect(file, circumstances);
    expect(report.problem).toBe(problem);
    expect(report.signatures.length).toBeLessThanOrEqual(MAX_SIGNATURES);
  });

  const range = (text: string): Buffer =>
    Buffer.from(signed.toString('latin1').replace(/\/ByteRange \[[^\]]*\]/, text), 'latin1');
  const bounds = (): { from: number; to: number; rest: number } => {
    const { from, to } = holeOf(signed);
    return { from, to, rest: signed.length - to };
  };
  it.each([
    ['not there', () => range('/ByteRange 5 0 R')],
    ['negative', () => range('/ByteRange [0 -1 20 30]')],
    ['beyond the file', () => range(`/ByteRange [0 ${bounds().from} ${bounds().to} 99999999]`)],
    ['overlapping', () => range(`/ByteRange [0 ${bounds().to} ${bounds().from} ${bounds().rest}]`)],
    [
      'without the first byte',
      () => range(`/ByteRange [1 ${bounds().from} ${bounds().to} ${bounds().rest}]`),
    ],
    [
      'wider than the hexadecimal string',
      () => range(`/ByteRange [0 ${bounds().from - 30} ${bounds().to} ${bounds().rest}]`),
    ],
    ['around something else', () => range('/ByteRange [0 9 15 20]')],
    ['huge', () => range(`/ByteRange [0 ${'9'.repeat(40)} 1 1]`)],
  ])('with a byte range that is %s gets no point', async (_name, make) => {
    expect(await inspectOne(make())).toMatchObject({
      digestIntact: 'unverifiable',
      signatureValid: 'unverifiable',
      coversWholeFile: 'no',
      startsWithFrozen: 'no',
      reasons: ['byte_range_malformed'],
    });
  });

  it('that names one hole twice gets the points once', async () => {
    const copy = /\/ByteRange \[[^\]]*\]/.exec(signed.toString('latin1'))?.[0] ?? '';
    const { signatures } = await withoutRoots.inspect(
      Buffer.concat([signed, Buffer.from(copy)]),
      circumstances,
    );
    expect(signatures.map((finding) => finding.digestIntact)).toEqual(['yes', 'unverifiable']);
  });

  const fill = (message: Buffer): Buffer => {
    const { from, to } = holeOf(signed);
    const copy = Buffer.from(signed);
    copy.write(message.toString('hex').padEnd(to - from - 2, '0'), from + 1, 'latin1');
    return copy;
  };
  it.each([
    ['nested without end', () => Buffer.alloc(4000, Buffer.from([0x30, 0x80]))],
    ['longer than it is', () => Buffer.from('3084ffffffff0000', 'hex')],
    ['empty', () => Buffer.alloc(0)],
    ['followed by something', () => Buffer.from('300001', 'hex')],
  ])('with a message that is %s gets no point', async (_name, make) => {
    expect(await inspectOne(fill(make()))).toMatchObject({
      signatureValid: 'unverifiable',
      reasons: ['message_malformed'],
    });
  });

  it('never makes the inspector reject, whatever bytes change', async () => {
    const inspector = createSignatureInspector({ trustedRoots: [root.pem] });
    const edit = fc.record({
      at: fc.nat(signed.length - 1),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        fc.nat(signed.length),
        async (edits, cut) => {
          const copy = Buffer.from(signed);
          for (const { at, bytes } of edits) copy.set(bytes.subarray(0, copy.length - at), at);
          const reports: SignatureReport[] = [];
          for (const file of [copy, copy.subarray(0, cut)])
            reports.push(await inspector.inspect(file, circumstances));
          for (const report of reports) expect(report.signatures.length).toBeLessThanOrEqual(MAX_SIGNATURES);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never makes the inspector reject, whatever changes inside the message', async () => {
    const { from, to } = holeOf(signed);
    const message = Buffer.from(signed.toString('latin1', from + 1, to - 1), 'hex');
    const used = message.subarray(0, 4 + message.readUInt16BE(2));
    const inspector = createSignatureInspector({ trustedRoots: [root.pem] });
    const edit = fc.record({ at: fc.nat(used.length - 1), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        const copy = Buffer.from(used);
        for (const { at, byte } of edits) copy.writeUInt8(byte, at);
        const report = await inspector.inspect(fill(copy), circumstances);
        expect(report.signatures).toHaveLength(1);
      }),
      { numRuns: 600 },
    );
  });

  it('is never found flawless when a signed byte changed', async () => {
    const hole = holeOf(signed);
    const outside = fc.nat(signed.length - 1).filter((at) => at < hole.from || at >= hole.to);
    await fc.assert(
      fc.asyncProperty(outside, fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const copy = Buffer.from(signed);
        copy.writeUInt8(copy.readUInt8(at) ^ mask, at);
        const { signatures } = await withoutRoots.inspect(copy, circumstances);
        expect(signatures.some(isFlawless)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
