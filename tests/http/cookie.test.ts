import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formToken, isFormToken, readCookie, readFlash, writeCookie } from '#app/http/cookie.server.ts';

const withCookie = (cookie: string) => new Request('http://x/', { headers: { cookie } });

describe('cookies', () => {
  it('are never read by scripts or sent from elsewhere, and sent over TLS only where TLS is', () => {
    expect(writeCookie('a', 'b', { isSecure: false })).toBe('a=b; Path=/; HttpOnly; SameSite=Lax');
    expect(writeCookie('a', 'b', { isSecure: true, maxAgeSeconds: 0 })).toBe(
      '__Host-a=b; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure',
    );
  });

  it('over TLS are read by the name that no neighbour can set', () => {
    const asked = (cookie: string) => new Request('https://x/', { headers: { cookie } });
    expect(readCookie(asked('a=planted; __Host-a=own'), 'a')).toBe('own');
    expect(readCookie(asked('a=planted'), 'a')).toBeUndefined();
  });

  it('come back as they were written, whatever the value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const header = writeCookie('name', value, { isSecure: false });
        expect(header).toMatch(/^name=[^;,\s"\\]*; Path/);
        expect(readCookie(withCookie(`other=1; ${header.split(';')[0]}; last=2`), 'name')).toBe(value);
      }),
    );
  });

  it('are not found under a part of their name, nor when they can’t be decoded', () => {
    expect(readCookie(withCookie('xname=1; name2=2'), 'name')).toBeUndefined();
    expect(readCookie(withCookie('name=%E0%A4%A'), 'name')).toBeUndefined();
    expect(readCookie(withCookie('name=a=b'), 'name')).toBe('a=b');
    expect(readCookie(new Request('http://x/'), 'name')).toBeUndefined();
  });
});

describe('form tokens', () => {
  it('belong to one secret and one seed', () => {
    const token = formToken('secret', 'seed');
    expect(isFormToken('secret', 'seed', token)).toBe(true);
    for (const [secret, seed] of [
      ['secret', 'other'],
      ['other', 'seed'],
      ['secret', ''],
    ] as const) {
      expect(isFormToken(secret, seed, token)).toBe(false);
    }
    for (const given of [null, undefined, 1, {}, '', token.slice(1), `${token}x`, new File([], 'x')]) {
      expect(isFormToken('secret', 'seed', given)).toBe(false);
    }
  });

  it('do not stand in the page as the seed or the secret', () => {
    expect(formToken('secret', 'seed')).not.toMatch(/secret|seed/);
  });
});

describe('the message on the next page', () => {
  const flash = (text: string) => readFlash(withCookie(`sh_flash=${encodeURIComponent(text)}`));
  it('is read when it is one, and is nothing otherwise', () => {
    const message = { zh: '已保存', en: 'Saved', tone: 'good' };
    expect(flash(JSON.stringify(message))).toEqual(message);
    for (const text of [
      '',
      'x',
      'null',
      '[]',
      '{"zh":1}',
      JSON.stringify({ ...message, zh: 'x'.repeat(301) }),
    ]) {
      expect([text, flash(text)]).toEqual([text, null]);
    }
  });
});
