import { sql, type Kysely } from 'kysely';
import PgBoss from 'pg-boss';

/** Queues of the job runner; creating one is DDL, so the migrator does it and the app never does. */
export const QUEUES = ['sweep-reminders', 'deliver-notices', 'checkpoint-journal', 'tidy'] as const;
export type QueueName = (typeof QUEUES)[number];

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(PgBoss.getConstructionPlans('pgboss').replace(/^\s*BEGIN;|COMMIT;\s*$/gim, ''));
  for (const queue of QUEUES) {
    await run(
      `select pgboss.create_queue('${queue}', '{"policy":"singleton","retry_limit":3,"expire_in_seconds":600}'::json)`,
    );
  }
  await run(`
    grant usage on schema pgboss to shuheng_app;
    grant select, insert, update, delete on all tables in schema pgboss to shuheng_app;
    grant execute on all functions in schema pgboss to shuheng_app;
  `);
}
