import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PdfRenderer } from '#app/adapters/pdf/port.ts';
import { createPdfRenderer } from '#app/adapters/pdf/render-document.server.ts';
import { box, rule, type Scene, type SceneMark } from '#app/domain/drawing/scene.ts';

let pdf: PdfRenderer;
beforeAll(async () => {
  pdf = await createPdfRenderer({ fontsFolder: 'app/adapters/pdf/fonts' });
});

/** A PNG without filters, as the drawer writes it: pixel by column and row. */
function readPng(png: Buffer) {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const dataSize = png.readUInt32BE(33);
  const rows = inflateSync(png.subarray(41, 41 + dataSize));
  const at = (x: number, y: number) =>
    [...rows.subarray(y * (width * 3 + 1) + 1 + x * 3, y * (width * 3 + 1) + 4 + x * 3)].map((part) =>
      part.toString(16).padStart(2, '0'),
    );
  const pixel = (x: number, y: number) => `#${at(x, y).join('')}`;
  const inkIn = (left: number, top: number, right: number, bottom: number) => {
    let count = 0;
    for (let y = top; y < bottom; y += 1)
      for (let x = left; x < right; x += 1) if (pixel(x, y) !== '#ffffff') count += 1;
    return count;
  };
  return { width, height, pixel, inkIn };
}

const draw = (...marks: SceneMark[]) => readPng(pdf.drawPicture({ width: 60, height: 40, marks }));
const text = (content: string, more: Partial<Extract<SceneMark, { kind: 'text' }>> = {}): SceneMark => ({
  kind: 'text',
  at: { x: 30, y: 30 },
  text: content,
  size: 16,
  colour: '#102030',
  anchor: 'start',
  ...more,
});

describe('a picture', () => {
  it('has two pixels a unit and is white where nothing is drawn', () => {
    const picture = draw(box(10, 10, 20, 10, '#0f5f7d'));
    expect([picture.width, picture.height]).toEqual([120, 80]);
    expect(picture.pixel(2, 2)).toBe('#ffffff');
    expect(picture.pixel(21, 21)).toBe('#0f5f7d');
    expect(picture.pixel(58, 38)).toBe('#0f5f7d');
    expect(picture.pixel(61, 21)).toBe('#ffffff');
  });

  it('lets what lies under a thin colour show', () => {
    expect(draw(box(0, 0, 20, 20, '#000000', 0.5)).pixel(5, 5)).toMatch(/^#(7f|80){3}$/);
  });

  it('leaves gaps in a dashed line and none in a whole one', () => {
    const line = (dash?: readonly [number, number]) =>
      draw(rule({ x: 0, y: 20 }, { x: 60, y: 20 }, '#000000', 4, dash));
    expect(line().pixel(25, 40)).toBe('#000000');
    expect(line([10, 10]).pixel(10, 40)).toBe('#000000');
    expect(line([10, 10]).pixel(30, 40)).toBe('#ffffff');
  });

  it.each(['德', 'A', '８', '𠮷', 'Á', '≥'])('draws %s where it stands', (character) => {
    const picture = draw(text(character));
    expect(picture.inkIn(60, 24, 100, 74)).toBeGreaterThan(20);
    expect(picture.inkIn(0, 0, 56, 80)).toBe(0);
  });

  it('tells characters, weights and anchors apart', () => {
    const ink = (mark: SceneMark) => draw(mark).inkIn(0, 0, 120, 80);
    expect(ink(text('田', { isBold: true }))).toBeGreaterThan(ink(text('田')));
    expect(draw(text('中中', { anchor: 'end' })).inkIn(62, 0, 120, 80)).toBe(0);
    expect(draw(text('中', { anchor: 'middle' })).inkIn(46, 0, 74, 80)).toBe(ink(text('中')));
  });

  it('keeps the hole of a letter open', () => {
    // The middle of a zero as tall as the picture.
    const picture = draw(text('口', { at: { x: 10, y: 34 }, size: 36 }));
    expect(picture.pixel(56, 40)).toBe('#ffffff');
  });

  it('is the same for the same scene', () => {
    const scene: Scene = { width: 60, height: 40, marks: [text('数衡')] };
    expect(pdf.drawPicture(scene).equals(pdf.drawPicture(scene))).toBe(true);
  });
});
