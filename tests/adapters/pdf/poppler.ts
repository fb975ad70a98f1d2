import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Whether poppler's tools are there. When they are not, says so in one line; with SHUHENG_REQUIRE_TOOLS=1 it answers yes
 * anyway, so that the tests fail instead of being skipped.
 */
export function hasPoppler(): boolean {
  if (spawnSync('pdftotext', ['-v']).error === undefined) return true;
  if (process.env['SHUHENG_REQUIRE_TOOLS'] === '1') return true;
  console.warn(
    'pdftotext is absent: tests that read printed PDFs are skipped; apt-get install poppler-utils',
  );
  return false;
}

/** Runs a poppler tool on a PDF and answers what it wrote; `-` stands for standard output. */
export function runPoppler(
  tool: 'pdftotext' | 'pdffonts' | 'pdftoppm',
  pdf: Buffer,
  options: string[],
): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'printed-'));
  try {
    const file = join(folder, 'document.pdf');
    writeFileSync(file, pdf);
    const output = tool === 'pdftotext' ? ['-'] : [];
    return execFileSync(tool, [...options, file, ...output], { maxBuffer: 64 << 20 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The PDF's text with all white space taken out, so that line wraps don't matter. */
export function readTightText(pdf: Buffer): string {
  return runPoppler('pdftotext', pdf, ['-enc', 'UTF-8']).toString('utf8').replace(/\s/g, '');
}
