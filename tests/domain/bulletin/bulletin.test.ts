import { describe, expect, it } from 'vitest';
import {
  buildBulletin,
  BulletinContentSchema,
  dueBefore,
  type BulletinInput,
} from '#app/domain/bulletin/bulletin.ts';
import {
  classFinding,
  filedFinding,
  monthFinding,
  onTimeFinding,
  openingOf,
  overdueFinding,
  reasonFinding,
  regionFinding,
  voluntaryFinding,
} from '#app/domain/bulletin/finding.ts';
import { bulletinDocument } from '#app/domain/bulletin/print.ts';
import { placeName, returnReasons } from '#app/domain/bulletin/reason.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import type { ClassCounts, FilingMeasure, FilingSum } from '#app/domain/register/tally.ts';

const counts = (all: number, a1 = 0, b1 = 0): ClassCounts => ({ all, a1, a2: 0, b1, b2: 0, domain: 0 });
const sum = (key: string, measure: FilingMeasure, of: ClassCounts, isVoluntary = false): FilingSum => ({
  key,
  measure,
  isVoluntary,
  counts: of,
});

const EMPTY: BulletinInput = {
  title: '示例通报',
  issuer: '示例管理局',
  programmeId: 'sh-cdo',
  regionCode: '310000',
  period: { from: plainDate('2026-10-01'), until: plainDate('2026-10-31') },
  today: plainDate('2026-11-22'),
  during: [],
  upTo: [],
  months: [],
  roster: [],
  overdue: [],
  reasons: [],
  remarks: '',
  isSample: true,
};

/** Two regions; worked by hand: 5 listed, 3 filed; 4 limits ran out in the period, 3 kept; 2 overdue at the end. */
const WORKED: BulletinInput = {
  ...EMPTY,
  during: [
    sum('310101', 'submitted', counts(3, 1, 2)),
    sum('310101', 'recorded', counts(2, 1, 1)),
    sum('310115', 'returned', counts(1, 0, 1)),
    sum('310101', 'due', counts(3, 1, 2)),
    sum('310101', 'on_time', counts(3, 1, 2)),
    sum('310115', 'due', counts(1, 0, 1)),
    sum('310101', 'submitted', counts(7, 7), true),
    sum('310101', 'recorded', counts(6, 6), true),
  ],
  upTo: [
    sum('310101', 'due', counts(6, 3, 3)),
    sum('310101', 'on_time', counts(4, 2, 2)),
    sum('310101', 'late', counts(1, 1)),
    sum('310115', 'due', counts(1, 0, 1)),
    sum('310101', 'recorded', counts(9, 9), true),
    sum('310101', 'superseded', counts(2, 2), true),
    sum('310101', 'due', counts(50, 50), true),
  ],
  months: [sum('2026-10', 'submitted', counts(3))],
  roster: [
    { regionCode: '310101', measure: 'listed', counts: counts(3, 1, 2) },
    { regionCode: '310101', measure: 'filed', counts: counts(3, 1, 2) },
    { regionCode: '310115', measure: 'listed', counts: counts(2, 0, 2) },
  ],
  overdue: [
    {
      changeId: 'x',
      enterpriseName: '示例企业甲',
      regionCode: '310115',
      kind: 'cdo',
      happenedOn: plainDate('2026-10-08'),
      dueOn: plainDate('2026-10-15'),
      isProvisional: false,
      workingDays: 12,
    },
  ],
  reasons: [
    { place: 'cdo.position', comments: 1, filings: 1 },
    { place: 'cdo.name', comments: 3, filings: 2 },
  ],
};

describe('a bulletin', () => {
  const content = buildBulletin(WORKED);

  it('counts the whole as worked by hand, voluntary records apart', () => {
    expect(content.total).toEqual({
      listed: 5,
      filed: 3,
      missing: 2,
      submitted: 3,
      recorded: 2,
      returned: 1,
      due: 4,
      onTime: 3,
      overdue: 2,
    });
    expect(content.voluntary).toEqual({ submitted: 7, recorded: 6, onRecord: 7 });
  });

  it('counts by class of licence and by region', () => {
    const a1 = content.byClass.find(({ key }) => key === 'a1');
    expect(a1).toMatchObject({ listed: 1, filed: 1, submitted: 1, due: 1, onTime: 1, overdue: 0 });
    expect(content.byClass.map(({ key }) => key)).toEqual(['a1', 'a2', 'b1', 'b2', 'domain']);
    expect(content.byRegion.map(({ key, missing, overdue }) => [key, missing, overdue])).toEqual([
      ['310101', 0, 1],
      ['310115', 2, 1],
    ]);
    const added = content.byRegion.reduce((all, { due }) => all + due, 0);
    expect(added).toBe(content.total.due);
  });

  it('says each share with its denominator', () => {
    expect(filedFinding(content).zh).toBe('期末应备案 5 家，已备案 3 家，备案率 60.0%（3/5）；未备案 2 家。');
    expect(onTimeFinding(content).zh).toBe('本期期限届满的变更 4 件，按时报送 3 件，按时率 75.0%（3/4）。');
    expect(overdueFinding(content).zh).toContain('期末逾期未报 2 件。逾期最久的是示例企业甲，12 个工作日。');
    expect(regionFinding(content).zh).toContain('浦东新区未备案最多：2 家');
    expect(classFinding(content).zh).toContain('未备案最多：2 家，备案率 50.0%（2/4）');
    expect(reasonFinding(content).zh).toContain('75.0%（3/4）');
    expect(openingOf(content).zh.startsWith('2026年10月情况：本期报送 3 件')).toBe(true);
    expect(openingOf(content).zh).toContain('本期报送 3 件，存档 2 件，退回补正 1 件次。');
  });

  it('names every reason that is the commonest', () => {
    const tied = WORKED.reasons.map((reason) => ({ ...reason, comments: 2 }));
    const found = reasonFinding(buildBulletin({ ...WORKED, reasons: tied })).zh;
    expect(found).toContain(`“${placeName('cdo.name').zh}”“${placeName('cdo.position').zh}”，各 2 条`);
  });

  it('puts the commonest reason first', () => {
    expect(content.reasons.map(({ place }) => place)).toEqual(['cdo.name', 'cdo.position']);
  });

  it('comes back from JSON as it was', () => {
    expect(BulletinContentSchema.parse(JSON.parse(JSON.stringify(content)))).toEqual(content);
  });

  it('has months only where the period has more than one', () => {
    expect(content.byMonth).toEqual([]);
    const quarter = { from: plainDate('2026-08-15'), until: plainDate('2026-10-31') };
    const longer = buildBulletin({ ...WORKED, period: quarter });
    expect(longer.byMonth.map(({ month, submitted }) => [month, submitted])).toEqual([
      ['2026-08', 0],
      ['2026-09', 0],
      ['2026-10', 3],
    ]);
    expect(monthFinding(longer).zh).toBe('2026-10 报送最多，3 件。');
  });
});

