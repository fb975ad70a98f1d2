import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import { zipWriter } from '#app/adapters/archive/zip-writer.ts';
import { createPasswords } from '#app/adapters/password/argon2.server.ts';
import { documentWriter } from '#app/adapters/document/docx-writer.server.ts';
import { createPdfRenderer } from '#app/adapters/pdf/render-document.server.ts';
import { createClamdScanner } from '#app/adapters/scanner/clamd-scanner.ts';
import { noneScanner } from '#app/adapters/scanner/none-scanner.ts';
import { createSignatureInspector } from '#app/adapters/signature/inspect-pdf.server.ts';
import { spreadsheet } from '#app/adapters/spreadsheet/spreadsheet.ts';
import { createDiskStorage } from '#app/adapters/storage/disk-storage.ts';
import type { Storage } from '#app/adapters/storage/port.ts';
import { createS3Storage } from '#app/adapters/storage/s3-storage.ts';
import type { Ports, Site } from '#app/services/ports.ts';
import type { PdfRenderer } from '#app/adapters/pdf/port.ts';
import { openToBackup } from '#db/backup/role.ts';
import { openServerDatabase, type Db, type OpenDatabase } from '#db/client.ts';
import { createSealer, type Sealer } from '#db/crypto/sealer.ts';
import { openEmbeddedDatabase } from '#db/embedded.ts';
import { grantAppRole, migrateToLatest } from '#db/migrator.ts';
import { readCalendar } from '#db/queries/calendar.read.ts';
import { listSettings } from '#db/queries/setting.read.ts';
import { statutoryRule } from '#seeds/calendar/index.ts';
import { policyFiles } from '#seeds/policies/index.ts';
import { ConfigError, type Config } from './config.ts';

/** The product's own folder, whatever the working directory: the one that holds package.json. */
export const productFolder = process.env.SHUHENG_HOME ?? process.cwd();

/** Opens the database that the configuration names. */
export async function openDatabase(config: Config): Promise<OpenDatabase> {
  return config.DATABASE_URL
    ? openServerDatabase(
        config.DATABASE_URL,
        config.DATABASE_POOL,
        config.DATABASE_PREPARE === 'on',
        // The command line's own work may take as long as it takes.
        config.mode === 'tool' ? undefined : config.DATABASE_TIMEOUT_SECONDS,
      )
    : openEmbeddedDatabase(join(config.dataFolder, 'database'));
}

/**
 * Brings the database to the newest version, as its owner where the configuration names one; the login of the running
 * process then becomes a member of the app's role.
 * @returns the names of the migrations that were run
 */
export async function migrate(config: Config, db: OpenDatabase): Promise<string[]> {
  // A migration may take as long as it takes, so it has a connection of its own.
  const ownerUrl = config.DATABASE_OWNER_URL ?? config.DATABASE_URL;
  const owner = ownerUrl ? await openServerDatabase(ownerUrl, 1) : null;
  try {
    const results = await migrateToLatest(owner ?? db);
    await openToBackup(owner ?? db);
    if (owner && config.DATABASE_OWNER_URL && config.DATABASE_URL) {
      await grantAppRole(owner, decodeURIComponent(new URL(config.DATABASE_URL).username));
    }
    return results.map((result) => result.migrationName);
  } finally {
    await owner?.close();
  }
}

/** Seals personal data with the installation's key. */
export function sealerOf(config: Config): Sealer {
  return createSealer({
    masterSecret: config.secret,
    keyId: config.SECRET_KEY_ID,
    previous: previousKeys(config.SECRET_KEY_PREVIOUS),
  });
}

function previousKeys(text: string | undefined): { keyId: string; masterSecret: string }[] {
  return (text ?? '')
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const [keyId, masterSecret] = part.split(/:(.*)/s);
      if (!keyId || !masterSecret)
        throw new ConfigError('SECRET_KEY_PREVIOUS: 形如 k0:旧密钥,k1:旧密钥 / as keyId:secret,…');
      return { keyId, masterSecret };
    });
}

