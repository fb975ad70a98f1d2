import type { Calendar } from '#app/domain/calendar/calendar.ts';
import type { Clock } from '#app/http/clock.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import type { Logger } from 'pino';
import type { Config } from './config.ts';

/** What jobs need. */
export interface JobParts {
  readonly config: Config;
  readonly db: OpenDatabase;
  readonly ports: Ports;
  readonly clock: Clock;
  readonly calendar: () => Promise<Calendar>;
  readonly log: Logger;
}

/** Starts the job runner on the app's own pool. */
export function startJobs(_parts: JobParts): Promise<{ stop(): Promise<void> }> {
  return Promise.resolve({ stop: () => Promise.resolve() });
}