describe('a bulletin about nothing', () => {
  const content = buildBulletin(EMPTY);

  it('says 无 where there is nothing to divide by', () => {
    for (const finding of [filedFinding, onTimeFinding, openingOf, overdueFinding, reasonFinding]) {
      expect(finding(content).zh).toContain('无');
      expect(finding(content).zh).not.toMatch(/NaN|undefined|Infinity/);
    }
    expect(classFinding(content).zh).toContain('无');
    expect(regionFinding(content).zh).toContain('无');
    expect(voluntaryFinding(content).zh).toContain('不计入');
  });

  it('prints without drawings or lists', () => {
    const document = bulletinDocument(content, facts(true));
    const kinds = document.sections.flatMap(({ blocks }) => blocks.map(({ kind }) => kind));
    expect(kinds).not.toContain('drawing');
    expect(JSON.stringify(document)).not.toMatch(/NaN|undefined/);
  });
});

const facts = (isDraft: boolean) => ({
  digest: 'ab'.repeat(32),
  isDraft,
  asAt: '2026-11-22T02:00:00.000Z',
  publishedByName: isDraft ? null : '吴负责',
  address: 'http://127.0.0.1:3000/bulletins/x',
});

describe('a printed bulletin', () => {
  it('marks a draft and sample data, and says who published it', () => {
    const content = buildBulletin({ ...WORKED, remarks: '请各企业按期报送。\n\n联系本局。' });
    const draft = bulletinDocument(content, facts(true));
    expect(draft.marks).toEqual(['草稿', '示例数据']);
    expect(draft.coverFacts.at(-1)).toEqual({ label: '状态', value: '草稿，未发布' });
    const published = bulletinDocument(content, facts(false));
    expect(published.marks).toEqual(['示例数据']);
    expect(published.coverFacts.at(-1)?.value).toBe('2026-11-22，吴负责');
    expect(published.sections.map(({ heading }) => heading)).toEqual([
      '一、备案总体情况',
      '二、按许可类别',
      '三、按地区',
      '四、变更后重新备案的及时性',
      '五、退回补正的主要原因',
      '六、说明与要求',
      '七、口径',
    ]);
    const lines = published.sections[5]?.blocks.map((block) => ('text' in block ? block.text : ''));
    expect(lines).toEqual(['请各企业按期报送。', '联系本局。']);
  });

  it('says when the list of names is cut', () => {
    const content = buildBulletin(WORKED);
    expect(JSON.stringify(bulletinDocument(content, facts(false)))).toContain(
      '共 2 件，此处列出逾期最久的 1 件。',
    );
  });
});

describe('reasons for a return', () => {
  it('put rows of the form together and count filings once', () => {
    const reasons = returnReasons([
      { anchor: 'licences[@r1].number', filingId: 'f1', comments: 1 },
      { anchor: 'licences[@r2].number', filingId: 'f1', comments: 2 },
      { anchor: 'licences[@r9].number', filingId: 'f2', comments: 1 },
      { anchor: 'cdo.name', filingId: 'f2', comments: 1 },
    ]);
    expect(reasons).toEqual([
      { place: 'licences[].number', comments: 4, filings: 2 },
      { place: 'cdo.name', comments: 1, filings: 1 },
    ]);
    expect(placeName('licences[].number').zh).toMatch(/^.+ · .+$/);
    expect(placeName('cdo.name').zh).not.toContain('cdo');
  });

  it('keep an anchor that the form doesn’t know', () => {
    expect(returnReasons([{ anchor: 'gone.field', filingId: 'f', comments: 1 }])[0]?.place).toBe(
      'gone.field',
    );
    expect(placeName('gone.field').zh).toBe('gone.field');
  });
});

describe('limits that count', () => {
  it.each([
    ['2026-10-31', '2026-11-22', '2026-11-01'],
    ['2026-11-22', '2026-11-22', '2026-11-22'],
    ['2026-11-21', '2026-11-22', '2026-11-22'],
  ])('of a period until %s seen on %s ran out before %s', (until, today, before) => {
    const period = { from: plainDate('2026-01-01'), until: plainDate(until) };
    expect(dueBefore(period, plainDate(today))).toBe(before);
  });
});
