import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyBody,
  groupRows,
  normaliseBody,
  sampleBody,
  withField,
  withRows,
} from '#app/domain/filing/body.ts';
import { changedPaths } from '#app/domain/filing/diff.ts';
import type { FilingBody } from '#app/domain/filing/form.ts';
import { mergeDrafts } from '#app/domain/filing/merge.ts';
import { anyBody } from './body-arbitrary.ts';

const licence = (id: string, number = '沪B2-20150087') => ({ id, number, categories: ['B25'] });
const withLicences = (...ids: string[]) => sampleBody({ licences: ids.map((id) => licence(id)) });
const ids = (body: FilingBody) => groupRows(body, 'licences').map(({ id }) => id);

describe('mergeDrafts', () => {
  it('takes the side that changed', () => {
    fc.assert(
      fc.property(anyBody, anyBody, (base, changed) => {
        expect(mergeDrafts(base, base, changed)).toEqual({ merged: changed, conflicts: [] });
        expect(mergeDrafts(base, changed, base)).toEqual({ merged: changed, conflicts: [] });
        expect(mergeDrafts(base, changed, changed)).toEqual({ merged: changed, conflicts: [] });
      }),
    );
  });

  it('is symmetric: the same conflicts from both sides, and the same body when there are none', () => {
    fc.assert(
      fc.property(anyBody, anyBody, anyBody, (base, mine, theirs) => {
        const a = mergeDrafts(base, mine, theirs);
        const b = mergeDrafts(base, theirs, mine);
        const paths = (result: typeof a) => result.conflicts.map(({ path }) => path).sort();
        expect(paths(a)).toEqual(paths(b));
        if (a.conflicts.length === 0) expect(changedPaths(a.merged, b.merged).size).toBe(0);
      }),
    );
  });

  it('loses nothing silently: what a side changed is in the merged body or named as a conflict', () => {
    fc.assert(
      fc.property(anyBody, anyBody, anyBody, (base, mine, theirs) => {
        const { merged, conflicts } = mergeDrafts(base, mine, theirs);
        const named = (path: string) =>
          conflicts.some((one) => path === one.path || path.startsWith(`${one.path}.`));
        for (const side of [mine, theirs]) {
          const changed = changedPaths(base, side);
          const different = changedPaths(side, merged);
          for (const path of changed) expect(!different.has(path) || named(path)).toBe(true);
        }
      }),
    );
  });

  it('stays in normal form', () => {
    fc.assert(
      fc.property(anyBody, anyBody, anyBody, (base, mine, theirs) => {
        const { merged } = mergeDrafts(base, mine, theirs);
        expect(normaliseBody(merged)).toEqual(merged);
      }),
    );
  });

  it('joins edits of different fields and names both values of the same one', () => {
    const base = sampleBody();
    const mine = withField(withField(base, 'cdo.name', '甲'), 'cdo.position', '总经理');
    const theirs = withField(withField(base, 'cdo.name', '乙'), 'cdo.major', '法学');
    const { merged, conflicts } = mergeDrafts(base, mine, theirs);
    expect(merged.cdo).toMatchObject({ name: '甲', position: '总经理', major: '法学' });
    expect(conflicts).toEqual([{ path: 'cdo.name', mine: '甲', theirs: '乙' }]);
  });

  it.each([
    ['both add', ['a'], ['a', 'm'], ['a', 't'], ['a', 't', 'm']],
    ['one deletes', ['a', 'b'], ['b'], ['a', 'b'], ['b']],
    ['one deletes, one adds', ['a', 'b'], ['b'], ['a', 'b', 't'], ['b', 't']],
    ['one sorts, one adds', ['a', 'b'], ['b', 'a'], ['a', 'b', 't'], ['b', 't', 'a']],
    ['both delete', ['a', 'b'], ['a'], ['a'], ['a']],
  ])('rows: %s', (_name, base, mine, theirs, expected) => {
    const { merged, conflicts } = mergeDrafts(
      withLicences(...base),
      withLicences(...mine),
      withLicences(...theirs),
    );
    expect([ids(merged), conflicts]).toEqual([expected, []]);
  });

  it('keeps a row that one side deleted and the other changed, and asks', () => {
    const base = withLicences('a');
    const changed = withRows(base, 'licences', [
      { ...licence('a', '沪B2-20990000'), issuer: '', validUntil: '' },
    ]);
    const { merged, conflicts } = mergeDrafts(base, withLicences(), changed);
    expect(ids(merged)).toEqual(['a']);
    expect(conflicts).toMatchObject([
      { path: 'licences[@a]', mine: null, theirs: { number: '沪B2-20990000' } },
    ]);
  });

  it('asks about two rows that were added under one id', () => {
    const base = emptyBody();
    const { conflicts } = mergeDrafts(
      base,
      emptyBody({ licences: [licence('n', '沪B2-20150087')] }),
      emptyBody({ licences: [licence('n', '沪B2-20150088')] }),
    );
    expect(conflicts.map(({ path }) => path)).toEqual(['licences[@n].number']);
  });
});
