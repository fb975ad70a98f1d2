import type { PlainDate } from '../calendar/plain-date.ts';
import type { Scope } from './scope.ts';

/** On whose behalf an intent runs; `name` goes into the journal and the timeline. */
export interface Actor {
  readonly scope: Scope;
  readonly accountId: string | null;
  readonly name: string;
  readonly side: ActorSide;
}

/** Which side of the desk an actor sits on. */
export type ActorSide = 'enterprise' | 'regulator' | 'consultant' | 'operator' | 'visitor' | 'system';

/** Now, as an argument: the instant (ISO, UTC) and the day in Asia/Shanghai. */
export interface Moment {
  readonly now: string;
  readonly today: PlainDate;
}

/** The platform itself, for jobs. */
export function systemActor(scope: Scope): Actor {
  return { scope, accountId: null, name: '系统', side: 'system' };
}
