import { create } from 'qrcode';

/**
 * A QR code as SVG: one filled path, one user unit per module, a quiet zone of two (the page around it is white).
 * Error correction M: a stamp or a fold over a seventh of it still reads.
 */
export function drawQrCode(text: string): string {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const quiet = 2;
  const side = modules.size + quiet * 2;
  const bars: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    let column = 0;
    while (column < modules.size) {
      let length = 0;
      while (column + length < modules.size && modules.get(row, column + length)) length += 1;
      if (length > 0) bars.push(`M${column + quiet} ${row + quiet}h${length}v1h-${length}z`);
      column += length + 1;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="${side}" height="${side}"><path fill="#000000" d="${bars.join('')}"/></svg>`;
}
