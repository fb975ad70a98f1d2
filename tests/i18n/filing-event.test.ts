import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, eventWords } from '#app/i18n/filing-event.ts';
import { kindsOf, nounOf, nounWords } from '#app/i18n/journal.ts';

/** Texts of the same shape in services and entry points that are no events: purposes of sealing, fields, rules of notices. */
const NO_EVENTS = new Set([
  ...[
    'account.already-registered',
    'account.email',
    'account.mobile',
    'account.reset-password',
    'account.totp',
  ],
  ...['account.verify-email', 'access-request.accepted', 'assessment.answered', 'assessment.asked'],
  ...['assessment.returned', 'cdo.position', 'enterprise.department', 'filing.receipt', 'floor.value'],
  ...['invitation.email', 'notice.address', 'notice.content', 'platform.certificate', 'platform.counts'],
  ...['platform.designation', 'platform.from', 'roster.contact', 'scope.categories', 'scope.judgement'],
  ...[
    'receipt.pdf',
    'secret.key',
    'submission.channel',
    'title.en',
    'title.zh',
    'webhook.secret',
    'webhook.url',
  ],
]);

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((item) => {
    const path = join(folder, item.name);
    if (item.isDirectory()) return files(path);
    return /\.tsx?$/.test(item.name) ? [path] : [];
  });
}

/** Every `noun.verb` that a service or an entry point may append, wherever it stands. */
const appended = new Set(
  ['app/services', 'entry'].flatMap(files).flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    if (!/appendJournal|recordAccountEvent/.test(text)) return [];
    return [...text.matchAll(/'([a-z][a-z-]*\.[a-z][a-z-]*)'/g)].map((match) => match[1] ?? '');
  }),
);

describe('types of events', () => {
  it('have words, each one that is appended anywhere', () => {
    expect(appended.size).toBeGreaterThan(120);
    const wordless = [...appended].filter((type) => !NO_EVENTS.has(type) && !EVENT_TYPES.includes(type));
    expect(wordless).toEqual([]);
  });

  it('are said in Chinese, in a language of their own', () => {
    for (const type of EVENT_TYPES) {
      const { zh, en } = eventWords(type);
      expect([type, /\p{Script=Han}/u.test(zh), /[A-Za-z]/.test(en)]).toEqual([type, true, true]);
    }
  });

  it('are each offered by the filter of some house, under a noun in words', () => {
    const houses = ['enterprise', 'regulator', 'consultancy', 'operator'] as const;
    const offered = new Set(houses.flatMap((house) => kindsOf(house).flatMap(({ types }) => types)));
    expect(EVENT_TYPES.filter((type) => !offered.has(type))).toEqual([]);
    for (const noun of new Set(EVENT_TYPES.map(nounOf))) expect(nounWords(noun).zh).not.toBe(noun);
    for (const house of houses)
      for (const kind of kindsOf(house))
        expect([kind.noun, kind.types.length > 0]).toEqual([kind.noun, true]);
  });
});
