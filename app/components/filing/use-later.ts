import { useEffect, useState } from 'react';

/** Milliseconds after which a part is fetched even if the page was never at rest. */
const AT_THE_LATEST_MS = 1000;
/** Milliseconds after which a part that didn't come is asked for again; each time twice as long. */
const AGAIN_MS = 15_000;

/**
 * A part of the page that nobody needs while it wakes up: fetched when the browser is at rest, or at once when it is
 * wanted; null until it is there. A part that doesn't come (no network, a new release) is asked for again, and the page
 * has to do without it meanwhile. `load` stays the same function from drawing to drawing.
 */
export function useLater<T>(load: () => Promise<T>, isWanted: boolean): T | null {
  const [part, setPart] = useState<{ readonly it: T } | null>(null);
  const isHere = part !== null;
  useEffect(() => {
    if (isHere) return;
    let isGone = false;
    let wait = AGAIN_MS;
    let again: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      load().then(
        (it) => {
          if (!isGone) setPart({ it });
        },
        () => {
          if (isGone) return;
          again = setTimeout(ask, wait);
          wait *= 2;
        },
      );
    };
    const rest = requestIdleCallback(ask, { timeout: isWanted ? 1 : AT_THE_LATEST_MS });
    return () => {
      isGone = true;
      cancelIdleCallback(rest);
      clearTimeout(again);
    };
  }, [isHere, isWanted, load]);
  return part && part.it;
}
