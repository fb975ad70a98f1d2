import { access } from 'node:fs/promises';
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

/** The faces of the printer, each read when first needed: 11 MB each, that of rare characters 30 MB. */
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

/** A face that is read once, when it is first asked for. */
function faceIn(fontsFolder: string, name: FaceName): () => FontFace {
  let face: FontFace | undefined;
  return () => {
    if (!face) {
      const bytes = brotliDecompressSync(readFileSync(join(fontsFolder, FILES[name])));
      face = { bytes, coverage: readFontCoverage(bytes) };
    }
    return face;
  };
}

/** The fonts of `app/adapters/pdf/fonts`. Rejects when a file is missing. */
export async function openFontShelf(fontsFolder: string): Promise<FontShelf> {
  await Promise.all(Object.values(FILES).map((file) => access(join(fontsFolder, file))));
  const regular = faceIn(fontsFolder, 'NotoSansSC-Regular');
  const bold = faceIn(fontsFolder, 'NotoSansSC-Bold');
  return {
    get regular() {
      return regular();
    },
    get bold() {
      return bold();
    },
    rare: faceIn(fontsFolder, 'HanaMinB'),
  };
}
