import { Readable } from 'node:stream';
import type { Actor, Moment } from '../../app/domain/account/actor.ts';
import { addDays, type PlainDate, plainDate } from '../../app/domain/calendar/plain-date.ts';
import { regionShortName, SHANDONG_CITIES } from '../../app/domain/organisation/region.ts';
import { WHOLE_BATCH } from '../../app/domain/target/batch.ts';
import { LineSchema } from '../../app/domain/target/line.ts';
import type { PlanContent } from '../../app/domain/target/plan.ts';
import { addLine } from '../../app/services/batch/add-line.server.ts';
import { claimBatch } from '../../app/services/batch/claim-batch.server.ts';
import { commentBatch } from '../../app/services/batch/comment-batch.server.ts';
import { openBatch } from '../../app/services/batch/open-batch.server.ts';
import { recordBatch } from '../../app/services/batch/record-batch.server.ts';
import { returnBatch } from '../../app/services/batch/return-batch.server.ts';
import { submitBatch } from '../../app/services/batch/submit-batch.server.ts';
import { addCertificate } from '../../app/services/certificate/add-certificate.server.ts';
import { submitCertificate } from '../../app/services/certificate/submit-certificate.server.ts';
import { giveDesignation } from '../../app/services/designation/give-designation.server.ts';
import { previewEntryImport } from '../../app/services/entry/preview-entry-import.server.ts';
import { writeEntryImport } from '../../app/services/entry/write-entry-import.server.ts';
import { adoptPlan } from '../../app/services/plan/adopt-plan.server.ts';
import { openPlanToPublic } from '../../app/services/plan/open-plan-to-public.server.ts';
import { publishPlan } from '../../app/services/plan/publish-plan.server.ts';
import { markOfSplits, saveSplits } from '../../app/services/plan/save-splits.server.ts';
import { type BatchKey, getBatch } from '../../db/queries/batch.read.ts';
import { getPlanDraft } from '../../db/queries/plan.read.ts';
import { cityOffice } from './cast-plan.ts';
import { ago, member, must, officerAt, sampleFile, type Stage } from './stage.ts';

const CITIES = Object.keys(SHANDONG_CITIES);
/** How much of the industry sits in each city, in the order of the codes; invented. */
const WEIGHTS = [18, 17, 7, 3, 3, 9, 9, 5, 4, 4, 2, 6, 5, 3, 3, 2];
const TOTAL_WEIGHT = WEIGHTS.reduce((sum, weight) => sum + weight, 0);

const HEADERS = '指标编号,类别,名称,地区,日期,数量,数值,数据来源,文件依据';
const FIRST = [
  '云',
  '数',
  '智',
  '联',
  '海',
  '泰',
  '鲁',
  '齐',
  '沃',
  '星',
  '龙',
  '源',
  '启',
  '创',
  '恒',
  '瑞',
];
const SECOND = [
  '通',
  '达',
  '信',
  '图',
  '芯',
  '维',
  '算',
  '桥',
  '域',
  '网',
  '拓',
  '合',
  '景',
  '峰',
  '航',
  '帆',
];
const THIRD = ['科技', '软件', '数据', '信息', '物联', '智能', '制造', '装备', '电子', '云服务'];

/** Records of a target by the end of 2023, what one is called, and how they came over the year. */
interface Crop {
  readonly target: string;
  readonly count: number;
  readonly called: string;
  /** 1 evenly, more than 1 late, less than 1 early. */
  readonly pace: number;
}

/** Invented numbers: some targets are reached, some strive on, some are missed. */
const CROPS: readonly Crop[] = [
  { target: 'SD01', count: 49, called: '要素企业', pace: 1 },
  { target: 'SD03', count: 92, called: '数商', pace: 0.8 },
  { target: 'SD04', count: 488, called: '产品', pace: 0.9 },
  { target: 'SD05', count: 54, called: '标杆企业', pace: 1.1 },
  { target: 'SD06', count: 79, called: '园区', pace: 0.7 },
  { target: 'SD07', count: 5, called: '公共服务平台', pace: 1 },
  { target: 'SD08', count: 33, called: '示范单位', pace: 1.5 },
  { target: 'SD11', count: 862, called: '工业企业', pace: 1.2 },
  { target: 'SD12', count: 16, called: '创新实验室', pace: 1 },
  { target: 'SD13', count: 61, called: '创新中心', pace: 0.9 },
  { target: 'SD14', count: 8, called: '服务机构', pace: 1.3 },
  { target: 'SD15', count: 21, called: '人才基地', pace: 0.8 },
];

