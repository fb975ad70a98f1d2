/** What is wrong with a backup file, or in the way of making or restoring one; said in both tongues. */
export class BackupFault extends Error {
  override readonly name = 'BackupFault';
  constructor(zh: string, en: string) {
    super(`${zh} / ${en}`);
  }
}
