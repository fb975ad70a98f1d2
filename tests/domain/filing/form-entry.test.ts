import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyBody, sampleBody } from '#app/domain/filing/body.ts';
import { definitionKey, parseFieldPath } from '#app/domain/filing/field-path.ts';
import { postedKeys, readFormBody, writeFormEntries } from '#app/domain/filing/form-entry.ts';
import { anyBody } from './body-arbitrary.ts';

describe('readFormBody', () => {
  it('reads what writeFormEntries wrote, over any earlier body', () => {
    fc.assert(
      fc.property(anyBody, anyBody, (body, earlier) => {
        const entries = writeFormEntries(body);
        expect(readFormBody(entries, emptyBody(), { keepBlankRows: true })).toEqual(body);
        expect(readFormBody(entries, earlier, { keepBlankRows: true })).toEqual(body);
      }),
    );
  });

  it('keeps digits as they are', () => {
    const body = readFormBody([
      ['enterprise.uscc', '914403001922038216'],
      ['enterprise.name', '0012'],
      ['cdo.name', 'true'],
      ['cdo.position', '["a"]'],
    ]);
    expect(body.enterprise).toMatchObject({ uscc: '914403001922038216', name: '0012' });
    expect(body.cdo).toMatchObject({ name: 'true', position: '["a"]' });
  });

  it('keeps fields that were not posted', () => {
    const body = readFormBody([['cdo.name', '周示例']], sampleBody());
    expect(body).toEqual(sampleBody({ cdo: { name: '周示例' } }));
  });

  it('reads ticks: a hidden empty entry says that the box was there', () => {
    const current = sampleBody();
    expect(readFormBody([['cdo.isTopManagement', '']], current).cdo.isTopManagement).toBe(false);
    expect(
      readFormBody(
        [
          ['cdo.isTopManagement', ''],
          ['cdo.isTopManagement', 'on'],
        ],
        current,
      ).cdo.isTopManagement,
    ).toBe(true);
    expect(readFormBody([], current).cdo.isTopManagement).toBe(true);
  });

  it('reads choices of several', () => {
    const entries: [string, string][] = [
      ['scope.categories', ''],
      ['scope.categories', 'isp'],
      ['scope.categories', 'idc'],
    ];
    expect(readFormBody(entries).scope.categories).toEqual(['idc', 'isp']);
    expect(readFormBody([['scope.categories', '']], sampleBody()).scope.categories).toEqual([]);
  });

  it('adds, removes and drops rows', () => {
    const body = readFormBody(
      [
        ['licences', ''],
        ['licences[0].id', 'a'],
        ['licences[0].number', '沪B2-20150087'],
        ['licences[1].id', 'b'],
        ['licences[1].number', '沪B1-20150088'],
        ['licences[1]._remove', 'on'],
        ['licences[2].number', '沪B2-20150089'],
        ['licences[3].number', ''],
      ],
      emptyBody(),
      { newRowId: (group, index) => `${group}-${index}` },
    );
    expect(body.licences.map(({ id, number }) => [id, number])).toEqual([
      ['a', '沪B2-20150087'],
      ['licences-2', '沪B2-20150089'],
    ]);
    expect(readFormBody([['licences', '']], sampleBody()).licences).toEqual([]);
  });

  it('keeps fields of a known row that were not posted', () => {
    const current = sampleBody();
    const posted: [string, string][] = [
      ['licences[0].id', 'sample-licence-1'],
      ['licences[0].issuer', 'miit'],
    ];
    expect(readFormBody(posted, current).licences[0]).toMatchObject({
      number: '沪B1.B2-20200001',
      issuer: 'miit',
    });
  });

  it('ignores names that are not of the form', () => {
    const names = [
      '__proto__',
      'cdo',
      'cdo.nothing',
      'licences[0].__proto__',
      'licences[9999].number',
      'attachments.appointment',
    ];
    expect(readFormBody(names.map((name): [string, string] => [name, 'x']))).toEqual(emptyBody());
  });

  it('never throws on odd names', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (entries) => readFormBody(entries) !== null),
    );
  });
});

describe('a name that is posted very often', () => {
  it('counts as its last value, however often', () => {
    const often = Array.from({ length: 200_000 }, (_unused, index) => ['cdo.name', `李${index}`] as const);
    expect(readFormBody(often).cdo.name).toBe('李199999');
  });
});

describe('postedKeys', () => {
  it('are the fields and groups on the page', () => {
    expect([
      ...postedKeys([
        ['cdo.name', ''],
        ['licences[0].number', ''],
        ['csrf', 'x'],
      ]),
    ]).toEqual(['cdo.name', 'licences']);
  });
});

describe('parseFieldPath', () => {
  it.each([
    ['cdo.name', { item: 'cdo.name', row: null, field: null }],
    ['licences', { item: 'licences', row: null, field: null }],
    ['licences[2].number', { item: 'licences', row: { index: 2 }, field: 'number' }],
    ['licences[@r-1].number', { item: 'licences', row: { id: 'r-1' }, field: 'number' }],
    ['licences[@r1]', { item: 'licences', row: { id: 'r1' }, field: null }],
    ['attachments.signed_scan', { item: 'attachments.signed_scan', row: null, field: null }],
    ['licences[@r1].nothing', null],
    ['cdo[0].name', null],
    ['licences.number', null],
    ['licences[-1].number', null],
    ['', null],
  ])('%s', (text, path) => {
    expect(parseFieldPath(text)).toEqual(path);
  });

  it('knows the definition without the row', () => {
    expect(definitionKey({ item: 'licences', row: { index: 2 }, field: 'number' })).toBe('licences[].number');
  });
});
