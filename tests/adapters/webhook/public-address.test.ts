import { describe, expect, it } from 'vitest';
import { isLoopbackAddress, isPublicAddress } from '#app/adapters/webhook/public-address.ts';

describe('isPublicAddress', () => {
  it.each([
    '1.1.1.1',
    '223.5.5.5',
    '172.15.255.255',
    '172.32.0.0',
    '100.63.0.1',
    '2400:3200::1',
    '2606:4700::1111',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.255',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:1.1.1.1',
    '64:ff9b::a00:1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2002:a00:1::',
    'example.cn',
    '',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('knows this machine', () => {
    expect(
      ['127.0.0.1', '127.9.9.9', '::1', '10.0.0.1', '1.1.1.1', 'localhost'].map(isLoopbackAddress),
    ).toEqual([true, true, true, false, false, false]);
  });
});
