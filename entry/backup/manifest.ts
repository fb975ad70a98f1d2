import { z } from 'zod';

/** The first and the last files of every backup. */
export const MEMBERS = {
  head: 'shuheng-backup.json',
  fileList: 'file-list.ndjson.gz',
  manifest: 'manifest.json',
  signature: 'manifest.sig',
  table: (name: string) => `rows/${name}.ndjson.gz`,
  filePrefix: 'files/',
} as const;

/** Raised when an older product could no longer read what is written. */
export const FORMAT = 1;

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();
const instant = z.iso.datetime();

/** What stands first, so that a foreign or newer file is told at once. */
export const HeadSchema = z.object({
  format: z.literal('shuheng-backup'),
  version: z.number().int().positive(),
  product: z.string(),
  at: instant,
});

export type Head = z.infer<typeof HeadSchema>;

const ContentSchema = z.object({
  /** Uncompressed. */
  bytes: count,
  /** SM3 of the uncompressed lines. */
  sm3: hex,
  rows: count,
});

/** What a backup holds, with the digest of each part; signed with the installation's key. */
export const ManifestSchema = HeadSchema.extend({
  migrations: z.array(z.string()).min(1),
  tables: z.array(
    ContentSchema.extend({ name: z.string().regex(/^[a-z0-9_]+$/), columns: z.array(z.string()) }),
  ),
  sequences: z.array(z.object({ name: z.string(), last: count })),
  /** The list of files: key, bytes and SM3 a line. */
  files: ContentSchema,
  /** Files that rows name and the storage doesn't have. */
  missing: z.array(z.string()),
  /** The same of rows that went while the backup was made. */
  gone: z.array(z.string()),
  /** Files whose bytes differ from the SHA-256 that their row knows. */
  altered: z.array(z.string()),
});

export type Manifest = z.infer<typeof ManifestSchema>;
export type Content = z.infer<typeof ContentSchema>;

/** A line of the list of files. */
export const FileLineSchema = z.object({ key: z.string(), bytes: count, sm3: hex });
export type FileLine = z.infer<typeof FileLineSchema>;

/** What the signature covers: never the same text as another signature of the installation. */
export const signedText = (manifest: string) => `shuheng-backup\n${manifest}`;

/** What a backup holds, in numbers. */
export function summaryOf(manifest: Manifest) {
  const rows = manifest.tables.reduce((all, table) => all + table.rows, 0);
  return { at: manifest.at, tables: manifest.tables.length, rows, files: manifest.files.rows };
}