/** A day of 2023 by its share of the year, 0 to 1. */
const dayOf = (share: number): PlainDate => addDays(plainDate('2023-01-06'), Math.floor(share * 352));

/** The city of the nth record: cities take turns by their weight. */
function cityOf(n: number): string {
  let place = (n * 37) % TOTAL_WEIGHT;
  for (const [index, weight] of WEIGHTS.entries()) {
    place -= weight;
    if (place < 0) return CITIES[index] ?? '370100';
  }
  return '370100';
}

function nameOf(n: number, called: string, city: string): string {
  const first = FIRST[n % 16] ?? '';
  const second = SECOND[Math.floor(n / 16) % 16] ?? '';
  const third = THIRD[Math.floor(n / 7) % 10] ?? '';
  return `示例${regionShortName(city).zh.replace('市', '')}${first}${second}${third}${called}${n}`;
}

function cropRows({ target, count, called, pace }: Crop): string[] {
  return Array.from({ length: count }, (_, index) => {
    const n = index + count;
    const city = cityOf(n);
    const on = dayOf(((index + 1) / (count + 1)) ** (1 / pace));
    return `${target},名录条目,${nameOf(n, called, city)},${city},${on},,,示例数据,示例认定文件`;
  });
}

/** Sessions of training with their attendance: 1,120 over the year. */
function sessionRows(): string[] {
  return Array.from({ length: 20 }, (_, index) => {
    const city = cityOf(index);
    const on = dayOf((index + 1) / 21);
    const attendance = 40 + ((index * 13) % 33);
    return `SD09,名录条目,示例大数据人才培训第${index + 1}期,${city},${on},${attendance},,示例数据,示例签到表`;
  });
}

const figure = (target: string, on: string, value: number, region = '370000') =>
  `${target},填报数,,${region},${on},,${value},示例数据,`;

/** What no list stands behind: sizes, what the province reported, and what was done. */
const FIGURES: readonly string[] = [
  figure('SD16', '2023-03-31', 46),
  figure('SD16', '2023-06-30', 101),
  figure('SD16', '2023-09-30', 158),
  figure('SD16', '2023-12-31', 214),
  figure('SD02', '2023-06-30', 171),
  figure('SD02', '2023-12-31', 312),
  figure('SD10', '2023-12-31', 207),
  figure('SDD01', '2023-05-18', 1),
  figure('SDD02', '2023-08-30', 1),
  figure('SDD03', '2023-10-12', 1),
  figure('SDD05', '2023-04-20', 1),
  figure('SDD08', '2023-09-22', 1),
  figure('SDD09', '2023-11-30', 1),
];

const provinceOf = (stage: Stage) => officerAt(stage, 'shandong', 'province');

async function publish(stage: Stage, actor: Actor, moment: Moment, key: string): Promise<string> {
  const { ports } = stage;
  const { id } = must(await adoptPlan(ports, actor, moment, { key }));
  const { scope } = actor;
  if (scope.kind !== 'regulator') throw new Error('only an authority publishes a plan');
  const draft = await ports.db.transaction(scope, (trx) => getPlanDraft(trx, scope, id));
  must(await publishPlan(ports, actor, moment, { planId: id, digest: draft?.digest ?? '' }));
  return id;
}

function contentOf(stage: Stage, key: string): PlanContent {
  const content = stage.ports.policies.find((file) => file.key === key);
  if (!content) throw new Error(`the library has no ${key}`);
  return content;
}

async function record(stage: Stage, actor: Actor, moment: Moment, batch: BatchKey): Promise<void> {
  must(
    await recordBatch(stage.ports, actor, moment, { batch, revision: await revisionOf(stage, actor, batch) }),
  );
}

async function revisionOf(stage: Stage, actor: Actor, batch: BatchKey): Promise<number> {
  const { scope } = actor;
  if (scope.kind !== 'regulator') throw new Error('only an authority reports');
  const row = await stage.ports.db.transaction(scope, (trx) => getBatch(trx, scope, batch));
  return row?.revision ?? 0;
}

/** A table of records, imported and recorded by the plan's own house. */
async function importRows(
  stage: Stage,
  actor: Actor,
  moment: Moment,
  plan: { readonly id: string; readonly key: string },
  rows: readonly string[],
): Promise<void> {
  const { ports } = stage;
  const text = [HEADERS, ...rows].join('\r\n');
  const run = must(
    await previewEntryImport(ports, actor, moment, {
      planId: plan.id,
      content: contentOf(stage, plan.key),
      isPlanHouse: true,
      file: { fileName: '指标数据（示例）.csv', content: Readable.from([Buffer.from(text, 'utf8')]) },
    }),
  );
  for (;;) {
    const input = { runId: run.id, isChecked: true };
    const { batch, isDone } = must(await writeEntryImport(ports, actor, moment, input));
    if (!isDone) continue;
    await record(stage, actor, moment, batch);
    return;
  }
}

