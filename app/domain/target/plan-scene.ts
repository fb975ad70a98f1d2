import { box, fitText, rule, wrapText, type Scene, type SceneMark } from '../drawing/scene.ts';
import type { PlainDate } from '../calendar/plain-date.ts';
import { formatAmount, targetText } from './amount.ts';
import { boardFinding } from './board.ts';
import { markedStatus, STATUS_INK } from './print-text.ts';
import { CHART_INK } from './series-scene.ts';
import type { PlanStanding, TargetStanding } from './standing.ts';

const WIDTH = 900;
const SIDE = 30;
const ROW = 34;
const COLUMN = { id: SIDE, name: 84, value: 470, target: 500, bar: 620, barEnd: 760, status: 778 } as const;

interface Look {
  readonly size?: number;
  readonly colour?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly isBold?: boolean;
}

function text(x: number, y: number, content: string, look: Look = {}): SceneMark {
  return {
    kind: 'text',
    at: { x, y },
    text: content,
    size: look.size ?? 14,
    colour: look.colour ?? CHART_INK.text,
    anchor: look.anchor ?? 'start',
    ...(look.isBold ? { isBold: true } : {}),
  };
}

function line({ target, value, judgement }: TargetStanding, top: number): SceneMark[] {
  const base = top + 22;
  const colour = STATUS_INK[judgement.status];
  const whole = COLUMN.barEnd - COLUMN.bar;
  const share = judgement.share;
  return [
    rule({ x: SIDE, y: top + ROW }, { x: WIDTH - SIDE, y: top + ROW }, CHART_INK.grid, 1),
    text(COLUMN.id, base, target.id, { colour: CHART_INK.quiet, size: 12 }),
    text(COLUMN.name, base, fitText(target.indicator.zh, 14, 300)),
    text(COLUMN.value, base, value === null ? '—' : formatAmount(value), {
      anchor: 'end',
      isBold: true,
      size: 16,
    }),
    text(COLUMN.target, base, `${target.isAspiration ? '力争 ' : ''}${targetText(target).zh}`, { size: 12 }),
    ...(share === null
      ? []
      : [
          box(COLUMN.bar, top + 12, whole, 12, '#eef1f4'),
          box(COLUMN.bar, top + 12, Math.max(1, whole * Math.min(1, share)), 12, colour),
        ]),
    text(COLUMN.status, base, markedStatus(judgement), { colour, isBold: true, size: 13 }),
  ];
}

/** A plan on one sheet: its sentence, then a line for every target; `mark` stands in the corner, such as 示例数据. */
export function planScene(standing: PlanStanding, today: PlainDate, mark: string | null): Scene {
  const { content, asAt, targets } = standing;
  const finding = wrapText(boardFinding(standing, today).zh, 15, WIDTH - SIDE * 2, 3);
  const marks: SceneMark[] = [
    text(SIDE, 46, fitText(content.title.zh, 24, WIDTH - SIDE * 2 - (mark ? 110 : 0)), {
      size: 24,
      isBold: true,
    }),
    ...(mark ? [text(WIDTH - SIDE, 44, `［${mark}］`, { anchor: 'end', colour: CHART_INK.quiet })] : []),
    text(
      SIDE,
      72,
      `${[content.number, content.issuer.zh].filter((part) => part !== '').join(' · ')} · 截至 ${asAt}`,
      {
        colour: CHART_INK.quiet,
      },
    ),
    ...finding.map((words, index) => text(SIDE, 102 + index * 23, words, { size: 15 })),
  ];
  let top = 102 + finding.length * 23 - 4;
  for (const part of content.parts) {
    const inPart = targets.filter(({ target }) => target.part === part.id);
    if (inPart.length === 0) continue;
    marks.push(text(SIDE, top + 24, part.title.zh, { isBold: true, colour: CHART_INK.value }));
    top += 32;
    for (const one of inPart) {
      marks.push(...line(one, top));
      top += ROW;
    }
    top += 8;
  }
  const foot = '判定口径：匀速推进的要求进度与“左右”的容差为本平台约定，非文件规定。';
  return {
    width: WIDTH,
    height: top + 40,
    marks: [...marks, text(SIDE, top + 24, foot, { size: 12, colour: CHART_INK.quiet })],
  };
}

/** A target on one sheet: head, its sentence and the drawings below each other. */
export function targetScene(
  head: { title: string; lines: readonly string[]; finding: string; mark: string | null },
  drawings: readonly { readonly title: string; readonly scene: Scene }[],
): Scene {
  const width = Math.max(700, ...drawings.map(({ scene }) => scene.width + SIDE * 2));
  const finding = wrapText(head.finding, 15, width - SIDE * 2, 3);
  const marks: SceneMark[] = [
    text(SIDE, 44, fitText(head.title, 22, width - SIDE * 2 - (head.mark ? 110 : 0)), {
      size: 22,
      isBold: true,
    }),
    ...(head.mark
      ? [text(width - SIDE, 42, `［${head.mark}］`, { anchor: 'end', colour: CHART_INK.quiet })]
      : []),
    ...head.lines.map((words, index) =>
      text(SIDE, 70 + index * 20, fitText(words, 13, width - SIDE * 2), {
        size: 13,
        colour: CHART_INK.quiet,
      }),
    ),
  ];
  let top = 70 + head.lines.length * 20 + 8;
  finding.forEach((words, index) =>
    marks.push(text(SIDE, top + index * 23, words, { size: 15, isBold: true })),
  );
  top += finding.length * 23 + 4;
  for (const { title, scene } of drawings) {
    const lines = wrapText(title, 14, width - SIDE * 2, 3);
    lines.forEach((words, index) => marks.push(text(SIDE, top + 16 + index * 20, words, { isBold: true })));
    top += lines.length * 20 + (lines.length > 0 ? 8 : 0);
    marks.push(...scene.marks.map((one) => moved(one, SIDE, top)));
    top += scene.height + 14;
  }
  return { width, height: top + 10, marks };
}

/** A mark so far to the right and down. */
function moved(mark: SceneMark, dx: number, dy: number): SceneMark {
  const shift = ({ x, y }: { x: number; y: number }) => ({ x: x + dx, y: y + dy });
  switch (mark.kind) {
    case 'line':
    case 'area':
      return { ...mark, points: mark.points.map(shift) };
    case 'disc':
      return { ...mark, centre: shift(mark.centre) };
    case 'text':
      return { ...mark, at: shift(mark.at) };
  }
}
