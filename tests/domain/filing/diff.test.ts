import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleBody } from '#app/domain/filing/body.ts';
import { changedPaths, diffAttachments, diffBodies } from '#app/domain/filing/diff.ts';
import { anyBody } from './body-arbitrary.ts';

const licence = (id: string, number: string) => ({ id, number, categories: ['B25'] });

describe('diffBodies', () => {
  it('of equal bodies is empty', () => {
    fc.assert(fc.property(anyBody, (body) => diffBodies(body, body).length === 0));
  });

  it('names the same places in both directions, with before and after swapped', () => {
    fc.assert(
      fc.property(anyBody, anyBody, (a, b) => {
        const there = diffBodies(a, b).map(({ path, before, after }) => `${path}|${before.zh}|${after.zh}`);
        const back = diffBodies(b, a).map(({ path, before, after }) => `${path}|${after.zh}|${before.zh}`);
        expect(there.sort()).toEqual(back.sort());
      }),
    );
  });

  it('says added, removed and changed with labels and words', () => {
    const a = sampleBody({
      cdo: { qualification: '', training: '旧' },
      licences: [licence('a', '沪B2-20150087')],
    });
    const b = sampleBody({
      cdo: { name: '周示例', qualification: '证书', training: '' },
      licences: [licence('a', '沪B2-20150088')],
      enterprise: { isBranch: true },
    });
    expect(
      diffBodies(a, b).map(({ path, state, before, after }) => [path, state, before.zh, after.zh]),
    ).toEqual([
      ['enterprise.isBranch', 'changed', '否', '是'],
      ['licences[@a].number', 'changed', '沪B2-20150087', '沪B2-20150088'],
      ['cdo.name', 'changed', '李示例', '周示例'],
      ['cdo.qualification', 'added', '', '证书'],
      ['cdo.training', 'removed', '旧', ''],
    ]);
  });

  it('matches rows by id, so sorting them is no change', () => {
    const rows = [licence('a', '沪B2-20150087'), licence('b', '沪B1-20150088')];
    const a = sampleBody({ licences: rows });
    const b = sampleBody({ licences: [...rows].reverse() });
    expect(diffBodies(a, b)).toEqual([]);
  });

  it('shows rows that came and went', () => {
    const a = sampleBody({ licences: [licence('a', '沪B2-20150087')] });
    const b = sampleBody({ licences: [licence('b', '沪B2-20150087')] });
    expect(diffBodies(a, b).map(({ path, state }) => `${state} ${path}`)).toEqual([
      'added licences[@b].number',
      'added licences[@b].categories',
      'removed licences[@a].number',
      'removed licences[@a].categories',
    ]);
    expect(changedPaths(a, b).has('licences[@b].number')).toBe(true);
  });
});

describe('diffAttachments', () => {
  it('compares by slot and digest, not by name', () => {
    const file = (slot: 'appointment' | 'signed_scan', sha256: string, fileName = 'a.pdf') => ({
      slot,
      sha256,
      fileName,
    });
    const changes = diffAttachments(
      [file('appointment', '1'), file('signed_scan', '2')],
      [file('appointment', '1', 'renamed.pdf'), file('signed_scan', '3')],
    );
    expect(changes.map(({ slot, state, sha256 }) => [slot, state, sha256])).toEqual([
      ['signed_scan', 'removed', '2'],
      ['signed_scan', 'added', '3'],
    ]);
  });
});
