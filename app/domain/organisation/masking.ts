/** Masks for lists; the full value is shown only where a person asks for it, which is a journal event. */
export type MaskKind = 'name' | 'phone' | 'email' | 'identity';

/** 张三 → 张*, 张三丰 → 张*丰, 欧阳明月 → 欧**月; a single character is hidden whole. */
export function maskName(name: string): string {
  const letters = [...name.trim()];
  const first = letters[0];
  const last = letters[letters.length - 1];
  if (first === undefined || last === undefined) return '';
  if (letters.length === 1) return '*';
  if (letters.length === 2) return `${first}*`;
  return `${first}${'*'.repeat(letters.length - 2)}${last}`;
}

/** 13812345678 → 138****5678; fixed lines keep area code and the last two digits; anything else keeps two. */
export function maskPhone(phone: string): string {
  const text = phone.trim();
  if (text === '') return '';
  if (/^1\d{10}$/u.test(text)) return `${text.slice(0, 3)}****${text.slice(7)}`;
  const fixed = /^(0\d{2,3})-?(\d{5,6})(\d{2})(?:-\d{1,6})?$/u.exec(text);
  if (fixed !== null) return `${fixed[1] ?? ''}-${'*'.repeat((fixed[2] ?? '').length)}${fixed[3] ?? ''}`;
  return text.length <= 4 ? '*'.repeat(text.length) : `${'*'.repeat(text.length - 2)}${text.slice(-2)}`;
}

/** zhang.san@example.cn → z***@example.cn. */
export function maskEmail(email: string): string {
  const text = email.trim();
  const at = text.lastIndexOf('@');
  if (at < 0) return text === '' ? '' : '***';
  const local = [...text.slice(0, at)];
  return `${local.length > 1 ? (local[0] ?? '') : ''}***${text.slice(at)}`;
}

/** Keeps the first 6 and the last 2 characters at most; a short number is hidden whole. */
export function maskIdentity(number: string): string {
  const text = number.trim();
  if (text.length < 14) return '*'.repeat(text.length);
  return `${text.slice(0, 6)}${'*'.repeat(text.length - 8)}${text.slice(-2)}`;
}

/** Masks a value by the kind of mask its field names. */
export function maskValue(kind: MaskKind, value: string): string {
  switch (kind) {
    case 'name':
      return maskName(value);
    case 'phone':
      return maskPhone(value);
    case 'email':
      return maskEmail(value);
    case 'identity':
      return maskIdentity(value);
  }
}