/** The province splits what it can by the weight of each city, whole numbers that add up to the target. */
async function split(stage: Stage, actor: Actor, moment: Moment, planId: string): Promise<void> {
  const targets: readonly (readonly [id: string, value: number])[] = [
    ['SD04', 500],
    ['SD08', 50],
    ['SD11', 1000],
  ];
  const splits = targets.flatMap(([targetId, value]) => {
    const shares = WEIGHTS.map((weight) => Math.floor((value * weight) / TOTAL_WEIGHT));
    const rest = value - shares.reduce((sum, share) => sum + share, 0);
    return CITIES.map((regionCode, index) => ({
      targetId,
      regionCode,
      value: (shares[index] ?? 0) + (index < rest ? 1 : 0),
    }));
  });
  must(await saveSplits(stage.ports, actor, moment, { planId, splits, mark: markOfSplits([]) }));
}

const item = (name: string, region: string, on: string, document = '示例认定文件') =>
  LineSchema.parse({ kind: 'item', name, region, onDate: on, source: '示例数据', document });

/** A city's batch with lines, as a draft. */
async function draftBatch(
  stage: Stage,
  actor: Actor,
  moment: Moment,
  planId: string,
  title: string,
  lines: readonly (readonly [target: string, line: ReturnType<typeof item>])[],
): Promise<BatchKey> {
  const batch = must(await openBatch(stage.ports, actor, moment, { plan: planId, title, note: '示例数据' }));
  for (const [target, line] of lines) {
    must(await addLine(stage.ports, actor, moment, { batch, target, line, isTwice: false }));
  }
  return batch;
}

async function submit(stage: Stage, actor: Actor, moment: Moment, batch: BatchKey): Promise<void> {
  const revision = await revisionOf(stage, actor, batch);
  must(await submitBatch(stage.ports, actor, moment, { batch, revision }));
}

/** What two cities report: recorded, returned with a question, waiting, and still being written. */
async function playCities(stage: Stage, planId: string): Promise<void> {
  const { ports } = stage;
  const province = provinceOf(stage);
  const jinan = officerAt(stage, cityOffice('370100'), 'jinan');
  const dezhou = officerAt(stage, cityOffice('371400'), 'dezhou');

  const recorded = await draftBatch(
    stage,
    jinan,
    ago(stage, 40),
    planId,
    '济南市四季度新增标杆企业（示例）',
    [
      ['SD05', item('示例济南泉算标杆企业', '370100', '2023-11-20')],
      ['SD08', item('示例济南信创示范医院', '370100', '2023-12-08')],
    ],
  );
  await submit(stage, jinan, ago(stage, 39), recorded);
  must(await claimBatch(ports, province, ago(stage, 38), { batch: recorded, takeOver: false }));
  await record(stage, province, ago(stage, 37), recorded);
  await draftBatch(stage, jinan, ago(stage, 3), planId, '济南市补报产品（示例）', [
    ['SD04', item('示例济南城市治理数据产品', '370100', '2023-12-15')],
  ]);

  const returned = await draftBatch(stage, dezhou, ago(stage, 20), planId, '德州市创新服务机构（示例）', [
    ['SD14', item('示例德州数据创新服务机构', '371400', '2023-12-20', '')],
  ]);
  await submit(stage, dezhou, ago(stage, 19), returned);
  must(await claimBatch(ports, province, ago(stage, 18), { batch: returned, takeOver: false }));
  must(
    await commentBatch(ports, province, ago(stage, 18), {
      batch: returned,
      anchor: WHOLE_BATCH,
      body: '请补充市级认定文件名称和文号（示例意见）。',
      publish: 'draft',
    }),
  );
  must(
    await returnBatch(ports, province, ago(stage, 18), {
      batch: returned,
      revision: await revisionOf(stage, province, returned),
    }),
  );
  const waiting = await draftBatch(stage, dezhou, ago(stage, 6), planId, '德州市信创示范单位（示例）', [
    ['SD08', item('示例德州信创示范学校', '371400', '2023-12-18')],
    ['SD08', item('示例德州信创示范银行', '371400', '2023-12-22')],
  ]);
  await submit(stage, dezhou, ago(stage, 5), waiting);
}

