/** Why an archive isn't read. */
export type ArchiveFault =
  | 'not_an_archive'
  | 'damaged'
  | 'too_many'
  | 'duplicate'
  | 'unsafe_name'
  | 'not_a_file'
  | 'encrypted'
  | 'compressed'
  | 'too_large';

/** What is wrong with an archive, and at which of its files. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly fault: ArchiveFault;
  /** The file in question; empty for the archive as a whole. */
  readonly file: string;
  constructor(fault: ArchiveFault, file = '', options?: ErrorOptions) {
    super(file === '' ? fault : `${fault}: ${file}`, options);
    this.fault = fault;
    this.file = file;
  }
}
