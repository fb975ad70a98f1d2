import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { applyCalendarYear } from '#app/services/calendar/apply-calendar-year.server.ts';
import { previewCalendarYear } from '#app/services/calendar/preview-calendar-year.server.ts';
import { recheckDeadlines } from '#app/services/calendar/recheck-deadlines.server.ts';
import { sweepReminders } from '#app/services/notice/sweep-reminders.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { seedCalendar, statutoryRule } from '#seeds/calendar/index.ts';
import { insertOpenChange } from '#tests/support/change.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import {
  day,
  makeActor,
  makeOrganisation,
  momentAt,
  testPorts,
  TEST_MOMENT,
  type TestOrganisation,
} from '#tests/support/world.ts';

/** An invented notice of 2027 (示例): 元旦 has three days and Sunday 3 January is worked. */
const year2027 = (more: object = {}) =>
  JSON.stringify({
    year: 2027,
    title: '示例：2027年部分节假日安排',
    notice: { number: '示例〔2026〕1号', issuedOn: '2026-11-25' },
    source: '示例',
    confidence: 'U',
    rest: [
      { from: '2026-12-31', to: '2027-01-02', name: '元旦' },
      { from: '2027-02-05', to: '2027-02-12', name: '春节' },
      { from: '2027-04-03', to: '2027-04-05', name: '清明节' },
      { from: '2027-05-01', to: '2027-05-05', name: '劳动节' },
      { from: '2027-06-09', to: '2027-06-09', name: '端午节' },
      { from: '2027-09-15', to: '2027-09-15', name: '中秋节' },
      { from: '2027-10-01', to: '2027-10-07', name: '国庆节' },
    ],
    work: [{ on: '2027-01-03', name: '元旦' }],
    ...more,
  });

