import { crc32, deflateSync } from 'node:zlib';
import type { Place } from '../../domain/drawing/scene.ts';

/** Rows that each pixel's height is sampled in; across, cover is exact. */
const SAMPLES = 4;

/** A closed shape with every corner of it in order. */
export type Shape = readonly Place[];

function colourOf(hex: string): readonly [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Where the shapes' edges cross a height, from left to right, with the way each goes. */
function crossingsAt(shapes: readonly Shape[], y: number): { x: number; turn: number }[] {
  const found: { x: number; turn: number }[] = [];
  for (const shape of shapes) {
    shape.forEach((a, index) => {
      const b = shape[(index + 1) % shape.length] ?? a;
      if (a.y <= y === b.y <= y) return;
      found.push({ x: a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x), turn: a.y < b.y ? 1 : -1 });
    });
  }
  return found.sort((a, b) => a.x - b.x);
}

/** A white sheet of pixels that shapes are filled on; comes out as PNG. The same shapes give the same bytes. */
export class PixelCanvas {
  readonly #width: number;
  readonly #height: number;
  readonly #pixels: Uint8Array;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#pixels = new Uint8Array(width * height * 3).fill(255);
  }

  /** Fills what the shapes go around, by the non-zero rule; `opacity` is 0 to 1. Edges are smoothed. */
  fill(shapes: readonly Shape[], hex: string, opacity: number): void {
    const heights = shapes.flatMap((shape) => shape.map(({ y }) => y));
    if (heights.length === 0) return;
    const lowest = heights.reduce((least, y) => Math.min(least, y), Infinity);
    const highest = heights.reduce((most, y) => Math.max(most, y), -Infinity);
    const top = Math.max(0, Math.floor(lowest));
    const bottom = Math.min(this.#height - 1, Math.ceil(highest));
    const rgb = colourOf(hex);
    const cover = new Float32Array(this.#width);
    for (let y = top; y <= bottom; y += 1) {
      cover.fill(0);
      for (let sample = 0; sample < SAMPLES; sample += 1) {
        this.#cover(cover, crossingsAt(shapes, y + (sample + 0.5) / SAMPLES));
      }
      this.#blend(y, cover, rgb, opacity / SAMPLES);
    }
  }

  #cover(cover: Float32Array, crossings: readonly { x: number; turn: number }[]): void {
    let winding = 0;
    crossings.forEach(({ x, turn }, index) => {
      winding += turn;
      const next = crossings[index + 1];
      if (winding === 0 || !next) return;
      const [from, to] = [Math.max(0, x), Math.min(this.#width, next.x)];
      for (let column = Math.floor(from); column < to; column += 1) {
        cover[column] = (cover[column] ?? 0) + Math.min(to, column + 1) - Math.max(from, column);
      }
    });
  }

  #blend(y: number, cover: Float32Array, rgb: readonly [number, number, number], weight: number): void {
    for (let x = 0; x < this.#width; x += 1) {
      const part = Math.min(1, (cover[x] ?? 0) * weight);
      if (part === 0) continue;
      const at = (y * this.#width + x) * 3;
      for (const channel of [0, 1, 2] as const) {
        const under = this.#pixels[at + channel] ?? 255;
        this.#pixels[at + channel] = Math.round(under + (rgb[channel] - under) * part);
      }
    }
  }

  /** PNG, eight bits a channel, no transparency. */
  toPng(): Buffer {
    const stride = this.#width * 3;
    const rows = Buffer.alloc((stride + 1) * this.#height);
    for (let y = 0; y < this.#height; y += 1) {
      rows.set(this.#pixels.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
    }
    const head = Buffer.alloc(13);
    head.writeUInt32BE(this.#width, 0);
    head.writeUInt32BE(this.#height, 4);
    head.set([8, 2, 0, 0, 0], 8);
    const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
    return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]);
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
