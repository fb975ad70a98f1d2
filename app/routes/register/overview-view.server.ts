import type { Trx } from '#db/client.ts';
import { countMaturity, sumCertificates, type CertificateSum } from '#db/queries/overview.read.ts';
import { getPlanVersion, listPlans } from '#db/queries/plan.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { sumFilings, sumRoster } from '#db/queries/register-summary.read.ts';
import { modelName } from '../../domain/assessment/model.ts';
import type { PlainDate } from '../../domain/calendar/plain-date.ts';
import { CDO_PROGRAMME } from '../../domain/filing/guideline.ts';
import { regionShortName } from '../../domain/organisation/region.ts';
import { dueBefore } from '../../domain/bulletin/bulletin.ts';
import {
  classFinding,
  filedFinding,
  monthFinding,
  monthTimelinessFinding,
  regionFinding,
  timelinessFinding,
} from '../../domain/register/finding.ts';
import { maturityFinding, maturityTables } from '../../domain/register/maturity.ts';
import { buildOverview } from '../../domain/register/overview.ts';
import { boardFinding } from '../../domain/target/board.ts';
import { readJudging } from '../../domain/target/judging.ts';
import { words, type Words } from '../../domain/words.ts';
import { findModel } from '../../services/model/find-model.step.server.ts';
import { openPlan } from '../../services/plan/plan-content.step.server.ts';
import { readStanding } from '../../services/target/read-standing.server.ts';

/** The register's numbers with the sentence that each chart says. */
async function filingOverview(trx: Trx, scope: RegulatorScope, asAt: PlainDate, today: PlainDate) {
  const span = { from: null, until: asAt, dueBefore: dueBefore({ until: asAt }, today) };
  const overview = buildOverview({
    asAt,
    byRegion: await sumFilings(trx, scope, span, 'region'),
    byMonth: await sumFilings(trx, scope, span, 'month'),
    roster: await sumRoster(trx, scope, asAt),
  });
  return {
    ...overview,
    byRegion: overview.byRegion.map((row) => ({ ...row, name: regionShortName(row.key) })),
    findings: {
      filed: filedFinding(overview.total),
      timeliness: timelinessFinding(overview.total),
      months: monthFinding(overview),
      monthTimeliness: monthTimelinessFinding(overview),
      classes: classFinding(overview),
      regions: regionFinding(overview),
    },
  };
}

/** Results that enterprises submitted, by model and side, with each model's name. */
async function maturityOverview(trx: Trx, scope: RegulatorScope, asAt: PlainDate) {
  const tables = [];
  for (const table of maturityTables(await countMaturity(trx, scope, asAt))) {
    const model = await findModel(trx, table.modelId);
    const name: Words = model ? modelName(model) : words(table.modelId, table.modelId);
    tables.push({ ...table, name, finding: maturityFinding(table) });
  }
  return tables;
}

const KIND_ORDER = ['dcmm', 'dsmm', 'dsm'] as const;

/** The region that has most, unless several do; null without any. */
function leadingRegion(rows: readonly CertificateSum[]): { code: string; count: number } | null {
  const counts = new Map<string, number>();
  for (const { regionCode, count } of rows) counts.set(regionCode, (counts.get(regionCode) ?? 0) + count);
  const [first, second] = [...counts].sort(([, a], [, b]) => b - a);
  return !first || (second && second[1] === first[1]) ? null : { code: first[0], count: first[1] };
}

function certificateFinding(rows: readonly CertificateSum[]): Words {
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const high = rows.filter(({ kind, level }) => kind === 'dcmm' && (level ?? 0) >= 2);
  const highCount = high.reduce((sum, { count }) => sum + count, 0);
  const lead = leadingRegion(high);
  const name = lead && regionShortName(lead.code);
  const most =
    lead && name && words(`，${name.zh}最多（${lead.count} 家）`, `, most in ${name.en} (${lead.count})`);
  return words(
    `持有效证书 ${total} 家次（每家每类一次），其中 DCMM 2 级及以上 ${highCount} 家${most?.zh ?? ''}。`,
    `${total} enterprises by kind of certificate, DCMM level 2 and above: ${highCount}${most?.en ?? ''}.`,
  );
}

/** Valid certificates by kind and level, and where their enterprises are. */
async function certificateOverview(trx: Trx, scope: RegulatorScope, asAt: PlainDate) {
  const rows = await sumCertificates(trx, scope, asAt);
  const regions = [...new Set(rows.map(({ regionCode }) => regionCode))].sort();
  const levels = KIND_ORDER.flatMap((kind) =>
    [...new Set(rows.filter((row) => row.kind === kind).map(({ level }) => level))]
      .sort((a, b) => (a ?? 0) - (b ?? 0))
      .map((level) => ({ kind, level })),
  );
  return {
    regions: regions.map((code) => ({ code, name: regionShortName(code) })),
    rows: levels.map(({ kind, level }) => {
      const mine = rows.filter((row) => row.kind === kind && row.level === level);
      return {
        kind,
        level,
        byRegion: regions.map((code) =>
          mine.filter(({ regionCode }) => regionCode === code).reduce((sum, { count }) => sum + count, 0),
        ),
        total: mine.reduce((sum, { count }) => sum + count, 0),
      };
    }),
    finding: certificateFinding(rows),
  };
}

/** Where the programme's published plans stand, each as at the day or its own last one. */
async function planOverview(trx: Trx, scope: RegulatorScope, asAt: PlainDate, today: PlainDate) {
  const plans = [];
  for (const row of await listPlans(trx, scope)) {
    if (row.versionNo === null || row.withdrawnAt !== null) continue;
    const version = await getPlanVersion(trx, row, row.versionNo);
    if (!version) continue;
    const content = openPlan(version.content);
    const day = content.until < asAt ? content.until : asAt;
    const plan = { id: row.id, content, judging: readJudging(row.judging) };
    const standing = await readStanding(trx, plan, day, today);
    plans.push({
      id: row.id,
      title: content.title,
      isDemo: row.isDemo,
      asAt: day,
      at: day === today ? '' : `?at=${day}`,
      finding: boardFinding(standing, today),
    });
  }
  return plans;
}

/** Everything that an overview tells as at a day; without the filing for an office of another duty. */
export async function overviewFacts(trx: Trx, scope: RegulatorScope, asAt: PlainDate, today: PlainDate) {
  return {
    filing: scope.programmeId === CDO_PROGRAMME ? await filingOverview(trx, scope, asAt, today) : null,
    maturity: await maturityOverview(trx, scope, asAt),
    certificates: await certificateOverview(trx, scope, asAt),
    plans: await planOverview(trx, scope, asAt, today),
  };
}
