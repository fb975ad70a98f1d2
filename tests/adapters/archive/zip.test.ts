import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { ArchiveEntry } from '#app/adapters/archive/port.ts';
import { openZip } from '#app/adapters/archive/zip-reader.ts';
import { zipWriter } from '#app/adapters/archive/zip-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'shuheng-zip-'));
afterAll(() => rmSync(folder, { recursive: true }));
const AT = '2026-11-23T02:00:00.000Z';
const REGULAR = 0o100644;

let counter = 0;
function file(bytes: Buffer): string {
  counter += 1;
  const path = join(folder, `${counter}.zip`);
  writeFileSync(path, bytes);
  return path;
}

interface Raw {
  readonly name: string;
  readonly content?: Buffer;
  readonly method?: number;
  /** What the directory says of the unpacked size. */
  readonly size?: number;
  readonly flags?: number;
  readonly mode?: number;
  readonly localName?: string;
  /** Where the directory says that the entry begins. */
  readonly offset?: number;
}

/** A ZIP file by hand, so that it may lie. */
function rawZip(entries: readonly Raw[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const { content = Buffer.from('x'), method = 0, flags = 0x0800, mode = REGULAR } = entry;
    const packed = method === 8 ? deflateRawSync(content) : content;
    const name = Buffer.from(entry.name);
    const localName = Buffer.from(entry.localName ?? entry.name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(crc32(content), 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(entry.size ?? content.length, 22);
    local.writeUInt16LE(localName.length, 26);
    locals.push(local, localName, packed);
    const line = Buffer.alloc(46);
    line.writeUInt32LE(0x02014b50, 0);
    line.writeUInt16LE(0x0314, 4);
    line.writeUInt16LE(20, 6);
    line.writeUInt16LE(flags, 8);
    line.writeUInt16LE(method, 10);
    line.writeUInt32LE(crc32(content), 16);
    line.writeUInt32LE(packed.length, 20);
    line.writeUInt32LE(entry.size ?? content.length, 24);
    line.writeUInt16LE(name.length, 28);
    line.writeUInt32LE((mode << 16) >>> 0, 38);
    line.writeUInt32LE(entry.offset ?? at, 42);
    directory.push(line, name);
    at += local.length + localName.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, listed, end]);
}

async function readAll(path: string): Promise<Map<string, Buffer>> {
  const archive = await openZip(path);
  try {
    const found = new Map<string, Buffer>();
    for (const one of archive.files) {
      const pieces: Buffer[] = [];
      for await (const piece of one.read()) pieces.push(piece);
      found.set(one.name, Buffer.concat(pieces));
    }
    return found;
  } finally {
    archive.close();
  }
}

async function* each(entries: readonly ArchiveEntry[]) {
  for (const entry of entries) yield await Promise.resolve(entry);
}

describe('writing and reading archives', () => {
  it('gives back what was put in, streams and rare Han names included', async () => {
    const large = Buffer.alloc(3_000_000, '数衡');
    const written = zipWriter.write(
      each([
        { name: 'a/空.txt', content: Buffer.alloc(0), at: AT },
        { name: 'a/𠮷㐂.pdf', content: Readable.from([large.subarray(0, 9), large.subarray(9)]), at: AT },
        { name: 'b.json', content: Buffer.from('{}'), at: AT },
      ]),
    );
    const found = await readAll(file(await buffer(written)));
    expect([...found.keys()]).toEqual(['a/空.txt', 'a/𠮷㐂.pdf', 'b.json']);
    expect(found.get('a/𠮷㐂.pdf')?.equals(large)).toBe(true);
    expect(found.get('a/空.txt')).toHaveLength(0);
  });

  it('fails where an entry fails, and asks for no more', async () => {
    let asked = 0;
    async function* entries(): AsyncGenerator<ArchiveEntry> {
      asked += 1;
      const content = new Readable({
        read() {
          this.destroy(new Error('the store is away'));
        },
      });
      yield await Promise.resolve({ name: 'a', content, at: AT });
      asked += 1;
      yield { name: 'b', content: Buffer.from('b'), at: AT };
    }
    await expect(buffer(zipWriter.write(entries()))).rejects.toThrow('the store is away');
    expect(asked).toBe(1);
  });

  it('lets go of its sources when the reader goes', async () => {
    let ended = false;
    const source = new Readable({ read() {} });
    async function* entries(): AsyncGenerator<ArchiveEntry> {
      try {
        yield await Promise.resolve({ name: 'a', content: source, at: AT });
      } finally {
        ended = true;
      }
    }
    const written = zipWriter.write(entries());
    written.on('error', () => undefined);
    written.resume();
    for (let n = 0; n < 5; n += 1) await turn();
    written.destroy();
    for (let n = 0; n < 50 && !ended; n += 1) await turn();
    expect({ ended, destroyed: source.destroyed }).toEqual({ ended: true, destroyed: true });
  });

  it.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'not_an_archive'],
    ['a PDF', Buffer.from('%PDF-1.4\n%%EOF\n'), 'not_an_archive'],
    ['noise', Buffer.alloc(100_000, 7), 'not_an_archive'],
    ['a cut archive', rawZip([{ name: 'a', content: Buffer.alloc(500) }]).subarray(0, 400), 'not_an_archive'],
    ['a bomb', rawZip([{ name: 'a', method: 8, content: Buffer.alloc(5_000_000) }]), 'compressed'],
    ['a bomb that calls itself stored', rawZip([{ name: 'a', size: 4_000_000_000 }]), 'damaged'],
    [
      'entries over each other',
      rawZip([
        { name: 'a', content: Buffer.alloc(5_000) },
        ...Array.from({ length: 50 }, (_, n) => ({ name: `b${n}`, content: Buffer.alloc(5_000), offset: 0 })),
      ]).subarray(-20_000),
      'damaged',
    ],
    ['a path out of the folder', rawZip([{ name: '../a' }]), 'unsafe_name'],
    ['a path in the middle', rawZip([{ name: 'a/../../b' }]), 'unsafe_name'],
    ['an absolute path', rawZip([{ name: '/etc/passwd' }]), 'unsafe_name'],
    ['a drive', rawZip([{ name: 'C:/a' }]), 'unsafe_name'],
    ['a backslash', rawZip([{ name: 'a\\b' }]), 'unsafe_name'],
    ['a mark that turns text round', rawZip([{ name: 'a\u202Efdp.exe' }]), 'unsafe_name'],
    ['a null character', rawZip([{ name: 'a\0.pdf' }]), 'unsafe_name'],
    ['one name twice', rawZip([{ name: 'a' }, { name: 'a' }]), 'duplicate'],
    ['names that differ by case alone', rawZip([{ name: 'A' }, { name: 'a' }]), 'duplicate'],
    ['a composed and a decomposed name', rawZip([{ name: 'é' }, { name: 'e\u0301' }]), 'duplicate'],
    ['a link', rawZip([{ name: 'a', mode: 0o120777 }]), 'not_a_file'],
    ['a folder', rawZip([{ name: 'a/', content: Buffer.alloc(0), mode: 0o040755 }]), 'not_a_file'],
    [
      'an encrypted entry',
      rawZip([{ name: 'a', flags: 0x0801, size: 1, content: Buffer.alloc(13) }]),
      'encrypted',
    ],
    ['too many', rawZip(Array.from({ length: 10_001 }, (_, n) => ({ name: `${n}` }))), 'too_many'],
  ])('refuses %s', async (_title, bytes, fault) => {
    await expect(openZip(file(bytes))).rejects.toMatchObject({ name: 'ArchiveError', fault });
  });

  it.each<[string, Buffer]>([
    ['a name that the entry itself doesn’t bear', rawZip([{ name: 'a', localName: 'b' }])],
    ['an entry that isn’t where it is said to be', rawZip([{ name: 'a', offset: 7 }])],
  ])('finds %s when it is read', async (_title, bytes) => {
    await expect(readAll(file(bytes))).rejects.toMatchObject({ name: 'ArchiveError', fault: 'damaged' });
  });

  it('refuses entries that together are larger than the archive', async () => {
    const content = Buffer.alloc(1_000);
    const entries = Array.from({ length: 30 }, (_, n) => ({ name: `f${n}`, content, offset: 0 }));
    // All of them point to the first; the others' bytes are cut out.
    const whole = rawZip(entries);
    const first = 30 + 2 + content.length;
    const start = whole.readUInt32LE(whole.length - 6);
    const cut = Buffer.concat([whole.subarray(0, first), whole.subarray(start)]);
    cut.writeUInt32LE(first, cut.length - 6);
    await expect(openZip(file(cut))).rejects.toMatchObject({ fault: 'too_large' });
  });

  it('tells a file that isn’t there from one that is no archive', async () => {
    await expect(openZip(join(folder, 'absent.zip'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
