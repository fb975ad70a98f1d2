import { describe, expect, it } from 'vitest';
import { createSalt, saltedDigest, sha256Hex, sm3Hex } from '#db/crypto/digest.ts';

describe('digests', () => {
  it('answers the SM3 examples of GB/T 32905-2016, annex A', () => {
    expect(sm3Hex('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    expect(sm3Hex('abcd'.repeat(16))).toBe(
      'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
    );
  });

  it('answers the SHA-256 example of FIPS 180', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('treats text as UTF-8', () => {
    expect(sm3Hex('数衡')).toBe(sm3Hex(Buffer.from('数衡', 'utf8')));
  });
});

describe('saltedDigest', () => {
  it('depends on salt and value', () => {
    const salt = createSalt();
    const digest = saltedDigest(salt, '13800000000');
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(saltedDigest(salt, '13800000000')).toBe(digest);
    expect(saltedDigest(salt, '13800000001')).not.toBe(digest);
    expect(saltedDigest(createSalt(), '13800000000')).not.toBe(digest);
  });

  it('refuses a salt that is too short to hide anything', () => {
    expect(() => saltedDigest('123456789012345', 'x')).toThrow(/salt/);
  });
});
