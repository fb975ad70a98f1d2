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
