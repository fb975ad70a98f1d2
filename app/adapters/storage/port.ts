import type { Readable } from 'node:stream';

/** What people may attach, told by the content and never by the file's name. */
export type AttachmentType = 'application/pdf' | 'image/jpeg' | 'image/png';

export interface PutOptions {
  /** The largest content, in bytes, that is kept. */
  readonly maxBytes: number;
  /** If given, content of any other type is refused; if absent, the type is not looked at. */
  readonly accept?: readonly AttachmentType[];
}

export type PutResult =
  | {
      readonly ok: true;
      /** Bytes. */
      readonly size: number;
      /** 64 lower-case hex digits. */
      readonly sha256: string;
      /** Undefined unless `accept` was given. */
      readonly mediaType: AttachmentType | undefined;
    }
  | { readonly ok: false; readonly refusal: 'too_large' | 'empty' | 'type_not_allowed' };

/** Bytes from `start` to `end`, both counted from 0 and included, and within the content. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Keeps files by key. Contents pass through and are never held in memory. */
export interface Storage {
  /**
   * Keeps the content under the key, whole or not at all, replacing what was there; it is durable when this resolves.
   * A refused content leaves no trace; its rest is read and dropped, so that the sender can be answered.
   * `key` is 1 to 200 characters: segments of a-z, 0-9 and hyphens, parted by slashes; anything else throws.
   */
  put(key: string, content: Readable, options: PutOptions): Promise<PutResult>;
  /** The content, or undefined if there is none. The caller reads it to its end or destroys it. */
  get(key: string, range?: ByteRange): Promise<Readable | undefined>;
  /** Removes the content; nothing happens if there is none. */
  remove(key: string): Promise<void>;
  /** Removes what uploads cut off by a crash left behind before that instant (ISO, UTC); answers how many. */
  removeAbandoned(before: string): Promise<number>;
}
