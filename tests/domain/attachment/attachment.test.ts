import { describe, expect, it } from 'vitest';
import {
  cleanFileName,
  endingProblem,
  type FileFacts,
  filesOfVersion,
  workingFiles,
} from '#app/domain/attachment/attachment.ts';

const file = (id: string, facts: Partial<FileFacts>): FileFacts & { id: string } => ({
  id,
  slot: 'appointment',
  versionId: null,
  voidedAt: null,
  submittedAt: null,
  ...facts,
});
const T1 = '2026-11-01T00:00:00.000Z';
const T2 = '2026-11-10T00:00:00.000Z';
const T3 = '2026-11-20T00:00:00.000Z';

describe('files of a filing', () => {
  const files = [
    file('old', { submittedAt: T1, voidedAt: T2 }),
    file('kept', { slot: 'organisation_chart', submittedAt: T1 }),
    file('new', { submittedAt: T3 }),
    file('scan-1', { slot: 'signed_scan', versionId: 'v1', submittedAt: T1 }),
    file('scan-2', { slot: 'signed_scan', versionId: 'v2', submittedAt: T3 }),
    file('dropped', { voidedAt: T2 }),
  ];
  const ids = (found: { id: string }[]) => found.map(({ id }) => id);

  it('keeps for each version what was part of it when it was submitted', () => {
    expect(ids(filesOfVersion(files, { id: 'v1', submittedAt: T1 }))).toEqual(['old', 'kept', 'scan-1']);
    expect(ids(filesOfVersion(files, { id: 'v2', submittedAt: T3 }))).toEqual(['kept', 'new', 'scan-2']);
  });

  it('counts in the work at hand what is neither void nor of another version', () => {
    expect(ids(workingFiles(files, null))).toEqual(['kept', 'new']);
    expect(ids(workingFiles(files, 'v2'))).toEqual(['kept', 'new', 'scan-2']);
  });
});

describe('the ending of a file’s name', () => {
  it.each([
    ['任职文件.pdf', 'application/pdf'],
    ['C:\\资料\\任职文件.PDF', 'application/pdf'],
    ['扫描.jpg', 'image/jpeg'],
    ['IMG_0001.JPEG', 'image/jpeg'],
    ['下载.jfif', 'image/jpeg'],
    ['截图.Png', 'image/png'],
  ] as const)('%j is that of %s', (name, type) => {
    expect(endingProblem(name, type)).toBeNull();
  });

  it.each([
    ['任职文件.pdf.exe', 'application/pdf', '.pdf'],
    ['任职文件.png', 'application/pdf', '.pdf'],
    ['.pdf', 'application/pdf', '.pdf'],
    ['扫描.png', 'image/jpeg', '.jpg'],
    ['扫描.jpg', 'image/png', '.png'],
    ['扫描', 'image/png', '.png'],
    ['png', 'image/png', '.png'],
  ] as const)('%j is not that of %s', (name, type, ending) => {
    const problem = endingProblem(name, type);
    for (const said of [problem?.zh, problem?.en]) expect(said).toContain(`${ending}`);
  });
});

describe('cleanFileName', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\资料\\任职文件.pdf', '任职文件.pdf'],
    ['a\u202efdp.exe', 'afdp.exe'],
    ['.htaccess', 'htaccess'],
    ['', '未命名文件'],
    ['///', '未命名文件'],
  ])('%j becomes %j', (given, expected) => {
    expect(cleanFileName(given)).toBe(expected);
  });

  it('keeps the extension of a long name', () => {
    const name = cleanFileName(`${'长'.repeat(300)}.pdf`);
    expect([...name]).toHaveLength(120);
    expect(name.endsWith('.pdf')).toBe(true);
  });
});
