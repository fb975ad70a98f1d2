import type { Db } from '#db/client.ts';
import type { Sealer } from '#db/crypto/sealer.ts';
import type { ArchiveWriter } from '../adapters/archive/port.ts';
import type { DocumentWriter } from '../adapters/document/port.ts';
import type { PdfRenderer } from '../adapters/pdf/port.ts';
import type { SignatureInspector } from '../adapters/signature/port.ts';
import type { Scanner } from '../adapters/scanner/port.ts';
import type { Spreadsheet } from '../adapters/spreadsheet/port.ts';
import type { Storage } from '../adapters/storage/port.ts';
import type { PlanContent } from '../domain/target/plan.ts';

/** What a service may use of the world outside the domain. An intent takes the part it needs, by `Pick`. */
export interface Ports {
  readonly db: Db;
  readonly sealer: Sealer;
  readonly storage: Storage;
  readonly scanner: Scanner;
  readonly pdf: PdfRenderer;
  readonly documents: DocumentWriter;
  readonly signatures: SignatureInspector;
  readonly spreadsheets: Spreadsheet;
  readonly archives: ArchiveWriter;
  readonly passwords: Passwords;
  /** The library of plans: documents as data, in the order of the bulletin. */
  readonly policies: readonly PlanContent[];
  /** What the installation is called and where it stands; from the environment. */
  readonly site: Site;
}

/** Hashing of passwords (argon2id), and the list of those that everybody uses. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Also costs its time when `hash` is null, so that an absent account answers no faster. */
  verify(hash: string | null, password: string): Promise<boolean>;
  /** Whether it is one of the commonest passwords, written large or small. */
  isCommon(password: string): Promise<boolean>;
}

/** Facts about the installation that appear in pages, mails and documents. */
export interface Site {
  /** Address that people reach the product by, without a slash at the end. */
  readonly origin: string;
  readonly isDemo: boolean;
  /** False where the regulator doesn't work on this installation; receipts then say 平台提交不等于报送. */
  readonly regulatorOnBoard: boolean;
  readonly icpNumber: string;
  readonly policeNumber: string;
  /** Session life in minutes: without activity, and in all. */
  readonly idleMinutes: number;
  readonly absoluteMinutes: number;
  readonly mailConfigured: boolean;
}
