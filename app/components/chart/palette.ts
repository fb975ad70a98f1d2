/** Six colours, safe for the colour-blind, in the order in which charts take them. */
const PALETTE = ['#0f5f7d', '#b8520a', '#6b4fa0', '#2e7d4f', '#8f6a00', '#56606b'] as const;

/** What a line stands for; the same thing looks the same on every page. Dashes tell lines apart without colour. */
export const LINES = {
  self: { colour: PALETTE[0], dash: '', width: 2, fill: 0.12 },
  independent: { colour: PALETTE[1], dash: '10 3', width: 2, fill: 0 },
  previous: { colour: PALETTE[2], dash: '2 3', width: 2, fill: 0 },
  target: { colour: '#29333d', dash: '6 4', width: 1.5, fill: 0 },
  planned: { colour: '#4d9bb8', dash: '1 3', width: 2, fill: 0 },
} as const;
export type LineKind = keyof typeof LINES;

/** What a bar stands for; light ones come with an outline, so that they are told apart in grey, too. */
export const BARS = {
  filed: { colour: PALETTE[0] },
  missing: { colour: '#f6dcc4', outline: PALETTE[1] },
  submitted: { colour: PALETTE[0] },
  recorded: { colour: PALETTE[3] },
  returned: { colour: '#f6dcc4', outline: PALETTE[1] },
  onTime: { colour: PALETTE[3] },
  held: { colour: PALETTE[0] },
} as const;

/** Levels 0 to 5, from light to dark. */
export const LEVELS = ['#eef1f4', '#d3e4ec', '#a5cadb', '#6ba6bf', '#2f7d9d', '#0c4a62'] as const;

/** Lines that stand for things side by side, told apart by colour and by dashes. */
export const SHARE_LINES = [
  { colour: PALETTE[0], dash: '' },
  { colour: PALETTE[1], dash: '8 3' },
  { colour: PALETTE[2], dash: '2 3' },
  { colour: PALETTE[3], dash: '12 3 2 3' },
  { colour: PALETTE[4], dash: '5 2' },
  { colour: PALETTE[5], dash: '1 2' },
] as const;
