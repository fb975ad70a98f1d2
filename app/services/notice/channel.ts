import type { Mailer } from '../../adapters/mail/port.ts';
import type { Webhook } from '../../adapters/webhook/port.ts';
import type { Moment } from '../../domain/account/actor.ts';

/** The ways out of the product. Without a mailer mail waits in the outbox. */
export interface Channels {
  readonly mailer: Mailer | null;
  readonly webhook: Webhook;
}

/** Tells the time while a job runs; a job may last longer than a moment. */
export interface JobClock {
  moment(): Moment;
}
