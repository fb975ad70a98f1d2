import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { checkpointPublicKey, isCheckpointSigned } from '#db/crypto/checkpoint-key.ts';
import type { Sealer } from '#db/crypto/sealer.ts';
import { openArchive, readMember, walkArchive, type Member } from './archive.ts';
import { BackupFault } from './fault.ts';
import { gunzipped, readLines } from './line.ts';
import {
  FileLineSchema,
  FORMAT,
  HeadSchema,
  ManifestSchema,
  MEMBERS,
  signedText,
  type Content,
  type FileLine,
  type Head,
  type Manifest,
} from './manifest.ts';

/** A backup file whose manifest was signed with the installation's key. */
export interface OpenBackup {
  readonly file: FileHandle;
  readonly manifest: Manifest;
  /** As it was signed; the journal keeps its digest. */
  readonly manifestText: string;
  /** Everything but the stored files, by name. */
  readonly members: ReadonlyMap<string, Member>;
  close(): Promise<void>;
}

const differs = (what: string) =>
  new BackupFault(
    `${what} 与清单不符，备份已损坏`,
    `${what} isn’t what the manifest says: the backup is damaged`,
  );

/** A manifest larger than this is none: it grows with tables, not with rows. */
const MAX_TEXT = 64_000_000;

async function readText(file: FileHandle, members: ReadonlyMap<string, Member>, name: string) {
  const member = members.get(name);
  if (!member) throw new BackupFault(`备份中缺少 ${name}`, `the backup lacks ${name}`);
  if (member.size > MAX_TEXT) throw new BackupFault(`${name} 过大`, `${name} is too large`);
  return text(readMember(file, member));
}

function parsed(name: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new BackupFault(`${name} 已损坏`, `${name} is damaged`);
  }
}

function readHead(content: string): Head {
  const head = HeadSchema.safeParse(parsed(MEMBERS.head, content));
  if (!head.success) throw new BackupFault('不是数衡的备份文件', 'not a backup of Shuheng');
  if (head.data.version > FORMAT) {
    throw new BackupFault(
      `此备份由更新的版本（${head.data.product}）生成，请先升级`,
      `this backup was made by a newer release (${head.data.product}): upgrade first`,
    );
  }
  return head.data;
}

function checkSignature(sealer: Sealer, manifest: string, signature: string): void {
  if (isCheckpointSigned(sealer, signedText(manifest), signature)) return;
  const isOurs = signature.split('.')[1] === checkpointPublicKey(sealer);
  throw isOurs
    ? new BackupFault(
        '备份清单与签名不符，文件已被改动',
        'the manifest isn’t what was signed: the file was altered',
      )
    : new BackupFault(
        'SECRET_KEY 与生成备份时不同（或签名已损坏）：请设置原平台的密钥',
        'SECRET_KEY isn’t the one that the backup was made with (or the signature is damaged)',
      );
}

/** The names that a manifest stands for must be those that are there, each once. */
function checkNames(manifest: Manifest, members: ReadonlyMap<string, Member>): void {
  const { head, fileList, manifest: own, signature, table } = MEMBERS;
  const expected = new Set([
    head,
    fileList,
    own,
    signature,
    ...manifest.tables.map(({ name }) => table(name)),
  ]);
  for (const name of expected) {
    if (!members.has(name)) throw new BackupFault(`备份中缺少 ${name}`, `the backup lacks ${name}`);
  }
  for (const name of members.keys()) {
    if (!expected.has(name)) {
      throw new BackupFault(
        `备份中有不应出现的条目：${name}`,
        `the backup holds what doesn’t belong there: ${name}`,
      );
    }
  }
}

async function listMembers(file: FileHandle): Promise<Map<string, Member>> {
  const members = new Map<string, Member>();
  for await (const member of walkArchive(file)) {
    if (member.name.startsWith(MEMBERS.filePrefix)) continue;
    if (members.has(member.name)) {
      throw new BackupFault(`备份中重复出现 ${member.name}`, `the backup holds ${member.name} twice`);
    }
    members.set(member.name, member);
  }
  return members;
}

/**
 * Opens a backup and checks that it is one, whole, and signed with one of the installation's keys.
 * @throws BackupFault otherwise
 */
export async function openBackup(path: string, sealer: Sealer): Promise<OpenBackup> {
  const file = await openArchive(path);
  try {
    const members = await listMembers(file);
    const head = readHead(await readText(file, members, MEMBERS.head));
    const manifestText = await readText(file, members, MEMBERS.manifest);
    checkSignature(sealer, manifestText, await readText(file, members, MEMBERS.signature));
    const manifest = ManifestSchema.safeParse(parsed(MEMBERS.manifest, manifestText));
    if (!manifest.success) throw new BackupFault('备份清单无法识别', 'the manifest isn’t understood');
    const { format, version, product, at } = manifest.data;
    if (JSON.stringify(head) !== JSON.stringify({ format, version, product, at }))
      throw differs(MEMBERS.head);
    checkNames(manifest.data, members);
    return { file, manifest: manifest.data, manifestText, members, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** What a compressed text holds; reading stops once there is more than there may be. */
async function digestLines(compressed: Readable, name: string, most: number): Promise<Content> {
  const digest = createHash('sm3');
  let [rows, bytes] = [0, 0];
  try {
    for await (const chunk of gunzipped(compressed) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > most) break;
      digest.update(chunk);
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) rows += 1;
    }
  } catch {
    throw differs(name);
  }
  return { rows, bytes, sm3: digest.digest('hex') };
}

async function checkLines(backup: OpenBackup, name: string, expected: Content): Promise<void> {
  const member = backup.members.get(name);
  if (!member) throw differs(name);
  const found = await digestLines(readMember(backup.file, member), name, expected.bytes);
  if (found.bytes !== expected.bytes || found.rows !== expected.rows || found.sm3 !== expected.sm3) {
    throw differs(name);
  }
}

/**
 * The stored files of a backup with what its list says of them, in the same order.
 * @throws BackupFault when files and list don't go together
 */
export async function* listBackupFiles(backup: OpenBackup): AsyncGenerator<FileLine & { member: Member }> {
  const list = backup.members.get(MEMBERS.fileList);
  if (!list) throw differs(MEMBERS.fileList);
  const lines = readLines(readMember(backup.file, list));
  for await (const member of walkArchive(backup.file)) {
    if (!member.name.startsWith(MEMBERS.filePrefix)) continue;
    const next = await lines.next();
    const line = next.done ? null : FileLineSchema.parse(JSON.parse(next.value));
    if (!line || member.name !== `${MEMBERS.filePrefix}${line.key}` || member.size !== line.bytes)
      throw differs(member.name);
    yield { ...line, member };
  }
  if (!(await lines.next()).done) throw differs(MEMBERS.fileList);
}

/** Reads the whole backup and holds every part against its digest. @throws BackupFault naming the part that differs */
export async function checkContents(backup: OpenBackup): Promise<void> {
  for (const table of backup.manifest.tables) await checkLines(backup, MEMBERS.table(table.name), table);
  await checkLines(backup, MEMBERS.fileList, backup.manifest.files);
  for await (const { member, sm3 } of listBackupFiles(backup)) {
    const digest = createHash('sm3');
    for await (const chunk of readMember(backup.file, member) as AsyncIterable<Buffer>) digest.update(chunk);
    if (digest.digest('hex') !== sm3) throw differs(member.name);
  }
}