/** Where files are kept, by the configuration. @throws ConfigError */
export function storageOf(config: Config): Storage {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_ACCESS_KEY: key, S3_SECRET_KEY: secret } = config;
  if (!endpoint)
    return createDiskStorage({
      root: join(config.dataFolder, 'files'),
      publicFolder: join(productFolder, 'build/client'),
    });
  if (!bucket || !key || !secret) {
    throw new ConfigError('S3_ENDPOINT 需要同时设置 S3_BUCKET、S3_ACCESS_KEY、S3_SECRET_KEY。');
  }
  return createS3Storage({
    endpoint,
    bucket,
    region: config.S3_REGION,
    accessKeyId: key,
    secretAccessKey: secret,
    spoolFolder: join(config.dataFolder, 'spool'),
    timeoutMs: config.S3_TIMEOUT_SECONDS * 1000,
  });
}

function scannerOf(config: Config) {
  const address = config.CLAMD_ADDRESS;
  if (!address) return noneScanner;
  return createClamdScanner({ address });
}

/** Facts about the installation that pages show. */
export function siteOf(config: Config): Site {
  return {
    origin: config.origin,
    isDemo: config.mode === 'demo' || config.mode === 'dev',
    regulatorOnBoard: config.REGULATOR_ON_BOARD,
    icpNumber: config.ICP_NUMBER,
    policeNumber: config.POLICE_NUMBER,
    idleMinutes: config.SESSION_IDLE_MINUTES,
    absoluteMinutes: config.SESSION_ABSOLUTE_MINUTES,
    mailConfigured: config.SMTP_URL !== undefined,
  };
}

/** Wires the adapters to the ports that services take. */
export async function assemblePorts(config: Config, db: OpenDatabase): Promise<Ports> {
  const pdf: PdfRenderer = await createPdfRenderer({
    fontsFolder: join(productFolder, 'app/adapters/pdf/fonts'),
  });
  const roots = config.SIGNATURE_ROOTS ? [readFileSync(config.SIGNATURE_ROOTS, 'utf8')] : [];
  return {
    db,
    sealer: sealerOf(config),
    storage: storageOf(config),
    scanner: scannerOf(config),
    pdf,
    documents: documentWriter,
    signatures: createSignatureInspector({ trustedRoots: roots }),
    spreadsheets: spreadsheet,
    archives: zipWriter,
    passwords: createPasswords(),
    policies: policyFiles(),
    site: siteOf(config),
  };
}

/** How long calendar and footer are kept in memory; an operator's change shows everywhere within it. */
const MEMORY_MS = 10_000;

/** Reads by `read`, at most every few seconds; a failure isn't kept. */
function remembering<T>(read: () => Promise<T>): () => Promise<T> {
  let kept: { at: number; value: Promise<T> } | undefined;
  return () => {
    if (!kept || Date.now() - kept.at > MEMORY_MS) {
      kept = { at: Date.now(), value: read() };
      kept.value.catch(() => {
        kept = undefined; // the next reader asks again
      });
    }
    return kept.value;
  };
}

/** Reads the working-day calendar, at most every few seconds. */
export function calendarReader(db: Db): () => Promise<Calendar> {
  return remembering(() => db.transaction({ kind: 'anonymous' }, (trx) => readCalendar(trx, statutoryRule)));
}

/** Numbers in the footer of every page. */
export interface FooterNumbers {
  readonly icpNumber: string;
  readonly policeNumber: string;
}

/** Reads the footer's numbers, at most every few seconds: the operator's setting, else the environment's. */
export function footerReader(db: Db, site: Site): () => Promise<FooterNumbers> {
  return remembering(async () => {
    const settings = await db.transaction({ kind: 'anonymous' }, (trx) => listSettings(trx));
    return {
      icpNumber: settings.icp_number ?? site.icpNumber,
      policeNumber: settings.police_number ?? site.policeNumber,
    };
  });
}
