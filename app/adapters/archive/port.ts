import type { Readable } from 'node:stream';

/** One file of an archive that is being written. */
export interface ArchiveEntry {
  /** Path inside the archive: segments parted by slashes, in NFC. */
  readonly name: string;
  readonly content: Buffer | Readable;
  /** Time that stands beside the file (ISO, UTC). */
  readonly at: string;
}

/** Writes archives (ZIP). Contents pass through and are never held in memory. */
export interface ArchiveWriter {
  /**
   * The archive as it grows; entries are asked for one after the other. Files are stored, not compressed, so that what
   * is in the archive can't be larger than the archive. Reading fails when an entry fails; destroying it ends the asking.
   */
  write(entries: AsyncIterable<ArchiveEntry>): Readable;
}

/** One file of an archive that is being read. */
export interface ArchiveFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** The content, piece by piece. @throws ArchiveError when it isn't what the archive's directory says */
  read(): AsyncIterable<Buffer>;
}

/** An archive whose directory was read and found sound. */
export interface OpenedArchive {
  readonly files: readonly ArchiveFile[];
  close(): void;
}
