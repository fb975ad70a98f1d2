/** The number at the end of a text, by which saves of one place count up; 0 where none was saved. */
export const markerIn = (text: string): number => Number(/(\d+)$/.exec(text)?.[1] ?? 0);
