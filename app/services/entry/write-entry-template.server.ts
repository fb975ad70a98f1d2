import type { Readable } from 'node:stream';
import { IMPORT_COLUMNS } from '#app/domain/target/entry-import.ts';
import { LINE_KINDS } from '#app/domain/target/line.ts';
import type { PlanContent } from '#app/domain/target/plan.ts';
import type { Ports } from '../ports.ts';

/** What a person has to know of each column. */
const EXPLAINED: readonly (readonly [string, string])[] = [
  [IMPORT_COLUMNS.target, '必填。见“指标”页的编号，如 SD01。'],
  [
    IMPORT_COLUMNS.kind,
    '名录条目：一家企业、一项产品、一场培训等，逐条计数；填报数：某地区某日的累计数。留空时：填了“数值”即为填报数，否则为名录条目。',
  ],
  [IMPORT_COLUMNS.name, '名录条目必填：企业、产品、平台、培训等的全称，不超过 200 字。'],
  [IMPORT_COLUMNS.uscc, '名录条目有企业的填写，18 位；按校验位核对，同一指标内按此查重。'],
  [
    IMPORT_COLUMNS.region,
    '地区代码（GB/T 2260，如 370100）或名称（如 济南市）；留空即本单位所在地区。只能填本单位辖区。',
  ],
  [IMPORT_COLUMNS.onDate, '必填。YYYY-MM-DD，不晚于今天；条目自该日起计入。'],
  [IMPORT_COLUMNS.endedOn, '名录条目已终止的填写，晚于日期；自该日起不再计入。'],
  [IMPORT_COLUMNS.quantity, '按数量累加的指标（如人次）必填；按条计数的指标留空。'],
  [IMPORT_COLUMNS.value, '填报数必填，按指标单位；百分比填 0 到 100；最多 4 位小数。'],
  [IMPORT_COLUMNS.source, '填报数必填：数据从何而来。'],
  [IMPORT_COLUMNS.document, '认定、公布的文件名称与文号。'],
  [IMPORT_COLUMNS.note, '其他需要说明的，不超过 1000 字。'],
];

/** The empty table as CSV. */
export function writeEntryCsvTemplate(ports: Pick<Ports, 'spreadsheets'>): Readable {
  const columns = Object.values(IMPORT_COLUMNS).map((header) => ({ header, value: () => null }));
  return ports.spreadsheets.writeCsv(columns, []);
}

/** The workbook to fill in: the table, what its columns mean, and the plan's targets. */
export async function writeEntryTemplate(
  ports: Pick<Ports, 'spreadsheets'>,
  content: PlanContent,
): Promise<Buffer> {
  const ids = [...content.targets, ...content.deliverables].map(({ id }) => id);
  const choices = { target: ids, kind: [LINE_KINDS.item.zh, LINE_KINDS.observation.zh] };
  const columns = Object.entries(IMPORT_COLUMNS).map(([key, header]) => ({
    header,
    width: header.length > 6 ? 24 : 16,
    ...(key === 'target' || key === 'kind' ? { choices: choices[key] } : {}),
  }));
  return ports.spreadsheets.writeWorkbook([
    { name: '填报', columns, rows: [] },
    {
      name: '填写说明',
      columns: [
        { header: '列', width: 18 },
        { header: '填写要求', width: 80 },
      ],
      rows: EXPLAINED,
    },
    {
      name: '指标',
      columns: [
        { header: '指标编号', width: 12 },
        { header: '指标', width: 40 },
        { header: '目标值', width: 12 },
        { header: '单位', width: 8 },
        { header: '一条条目指', width: 24 },
        { header: '条款', width: 14 },
      ],
      rows: [
        ...content.targets.map(({ id, indicator, value, unit, entryName, clause }) => [
          id,
          indicator.zh,
          value,
          unit.zh,
          entryName.zh,
          clause,
        ]),
        ...content.deliverables.map(({ id, text, clause }) => [
          id,
          text.zh,
          null,
          '',
          '定性任务，完成填 1',
          clause,
        ]),
      ],
    },
  ]);
}
