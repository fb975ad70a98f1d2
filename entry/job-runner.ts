import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import { APP_ROLE, type OpenDatabase } from '#db/client.ts';
import { QUEUES, type QueueName } from '#db/migrations/202611220003-jobs.ts';

/** One kind of job: when it runs, how often its queue is looked at, and what it does. */
export interface JobDefinition {
  readonly queue: QueueName;
  /** Minute, hour, day, month, weekday, in Asia/Shanghai. */
  readonly cron: string;
  /** How often the queue is asked for work, in seconds. */
  readonly pollSeconds: number;
  /** Does the work and answers counts for the log; nothing personal. */
  readonly run: () => Promise<object>;
}

export interface JobRunner {
  /** Asks for a run as soon as the queue is looked at; one that waits already suffices. */
  request(queue: QueueName): Promise<void>;
  /** Lets running jobs finish. */
  stop(): Promise<void>;
}

const TIME_ZONE = 'Asia/Shanghai';
const STOP_MS = 10_000;
/** The maintenance statements open and close a transaction of their own. */
const OWN_TRANSACTION = /^\s*BEGIN;([\s\S]*)COMMIT;\s*$/i;

/** Runs the queue's statements on the app's pool as the app's role, each in a transaction of its own. */
export function queueExecutor(db: OpenDatabase) {
  return {
    async executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
      const client = await db.pool.connect();
      let failure: Error | undefined;
      try {
        await client.query('begin');
        await client.query(`set local role ${APP_ROLE}`);
        const statement = OWN_TRANSACTION.exec(text)?.[1] ?? text;
        const result = await (values && values.length > 0
          ? client.query(statement, values)
          : client.query(statement));
        await client.query('commit');
        // Several statements in one text answer several results; callers of such texts read none.
        return Array.isArray(result) ? { rows: [] } : result;
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
        await client.query('rollback').catch((second: unknown) => {
          // A connection that can't even roll back is not given to anybody else.
          failure = new AggregateError([failure, second], 'the connection is lost');
        });
        throw error;
      } finally {
        client.release(failure instanceof AggregateError ? failure : undefined);
      }
    },
  };
}

/**
 * Gives up the jobs that a killed process left running, and asks for them again. For a database that has no other
 * process: elsewhere only their time limit tells the dead from the living.
 */
async function takeUpOrphans(db: OpenDatabase, boss: PgBoss): Promise<void> {
  const { rows } = await queueExecutor(db).executeSql(
    `update pgboss.job set state = 'failed', completed_on = now(),
       output = '{"value":{"message":"the process ended"}}'
     where state = 'active' and name = any($1) returning name`,
    [QUEUES],
  );
  for (const { name } of rows as { name: string }[]) await boss.send(name, {});
}

/**
 * Runs jobs by their timetable, one of each at a time across all processes.
 * @param atOnce queues that are also asked for a run now: what became due while no process was there
 */
export async function startJobRunner(
  db: OpenDatabase,
  log: Logger,
  jobs: readonly JobDefinition[],
  atOnce: readonly QueueName[] = [],
): Promise<JobRunner> {
  const boss = new PgBoss({
    db: queueExecutor(db),
    schema: 'pgboss',
    // The migrator makes schema and queues; the app's role may not.
    migrate: false,
    // Long intervals: the embedded database has one connection, and people come first.
    cronMonitorIntervalSeconds: 30,
    cronWorkerIntervalSeconds: 10,
    clockMonitorIntervalSeconds: 600,
    maintenanceIntervalSeconds: 60,
    deleteAfterDays: 3,
  });
  boss.on('error', (error) => log.error({ err: error }, 'job runner'));
  await boss.start();
  if (db.embedded) await takeUpOrphans(db, boss);
  // Before anybody looks: the first look takes them.
  for (const queue of atOnce) await boss.send(queue, {});
  for (const job of jobs) {
    await boss.schedule(job.queue, job.cron, {}, { tz: TIME_ZONE });
    await boss.work(job.queue, { pollingIntervalSeconds: job.pollSeconds }, async () => {
      const started = performance.now();
      try {
        const result = await job.run();
        log.info({ job: job.queue, ms: Math.round(performance.now() - started), ...result }, 'job done');
      } catch (error) {
        log.error({ err: error, job: job.queue }, 'job failed');
        throw error;
      }
    });
  }
  return {
    async request(queue) {
      await boss.send(queue, {});
    },
    stop: () => boss.stop({ graceful: true, wait: true, timeout: STOP_MS }),
  };
}
