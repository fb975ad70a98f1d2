import { regionShortName } from '#app/domain/organisation/region.ts';
import { type Words, words } from '#app/domain/words.ts';
import type { MonthRow, OverviewNumbers, OverviewRow, RegisterOverview } from './overview.ts';
import { percentOf, shareWords } from './share.ts';
import { REGISTER_CLASSES } from './tally.ts';

/** “应备案 120 家，已备案 96 家，占 80.0%（96/120）；未备案 24 家。” */
export function filedFinding({ listed, filed, missing }: OverviewNumbers): Words {
  if (listed === 0) {
    return words(
      '名录为空，尚无应备案企业，备案率无从计算。',
      'The roster is empty: nobody is known to owe a filing, and there is no share.',
    );
  }
  const share = shareWords({ count: filed, of: listed });
  return words(
    `应备案 ${listed} 家，已备案 ${filed} 家，备案率 ${share.zh}；未备案 ${missing} 家。`,
    `${filed} of ${listed} licence holders are on record, ${share.en}; ${missing} are not.`,
  );
}

/** On time, late and overdue, of the changes whose limit ran out. */
export function timelinessFinding({ due, onTime, late, overdue }: OverviewNumbers): Words {
  if (due === 0) {
    return words(
      '尚无期限已过的变更，按时率无从计算。',
      'No change has passed its limit yet: there is no on-time share.',
    );
  }
  const share = shareWords({ count: onTime, of: due });
  return words(
    `期限已过的变更 ${due} 件，按时报送 ${onTime} 件，按时率 ${share.zh}；逾期报送 ${late} 件，逾期未报 ${overdue} 件。`,
    `Of ${due} changes past their limit ${onTime} were filed on time, ${share.en}; ${late} late, ${overdue} not yet.`,
  );
}

/** The row with the most missing, with its share; a row's name comes with it. */
function worstFinding(rows: readonly OverviewRow[], nameOf: (row: OverviewRow) => Words): Words | null {
  const worst = [...rows].sort((a, b) => b.missing - a.missing)[0];
  if (!worst || worst.listed === 0) return null;
  if (worst.missing === 0) {
    return words('各类各地应备案企业均已备案。', 'Everyone who should file is on record.');
  }
  const name = nameOf(worst);
  const share = shareWords({ count: worst.filed, of: worst.listed });
  return words(
    `${name.zh}未备案最多：${worst.missing} 家，备案率 ${share.zh}。`,
    `${name.en} has most still to file: ${worst.missing}; ${share.en} are on record.`,
  );
}

const NONE = words('名录中没有可统计的企业。', 'The roster has nobody to count here.');

/** Which class has most still to file. */
export function classFinding({ byClass }: RegisterOverview): Words {
  const nameOf = (row: OverviewRow) => REGISTER_CLASSES[row.key as keyof typeof REGISTER_CLASSES];
  return worstFinding(byClass, nameOf) ?? NONE;
}

/** Which region has most still to file. */
export function regionFinding({ byRegion }: RegisterOverview): Words {
  return worstFinding(byRegion, ({ key }) => regionShortName(key)) ?? NONE;
}

const sumOf = (rows: readonly MonthRow[], pick: (row: MonthRow) => number) =>
  rows.reduce((sum, row) => sum + pick(row), 0);

/** What the months brought, and the strongest of them. */
export function monthFinding({ byMonth }: RegisterOverview): Words {
  const submitted = sumOf(byMonth, (row) => row.submitted);
  if (submitted === 0) {
    return words('近 12 个月没有报送。', 'Nothing was submitted within the last twelve months.');
  }
  const recorded = sumOf(byMonth, (row) => row.recorded);
  const returned = sumOf(byMonth, (row) => row.returned);
  const most = [...byMonth].sort((a, b) => b.submitted - a.submitted)[0];
  return words(
    `近 ${byMonth.length} 个月报送 ${submitted} 件、存档 ${recorded} 件、退回 ${returned} 件次；${most?.month ?? ''} 报送最多，${most?.submitted ?? 0} 件。`,
    `${submitted} submitted, ${recorded} recorded and ${returned} returned within ${byMonth.length} months; most in ${most?.month ?? ''}: ${most?.submitted ?? 0}.`,
  );
}

/** On-time share by month, said with its extremes. */
export function monthTimelinessFinding({ byMonth }: RegisterOverview): Words {
  const counted = byMonth.filter(({ due }) => due > 0);
  const worst = [...counted].sort((a, b) => a.onTime / a.due - b.onTime / b.due)[0];
  if (!worst)
    return words('近 12 个月没有期限已过的变更。', 'No limit ran out within the last twelve months.');
  if (worst.onTime === worst.due) {
    return words('有变更到期的各月全部按时报送。', 'In every month all changes were filed on time.');
  }
  const percent = percentOf({ count: worst.onTime, of: worst.due }) ?? '';
  return words(
    `${worst.month} 按时率最低：${percent}（${worst.onTime}/${worst.due}）。`,
    `${worst.month} has the lowest on-time share: ${percent} (${worst.onTime}/${worst.due}).`,
  );
}