/** What the platform knows by itself: certificates that enterprises hand in, designations that the province gives. */
async function playPlatform(stage: Stage): Promise<void> {
  const { ports } = stage;
  const province = provinceOf(stage);
  const houses: readonly (readonly [key: string, level: 2 | 3, issued: string])[] = [
    ['luyun', 3, '2022-09-16'],
    ['quancheng', 2, '2023-03-24'],
    ['haida', 2, '2023-05-12'],
    ['jiaozhou', 2, '2023-08-18'],
    ['deshu', 2, '2023-10-27'],
  ];
  for (const [key, level, issued] of houses) {
    const owner = member(stage, key, key, 'owner');
    const number = `示例-DCMM-${issued.slice(0, 4)}-${key}`;
    const issuedOn = plainDate(issued);
    const scan = await sampleFile(stage, `证书扫描件 ${number}`, ago(stage, 60));
    const certificate = {
      kind: 'dcmm',
      level,
      number,
      agency: '示例评估机构（演示）',
      edition: '',
      issuedOn,
      expiresOn: addDays(issuedOn, 3 * 365),
    } as const;
    const kept = { fileName: `${number}.pdf`, content: scan };
    const added = must(await addCertificate(ports, owner, ago(stage, 60), certificate, kept));
    must(await submitCertificate(ports, owner, ago(stage, 59), { id: added.certificateId }));
  }
  const given: readonly (readonly [key: string, since: string])[] = [
    ['luyun', '2023-04-10'],
    ['haida', '2023-04-10'],
    ['deshu', '2023-09-05'],
    ['yantai', '2023-09-05'],
  ];
  for (const [key, since] of given) {
    must(
      await giveDesignation(ports, province, ago(stage, 50), {
        enterprise: stage.ids.organisations.get(key) ?? '',
        kind: 'chief_data_engineer_pilot',
        sinceOn: plainDate(since),
        basis: '示例公布名单（演示）',
      }),
    );
  }
}

/** Plans of other authorities: a few figures each. */
const OTHERS: readonly { house: string; key: string; isPublic: boolean; rows: readonly string[] }[] = [
  {
    house: 'jilin',
    key: 'jilin-digital-government-2023',
    isPublic: true,
    rows: [
      figure('JL01', '2023-06-30', 71.5, '220000'),
      figure('JL01', '2023-09-30', 80.2, '220000'),
      figure('JL01', '2023-12-20', 86.4, '220000'),
      figure('JL02', '2023-12-20', 100, '220000'),
      figure('JL03', '2023-10-31', 14, '220000'),
      figure('JL06', '2023-12-20', 43.8, '220000'),
      figure('JL12', '2023-06-30', 92.1, '220000'),
      figure('JL12', '2023-12-20', 94.6, '220000'),
    ],
  },
  {
    house: 'metaverse',
    key: 'shanghai-metaverse-2023',
    isPublic: false,
    rows: Array.from(
      { length: 26 },
      (_, n) =>
        `MV01,名录条目,示例元宇宙核心技术${n + 1}号,310000,${addDays(plainDate('2023-07-10'), n * 34)},,,示例数据,示例评审意见`,
    ),
  },
  {
    house: 'sme',
    key: 'sme-pilot-cities-2023',
    isPublic: false,
    rows: [figure('SME05', '2025-06-30', 83.5, '000000')],
  },
  {
    house: 'vocational',
    key: 'vocational-education-2023',
    isPublic: false,
    rows: [
      figure('VE02', '2023-12-31', 5200, '000000'),
      figure('VE02', '2024-12-31', 8100, '000000'),
      figure('VE02', '2025-12-31', 10400, '000000'),
      figure('VE01', '2025-12-31', 51, '000000'),
    ],
  },
];

/** Plans and what is reported on them, told through the services. Every name and number is invented. */
export async function playPlans(stage: Stage): Promise<void> {
  const { ports } = stage;
  const province = provinceOf(stage);
  const key = 'shandong-big-data-2023';
  const planId = await publish(stage, province, ago(stage, 90), key);
  must(await openPlanToPublic(ports, province, ago(stage, 89), { planId, isPublic: true }));
  await split(stage, province, ago(stage, 88), planId);
  await importRows(stage, province, ago(stage, 80), { id: planId, key }, [
    ...CROPS.flatMap(cropRows),
    ...sessionRows(),
    ...FIGURES,
  ]);
  await playPlatform(stage);
  await playCities(stage, planId);
  for (const { house, key: file, isPublic, rows } of OTHERS) {
    const officer = officerAt(stage, house, 'planner');
    const id = await publish(stage, officer, ago(stage, 70), file);
    await importRows(stage, officer, ago(stage, 69), { id, key: file }, rows);
    if (isPublic) must(await openPlanToPublic(ports, officer, ago(stage, 68), { planId: id, isPublic }));
  }
}
