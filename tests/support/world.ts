import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipWriter } from '#app/adapters/archive/zip-writer.ts';
import { createPasswords } from '#app/adapters/password/argon2.server.ts';
import { documentWriter } from '#app/adapters/document/docx-writer.server.ts';
import type { PdfRenderer } from '#app/adapters/pdf/port.ts';
import { noneScanner } from '#app/adapters/scanner/none-scanner.ts';
import { spreadsheet } from '#app/adapters/spreadsheet/spreadsheet.ts';
import { createDiskStorage } from '#app/adapters/storage/disk-storage.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { Scope } from '#app/domain/account/scope.ts';
import { plainDate, plainDateInShanghai } from '#app/domain/calendar/plain-date.ts';
import { maskEmail } from '#app/domain/organisation/masking.ts';
import type { Role } from '#app/domain/organisation/organisation.ts';
import type { Ports, Site } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { createSealer } from '#db/crypto/sealer.ts';
import { newId } from '#db/identifier.ts';
import {
  insertInstalledAccount,
  insertInstalledMembership,
  insertInstalledOrganisation,
} from '#db/queries/install.write.ts';
import { policyFiles } from '#seeds/policies/index.ts';

/** The moment at which tests happen unless they say otherwise: Monday 2026-11-23, 10:00 in Shanghai. */
export const TEST_MOMENT: Moment = momentAt('2026-11-23T02:00:00.000Z');

/** A moment from an instant. */
export function momentAt(now: string): Moment {
  return { now, today: plainDateInShanghai(now) };
}

const INSTALL = { kind: 'job', name: 'install' } as const;

export const TEST_SITE: Site = {
  origin: 'http://127.0.0.1:3000',
  isDemo: false,
  regulatorOnBoard: false,
  icpNumber: '',
  policeNumber: '',
  idleMinutes: 120,
  absoluteMinutes: 720,
  mailConfigured: false,
};

/** A printer for tests that aren't about print: small bytes that depend on what was printed. */
const plainPrinter: PdfRenderer = {
  renderForm: (form) => Promise.resolve(Buffer.from(`%PDF-1.4\n${JSON.stringify(form)}\n%%EOF\n`)),
  renderLetter: (letter) => Promise.resolve(Buffer.from(`%PDF-1.4\n${JSON.stringify(letter)}\n%%EOF\n`)),
  renderReport: (report) => Promise.resolve(Buffer.from(`%PDF-1.4\n${JSON.stringify(report)}\n%%EOF\n`)),
  drawPicture: (scene) => Buffer.from(`\u0089PNG\n${JSON.stringify(scene)}`),
  unprintableCharacters: (texts) =>
    [...texts.join('')].filter((character) => /\p{Extended_Pictographic}/u.test(character)),
};

/** Ports over a test database: real storage in a temporary folder, real sealing, no scanner, a plain printer. */
export function testPorts(db: OpenDatabase, replaced: Partial<Ports> = {}): Ports {
  return {
    db,
    sealer: createSealer({ masterSecret: 'test-secret-0123456789-abcdefghijklmnop', keyId: 'k1' }),
    storage: createDiskStorage({ root: mkdtempSync(join(tmpdir(), 'shuheng-test-')) }),
    scanner: noneScanner,
    pdf: plainPrinter,
    documents: documentWriter,
    signatures: { inspect: () => Promise.resolve({ signatures: [] }) } as unknown as Ports['signatures'],
    spreadsheets: spreadsheet,
    archives: zipWriter,
    passwords: createPasswords(),
    policies: policyFiles(),
    site: TEST_SITE,
    ...replaced,
  };
}

/** An organisation made for a test. */
export interface TestOrganisation {
  readonly id: string;
  readonly name: string;
}

let counter = 0;

/** Makes an organisation as the installer would. Enterprises belong to the Shanghai programme. */
export async function makeOrganisation(
  ports: Ports,
  options: {
    kind: 'enterprise' | 'regulator' | 'consultancy';
    name?: string;
    uscc?: string;
    regionCode?: string;
    licenceKind?: 'telecom' | 'domain' | 'industrial';
    verification?: 'pending' | 'verified';
  },
): Promise<TestOrganisation> {
  counter += 1;
  const id = newId(TEST_MOMENT.now);
  const name = options.name ?? `示例单位${counter}`;
  await ports.db.transaction(INSTALL, (trx) =>
    insertInstalledOrganisation(trx, {
      id,
      kind: options.kind,
      name,
      uscc: options.uscc ?? (options.kind === 'regulator' ? null : `T${String(counter).padStart(17, '0')}`),
      licence_kind: options.kind === 'enterprise' ? (options.licenceKind ?? 'telecom') : null,
      programme_id: options.kind === 'enterprise' ? 'sh-cdo' : null,
      region_code: options.regionCode ?? (options.kind === 'regulator' ? '310000' : '310115'),
      verification: options.verification ?? 'verified',
      created_at: TEST_MOMENT.now,
    }),
  );
  return { id, name };
}

/** Makes an account with one membership and answers the actor that it is. */
export async function makeActor(
  ports: Ports,
  organisation: TestOrganisation,
  role: Role,
  options: { name?: string; email?: string; regionCode?: string; programmeId?: string } = {},
): Promise<Actor> {
  counter += 1;
  const accountId = newId(TEST_MOMENT.now);
  const email = options.email ?? `person${counter}@test.example`;
  const name = options.name ?? `示例人员${counter}`;
  const isRegulator = role === 'reviewer' || role === 'supervisor';
  const programmeId = options.programmeId ?? 'sh-cdo';
  const regionCode = options.regionCode ?? '310000';
  await ports.db.transaction(INSTALL, async (trx) => {
    await insertInstalledAccount(trx, {
      id: accountId,
      name,
      emailIndex: ports.sealer.blindIndex('account.email', email),
      emailCipher: ports.sealer.seal('account.email', email, accountId),
      emailMask: maskEmail(email),
      passwordHash: 'x',
      totpSecretCipher: null,
      isDemo: false,
      now: TEST_MOMENT.now,
    });
    await insertInstalledMembership(trx, {
      id: newId(TEST_MOMENT.now),
      organisationId: organisation.id,
      accountId,
      role,
      programmeId: isRegulator ? programmeId : null,
      regionCode: isRegulator ? regionCode : null,
      accountName: name,
      emailMask: maskEmail(email),
      now: TEST_MOMENT.now,
    });
  });
  const base = { accountId, organisationId: organisation.id };
  const scope: Scope = isRegulator
    ? { kind: 'regulator', ...base, role, programmeId, regionCode }
    : role === 'operator'
      ? { kind: 'operator', ...base }
      : { kind: 'member', ...base, role };
  const side = isRegulator
    ? 'regulator'
    : role === 'operator'
      ? 'operator'
      : role === 'consultant'
        ? 'consultant'
        : 'enterprise';
  return { scope, accountId, name, side };
}

/** A day, for tables in tests. */
export const day = plainDate;
