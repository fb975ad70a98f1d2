/** A place in a scene: x grows to the right, y downwards. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What a scene is made of; later marks lie on earlier ones. Colours are `#rrggbb`. */
export type SceneMark =
  | {
      readonly kind: 'line';
      readonly points: readonly Place[];
      readonly colour: string;
      readonly width: number;
      /** Lengths of ink and of gap. */
      readonly dash?: readonly [number, number];
    }
  /** A closed shape; `opacity` is 0 to 1. */
  | {
      readonly kind: 'area';
      readonly points: readonly Place[];
      readonly colour: string;
      readonly opacity: number;
    }
  | { readonly kind: 'disc'; readonly centre: Place; readonly radius: number; readonly colour: string }
  /** One line of text; `at` lies on its base line. */
  | {
      readonly kind: 'text';
      readonly at: Place;
      readonly text: string;
      readonly size: number;
      readonly colour: string;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly isBold?: boolean;
    };

/** A drawing as plain description: the same one becomes SVG in a PDF, and PNG as a file or in a document. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly SceneMark[];
}

/** About how wide a text is: a Han character takes its size, a Latin letter or digit a little more than half of it. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += (character.codePointAt(0) ?? 0) < 0x2000 ? 0.57 : 1;
  return ems * size;
}

/** A text cut to a width, with … for what is left out. */
export function fitText(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (textWidth(`${kept}${character}…`, size) > width) break;
    kept += character;
  }
  return `${kept}…`;
}

/** A text in lines of at most this width; at most `most` lines, the last of which is cut. */
export function wrapText(text: string, size: number, width: number, most: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest !== '' && lines.length < most) {
    if (lines.length === most - 1) return [...lines, fitText(rest, size, width)];
    let line = '';
    for (const character of rest) {
      if (line !== '' && textWidth(line + character, size) > width) break;
      line += character;
    }
    // A run of digits or letters isn't torn apart, and no line begins with a mark of punctuation.
    const tail = /[0-9A-Za-z.,%]+$/.exec(line)?.[0] ?? '';
    const next = rest.charAt(line.length);
    if (/[0-9A-Za-z.,%]/.test(next) && tail.length < line.length)
      line = line.slice(0, line.length - tail.length);
    else if (/[，。；、：）％”]/.test(next)) line = line.length > 1 ? line.slice(0, -1) : line;
    lines.push(line.trimEnd());
    rest = rest.slice(line.length).trimStart();
  }
  return lines;
}

/** A rectangle as an area. */
export function box(
  left: number,
  top: number,
  width: number,
  height: number,
  colour: string,
  opacity = 1,
): SceneMark {
  return {
    kind: 'area',
    points: [
      { x: left, y: top },
      { x: left + width, y: top },
      { x: left + width, y: top + height },
      { x: left, y: top + height },
    ],
    colour,
    opacity,
  };
}

/** A straight line from one place to another. */
export function rule(
  from: Place,
  to: Place,
  colour: string,
  width: number,
  dash?: readonly [number, number],
): SceneMark {
  return { kind: 'line', points: [from, to], colour, width, ...(dash ? { dash } : {}) };
}
