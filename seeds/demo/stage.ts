import { Readable } from 'node:stream';
import type { Actor, Moment } from '../../app/domain/account/actor.ts';
import type { MemberRole } from '../../app/domain/account/scope.ts';
import type { Calendar } from '../../app/domain/calendar/calendar.ts';
import { addDays, type PlainDate } from '../../app/domain/calendar/plain-date.ts';
import { isWorkingDay } from '../../app/domain/calendar/working-day.ts';
import type { Result } from '../../app/domain/refusal/refusal.ts';
import type { Ports } from '../../app/services/ports.ts';
import { CDO_PROGRAMME_ID } from '../programme/index.ts';
import { demoAccounts, demoOrganisations } from './cast.ts';

/** Ids of the demonstration's organisations and accounts, by key. */
export interface DemoIds {
  readonly organisations: ReadonlyMap<string, string>;
  readonly accounts: ReadonlyMap<string, string>;
}

/** The stage on which the story is told. */
export interface Stage {
  readonly ports: Ports;
  readonly calendar: Calendar;
  readonly now: Moment;
  readonly ids: DemoIds;
}

/** The value, or an error that shows the refusal: the story must not stumble. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`the demonstration was refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

/** The id behind a key of the cast. */
export function idOf(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (!id) throw new Error(`nobody is called ${key} in the demonstration`);
  return id;
}

/** Somebody of the cast, as a member of an enterprise. */
export function member(stage: Stage, organisation: string, account: string, role: MemberRole): Actor {
  const accountId = idOf(stage.ids.accounts, account);
  return {
    scope: { kind: 'member', accountId, organisationId: idOf(stage.ids.organisations, organisation), role },
    accountId,
    name: demoAccounts.find(({ key }) => key === account)?.name ?? account,
    side: 'enterprise',
  };
}

/** Somebody of the cast, as an officer of an authority in which he has a seat. */
export function officerAt(stage: Stage, house: string, account: string): Actor {
  const organisation = demoOrganisations.find(({ key }) => key === house);
  const person = demoAccounts.find(({ key }) => key === account);
  const seat = person?.memberships.find((one) => one.organisation === house);
  if (!organisation || !person || (seat?.role !== 'reviewer' && seat?.role !== 'supervisor')) {
    throw new Error(`${account} is no officer of ${house}`);
  }
  const accountId = idOf(stage.ids.accounts, account);
  return {
    scope: {
      kind: 'regulator',
      accountId,
      organisationId: idOf(stage.ids.organisations, house),
      role: seat.role,
      programmeId: organisation.programme ?? CDO_PROGRAMME_ID,
      regionCode: organisation.regionCode,
    },
    accountId,
    name: person.name,
    side: 'regulator',
  };
}

/** The reviewer or supervisor of the CDO filing's authority. */
export function officerOf(stage: Stage, role: 'reviewer' | 'supervisor'): Actor {
  return officerAt(stage, 'regulator', role);
}

/** The last working day on or before so many days ago, at an hour of Shanghai's morning. */
export function ago(stage: Stage, days: number, hourUtc = 2): Moment {
  let today: PlainDate = addDays(stage.now.today, -days);
  while (!isWorkingDay(today, stage.calendar)) today = addDays(today, -1);
  const now = `${today}T${String(hourUtc).padStart(2, '0')}:15:00.000Z`;
  return { now: now < stage.now.now ? now : stage.now.now, today };
}

/** A page that says it is a sample, as a PDF. */
export async function sampleFile(stage: Stage, title: string, moment: Moment): Promise<Readable> {
  const bytes = await stage.ports.pdf.renderLetter({
    title,
    asAt: moment.now,
    isSample: true,
    subtitleLines: ['示例数据，仅供演示'],
    paragraphs: ['本文件由演示环境生成，不代表任何真实单位或人员。'],
    facts: [],
    closingLines: [],
    notes: [],
  });
  return Readable.from([bytes]);
}
