/** Fetches the code that draws a radar: a quarter of a megabyte that nobody waits for. */
export const loadRadar = () => import('./radar-drawing.tsx').then(({ RadarDrawing }) => RadarDrawing);

/** Fetches the code that draws lines over time. */
export const loadLines = () => import('./line-drawing.tsx').then(({ LineDrawing }) => LineDrawing);
