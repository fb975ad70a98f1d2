import type { FilingIntent } from '#app/domain/filing/state.ts';
import { ATTACHMENT_SLOTS, type AttachmentSlot } from '#app/domain/filing/option.ts';
import { type Words, words } from '#app/domain/words.ts';

/** The largest file, in bytes (20 MB). */
export const MAX_FILE_BYTES = 20_000_000;
/** How many files one slot may hold at a time. */
export const MAX_FILES_PER_SLOT = 10;

/** Slots that hold files: those that people fill, and the form that the product prints. */
export const FILE_SLOTS = {
  ...ATTACHMENT_SLOTS,
  printed_form: words('备案表（待签字盖章）', 'Printed form'),
} as const satisfies Record<string, Words>;
export type FileSlot = keyof typeof FILE_SLOTS;

/** What must be allowed to change a slot: what belongs to the content is edited, what seals it is uploaded later. */
export function intentOfSlot(slot: AttachmentSlot): FilingIntent {
  return slot === 'appointment' || slot === 'organisation_chart' ? 'edit' : 'uploadScan';
}

/** A file as the rules see it. */
export interface FileFacts {
  readonly slot: FileSlot;
  readonly versionId: string | null;
  readonly voidedAt: string | null;
  readonly submittedAt: string | null;
}

/** Signed scan, printed form and paper receipt belong to one version; the others go on from version to version. */
function belongsToVersion(slot: FileSlot): boolean {
  return slot === 'signed_scan' || slot === 'printed_form';
}

/** Files that count in the work at hand; those of a version only if it is the frozen one. */
export function workingFiles<F extends FileFacts>(files: readonly F[], frozenVersionId: string | null): F[] {
  return files.filter(
    (file) => file.voidedAt === null && (!belongsToVersion(file.slot) || file.versionId === frozenVersionId),
  );
}

/** Files that were part of a submitted version, as they stood when it was submitted. */
export function filesOfVersion<F extends FileFacts>(
  files: readonly F[],
  version: { readonly id: string; readonly submittedAt: string | null },
): F[] {
  const { submittedAt } = version;
  return files.filter((file) => {
    if (belongsToVersion(file.slot)) return file.versionId === version.id;
    if (submittedAt === null || file.submittedAt === null || file.submittedAt > submittedAt) return false;
    return file.voidedAt === null || file.voidedAt > submittedAt;
  });
}

/** Slots of uploads that hold at least one file; what completeness asks. */
export function filledSlots(files: readonly FileFacts[]): ReadonlySet<AttachmentSlot> {
  return new Set(files.map(({ slot }) => slot).filter((slot) => slot !== 'printed_form'));
}

/** Characters that no file name keeps: path marks, controls, and marks that turn the direction of text. */
const UNSAFE = /[\p{Cc}\p{Cf}\\/:*?"<>|]/gu;

/** A file's name as it is kept and offered for download: without folders and control characters, at most 120 characters. */
export function cleanFileName(name: string): string {
  const last = name.split(/[\\/]/u).pop() ?? '';
  const clean = last.normalize('NFC').replace(UNSAFE, '').replace(/^\.+/u, '').trim();
  const characters = [...clean];
  if (characters.length === 0) return '未命名文件';
  if (characters.length <= 120) return clean;
  const dot = clean.lastIndexOf('.');
  const extension = dot > 0 && clean.length - dot <= 8 ? clean.slice(dot) : '';
  return `${characters.slice(0, 120 - [...extension].length).join('')}${extension}`;
}

/** The endings of each kind of file, the usual one first. */
const ENDINGS = {
  'application/pdf': ['.pdf'],
  'image/jpeg': ['.jpg', '.jpeg', '.jfif', '.jpe'],
  'image/png': ['.png'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What is wrong with a file's name that doesn't end as its content says, or null. Who downloads it opens it by its name. */
export function endingProblem(fileName: string, mediaType: keyof typeof ENDINGS): Words | null {
  const endings = ENDINGS[mediaType];
  const name = cleanFileName(fileName).toLowerCase();
  if (endings.some((ending) => name.endsWith(ending) && name.length > ending.length)) return null;
  const [usual] = endings;
  const kind = usual.slice(1).toUpperCase();
  return words(
    `文件名与内容不符：内容是 ${kind}，文件名应以 ${usual} 结尾。请核对文件，改名后重新上传。`,
    `Name and content disagree: the content is ${kind}, so the name should end in ${usual}. Check the file, rename it and upload it again.`,
  );
}
