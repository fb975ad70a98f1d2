import type { Scanner } from './port.ts';

/** The scanner of an installation that has none: every file stays 未查毒. */
export const noneScanner: Scanner = {
  scan(content) {
    content.destroy();
    return Promise.resolve({ verdict: 'unscanned', reason: 'not_configured' });
  },
};
