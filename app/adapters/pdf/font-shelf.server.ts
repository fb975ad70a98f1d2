import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type FontCoverage, readFontCoverage } from './font-coverage.ts';

/** The faces in the order in which a character looks for a glyph. */
export type FaceName = 'NotoSansSC-Regular' | 'NotoSansSC-Bold' | 'HanaMinB';

export interface FontFace {
  readonly bytes: Buffer;
  readonly coverage: FontCoverage;
}

/** The faces of the printer. The everyday face is read at once; the face of rare characters (30 MB) when first needed. */
export interface FontShelf {
  readonly regular: FontFace;
  readonly bold: FontFace;
  rare(): FontFace;
}

const FILES: Record<FaceName, string> = {
  'NotoSansSC-Regular': 'noto-sans-sc-regular.ttf.br',
  'NotoSansSC-Bold': 'noto-sans-sc-bold.ttf.br',
  HanaMinB: 'hanamin-rare.ttf.br',
};

function openFace(compressed: Buffer): FontFace {
  const bytes = brotliDecompressSync(compressed);
  return { bytes, coverage: readFontCoverage(bytes) };
}

/** Reads the fonts of `app/adapters/pdf/fonts`. Rejects when a file is missing. */
export async function openFontShelf(fontsFolder: string): Promise<FontShelf> {
  const [regular, bold] = await Promise.all([
    readFile(join(fontsFolder, FILES['NotoSansSC-Regular'])),
    readFile(join(fontsFolder, FILES['NotoSansSC-Bold'])),
  ]);
  let rare: FontFace | undefined;
  return {
    regular: openFace(regular),
    bold: openFace(bold),
    rare() {
      rare ??= openFace(readFileSync(join(fontsFolder, FILES.HanaMinB)));
      return rare;
    },
  };
}
