import { regionShortName } from '../organisation/region.ts';
import { shareWords } from '../register/share.ts';
import { REGISTER_CLASSES } from '../register/tally.ts';
import { words, type Words } from '../words.ts';
import type { BulletinContent, BulletinMonth, BulletinPart } from './bulletin.ts';
import { periodName } from './period.ts';
import { placeName } from './reason.ts';

/** Who is on record at the end of the period, of whom should be. */
export function filedFinding({ total: { listed, filed, missing } }: BulletinContent): Words {
  if (listed === 0) {
    return words(
      '期末名录中无应备案企业，备案率：无（分母为 0）。',
      'The roster held nobody at the end of the period: there is no share on record.',
    );
  }
  const share = shareWords({ count: filed, of: listed });
  return words(
    `期末应备案 ${listed} 家，已备案 ${filed} 家，备案率 ${share.zh}；未备案 ${missing} 家。`,
    `At the end of the period ${filed} of ${listed} licence holders were on record, ${share.en}; ${missing} were not.`,
  );
}

/** What was submitted, recorded and returned. */
function workFinding({ total }: BulletinContent): Words {
  const { submitted, recorded, returned } = total;
  if (submitted + recorded + returned === 0) {
    return words('本期报送、存档、退回：无。', 'Nothing was submitted, recorded or returned.');
  }
  return words(
    `本期报送 ${submitted} 件，存档 ${recorded} 件，退回补正 ${returned} 件次。`,
    `${submitted} submitted, ${recorded} recorded, ${returned} returned.`,
  );
}

/** How many re-filings kept their limit. */
export function onTimeFinding({ total: { due, onTime } }: BulletinContent): Words {
  if (due === 0) {
    return words(
      '本期期限届满的变更：无；按时率：无（分母为 0）。',
      'No limit ran out within the period: there is no on-time share.',
    );
  }
  const share = shareWords({ count: onTime, of: due });
  return words(
    `本期期限届满的变更 ${due} 件，按时报送 ${onTime} 件，按时率 ${share.zh}。`,
    `Of ${due} changes whose limit ran out ${onTime} were filed on time, ${share.en}.`,
  );
}

/** Who still owes a re-filing at the end of the period. */
export function overdueFinding({ total, overdue }: BulletinContent): Words {
  if (total.overdue === 0) return words('期末逾期未报：无。', 'Nothing was overdue at the end.');
  const worst = overdue[0];
  const tail = worst
    ? words(
        `逾期最久的是${worst.enterpriseName}，${worst.workingDays} 个工作日。`,
        `Longest: ${worst.enterpriseName}, ${worst.workingDays} working days.`,
      )
    : words('', '');
  return words(
    `期末逾期未报 ${total.overdue} 件。${tail.zh}`,
    `${total.overdue} re-filings were overdue at the end. ${tail.en}`.trim(),
  );
}

/** The row with the most missing. */
function worstFinding(rows: readonly BulletinPart[], nameOf: (key: string) => Words): Words {
  const worst = [...rows].sort((a, b) => b.missing - a.missing)[0];
  if (!worst || rows.every(({ listed }) => listed === 0)) {
    return words('可比较的应备案企业：无。', 'There is nobody to compare.');
  }
  if (worst.missing === 0) return words('应备案企业均已备案。', 'Everyone who should file is on record.');
  const name = nameOf(worst.key);
  const share = shareWords({ count: worst.filed, of: worst.listed });
  return words(
    `${name.zh}未备案最多：${worst.missing} 家，备案率 ${share.zh}。`,
    `${name.en} has most still to file: ${worst.missing}; ${share.en} are on record.`,
  );
}

/** The name of a class of licence. */
export function className(key: string): Words {
  return Object.hasOwn(REGISTER_CLASSES, key)
    ? REGISTER_CLASSES[key as keyof typeof REGISTER_CLASSES]
    : words(key, key);
}

/** Which class of licence has most still to file. */
export function classFinding({ byClass }: BulletinContent): Words {
  return worstFinding(byClass, className);
}

