import type { Scene, SceneMark } from '../../domain/drawing/scene.ts';
import type { Typesetter } from './page-furniture.server.ts';

const escapeXml = (text: string) => text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const short = (value: number) => Math.round(value * 100) / 100;
const path = (points: readonly { x: number; y: number }[]) =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`).join('');

function markSvg(mark: SceneMark, set: Typesetter): string {
  switch (mark.kind) {
    case 'line': {
      const dash = mark.dash ? ` stroke-dasharray="${mark.dash.join(' ')}"` : '';
      return `<path d="${path(mark.points)}" fill="none" stroke="${mark.colour}" stroke-width="${mark.width}"${dash}/>`;
    }
    case 'area':
      return `<path d="${path(mark.points)}Z" fill="${mark.colour}" fill-opacity="${mark.opacity}"/>`;
    case 'disc':
      return `<circle cx="${short(mark.centre.x)}" cy="${short(mark.centre.y)}" r="${mark.radius}" fill="${mark.colour}"/>`;
    case 'text': {
      const spans = set(mark.text).map(
        ({ text, font }) => `<tspan font-family="${font}">${escapeXml(text)}</tspan>`,
      );
      const weight = mark.isBold ? ' font-weight="bold"' : '';
      return `<text x="${short(mark.at.x)}" y="${short(mark.at.y)}" font-size="${mark.size}" text-anchor="${mark.anchor}" fill="${mark.colour}" font-family="everyday"${weight}>${spans.join('')}</text>`;
    }
  }
}

/** A scene as SVG, its text set in the printer's fonts. */
export function sceneSvg(scene: Scene, set: Typesetter): string {
  const marks = scene.marks.map((mark) => markSvg(mark, set)).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${scene.width} ${scene.height}" width="${scene.width}" height="${scene.height}">${marks}</svg>`;
}
