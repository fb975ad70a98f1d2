import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyPlaces, emptyBody, isEmptyValue, sampleBody } from '#app/domain/filing/body.ts';
import { exportColumns, flattenBody, printRows, valueText } from '#app/domain/filing/body-text.ts';
import { shownEntries } from '#app/domain/filing/condition.ts';
import { parseFieldPath } from '#app/domain/filing/field-path.ts';
import { fieldDefinition } from '#app/domain/filing/form.ts';
import { anyBody } from './body-arbitrary.ts';

const rowsOf = (title: string, body = sampleBody()) =>
  printRows(body).find((section) => section.title === title)?.rows ?? [];
const cell = (key: string, body = sampleBody(), disclosure: 'full' | 'masked' = 'masked') =>
  exportColumns.find((column) => column.key === key)?.read(body, disclosure);

describe('flattenBody', () => {
  it('has a line for each place, in the order of the form, with a path of the form', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const lines = flattenBody(body);
        expect(lines.map(({ value }) => value)).toEqual(bodyPlaces(body).map(({ value }) => value));
        expect(lines.every(({ path }) => parseFieldPath(path) !== null)).toBe(true);
      }),
    );
  });

  it.each([
    ['scope.categories', '企业类别', '互联网数据中心、互联网信息服务'],
    ['enterprise.region', '所在地区', '上海市浦东新区'],
    ['enterprise.isBranch', '本单位为分支机构', '否'],
    ['cdo.appointedOn', '任职日期', '2026年3月2日（周一）'],
    ['licences[@sample-licence-1].issuer', '许可证 1 · 发证机关', '上海市通信管理局'],
    ['change.note', '变更说明', ''],
  ])('%s reads as people write it', (path, label, text) => {
    const line = flattenBody(sampleBody()).find((one) => one.path === path);
    expect([line?.label.zh, line?.text.zh]).toEqual([label, text]);
  });

  it('masks contacts where asked', () => {
    const masked = flattenBody(sampleBody(), 'masked').find(({ path }) => path === 'cdo.mobile');
    expect(masked?.text.zh).toBe('138****0001');
  });
});

describe('valueText', () => {
  it('shows a code that is no option as it is', () => {
    const region = fieldDefinition('enterprise.region');
    expect(region && valueText(region, '999999').zh).toBe('999999');
  });
});

describe('printRows', () => {
  it('prints sections with their printed fields only', () => {
    const titles = printRows(sampleBody()).map(({ title }) => title);
    expect(titles).toEqual([
      '适用对象',
      '备案事项',
      '企业基本情况',
      '许可情况',
      '首席数据官',
      '专职岗位与配合岗位',
      '组织架构与制度',
      '填表信息',
    ]);
    const labels = printRows(sampleBody()).flatMap(({ rows }) => rows.map(({ label }) => label));
    expect(labels).toContain('首席数据官姓名');
    for (const hidden of ['所在地区', '证件号码', '变更事由', '签字盖章件'])
      expect(labels).not.toContain(hidden);
  });

  it('prints in full, says what is not filled in, and names rows', () => {
    expect(rowsOf('首席数据官')).toContainEqual({ label: '手机', value: '13800000001' });
    expect(rowsOf('首席数据官')).toContainEqual({ label: '资质证书', value: '（未填）' });
    expect(rowsOf('许可情况')).toEqual([
      {
        label: '许可证 1',
        value:
          '许可证编号：沪B1.B2-20200001\n业务种类：B11 互联网数据中心业务（IDC）、B25 信息服务业务（ICP/SP）',
      },
    ]);
    expect(rowsOf('组织架构与制度', emptyBody())).toContainEqual({
      label: '已建制度清单',
      value: '（未填）',
    });
  });

  it('prints the change of a re-filing and the 负责人 of a branch', () => {
    const body = sampleBody({
      filing: { kind: 'change' },
      change: { reasons: ['cdo'], happenedOn: '2026-11-20' },
      enterprise: { isBranch: true },
    });
    expect(rowsOf('备案事项', body)).toContainEqual({
      label: '变更发生日期',
      value: '2026年11月20日（周五）',
    });
    expect(rowsOf('企业基本情况', body).map(({ label }) => label)).toContain('负责人姓名');
  });

  it('loses no printed value that is shown, and leaves no cell blank', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const cells = printRows(body).flatMap(({ rows }) => rows.map(({ value }) => value));
        expect(cells).not.toContain('');
        const paper = cells.join('\n');
        const shown = shownEntries(body).filter(
          ({ section, item }) => section.phase === 'content' && item.printed,
        );
        const keys = new Set<string>(shown.map(({ key }) => key));
        for (const { path, text, value, definition } of flattenBody(body)) {
          if (keys.has(path.replace(/\[.*$/u, '')) && definition.printed && !isEmptyValue(value)) {
            expect(paper).toContain(text.zh);
          }
        }
      }),
    );
  });
});

describe('exportColumns', () => {
  it('masks personal contacts by default and joins rows', () => {
    expect(cell('post.name')).toBe('王*例');
    expect(cell('post.phone')).toBe('021-******02');
    expect(cell('post.phone', sampleBody(), 'full')).toBe('021-20000002');
    expect(cell('cdo.appointedOn')).toBe('2026-03-02');
    const body = sampleBody({
      licences: [
        { id: 'a', number: '沪B2-20150087' },
        { id: 'b', number: '沪B2-20150088' },
      ],
    });
    expect(cell('licences[].number', body)).toBe('沪B2-20150087；沪B2-20150088');
  });

  it('never holds an identity number or a mobile of the CDO', () => {
    const keys = exportColumns.map(({ key }) => key);
    expect(keys).not.toContain('cdo.identityNumber');
    expect(keys).not.toContain('cdo.mobile');
    expect(new Set(keys).size).toBe(keys.length);
  });
});
