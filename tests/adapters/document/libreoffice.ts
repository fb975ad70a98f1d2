import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Whether LibreOffice is there. When it isn't, says so in one line; with SHUHENG_REQUIRE_TOOLS=1 it answers yes anyway, so
 * that the tests fail instead of being skipped.
 */
export function hasLibreOffice(): boolean {
  if (spawnSync('soffice', ['--version']).error === undefined) return true;
  if (process.env['SHUHENG_REQUIRE_TOOLS'] === '1') return true;
  console.warn(
    'soffice is absent: tests that open DOCX and XLSX are skipped; apt-get install libreoffice-writer-nogui libreoffice-calc-nogui',
  );
  return false;
}

/** Opens a document by LibreOffice, without a display, and answers it as PDF. */
export function openAsPdf(bytes: Buffer, ending: 'docx' | 'xlsx'): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'opened-'));
  try {
    const file = join(folder, `document.${ending}`);
    writeFileSync(file, bytes);
    execFileSync(
      'soffice',
      [
        '--headless',
        `-env:UserInstallation=file://${folder}/profile`,
        '--convert-to',
        'pdf',
        '--outdir',
        folder,
        file,
      ],
      { stdio: 'ignore', timeout: 120_000 },
    );
    return readFileSync(join(folder, 'document.pdf'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
