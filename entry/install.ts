import { systemActor, type Moment } from '#app/domain/account/actor.ts';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import { maskEmail } from '#app/domain/organisation/masking.ts';
import { normaliseEmail } from '#app/domain/organisation/email.ts';
import type { Ports } from '#app/services/ports.ts';
import { newId } from '#db/identifier.ts';
import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { insertCalendarYear } from '#db/queries/calendar.write.ts';
import {
  hasDemoOrganisations,
  insertInstalledAccount,
  insertInstalledMembership,
  insertInstalledOrganisation,
  insertProgramme,
  isInstalled,
} from '#db/queries/install.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { seedCalendarYears } from '#seeds/calendar/index.ts';
import { DEMO_PASSWORD, demoAccounts, type DemoOrganisation, demoOrganisations } from '#seeds/demo/cast.ts';
import { CDO_PROGRAMME_ID, programmes } from '#seeds/programme/index.ts';
import { playDemo } from '#seeds/demo/play.ts';
import type { DemoIds } from '#seeds/demo/stage.ts';
import { ConfigError } from './config.ts';

const INSTALL = { kind: 'job', name: 'install' } as const;
const installer = systemActor(INSTALL);

/**
 * What every installation holds from the start: the platform, its programmes, the published calendars. Once, but for
 * programmes that a later release brings.
 * @returns whether it was installed now
 */
export async function installPlatform(ports: Ports, moment: Moment): Promise<boolean> {
  return ports.db.transaction(INSTALL, async (trx) => {
    const wasInstalled = await isInstalled(trx);
    for (const programme of programmes) await insertProgramme(trx, programme);
    if (wasInstalled) return false;
    await insertInstalledOrganisation(trx, {
      id: PLATFORM_ORGANISATION_ID,
      kind: 'operator',
      name: '数衡平台',
      region_code: '100000',
      verification: 'verified',
      colour: '#444e58',
      created_at: moment.now,
    });
    for (const year of seedCalendarYears)
      await insertCalendarYear(trx, year, { name: installer.name, now: moment.now });
    await appendJournal(trx, installer, moment, {
      organisationId: PLATFORM_ORGANISATION_ID,
      type: 'platform.installed',
      payload: {
        programmes: programmes.map((programme) => programme.id),
        calendar: seedCalendarYears.map((year) => year.year),
      },
      shared: false,
    });
    return true;
  });
}

/** A database that holds the demonstration is not for real work. @throws ConfigError */
export async function refuseDemoAccounts(ports: Ports): Promise<void> {
  if (await ports.db.transaction(INSTALL, (trx) => hasDemoOrganisations(trx))) {
    throw new ConfigError(
      '此数据库含有演示账号，不能用于生产。请换用空数据库。/ This database holds demonstration accounts; use an empty one.',
    );
  }
}

/** A database that was installed for real work gets no accounts with a known password. @throws ConfigError */
export async function refuseRealData(ports: Ports): Promise<void> {
  if (await ports.db.transaction(INSTALL, (trx) => hasDemoOrganisations(trx))) return;
  throw new ConfigError(
    '此数据库不是演示库，不能装入演示账号。正式环境请用 node scripts/serve.mjs 启动；试用请换用空数据库。' +
      ' / This database isn’t a demonstration; start it with scripts/serve.mjs, or use an empty one to try things out.',
  );
}

const programmeOf = (organisation: DemoOrganisation) => organisation.programme ?? CDO_PROGRAMME_ID;

async function insertCast(ports: Ports, moment: Moment): Promise<DemoIds> {
  const passwordHash = await ports.passwords.hash(DEMO_PASSWORD);
  const organisations = new Map<string, string>([['platform', PLATFORM_ORGANISATION_ID]]);
  const accounts = new Map<string, string>();
  await ports.db.transaction(INSTALL, async (trx) => {
    for (const organisation of demoOrganisations) {
      const id = newId(moment.now);
      organisations.set(organisation.key, id);
      await insertInstalledOrganisation(trx, {
        id,
        kind: organisation.kind,
        name: organisation.name,
        uscc: organisation.uscc,
        licence_kind: organisation.licenceKind,
        programme_id: organisation.kind === 'enterprise' ? programmeOf(organisation) : null,
        region_code: organisation.regionCode,
        industry_code: organisation.industryCode,
        licence_numbers: organisation.licenceNumbers,
        verification: organisation.isVerified ? 'verified' : 'pending',
        verified_at: organisation.isVerified ? moment.now : null,
        colour: organisation.colour,
        is_demo: true,
        created_at: moment.now,
      });
      await appendJournal(trx, installer, moment, {
        organisationId: id,
        type: 'organisation.installed',
        payload: { kind: organisation.kind, sample: true },
        subjectId: id,
        shared: true,
      });
    }
    for (const person of demoAccounts) {
      const id = newId(moment.now);
      accounts.set(person.key, id);
      const email = normaliseEmail(person.email);
      await insertInstalledAccount(trx, {
        id,
        name: person.name,
        emailIndex: ports.sealer.blindIndex('account.email', email),
        emailCipher: ports.sealer.seal('account.email', email, id),
        emailMask: maskEmail(email),
        passwordHash,
        totpSecretCipher: person.totpSecret ? ports.sealer.seal('account.totp', person.totpSecret, id) : null,
        isDemo: true,
        now: moment.now,
      });
      for (const membership of person.memberships) {
        const house = demoOrganisations.find(({ key }) => key === membership.organisation);
        const authority = house?.kind === 'regulator' ? house : null;
        await insertInstalledMembership(trx, {
          id: newId(moment.now),
          organisationId: organisations.get(membership.organisation) ?? '',
          accountId: id,
          role: membership.role,
          programmeId: authority ? programmeOf(authority) : null,
          regionCode: authority?.regionCode ?? null,
          accountName: person.name,
          emailMask: maskEmail(email),
          now: moment.now,
        });
      }
    }
  });
  return { organisations, accounts };
}

/** The demonstration: its cast, then its story told through the services. Once. */
export async function installDemo(ports: Ports, calendar: Calendar, moment: Moment): Promise<void> {
  if (await ports.db.transaction(INSTALL, (trx) => hasDemoOrganisations(trx))) return;
  const ids = await insertCast(ports, moment);
  await playDemo(ports, calendar, moment, ids);
}
