/** Fetches the code that draws a radar: a quarter of a megabyte that nobody waits for. */
export const loadRadar = () => import('./radar-drawing.tsx').then(({ RadarDrawing }) => RadarDrawing);

/** Fetches the code that draws lines over time. */
export const loadLines = () => import('./line-drawing.tsx').then(({ LineDrawing }) => LineDrawing);

/** Fetches the code that draws the series of a target. */
export const loadSeries = () => import('./series-drawing.tsx').then(({ SeriesDrawing }) => SeriesDrawing);

/** Fetches the code that draws bars. */
export const loadBars = () => import('./bar-drawing.tsx').then(({ BarDrawing }) => BarDrawing);

/** Fetches the code that draws shares over time. */
export const loadShares = () => import('./share-drawing.tsx').then(({ ShareDrawing }) => ShareDrawing);
