import { crc32, deflateSync } from 'node:zlib';
import type { Point } from '../../domain/assessment/radar-drawing.ts';

/** Red, green, blue from 0 to 255, and how much it covers from 0 to 1. */
export interface Ink {
  readonly rgb: readonly [number, number, number];
  readonly cover: number;
}

/** Digits of 3 by 5 dots, row by row. */
const DIGITS: readonly string[] = [
  '111101101101111',
  '010110010010111',
  '111001111100111',
  '111001111001111',
  '101101111001001',
  '111100111001111',
  '111100111101111',
  '111001010010010',
  '111101111101111',
  '111101111001111',
];

/** A white square of pixels that lines, areas and digits are drawn onto; comes out as PNG. */
export class Raster {
  readonly #side: number;
  readonly #pixels: Uint8Array;

  constructor(side: number) {
    this.#side = side;
    this.#pixels = new Uint8Array(side * side * 3).fill(255);
  }

  #blend(x: number, y: number, { rgb, cover }: Ink, part: number): void {
    if (x < 0 || y < 0 || x >= this.#side || y >= this.#side || part <= 0) return;
    const at = (y * this.#side + x) * 3;
    const weight = cover * Math.min(1, part);
    for (const channel of [0, 1, 2] as const) {
      const under = this.#pixels[at + channel] ?? 255;
      this.#pixels[at + channel] = Math.round(under + (rgb[channel] - under) * weight);
    }
  }

  /** A straight line; `dash` is lengths of ink and of gap in pixels. Edges are smoothed. */
  line(from: Point, to: Point, width: number, ink: Ink, dash?: readonly [number, number]): void {
    const half = width / 2;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = Math.hypot(dx, dy);
    if (length === 0) return;
    const top = Math.floor(Math.min(from.y, to.y) - half - 1);
    const bottom = Math.ceil(Math.max(from.y, to.y) + half + 1);
    const left = Math.floor(Math.min(from.x, to.x) - half - 1);
    const right = Math.ceil(Math.max(from.x, to.x) + half + 1);
    for (let y = top; y <= bottom; y += 1) {
      for (let x = left; x <= right; x += 1) {
        const along = ((x - from.x) * dx + (y - from.y) * dy) / length;
        const off = Math.abs((x - from.x) * dy - (y - from.y) * dx) / length;
        if (along < -0.5 || along > length + 0.5) continue;
        if (dash && along % (dash[0] + dash[1]) > dash[0]) continue;
        this.#blend(x, y, ink, half + 0.5 - off);
      }
    }
  }

  /** The inside of a closed shape, by the even-odd rule, row by row. */
  area(points: readonly Point[], ink: Ink): void {
    for (let y = 0; y < this.#side; y += 1) {
      const crossings: number[] = [];
      points.forEach((point, index) => {
        const next = points[(index + 1) % points.length] ?? point;
        if (point.y <= y === next.y <= y) return;
        crossings.push(point.x + ((y - point.y) / (next.y - point.y)) * (next.x - point.x));
      });
      crossings.sort((a, b) => a - b);
      for (let index = 0; index + 1 < crossings.length; index += 2) {
        for (let x = Math.ceil(crossings[index] ?? 0); x < (crossings[index + 1] ?? 0); x += 1) {
          this.#blend(x, y, ink, 1);
        }
      }
    }
  }

  disc(centre: Point, radius: number, ink: Ink): void {
    for (let y = Math.floor(centre.y - radius - 1); y <= centre.y + radius + 1; y += 1) {
      for (let x = Math.floor(centre.x - radius - 1); x <= centre.x + radius + 1; x += 1) {
        this.#blend(x, y, ink, radius + 0.5 - Math.hypot(x - centre.x, y - centre.y));
      }
    }
  }

  /** A number centred at a point; a dot is `size` pixels. */
  number(value: number, centre: Point, size: number, ink: Ink): void {
    const digits = String(value);
    const left = centre.x - ((digits.length * 4 - 1) * size) / 2;
    const top = centre.y - (5 * size) / 2;
    [...digits].forEach((digit, place) => {
      [...(DIGITS[Number(digit)] ?? '')].forEach((dot, index) => {
        if (dot === '0') return;
        const x = Math.round(left + (place * 4 + (index % 3)) * size);
        const y = Math.round(top + Math.floor(index / 3) * size);
        for (let row = 0; row < size; row += 1) {
          for (let column = 0; column < size; column += 1) this.#blend(x + column, y + row, ink, 1);
        }
      });
    });
  }

  /** PNG, eight bits a channel, no transparency. The same drawing gives the same bytes. */
  toPng(): Buffer {
    const stride = this.#side * 3;
    const rows = Buffer.alloc((stride + 1) * this.#side);
    for (let y = 0; y < this.#side; y += 1) {
      rows.set(this.#pixels.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
    }
    const head = Buffer.alloc(13);
    head.writeUInt32BE(this.#side, 0);
    head.writeUInt32BE(this.#side, 4);
    head.set([8, 2, 0, 0, 0], 8);
    return Buffer.concat([
      Buffer.from('89504e470d0a1a0a', 'hex'),
      chunk('IHDR', head),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  }
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, sum]);
}
