import { describe, expect, it } from 'vitest';
import { drawRadar } from '#app/domain/assessment/radar-drawing.ts';
import { buildReport } from '#app/domain/assessment/report.ts';
import { reportSheets } from '#app/domain/assessment/report-sheet.ts';
import { criteriaOf } from '#app/domain/assessment/model.ts';
import { sampleReportInput } from '#tests/support/report.ts';

const textOf = (value: unknown) => JSON.stringify(value);

describe('a report', () => {
  it('says on every page what its result is not, that it is a draft, and that the data is sample data', () => {
    expect(buildReport(sampleReportInput('dcmm-2025')).marks).toEqual([
      '自评估结果，非认证结论',
      '草稿',
      '示例数据',
    ]);
  });

  it('has every section, with overdue actions, expired evidence and unvalidated answers named', () => {
    const report = buildReport(sampleReportInput('dcmm-2025'));
    expect(report.sections.map(({ heading }) => heading.replace(/^.*?、/, ''))).toEqual([
      '评估结论',
      '评估方法与计分方案',
      '评估范围与裁剪',
      '各能力域评估发现',
      '差距排序',
      '改进计划',
      '证据清单',
      '未经复核的答案',
      '签署',
    ]);
    const text = textOf(report);
    for (const words of [
      '已逾期',
      '已过期',
      '未经复核',
      '本单位没有此类业务',
      '自编，非标准原文',
      '二手来源',
    ])
      expect(text).toContain(words);
  });

  it('calls an independent assessment 双评估 under an order, and only then', () => {
    const { assessment } = sampleReportInput('dsmm-2019');
    const titled = (orderId: string | null) =>
      buildReport(
        sampleReportInput('dsmm-2019', {
          assessment: { ...assessment, side: 'independent', consultancyName: '示例咨询', orderId },
        }),
      );
    expect(titled(null).title).toBe('数据安全能力成熟度独立评估报告');
    expect(titled('o').title).toContain('双评估');
    expect(titled(null).marks[0]).toBe('独立评估结果，非认证结论');
  });

  it('appends every conclusion when asked; the workbook has them all the same', () => {
    const input = sampleReportInput('dcmm-2025', { hasAnswers: true });
    expect(buildReport(input).sections.at(-1)?.heading).toBe('附录：逐条结论');
    const sheet = reportSheets(input).find(({ name }) => name === '逐条结论');
    expect(sheet?.rows).toHaveLength(criteriaOf(input.model).length);
  });
});

describe('a radar', () => {
  const radar = (values: (number | null)[]) =>
    drawRadar({ axes: values.map(String), series: [{ name: '', values, stroke: 'main' }] }, 100);

  it('is closed where every axis has a score, and broken at gaps', () => {
    expect(radar([1, 2, 3, 4])?.lines[0]?.parts.map(({ isClosed }) => isClosed)).toEqual([true]);
    const broken = radar([1, null, 3, 4])?.lines[0]?.parts;
    expect(broken?.map(({ points, isClosed }) => [points.length, isClosed])).toEqual([[3, false]]);
  });

  it('reaches the outermost ring with 5 and stays in the middle with 0', () => {
    const drawing = radar([5, 0, 0]);
    expect(drawing?.lines[0]?.parts[0]?.points[0]).toEqual(drawing?.rings[4]?.[0]);
    expect(drawing?.lines[0]?.parts[0]?.points[1]).toEqual(drawing?.centre);
  });

  it('needs three axes', () => {
    expect(radar([1, 2])).toBeNull();
  });
});
