import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createPasswords } from '#app/adapters/password/argon2.server.ts';
import { passwordProblem } from '#app/domain/account/password.ts';

/** The words of the package's data, read here a second time: each line says how much it shares with the one before. */
function listed(): string[] {
  const text = readFileSync('node_modules/fxa-common-password-list/src/encoded-passwords.js', 'utf8');
  const lines = text.slice(text.indexOf('`') + 1, text.lastIndexOf('`')).split('\n');
  let before = '';
  return lines.map((line) => (before = before.slice(0, parseInt(line.charAt(0), 36)) + line.slice(1)));
}

describe('the list of the commonest passwords', () => {
  const { isCommon } = createPasswords();
  const longEnough = listed().filter((word) => [...word].length >= 10);

  it('refuses more than 3,000 that are long enough to be chosen here', async () => {
    expect(new Set(longEnough).size).toBeGreaterThan(3_000);
    const taken: string[] = [];
    for (const word of longEnough) if (!(await isCommon(word))) taken.push(word);
    expect(taken).toEqual([]);
    // Nearly all of them are ones that no rule of our own would refuse.
    const byRule = longEnough.filter((word) => passwordProblem(word, '') !== null);
    expect(longEnough.length - byRule.length).toBeGreaterThan(3_000);
  });

  it('knows them in capitals and in full width', async () => {
    for (const word of ['basketball', 'Christopher', 'INFORMATION', 'ｂａｓｋｅｔｂａｌｌ'])
      expect([word, await isCommon(word)]).toEqual([word, true]);
  });

  it('has nothing against a phrase', async () => {
    for (const word of ['江南三月 草长莺飞', 'basketball at the river', '松柏常青-2026-岁寒', ''])
      expect([word, await isCommon(word)]).toEqual([word, false]);
  });
});
