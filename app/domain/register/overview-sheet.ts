import type { ReportSheet } from '../assessment/report-sheet.ts';
import { CERTIFICATE_KINDS, type CertificateKind } from '../certificate/certificate.ts';
import type { Words } from '../words.ts';
import { MATURITY_LEVELS, type MaturityTable } from './maturity.ts';
import type { OverviewNumbers, OverviewRow, RegisterOverview } from './overview.ts';
import { percentOf } from './share.ts';
import { REGISTER_CLASSES } from './tally.ts';

/** A regulator's overview as its workbook tells it; `filing` is null for an office of another duty. */
export interface OverviewFacts {
  readonly filing:
    | (Omit<RegisterOverview, 'byRegion'> & {
        readonly byRegion: readonly (OverviewRow & { readonly name: Words })[];
        readonly findings: Readonly<Record<string, Words>>;
      })
    | null;
  readonly maturity: readonly (MaturityTable & { readonly name: Words; readonly finding: Words })[];
  readonly certificates: {
    readonly regions: readonly { readonly name: Words }[];
    readonly rows: readonly {
      readonly kind: CertificateKind;
      readonly level: number | null;
      readonly byRegion: readonly number[];
      readonly total: number;
    }[];
    readonly finding: Words;
  };
  readonly plans: readonly {
    readonly title: Words;
    readonly asAt: string;
    readonly finding: Words;
    readonly isDemo: boolean;
  }[];
}

type Columns = readonly (readonly [header: string, width: number])[];

const NUMBERS: Columns = [
  ['应备案', 10],
  ['已备案', 10],
  ['备案率', 10],
  ['未备案', 10],
  ['期限已过', 10],
  ['按时', 10],
  ['按时率', 10],
  ['逾期报送', 10],
  ['逾期未报', 10],
];

function numbers(row: OverviewNumbers): (string | number | null)[] {
  const { listed, filed, missing, due, onTime, late, overdue } = row;
  const filedShare = percentOf({ count: filed, of: listed });
  return [
    listed,
    filed,
    filedShare,
    missing,
    due,
    onTime,
    percentOf({ count: onTime, of: due }),
    late,
    overdue,
  ];
}

type Make = (name: string, columns: Columns, rows: ReportSheet['rows']) => ReportSheet;

function filingSheets(filing: NonNullable<OverviewFacts['filing']>, make: Make): ReportSheet[] {
  const total = ['合计', ...numbers(filing.total)];
  const months: Columns = [
    ['月份', 10],
    ['报送', 10],
    ['存档', 10],
    ['退回', 10],
    ['期限已过', 10],
    ['按时', 10],
    ['按时率', 10],
  ];
  return [
    make(
      '备案按许可类别',
      [['许可类别', 24], ...NUMBERS],
      [...filing.byClass.map((row) => [REGISTER_CLASSES[row.key].zh, ...numbers(row)]), total],
    ),
    make(
      '备案按地区',
      [['地区', 16], ...NUMBERS],
      [...filing.byRegion.map((row) => [row.name.zh, ...numbers(row)]), total],
    ),
    make(
      '备案按月',
      months,
      filing.byMonth.map(({ month, submitted, recorded, returned, due, onTime }) => {
        return [month, submitted, recorded, returned, due, onTime, percentOf({ count: onTime, of: due })];
      }),
    ),
  ];
}

function maturitySheet(tables: OverviewFacts['maturity'], make: Make): ReportSheet {
  const level = (no: number) => (no === 0 ? '未达 1 级' : `${no} 级`);
  return make(
    '成熟度按行业',
    [
      ['模型', 24],
      ['方式', 12],
      ['行业', 30],
      ...MATURITY_LEVELS.map((no) => [level(no), 10] as const),
      ['合计', 10],
    ],
    tables.flatMap(({ name, side, rows }) =>
      rows.map((row) => [
        name.zh,
        side === 'self' ? '自评' : '独立评估',
        row.name.zh,
        ...MATURITY_LEVELS.map((no) => row.byLevel[no] ?? 0),
        row.total,
      ]),
    ),
  );
}

function findingRows({ filing, maturity, certificates, plans }: OverviewFacts): [string, string][] {
  return [
    ...Object.values(filing?.findings ?? {}).map(({ zh }): [string, string] => ['备案', zh]),
    ...(filing
      ? ([
          [
            '自愿建档（不计入以上各项）',
            `在册 ${filing.voluntary.onRecord} 家，办理中 ${filing.voluntary.underWay} 件`,
          ],
        ] as [string, string][])
      : []),
    ...maturity.map(({ name, finding }): [string, string] => [`成熟度：${name.zh}`, finding.zh]),
    ['有效证书', certificates.finding.zh],
    ...plans.map(({ title, asAt, finding, isDemo }): [string, string] => [
      `${isDemo ? '示例数据：' : ''}${title.zh}`,
      `截至 ${asAt}：${finding.zh}`,
    ]),
  ];
}

/** The overview as sheets: its sentences, then the table of every chart. */
export function overviewSheets(
  facts: OverviewFacts,
  { asAt, isDemo }: { readonly asAt: string; readonly isDemo: boolean },
): ReportSheet[] {
  const make: Make = (name, columns, rows) => ({
    name,
    pageNote: ['总览', `截至 ${asAt}`, ...(isDemo ? ['示例数据'] : [])].join('　'),
    columns: columns.map(([header, width]) => ({ header, width })),
    rows,
  });
  const { regions, rows } = facts.certificates;
  return [
    make(
      '概况',
      [
        ['项目', 34],
        ['内容', 90],
      ],
      [['截至日期', asAt], ...(isDemo ? [['数据', '示例数据']] : []), ...findingRows(facts)],
    ),
    ...(facts.filing ? filingSheets(facts.filing, make) : []),
    maturitySheet(facts.maturity, make),
    make(
      '有效证书',
      [['证书', 30], ['等级', 10], ['合计', 10], ...regions.map(({ name }) => [name.zh, 12] as const)],
      rows.map(({ kind, level, total, byRegion }) => {
        return [
          CERTIFICATE_KINDS[kind].name.zh,
          level === null ? '不分等级' : `${level} 级`,
          total,
          ...byRegion,
        ];
      }),
    ),
  ];
}
