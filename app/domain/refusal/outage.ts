import { words, type Words } from '../words.ts';

/** Why the storage of files can't serve: no room, it says no, or nobody answers. */
export type StorageTrouble = 'full' | 'refused' | 'unreachable';

/** Thrown by a storage that can't serve for now; the same act may succeed later. */
export class StorageAway extends Error {
  override readonly name = 'StorageAway';

  constructor(
    readonly trouble: StorageTrouble,
    cause: unknown,
  ) {
    super(`the storage of files is ${trouble}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** What is the matter with the storage, if that is what an error tells; by name, for each bundle has a class of its own. */
export function storageTrouble(error: unknown): StorageTrouble | null {
  return error instanceof Error && error.name === 'StorageAway' && 'trouble' in error
    ? (error.trouble as StorageTrouble)
    : null;
}

/** What a person reads while the database is away. */
export const DATABASE_AWAY = words(
  '数据库暂时无法连接，系统恢复后会自动继续服务。请稍候重试；已填写的内容请勿关闭页面。',
  'The database can’t be reached at the moment; service resumes by itself. Try again shortly, and keep this page open with what you typed.',
);

/** What a person reads while the storage of files is away. */
export const STORAGE_AWAY: Readonly<Record<StorageTrouble, Words>> = {
  full: words(
    '文件存储空间已满，文件未保存。请稍后重试，或联系平台管理员。',
    'The storage of files is full; the file was not kept. Try again later, or tell the operator.',
  ),
  refused: words(
    '文件存储拒绝了读写，文件未保存。请稍后重试，或联系平台管理员。',
    'The storage of files refused; the file was not kept. Try again later, or tell the operator.',
  ),
  unreachable: words(
    '文件存储暂时无法连接，文件未保存。请稍后重试。',
    'The storage of files can’t be reached; the file was not kept. Try again later.',
  ),
};
