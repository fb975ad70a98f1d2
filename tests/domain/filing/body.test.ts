import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bodyPlaces,
  emptyBody,
  fieldValue,
  groupRows,
  isEmptyValue,
  normaliseBody,
  sampleBody,
  withField,
} from '#app/domain/filing/body.ts';
import { DraftBodySchema } from '#app/domain/filing/draft-schema.ts';
import { anyBody } from './body-arbitrary.ts';

describe('DraftBodySchema', () => {
  it('reads anything at all into a complete body, and is idempotent', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        const body = normaliseBody(input);
        expect(Object.keys(body)).toEqual(Object.keys(emptyBody()));
        expect(normaliseBody(body)).toEqual(body);
      }),
    );
  });

  it('is idempotent on filled bodies', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        expect(DraftBodySchema.parse(body)).toEqual(body);
      }),
    );
  });

  it('is idempotent for texts of every kind of control', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normaliseBody({
          enterprise: { name: text, uscc: text, region: text },
          cdo: { experience: text, mobile: text, email: text, identityNumber: text, appointedOn: text },
          licences: [{ id: text, number: text, categories: [text] }],
        });
        expect(normaliseBody(once)).toEqual(once);
      }),
    );
  });

  it('drops unknown keys and survives hostile ones', () => {
    const hostile: unknown = JSON.parse(
      '{"__proto__":{"polluted":1},"constructor":{"name":"x"},"cdo":{"name":"李","x":1}}',
    );
    const body = normaliseBody(hostile);
    expect(body.cdo.name).toBe('李');
    expect(Object.hasOwn(body, '__proto__') || Object.hasOwn(body, 'constructor')).toBe(false);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('brings values to their normal form', () => {
    const body = normaliseBody({
      enterprise: { name: '  示例\r\n公司 ', uscc: '９1310115ma1k00015k', isBranch: 'on' },
      scope: { categories: ['icp', 'idc', 'icp', ''] },
      cdo: {
        appointedOn: '2026/03/02',
        experience: '一\r\n二',
        email: ' A@Example.cn',
        mobile: '+86 13800000001',
      },
      licences: [{ number: ' 沪b2－20150087' }, { id: 'keep', number: 5 }, { id: 'keep' }, 'no row'],
    });
    expect(body.enterprise).toMatchObject({ name: '示例 公司', uscc: '91310115MA1K00015K', isBranch: true });
    expect(body.scope.categories).toEqual(['idc', 'icp']);
    expect(body.cdo).toMatchObject({
      appointedOn: '2026-03-02',
      experience: '一\n二',
      email: 'a@example.cn',
      mobile: '13800000001',
    });
    expect(body.licences.map(({ id, number }) => [id, number])).toEqual([
      ['r1', '沪B2-20150087'],
      ['keep', '5'],
      ['r3', ''],
    ]);
  });

  it('removes what a database or JSON refuses', () => {
    const body = normaliseBody({ cdo: { name: 'a\u0000b\ud800c' } });
    expect(body.cdo.name).toBe('ab\ufffdc');
  });

  it('refuses texts and groups over their limits instead of cutting them', () => {
    const long = DraftBodySchema.safeParse({ cdo: { name: '长'.repeat(61) } });
    expect(long.error?.issues.map(({ path, message }) => [path, message])).toEqual([
      [['cdo', 'name'], '首席数据官姓名不能超过 60 字。'],
    ]);
    const many = DraftBodySchema.safeParse({
      licences: Array.from({ length: 21 }, () => ({ number: '沪B2-20150087' })),
    });
    expect(many.error?.issues.map(({ path }) => path)).toEqual([['licences']]);
    expect(DraftBodySchema.safeParse({ cdo: { name: '𠮷'.repeat(60) } }).success).toBe(true);
  });
});

describe('a body with more rows than any page makes', () => {
  it('names each row once, in one pass', () => {
    const half = 60_000;
    const taken = Array.from({ length: half }, (_unused, index) => ({ id: `r${half + index + 1}` }));
    const unnamed = Array.from({ length: half }, () => ({ id: '-?-' }));
    const rows = groupRows(normaliseBody({ licences: [...taken, ...unnamed] }), 'licences');
    expect(rows[half]?.id).toBe(`r${2 * half + 1}`);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(2 * half);
  });
});

describe('emptyBody and sampleBody', () => {
  it('an empty body holds nothing', () => {
    expect(bodyPlaces(emptyBody()).every(({ value }) => isEmptyValue(value))).toBe(true);
  });

  it('a prefill is kept', () => {
    expect(emptyBody({ enterprise: { name: '示例公司' } }).enterprise.name).toBe('示例公司');
  });

  it('overrides replace fields, and groups as a whole', () => {
    const body = sampleBody({ cdo: { name: '周示例' }, licences: [{ id: 'a', number: '沪B2-20150087' }] });
    expect(body.cdo.name).toBe('周示例');
    expect(body.cdo.position).toBe('副总经理');
    expect(body.licences).toHaveLength(1);
  });
});

describe('access by key', () => {
  it('reads and replaces without touching the original', () => {
    const body = emptyBody();
    const changed = withField(body, 'cdo.name', '李示例');
    expect([fieldValue(body, 'cdo.name'), fieldValue(changed, 'cdo.name')]).toEqual(['', '李示例']);
  });

  it('an unknown key is a bug of the caller', () => {
    expect(() => fieldValue(emptyBody(), 'cdo.nothing')).toThrow(RangeError);
    expect(() => groupRows(emptyBody(), 'cdo')).toThrow(RangeError);
  });
});