/** Which region has most still to file. */
export function regionFinding({ byRegion }: BulletinContent): Words {
  return worstFinding(byRegion, regionShortName);
}

const busiest = (months: readonly BulletinMonth[]) =>
  [...months].sort((a, b) => b.submitted - a.submitted)[0];

/** The month with the most submissions. */
export function monthFinding({ byMonth }: BulletinContent): Words {
  const most = busiest(byMonth);
  if (!most || most.submitted === 0) return words('各月均无报送。', 'Nothing was submitted in any month.');
  return words(
    `${most.month} 报送最多，${most.submitted} 件。`,
    `Most were submitted in ${most.month}: ${most.submitted}.`,
  );
}

/** How many places a sentence names. */
const NAMED = 3;

/** Why filings were returned most. */
export function reasonFinding({ reasons }: BulletinContent): Words {
  const first = reasons[0];
  if (!first) return words('本期退回意见：无。', 'No comment was sent back within the period.');
  const all = reasons.reduce((sum, { comments }) => sum + comments, 0);
  const share = shareWords({ count: first.comments, of: all });
  const most = reasons.filter(({ comments }) => comments === first.comments);
  const names = most.slice(0, NAMED).map(({ place }) => placeName(place));
  const rest = most.length > NAMED ? words(`等 ${most.length} 项`, ' and others') : words('', '');
  const each = most.length > 1 ? words('，各', ', each') : words('：', ':');
  return words(
    `退回意见共 ${all} 条，最多的是${names.map(({ zh }) => `“${zh}”`).join('')}${rest.zh}${each.zh} ${first.comments} 条，占 ${share.zh}。`,
    `${all} comments were sent back, most on ${names.map(({ en }) => `“${en}”`).join(', ')}${rest.en}${each.en} ${first.comments}, ${share.en}.`,
  );
}

/** What stands apart. */
export function voluntaryFinding({ voluntary }: BulletinContent): Words {
  const { submitted, recorded, onRecord } = voluntary;
  return words(
    `自愿建档不在指南适用范围，不计入以上各项：本期报送 ${submitted} 件、存档 ${recorded} 件，期末在册 ${onRecord} 家。`,
    `Voluntary records lie outside the guideline and are counted nowhere above: ${submitted} submitted, ${recorded} recorded, ${onRecord} on record at the end.`,
  );
}

/** The bulletin in a paragraph, as its opening. */
export function openingOf(content: BulletinContent): Words {
  const name = periodName(content);
  const parts = [workFinding, filedFinding, onTimeFinding, overdueFinding].map((finding) => finding(content));
  return words(
    `${name.zh}情况：${parts.map(({ zh }) => zh).join('')}`,
    `${name.en}. ${parts.map(({ en }) => en).join(' ')}`,
  );
}

/** How the numbers are counted. */
export const COUNTING_NOTES: readonly Words[] = [
  words(
    '应备案以本单位持证企业名录为准；名录内企业有在册备案的计为已备案。指南未规定首次备案的期限，“按时”“逾期”只指变更后 5 个工作日内重新备案。',
    'Who should file is who stands in the office’s roster. The guideline sets no limit for a first filing: on time and overdue are about re-filing within 5 working days of a change.',
  ),
  words(
    '按时率 = 按时报送件数 ÷ 本期期限届满的变更件数；以首次报送日（经确认的纸质报送日优先）为准，退回补正不改变按时与否；已撤销的变更不计。',
    'On-time share: submitted by the limit ÷ changes whose limit ran out within the period, by the day of the first submission (or on paper, as confirmed). A return doesn’t make it late; cancelled changes aren’t counted.',
  ),
  words(
    '一家企业持多类许可的，在每一类各计一次，各类之和不等于合计。',
    'A holder of several licences counts in each class, so classes don’t add up to the total.',
  ),
  words(
    '退回原因按意见所针对的栏目统计，不含意见内容。',
    'Reasons for return are counted by the field that comments stood at; what they say is left out.',
  ),
];
