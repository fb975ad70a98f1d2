let before: Promise<unknown> = Promise.resolve();

/** Whoever asked for the work learns how it ended. */
function whatever(): void {}

/**
 * Runs the work once all work handed in earlier has ended, however it ended. Reading one table may take hundreds of
 * megabytes for a moment: ten files at once then take ten times as long, not ten times as much.
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = before.then(work);
  before = mine.then(whatever, whatever);
  return mine;
}
