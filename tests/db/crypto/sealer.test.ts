import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSealer, SealError } from '#db/crypto/sealer.ts';

const first = { keyId: 'k1', masterSecret: 'a-master-secret-of-at-least-32-bytes!' };
const second = { keyId: 'k2', masterSecret: Buffer.alloc(32, 7) };
const sealer = createSealer(first);

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof SealError) return error.code;
    throw error;
  }
  return 'opened';
}

describe('seal and open', () => {
  it('returns any text that was sealed', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), (plaintext, aad) => {
        expect(sealer.open('account.mobile', sealer.seal('account.mobile', plaintext, aad), aad)).toBe(
          plaintext,
        );
      }),
    );
  });

  it('names version, algorithm and key, and never repeats an iv', () => {
    const texts = Array.from({ length: 200 }, () => sealer.seal('account.mobile', '13800000000'));
    expect(texts[0]).toMatch(/^v1\.aes-256-gcm\.k1\.[\w-]{16}\.[\w-]{36}$/);
    expect(new Set(texts.map((text) => text.split('.')[3])).size).toBe(200);
  });

  it('detects a change of any single byte of iv, ciphertext and tag', () => {
    const sealed = sealer.seal('filing.identity', '身份证号', 'row-1');
    const parts = sealed.split('.');
    for (const index of [3, 4]) {
      const bytes = Buffer.from(parts[index] ?? '', 'base64url');
      for (let at = 0; at < bytes.length; at += 1) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        const forged = parts.with(index, changed.toString('base64url')).join('.');
        expect(codeOf(() => sealer.open('filing.identity', forged, 'row-1'))).toBe('not_authentic');
      }
    }
  });

  it('opens only for the purpose and the row that it was sealed for', () => {
    const sealed = sealer.seal('account.mobile', '13800000000', 'row-1');
    expect(codeOf(() => sealer.open('account.email', sealed, 'row-1'))).toBe('not_authentic');
    expect(codeOf(() => sealer.open('account.mobile', sealed, 'row-2'))).toBe('not_authentic');
    expect(codeOf(() => sealer.open('account.mobile', sealed))).toBe('not_authentic');
    expect(codeOf(() => sealer.open('account.mobile', sealer.seal('account.mobile', 'x'), ''))).toBe(
      'not_authentic',
    );
  });

  it.each([
    ['', 'malformed'],
    ['13800000000', 'malformed'],
    ['v2.aes-256-gcm.k1.AAAA.AAAA', 'malformed'],
    ['v1.aes-256-gcm.k1.AAAA.AAAA', 'malformed'],
    ['v1.aes-256-gcm.k1.AAAAAAAAAAAAAAA=.AAAA', 'malformed'],
    ['v1.aes-256-gcm.k1.AAAAAAAAAAAAAAAA.AAAA.AAAA', 'malformed'],
    ['v1.aes-256-gcm.k1.AAAAAAAAAAAAAAAA.AAAA', 'not_authentic'],
    ['v1.sm4-gcm.k1.AAAAAAAAAAAAAAAA.AAAA', 'unknown_algorithm'],
    ['v1.aes-256-gcm.k9.AAAAAAAAAAAAAAAA.AAAA', 'unknown_key'],
  ])('refuses %j as %s', (sealed, code) => {
    expect(codeOf(() => sealer.open('account.mobile', sealed))).toBe(code);
  });
});

describe('rotation', () => {
  const rotated = createSealer({ ...second, previous: [first] });

  it('opens texts of the retired key, seals with the current one, and tells them apart', () => {
    const old = sealer.seal('account.mobile', '13800000000');
    expect(rotated.open('account.mobile', old)).toBe('13800000000');
    expect(rotated.isCurrent(old)).toBe(false);
    const fresh = rotated.seal('account.mobile', '13800000000');
    expect(fresh).toContain('.k2.');
    expect(rotated.isCurrent(fresh)).toBe(true);
    expect(codeOf(() => sealer.open('account.mobile', fresh))).toBe('unknown_key');
  });

  it('refuses a text whose key id was exchanged for another configured key', () => {
    const forged = sealer.seal('account.mobile', '13800000000').replace('.k1.', '.k2.');
    expect(codeOf(() => rotated.open('account.mobile', forged))).toBe('not_authentic');
  });

  it('looks for the current index first and then for the retired ones', () => {
    const indexes = rotated.blindIndexes('account.mobile', '13800000000');
    expect(indexes).toEqual([
      rotated.blindIndex('account.mobile', '13800000000'),
      sealer.blindIndex('account.mobile', '13800000000'),
    ]);
    expect(new Set(indexes).size).toBe(2);
  });
});

describe('blind index', () => {
  it('is stable for a value and differs between purposes and values', () => {
    const index = sealer.blindIndex('account.mobile', '13800000000');
    expect(index).toMatch(/^[0-9a-f]{64}$/);
    expect(createSealer(first).blindIndex('account.mobile', '13800000000')).toBe(index);
    expect(sealer.blindIndex('account.email', '13800000000')).not.toBe(index);
    expect(sealer.blindIndex('account.mobile', '13800000001')).not.toBe(index);
  });
});

describe('configuration', () => {
  it.each([
    [{ keyId: 'k1', masterSecret: 'short' }],
    [{ keyId: 'k.1', masterSecret: first.masterSecret }],
    [{ keyId: '', masterSecret: first.masterSecret }],
    [{ ...first, previous: [{ ...second, keyId: 'k1' }] }],
    [{ ...first, previous: [{ keyId: 'k2', masterSecret: 'short' }] }],
  ])('refuses %j', (config) => {
    expect(() => createSealer(config)).toThrow();
  });

  it.each(['', 'Account', 'a/b', '手机'])('refuses the purpose %j', (purpose) => {
    expect(() => sealer.seal(purpose, 'x')).toThrow(/purpose/);
  });
});
