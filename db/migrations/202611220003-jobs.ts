import { sql, type Kysely } from 'kysely';
import PgBoss from 'pg-boss';

/** Queues of the job runner; creating one is DDL, so the migrator does it and the app never does. */
export const QUEUES = ['sweep-reminders', 'deliver-notices', 'checkpoint-journal', 'tidy'] as const;
export type QueueName = (typeof QUEUES)[number];

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(PgBoss.getConstructionPlans('pgboss').replace(/^\s*BEGIN;|COMMIT;\s*$/gim, ''));
  // One waiting and one running job a queue, whoever asks and however often.
  const options = JSON.stringify({ policy: 'stately', retryLimit: 2, expireInSeconds: 300 });
  for (const queue of QUEUES) await run(`select pgboss.create_queue('${queue}', '${options}'::json)`);
  // The scheduler's own; made here, because its tables need the owner.
  await run(`select pgboss.create_queue('__pgboss__send-it', '{"policy":"standard"}'::json)`);
  await run(`
    grant usage on schema pgboss to shuheng_app;
    grant select, insert, update, delete on all tables in schema pgboss to shuheng_app;
    grant execute on all functions in schema pgboss to shuheng_app;
  `);
}