describe('loading a year of the calendar', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let enterprise: TestOrganisation;
  let operator: Actor;
  let owner: Actor;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    enterprise = await makeOrganisation(ports, { kind: 'enterprise' });
    owner = await makeActor(ports, enterprise, 'owner');
    await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'reviewer');
    operator = await makeActor(ports, { id: PLATFORM_ORGANISATION_ID, name: '数衡平台' }, 'operator');
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.root.deleteFrom('notice').execute();
    await db.root.deleteFrom('change_report').execute();
    await db.root.deleteFrom('calendar_year').where('year', '=', 2027).execute();
  });

  const apply = (text = year2027(), versionSeen: string | null = null) =>
    applyCalendarYear(ports, operator, TEST_MOMENT, { text, versionSeen }, statutoryRule);
  const dues = async () =>
    Object.fromEntries(
      (
        await db.root
          .selectFrom('change_report')
          .select(['happened_on', 'due_on', 'due_provisional'])
          .execute()
      ).map((row) => [row.happened_on, `${row.due_on}${row.due_provisional ? ' 暂定' : ''}`]),
    );
  const events = (organisationId: string) =>
    db.root
      .selectFrom('journal')
      .select(['type', 'payload', 'actor_name', 'is_shared'])
      .where('organisation_id', '=', organisationId)
      .orderBy('seq')
      .execute();
  /** 12-28 + 5 crosses New Year; 12-21 + 5 ends on 12-28; 12-24 + 5 ends on 12-31, which the notice takes away. */
  const threeChanges = async () => {
    const crossing = await insertOpenChange(db, enterprise, day('2026-12-28'));
    await insertOpenChange(db, enterprise, day('2026-12-21'));
    await insertOpenChange(db, enterprise, day('2026-12-24'));
    return crossing;
  };

  it('previews counts and dates, no enterprise, and writes nothing', async () => {
    await threeChanges();
    const answer = await previewCalendarYear(ports, year2027(), statutoryRule);
    expect(answer).toMatchObject({
      ok: true,
      preview: {
        isReplacement: false,
        openDeadlines: 3,
        settled: 1,
        moves: [{ from: '2026-12-31', to: '2027-01-03', count: 1 }],
      },
    });
    expect(JSON.stringify(answer)).not.toContain(enterprise.name);
    expect(
      await db.root.selectFrom('calendar_year').select('year').where('year', '=', 2027).execute(),
    ).toEqual([]);
    expect(await dues()).toMatchObject({ '2026-12-28': '2027-01-05 暂定' });
  });

  it('moves exactly the deadlines that change, provisional or not, and tells both sides', async () => {
    await threeChanges();
    const before = (await events(enterprise.id)).length;
    expect(await apply()).toMatchObject({ ok: true, value: { year: 2027, moved: 1, settled: 1 } });
    expect(await dues()).toEqual({
      '2026-12-21': '2026-12-28',
      '2026-12-24': '2027-01-03',
      '2026-12-28': '2027-01-05',
    });
    const told = (await events(enterprise.id)).slice(before);
    expect(told.map((event) => event.type).sort()).toEqual([
      'change.deadline-moved',
      'change.deadline-settled',
    ]);
    expect(told.every((event) => event.is_shared && event.actor_name === operator.name)).toBe(true);
    const notices = await db.root.selectFrom('notice').select(['rule', 'channel']).execute();
    expect(notices.filter((notice) => notice.channel === 'mail')).toHaveLength(2);
    expect(new Set(notices.map((notice) => notice.rule))).toEqual(new Set(['change.deadline-moved']));
    const platform = await events(PLATFORM_ORGANISATION_ID);
    expect(platform.at(-1)).toMatchObject({ type: 'calendar.loaded' });
  });

  it('moves the open filing with its change, and leaves a recorded one', async () => {
    const { id } = await threeChanges();
    const filing = (suffix: string, status: 'draft' | 'superseded') =>
      db.root
        .insertInto('filing')
        .values({
          organisation_id: enterprise.id,
          id: id.slice(0, -1) + suffix,
          programme_id: 'sh-cdo',
          region_code: '310115',
          kind: 'change',
          status,
          enterprise_name: enterprise.name,
          uscc: 'x',
          change_report_id: id,
          due_on: day('2027-01-05'),
          due_provisional: true,
          created_by_name: 'x',
          created_at: TEST_MOMENT.now,
          updated_at: TEST_MOMENT.now,
          base_filing_id: null,
          serial_no: null,
          verification_code: null,
          first_submitted_on: null,
          first_submitted_at: null,
          submitted_at: null,
          returned_at: null,
          recorded_at: null,
          recorded_by_name: null,
          withdrawn_at: null,
          superseded_at: null,
          paper_submitted_on: null,
          paper_confirmed_on: null,
          assignee_id: null,
          assignee_name: null,
          assigned_at: null,
        })
        .execute();
    await db.root.deleteFrom('filing').execute();
    await filing('0', 'draft');
    await filing('1', 'superseded');
    await apply();
    const rows = await db.root
      .selectFrom('filing')
      .select(['status', 'due_provisional', 'due_sort'])
      .execute();
    expect(rows).toContainEqual({ status: 'draft', due_provisional: false, due_sort: '2027-01-05' });
    expect(rows).toContainEqual({ status: 'superseded', due_provisional: true, due_sort: '9999-12-31' });
    await db.root.deleteFrom('filing').execute();
  });

  it('leaves closed changes as they were, and does nothing the second time', async () => {
    await insertOpenChange(db, enterprise, day('2026-12-24'), { closedAt: TEST_MOMENT.now });
    await threeChanges();
    await apply();
    expect(await apply()).toMatchObject({ ok: true, value: { moved: 0, settled: 0 } });
    const closed = await db.root
      .selectFrom('change_report')
      .select('due_on')
      .where('closed_at', 'is not', null)
      .executeTakeFirstOrThrow();
    expect(closed.due_on).toBe('2026-12-31');
  });

  it('refuses a faulty file by line, a stale preview, and whoever is not the operator, and writes nothing', async () => {
    await threeChanges();
    expect(await apply(year2027({ work: [{ on: '2027-01-04', name: '元旦' }] }))).toMatchObject({
      ok: false,
      refusal: { code: 'invalid' },
    });
    expect(await apply(year2027(), 'cn-old')).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
    const input = { text: year2027(), versionSeen: null };
    expect(await applyCalendarYear(ports, owner, TEST_MOMENT, input, statutoryRule)).toMatchObject({
      ok: false,
      refusal: { code: 'forbidden' },
    });
    expect(await dues()).toMatchObject({ '2026-12-24': '2026-12-31' });
    expect(await apply(year2027(), seedCalendar.version)).toMatchObject({ ok: true });
  });

  it('mends, on recheck, what was counted by the old calendar meanwhile', async () => {
    await apply();
    await threeChanges();
    expect(await recheckDeadlines(ports, TEST_MOMENT, statutoryRule)).toEqual({ moved: 1, settled: 1 });
    expect(await recheckDeadlines(ports, TEST_MOMENT, statutoryRule)).toEqual({ moved: 0, settled: 0 });
  });

  it('reminds by the moved day', async () => {
    await insertOpenChange(db, enterprise, day('2026-12-24'));
    await apply();
    await db.root.deleteFrom('notice').execute();
    const calendar = { ...seedCalendar };
    await sweepReminders(ports, momentAt('2026-12-31T02:00:00.000Z'), calendar);
    const rules = await db.root.selectFrom('notice').select('rule').execute();
    expect(rules.map((row) => row.rule)).not.toContain('reminder.due-today');
  });
});
