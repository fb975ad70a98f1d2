import { useEffect, useState } from 'react';

/** Milliseconds after which a part is fetched even if the page was never at rest. */
const AT_THE_LATEST_MS = 1000;
/** Milliseconds after which a part that didn't come is asked for again. */
const AGAIN_MS = 15_000;

/**
 * A part of the page that nobody needs while it wakes up: fetched when the browser is at rest, null until it is there.
 * A part that doesn't come (no network, a new release) is asked for again; the page has to do without it meanwhile.
 * `load` stays the same function from drawing to drawing.
 */
export function useLater<T>(load: () => Promise<T>): T | null {
  const [part, setPart] = useState<{ readonly it: T } | null>(null);
  useEffect(() => {
    let isGone = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      clearTimeout(again);
      load().then(
        (it) => {
          if (!isGone) setPart({ it });
        },
        () => {
          if (!isGone) again = setTimeout(ask, AGAIN_MS);
        },
      );
    };
    const rest = requestIdleCallback(ask, { timeout: AT_THE_LATEST_MS });
    return () => {
      isGone = true;
      cancelIdleCallback(rest);
      clearTimeout(again);
    };
  }, [load]);
  return part && part.it;
}
