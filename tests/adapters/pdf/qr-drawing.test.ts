import { create } from 'qrcode';
import { expect, it } from 'vitest';
import { drawQrCode } from '#app/adapters/pdf/qr-drawing.server.ts';

it('draws exactly the dark modules of the code', () => {
  const url = 'https://example.cn/verify/SH-CDO-2026-000123';
  const { modules } = create(url, { errorCorrectionLevel: 'M' });
  const drawn = new Set<string>();
  for (const [, column, row, length] of drawQrCode(url).matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let step = 0; step < Number(length); step += 1)
      drawn.add(`${Number(row) - 2},${Number(column) - 2 + step}`);
  }
  const dark = new Set<string>();
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) dark.add(`${row},${column}`);
    }
  }
  expect(drawn).toEqual(dark);
});
