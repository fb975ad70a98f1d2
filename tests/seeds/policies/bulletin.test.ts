import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Comparator, Target } from '#app/domain/target/plan.ts';
import { policyFiles } from '#seeds/policies/index.ts';
import { bulletinPath } from '#tests/support/template.ts';
import { clauseText } from './bulletin.ts';
import { DELIVERABLES, TARGETS } from './document.ts';

/** Path of the bulletin's text, where it is at hand; `.ci/run` sets it. */
const path = bulletinPath();
if (!path) process.stdout.write('bulletin.test.ts: skipped, BULLETIN names no file\n');
const bulletin = path ? readFileSync(path, 'utf8') : '';

/** Small numbers that a document writes out, with their units. */
const SPOKEN: Readonly<Record<string, string>> = { '3 批': '三批', '2 年': '两年', '2 份': '两份' };

/** How a document writes a number with its unit; “full coverage” is a hundred per cent. */
function spellings({ value, unit }: Pick<Target, 'value' | 'unit'>): string[] {
  const digits = `${value}${unit.zh}`;
  const spoken = SPOKEN[`${value} ${unit.zh}`];
  return [
    digits,
    ...(value % 10_000 === 0 ? [`${value / 10_000}万`] : []),
    ...(spoken === undefined ? [] : [spoken]),
    ...(value === 100 && unit.zh === '%' ? ['全覆盖', '“全覆盖”', '全部完成'] : []),
  ];
}

/** What a document says before or after a number of each comparator. */
const SAID: Readonly<Record<Comparator, RegExp | null>> = {
  at_least: /以上|不少于|不低于/,
  about: /左右/,
  above: /超过/,
  at_most: /不超过|不高于|最多/,
  exactly: null,
};

/** Where a number with its unit stands as a number of its own: 50家 is not in 150家. */
function places(text: string, target: Pick<Target, 'value' | 'unit'>): number[] {
  return spellings(target).flatMap((spelling) =>
    [...text.matchAll(new RegExp(`(?<![\\d.])${spelling}`, 'g'))].map(({ index }) => index),
  );
}

/** The number as the document says it, with comparator and 力争 in its sentence; undefined where it isn't found. */
function saidAs(target: Target, text: string): string | undefined {
  return places(text, target)
    .map((at) => `${text.slice(text.lastIndexOf('。', at) + 1, at)}${text.slice(at).split('。')[0] ?? ''}`)
    .find(
      (sentence) =>
        (SAID[target.comparator]?.test(sentence) ?? true) &&
        sentence.includes('力争') === target.isAspiration,
    );
}

const targets = policyFiles().flatMap(({ key, targets: list }) => list.map((target) => ({ key, target })));
/** Its six fields are listed and not counted by the document. */
const LISTED = 'JL09';

describe.skipIf(!path)('in the bulletin', () => {
  it.each(targets.filter(({ target }) => target.id !== LISTED))(
    '$target.id stands in $target.clause of $key',
    ({ key, target }) => {
      const text = clauseText(bulletin, key, target.clause);
      expect(saidAs(target, text), text).toBeDefined();
    },
  );

  it.each(targets.filter(({ target }) => target.deadline !== null))(
    '$target.id’s deadline is in a document that names its year',
    ({ key, target: { clause, deadline } }) => {
      const text = clauseText(bulletin, key, clause);
      const year = deadline?.slice(0, 4) ?? '';
      // Two clauses name a period that ends in 2025: the five-year plan, and the first batch's pilot.
      const said = year === '2025' ? /2025年|“十四五”|实施期满/ : new RegExp(`${year}年`);
      expect(text).toMatch(said);
    },
  );

  it.each([...TARGETS, ...DELIVERABLES])('$line is said in $clause of $plan', ({ plan, clause, words }) => {
    expect(clauseText(bulletin, plan, clause)).toContain(words);
  });

  it('six fields are listed for JL09', () => {
    const listed = TARGETS.find(({ line }) => line.startsWith(LISTED))
      ?.words.split('等')[0]
      ?.split('、');
    expect(listed).toHaveLength(targets.find(({ target }) => target.id === LISTED)?.target.value ?? 0);
  });

  it.each(targets.filter(({ target }) => target.id !== LISTED))(
    '$target.id with another number is not found',
    ({ key, target }) => {
      const text = clauseText(bulletin, key, target.clause);
      expect(places(text, { ...target, value: target.value + 7 })).toEqual([]);
    },
  );

  it('finds a number neither in another clause nor under another comparator', () => {
    const sd02 = targets.find(({ target }) => target.id === 'SD02')?.target;
    if (!sd02) throw new Error('no SD02');
    const text = (clause: string) => clauseText(bulletin, 'shandong-big-data-2023', clause);
    expect(saidAs(sd02, text('第2条'))).toContain('300家以上');
    expect(saidAs(sd02, text('第3条'))).toBeUndefined();
    expect(saidAs({ ...sd02, comparator: 'at_most' }, text('第2条'))).toBeUndefined();
    expect(saidAs({ ...sd02, isAspiration: true }, text('第2条'))).toBeUndefined();
  });

  it('has no clause that its documents do not have', () => {
    expect(clauseText(bulletin, 'shandong-big-data-2023', '第15条')).toBe('');
    expect(clauseText(bulletin, 'shandong-big-data-2023', '第14条')).toContain('200亿元');
  });
});
