import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { sweepReminders } from '#app/services/notice/sweep-reminders.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { seedCalendar } from '#seeds/calendar/index.ts';
import { insertOpenChange } from '#tests/support/change.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import {
  day,
  makeActor,
  makeOrganisation,
  momentAt,
  testPorts,
  type TestOrganisation,
} from '#tests/support/world.ts';

describe('sweeping reminders', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let enterprise: TestOrganisation;
  let owner: Actor;
  let official: Actor;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    enterprise = await makeOrganisation(ports, { kind: 'enterprise' });
    owner = await makeActor(ports, enterprise, 'owner');
    await makeActor(ports, enterprise, 'viewer');
    const bureau = await makeOrganisation(ports, { kind: 'regulator' });
    official = await makeActor(ports, bureau, 'reviewer');
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.root.deleteFrom('notice').execute();
    await db.root.deleteFrom('change_report').execute();
  });

  /** Ten o'clock in Shanghai on a day. */
  const at = (on: string) => momentAt(`${on}T02:00:00.000Z`);
  const sweep = (on: string) => sweepReminders(ports, at(on), seedCalendar);
  const rows = async () =>
    (
      await db.root
        .selectFrom('notice')
        .select(['rule', 'recipient_id', 'channel', 'not_before', 'occurrence'])
        .orderBy('id')
        .execute()
    ).filter((row) => row.channel === 'mail');

  it('tells the people in charge on each day of the rule, and the regulator when it is overdue', async () => {
    // A change of Friday 20 November: due on Friday 27 November.
    await insertOpenChange(db, enterprise, day('2026-11-20'));
    const seen: string[] = [];
    for (let n = 21; n <= 30; n += 1) {
      await sweep(`2026-11-${n}`);
      await sweep(`2026-11-${n}`);
    }
    for (let n = 1; n <= 14; n += 1) await sweep(`2026-12-${String(n).padStart(2, '0')}`);
    for (const row of await rows()) {
      const who =
        row.recipient_id === owner.accountId
          ? '企业'
          : row.recipient_id === official.accountId
            ? '监管'
            : '其他';
      seen.push(`${row.not_before.slice(0, 10)} ${row.rule} ${who}`);
    }
    expect(seen.sort()).toEqual([
      '2026-11-24 reminder.due-in-3 企业',
      '2026-11-26 reminder.due-in-1 企业',
      '2026-11-27 reminder.due-today 企业',
      '2026-11-30 reminder.overdue-first 企业',
      '2026-11-30 reminder.overdue-first 监管',
      '2026-12-07 reminder.overdue-weekly 企业',
      '2026-12-07 reminder.overdue-weekly 监管',
      '2026-12-14 reminder.overdue-weekly 企业',
      '2026-12-14 reminder.overdue-weekly 监管',
    ]);
  });

  it('adds nothing when two processes sweep at once', async () => {
    await insertOpenChange(db, enterprise, day('2026-11-20'));
    const added = await Promise.all([sweep('2026-11-27'), sweep('2026-11-27')]);
    expect(added.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(await rows()).toHaveLength(1);
  });

  it('catches up with the newest missed reminder alone', async () => {
    await insertOpenChange(db, enterprise, day('2026-11-20'));
    await sweep('2026-12-09');
    expect((await rows()).map((row) => row.rule)).toEqual([
      'reminder.overdue-weekly',
      'reminder.overdue-weekly',
    ]);
  });

  it('holds mail of the night back until working hours', async () => {
    await insertOpenChange(db, enterprise, day('2026-11-20'));
    await sweepReminders(ports, momentAt('2026-11-26T17:00:00.000Z'), seedCalendar);
    expect((await rows())[0]?.not_before).toBe('2026-11-27T01:00:00.000Z');
  });

  it('keeps quiet about what is submitted or closed, and keeps voluntary records from the regulator', async () => {
    await insertOpenChange(db, enterprise, day('2026-11-20'), { firstSubmittedOn: day('2026-11-25') });
    await insertOpenChange(db, enterprise, day('2026-11-20'), { closedAt: '2026-11-25T00:00:00.000Z' });
    expect(await sweep('2026-11-30')).toBe(0);
    await insertOpenChange(db, enterprise, day('2026-11-20'), { isVoluntary: true });
    await sweep('2026-11-30');
    expect((await rows()).map((row) => row.recipient_id)).toEqual([owner.accountId]);
  });

  it('reaches every change, page after page', async () => {
    for (let n = 0; n < 205; n += 1) await insertOpenChange(db, enterprise, day('2026-11-20'));
    await sweep('2026-11-27');
    expect(await rows()).toHaveLength(205);
  });
});
