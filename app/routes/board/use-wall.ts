import { useNavigate } from '@remix-run/react';
import { useEffect, useState } from 'react';
import type { WallView } from './wall-view.server.ts';

/** How often the facts are read anew, and how long a screen stands before the next one: milliseconds. */
const REFRESH_EVERY = 60_000;
const TURN_EVERY = 20_000;

/** Why the facts on the wall are older than they should be. */
export type WallFailure = 'failed' | 'signed-out';

async function readFacts(address: string): Promise<WallView | WallFailure> {
  try {
    const response = await fetch(address, { redirect: 'manual', headers: { Accept: 'application/json' } });
    const isDoor = response.type === 'opaqueredirect' || response.status === 401 || response.status === 403;
    if (isDoor) return 'signed-out';
    return response.ok ? ((await response.json()) as WallView) : 'failed';
  } catch {
    // No network, or the server is being restarted: what stands on the wall stays, with a word.
    return 'failed';
  }
}

/** The facts on the wall: those of the page at first, then read every minute; a failure keeps the last ones. */
export function useWallFacts(first: WallView): { view: WallView; failure: WallFailure | null } {
  const [state, setState] = useState<{ view: WallView; failure: WallFailure | null }>({
    view: first,
    failure: null,
  });
  const address = `/plans/${first.planId}/wall/facts${first.at === '' ? '' : `?at=${first.at}`}`;
  useEffect(() => {
    let isHere = true;
    const timer = setInterval(() => {
      void readFacts(address).then((answer) => {
        if (!isHere) return;
        setState(({ view }) =>
          typeof answer === 'string' ? { view, failure: answer } : { view: answer, failure: null },
        );
      });
    }, REFRESH_EVERY);
    return () => {
      isHere = false;
      clearInterval(timer);
    };
  }, [address]);
  return state;
}

/** Which of several screens stands; -1 until scripts run, when all stand below each other. */
export function useTurning(count: number): {
  page: number;
  isPaused: boolean;
  setPaused: (on: boolean) => void;
} {
  const [page, setPage] = useState(-1);
  const [isPaused, setPaused] = useState(false);
  useEffect(() => {
    setPage((old) => Math.max(0, old));
    if (isPaused || count < 2) return;
    const timer = setInterval(() => setPage((old) => old + 1), TURN_EVERY);
    return () => clearInterval(timer);
  }, [isPaused, count]);
  return { page: page < 0 ? -1 : page % Math.max(1, count), isPaused, setPaused };
}

/** Esc leads back. */
export function useEscape(to: string): void {
  const navigate = useNavigate();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') void navigate(to);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate, to]);
}
