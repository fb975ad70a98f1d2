import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sniffAttachment } from '#app/adapters/storage/sniff-attachment.ts';

const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55', 'hex'),
  Buffer.from([0, 0, 0, 10]),
  Buffer.from('IDAT'),
  deflateSync(Buffer.from([0, 0])),
]);

describe('sniffAttachment', () => {
  it.each([
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'application/pdf'],
    ['a JPEG', Buffer.from('ffd8ffe000104a464946000101', 'hex'), 'image/jpeg'],
    ['a PNG', png, 'image/png'],
  ])('knows %s', async (_name, bytes, type) => {
    expect(await sniffAttachment(bytes)).toBe(type);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('任命文件')],
    ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a PDF after other bytes', Buffer.from('\n%PDF-1.7\n')],
    ['a PDF in name only', Buffer.from('%PDF1.7')],
    ['an old PostScript file', Buffer.from('%!PS-Adobe-3.0')],
    ['a ZIP', Buffer.from('504b0304140000000800', 'hex')],
    ['a GIF', Buffer.from('GIF89a')],
    ['a program', Buffer.from('MZ\u0090\0', 'latin1')],
  ])('refuses %s', async (_name, bytes) => {
    expect(await sniffAttachment(bytes)).toBeUndefined();
  });
});
