import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refuse, type RefusalCode } from '#app/domain/refusal/refusal.ts';
import {
  localAddress,
  redirectWith,
  refusalResponse,
  refused,
  valueOrThrow,
} from '#app/http/response.server.ts';
import { REFUSAL_WORDS } from '#app/i18n/refusal.ts';
import { words } from '#app/domain/words.ts';

describe('localAddress', () => {
  it.each(['/', '/filings', '/filings?status=draft&page=2', '/a/b#c', '/%E5%90%8D'])(
    'keeps %s',
    (address) => {
      expect(localAddress(address, '/fallback')).toBe(address);
    },
  );

  it.each([
    'https://evil.test',
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\/evil.test',
    '/a\\b',
    '/\t/evil.test',
    '/\n/evil.test',
    ' /a',
    'javascript:alert(1)',
    'evil.test',
    '/名录',
    '',
    null,
    undefined,
    42,
    ['/a'],
  ])('replaces %j', (address) => {
    expect(localAddress(address, '/fallback')).toBe('/fallback');
  });

  it('never leads away, as a browser reads it', () => {
    const site = 'https://shuheng.example.cn';
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '/',
            '\\',
            '.',
            ':',
            '@',
            '?',
            '#',
            '\t',
            '\n',
            '\r',
            ' ',
            '\0',
            'a',
            'evil.test',
            '%2f',
            '%5c',
          ),
          {
            maxLength: 8,
          },
        ),
        (parts) => {
          const address = localAddress(parts.join(''), '/fallback');
          expect(new URL(address, site).origin).toBe(site);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('refusals', () => {
  const STATUS: Record<RefusalCode, number> = {
    invalid: 422,
    signed_out: 401,
    forbidden: 403,
    not_found: 404,
    conflict: 409,
    gone: 410,
    not_allowed_now: 409,
    incomplete: 422,
    too_large: 413,
    unsupported: 415,
    infected: 422,
    rate_limited: 429,
    unavailable: 503,
  };
  it.each(Object.entries(STATUS))('%s answers %i, with words in both tongues', async (code, status) => {
    const { refusal } = refuse(code as RefusalCode);
    expect(refusalResponse(refusal).status).toBe(status);
    expect(refused(refusal).init?.status).toBe(status);
    const shown = (await refusalResponse(refusal).json()) as { words: { zh: string; en: string } };
    expect(shown.words).toEqual(REFUSAL_WORDS[code as RefusalCode]);
    expect(shown.words.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(shown.words.en).toMatch(/[a-z]/);
  });

  it('are thrown by loaders as what they are', () => {
    expect(valueOrThrow({ ok: true, value: 7 })).toBe(7);
    try {
      valueOrThrow(refuse('gone'));
      expect.unreachable();
    } catch (thrown) {
      expect((thrown as Response).status).toBe(410);
    }
  });
});

describe('redirectWith', () => {
  it('redirects with a message for a minute, keeping other cookies', () => {
    const headers = new Headers({ 'Set-Cookie': 'a=1' });
    const response = redirectWith('/x', words('好', 'Good'), { isSecure: true, headers });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/x']);
    const cookies = response.headers.getSetCookie();
    expect(cookies[0]).toBe('a=1');
    expect(cookies[1]).toMatch(/^__Host-sh_flash=.*; Path=\/; HttpOnly; SameSite=Lax; Max-Age=60; Secure$/);
  });
});
