import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEmail } from '#app/domain/organisation/email.ts';
import { checkIdentity } from '#app/domain/organisation/identity-document.ts';
import { maskEmail, maskIdentity, maskName, maskPhone, maskValue } from '#app/domain/organisation/masking.ts';
import { checkMobile, checkPhone } from '#app/domain/organisation/phone.ts';

describe('checkPhone', () => {
  it.each([
    ['13812345678', 'mobile', '13812345678'],
    ['+86 138-1234-5678', 'mobile', '13812345678'],
    ['+8613812345678', 'mobile', '13812345678'],
    ['１３８１２３４５６７８', 'mobile', '13812345678'],
    ['021-63210000', 'fixed', '021-63210000'],
    ['02163210000', 'fixed', '02163210000'],
    ['(021) 63210000', 'fixed', '02163210000'],
    ['0531-8888888-123', 'fixed', '0531-8888888-123'],
    ['400-820-8820', 'service', '400-820-8820'],
    ['8008208820', 'service', '8008208820'],
    ['12812345678', null, null],
    ['1381234567', null, null],
    ['63210000', null, null],
    ['', null, null],
  ])('reads %s as %s', (typed, kind, phone) => {
    const check = checkPhone(typed);
    expect(check.ok ? [check.kind, check.phone] : [null, null]).toEqual([kind, phone]);
  });

  it('a mobile is asked where only a mobile will do', () => {
    expect(checkMobile('021-63210000').ok).toBe(false);
    expect(checkMobile('13812345678').ok).toBe(true);
  });
});

describe('checkEmail', () => {
  it.each([
    ['Zhang.San@Example.CN', 'zhang.san@example.cn'],
    ['a+b@mail.example.com', 'a+b@mail.example.com'],
    ['张三@例子.中国', '张三@例子.中国'],
    ['no-at.example.cn', null],
    ['a@b', null],
    ['a b@example.cn', null],
    ['a@example..cn', null],
    ['a@-example.cn', null],
    ['<a@example.cn>', null],
    [`${'a'.repeat(65)}@example.cn`, null],
    ['a@example.cn\r\nBcc: x@example.cn', null],
  ])('reads %s', (typed, email) => {
    const check = checkEmail(typed);
    expect(check.ok ? check.email : null).toBe(email);
  });
});

describe('checkIdentity', () => {
  it.each([
    ['resident', '11010519491231002X', true],
    ['resident', '11010519491231002x', true],
    ['resident', '110105194912310021', false],
    ['resident', '110105194902310028', false],
    ['resident', '1101051949123100', false],
    ['hong-kong-macao', 'H12345678', true],
    ['hong-kong-macao', 'h1234567800', true],
    ['hong-kong-macao', 'A12345678', false],
    ['taiwan', '12345678', true],
    ['taiwan', '1234567', false],
    ['permanent-resident', '911124198108030024', true],
    ['passport', 'E12345678', true],
    ['passport', '', false],
  ] as const)('%s %s → %s', (kind, number, ok) => {
    expect(checkIdentity(kind, number).ok).toBe(ok);
  });

  it('a resident number with a wrong last character is noticed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...'0123456789'),
        (last) => !checkIdentity('resident', `11010519491231002${last}`).ok,
      ),
    );
  });
});

describe('masks', () => {
  it.each([
    [maskName, '张三', '张*'],
    [maskName, '张三丰', '张*丰'],
    [maskName, '欧阳明月', '欧**月'],
    [maskName, '𠮷野家', '𠮷*家'],
    [maskName, '张', '*'],
    [maskName, '', ''],
    [maskPhone, '13812345678', '138****5678'],
    [maskPhone, '021-63210000', '021-******00'],
    [maskPhone, '400-820-8820', '**********20'],
    [maskPhone, '123', '***'],
    [maskEmail, 'zhang.san@example.cn', 'z***@example.cn'],
    [maskEmail, 'z@example.cn', '***@example.cn'],
    [maskEmail, 'odd', '***'],
    [maskIdentity, '11010519491231002X', '110105**********2X'],
    [maskIdentity, 'E12345678', '*********'],
  ])('%s', (mask, value, masked) => {
    expect(mask(value)).toBe(masked);
  });

  it('shows at most 8 characters of an identity number and never the whole of anything', () => {
    const kinds = fc.constantFrom('name', 'phone', 'identity' as const);
    fc.assert(
      fc.property(kinds, fc.stringMatching(/^[0-9A-Z]{1,24}$/u), (kind, value) => {
        const masked = maskValue(kind as 'name', value);
        expect(masked).not.toBe(value);
        expect(masked).toContain('*');
        if (kind === 'identity') expect(masked.replace(/\*/gu, '').length).toBeLessThanOrEqual(8);
      }),
    );
  });
});
