/** A text that no form should stumble over; `wire` is how it is written in a posted body where it isn't UTF-8. */
export interface BadValue {
  readonly what: string;
  readonly text: string;
  readonly wire?: string;
}

const value = (what: string, text: string, wire?: string): BadValue => ({
  what,
  text,
  ...(wire === undefined ? {} : { wire }),
});

/** Shown as text wherever it is stored: markup, a formula, Han characters of the supplementary planes. */
export const HOSTILE = `=1+1𠮷㐂<shuheng-x onload=alert(1)>"'&`;
/** How markup that wasn't made harmless would stand in a page. */
export const RAW_MARKUP = '<shuheng-x';

/** Values thrown at every field of every form. */
export const BAD_VALUES: readonly BadValue[] = [
  value('nothing', ''),
  value('blanks', ' \u3000\n\t '),
  value('markup', HOSTILE),
  value('a closing script', '</script></textarea><script>alert(1)</script>'),
  value('emoji and rare Han', '👩‍👩‍👧🏳️‍🌈𠮷㐂龘'),
  value('U+0000', 'a\0b'),
  value('U+0008', 'a\bb\u001b[31m\u007f'),
  value('U+202E', '甲\u202e乙\u2066丙'),
  value('a lone surrogate', 'a\ufffd\ufffd\ufffdb', 'a%ed%a0%80b'),
  value('bytes that are no UTF-8', '\ufffd\ufffd', '%ff%fe'),
  value('a percent sign that encodes nothing', '%zz%', '%zz%'),
  value('a long text', '长'.repeat(30_000)),
  value('many lines', '行\r\n'.repeat(3000)),
  value('infinity', '1e999'),
  value('no number', 'NaN'),
  value('minus zero', '-0'),
  value('full-width digits', '１２３'),
  value('thousands', '1,234,567'),
  value('beyond four bytes', '2147483648'),
  value('beyond eight bytes', '99999999999999999999'),
  value('many digits', '9'.repeat(400)),
  value('a fraction', '0.000000000000000000001'),
  value('a negative', '-1'),
  value('hexadecimal', '0x10'),
  value('30 February', '2026-02-30'),
  value('the year 1', '0001-01-01'),
  value('the year 1000', '1000-01-01'),
  value('the last day', '9999-12-31'),
  value('a day without hyphens', '20261122'),
  value('no day', '明天'),
  value('a prototype', '__proto__'),
  value('a constructor', 'constructor'),
  value('an object', '{"__proto__":{"polluted":1},"a":[{}]}'),
  value('a list', '[null,{},"\\ud800",1e999]'),
  value('an object of escapes', '{"note":"\\u0000\\ud800"}'),
  value('null', 'null'),
  value('a stranger’s id', '00000000-0000-7000-8000-000000000000'),
  value('a quote', `' or 1=1 --\\`),
  value('a path', '../../etc/passwd'),
  value('another site', '//evil.example/\\@x'),
  value('a pattern', '%_[(.*)+$'),
];

/** Fields that no form has. */
export const UNKNOWN_FIELDS: readonly (readonly [string, string])[] = [
  ['isAdmin', 'true'],
  ['role', 'owner'],
  ['organisationId', '00000000-0000-7000-8000-000000000000'],
  ['organisation_id', '00000000-0000-7000-8000-000000000000'],
  ['__proto__', 'x'],
  ['__proto__[polluted]', 'x'],
  ['constructor.prototype.polluted', 'x'],
  ['status', 'recorded'],
  ['', 'x'],
  ['[0]', 'x'],
];
