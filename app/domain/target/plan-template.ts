import { plainDate } from '../calendar/plain-date.ts';
import type { RegionCode } from '../organisation/region.ts';
import { words } from '../words.ts';
import type { PlanContent } from './plan.ts';

/** How the sheets are filled in; stands in the workbook itself. */
export const TEMPLATE_NOTES: readonly string[] = [
  '每个工作表第一行是表头，请勿改动；列可以调换次序。英文各列可以留空。',
  '“计划”：每项一行，“内容”填中文。行政区划代码为六位数字，须在本单位辖区之内。文本缺陷可以有多行，也可以没有。',
  '“部分”：按文件的次序。“指标”和“定性任务”的部分编号须在这里出现。',
  '“指标”：编号用字母和数字，发布后跟随指标各版本，不再改变。目标值不加千分位，小数最多 4 位。日期写成 YYYY-MM-DD；原文没有期限的留空。',
  '有下拉列表的列请从列表中选择。“主口径”选“按平台数据”时须选择平台口径；只填报数值的指标不能以名录条目为主口径。',
  '条款摘要请用自己的话写，不要照抄原文。',
  '导入前先检查；有一处错误就不会写入任何内容。',
];

/** What the empty template holds: one line of each kind, to be overwritten. */
export function templatePlan(region: RegionCode, canSplit: boolean): PlanContent {
  return {
    key: 'plan-2027',
    title: words('示例：某某工作要点', 'Sample plan'),
    number: '',
    issuer: words('示例机关', 'Sample authority'),
    issuedOn: null,
    region,
    programme: null,
    from: plainDate('2027-01-01'),
    until: plainDate('2027-12-31'),
    source: words('示例数据，请改写', 'Sample data, to be overwritten'),
    defects: [],
    parts: [{ id: 'p1', title: words('第一部分', 'Part one') }],
    targets: [
      {
        id: 'T01',
        part: 'p1',
        clause: '第1条',
        indicator: words('示例指标', 'Sample target'),
        comparator: 'at_least',
        value: 100,
        unit: words('家', 'enterprises'),
        direction: 'up',
        counting: 'unstated',
        isAspiration: false,
        deadline: plainDate('2027-12-31'),
        measure: 'count',
        entryName: words('企业', 'enterprise'),
        headline: 'records',
        platform: null,
        canSplit,
        summary: words('示例摘要，请改写', 'Sample summary, to be overwritten'),
        note: null,
      },
    ],
    deliverables: [
      {
        id: 'Q01',
        part: 'p1',
        clause: '第2条',
        text: words('示例任务，请改写', 'Sample task, to be overwritten'),
        deadline: plainDate('2027-12-31'),
      },
    ],
    context: [],
  };
}
