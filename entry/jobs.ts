import type { Logger } from 'pino';
import { createMailer } from '#app/adapters/mail/smtp-mailer.ts';
import { createWebhook } from '#app/adapters/webhook/http-webhook.ts';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import type { Clock } from '#app/http/clock.server.ts';
import { recheckDeadlines } from '#app/services/calendar/recheck-deadlines.server.ts';
import { tidy } from '#app/services/housekeeping/tidy.server.ts';
import { checkpointJournal } from '#app/services/journal/checkpoint-journal.server.ts';
import type { Channels } from '#app/services/notice/channel.ts';
import { deliverNotices } from '#app/services/notice/deliver-notices.server.ts';
import { sweepActionReminders } from '#app/services/notice/sweep-action-reminders.server.ts';
import { sweepCertificateReminders } from '#app/services/notice/sweep-certificate-reminders.server.ts';
import { sweepReminders } from '#app/services/notice/sweep-reminders.server.ts';
import { eraseSuperseded } from '#app/services/retention/erase-superseded.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { hasDueNotices } from '#db/queries/notice.read.ts';
import { statutoryRule } from '#seeds/calendar/index.ts';
import type { Config } from './config.ts';
import { startJobRunner, type JobDefinition } from './job-runner.ts';

/** What jobs need. */
export interface JobParts {
  readonly config: Config;
  readonly db: OpenDatabase;
  readonly ports: Ports;
  readonly clock: Clock;
  readonly calendar: () => Promise<Calendar>;
  readonly log: Logger;
}

/** How often the outbox is asked whether something is due. */
const LOOK_MS = 5_000;

/** The ways out that the configuration opens. */
export function channelsOf(config: Config): Channels {
  return {
    mailer: config.SMTP_URL
      ? createMailer({
          smtpUrl: config.SMTP_URL,
          from: config.MAIL_FROM,
          timeoutMs: config.SMTP_TIMEOUT_SECONDS * 1000,
        })
      : null,
    webhook: createWebhook({ allowLoopback: config.ALLOW_LOOPBACK_WEBHOOKS }),
  };
}

/** The timetable. */
function timetable({ ports, clock, calendar }: JobParts, channels: Channels): JobDefinition[] {
  return [
    {
      queue: 'sweep-reminders',
      cron: '*/15 * * * *',
      pollSeconds: 30,
      run: async () => {
        const moment = clock.moment();
        const deadlines = await recheckDeadlines(ports, moment, statutoryRule);
        const days = await calendar();
        return {
          ...deadlines,
          queued: await sweepReminders(ports, moment, days),
          actions: await sweepActionReminders(ports, moment, days),
          certificates: await sweepCertificateReminders(ports, moment, days),
        };
      },
    },
    {
      queue: 'deliver-notices',
      cron: '* * * * *',
      pollSeconds: 5,
      run: async () => deliverNotices(ports, channels, clock, await calendar()),
    },
    {
      queue: 'checkpoint-journal',
      cron: '10 2 * * *',
      pollSeconds: 60,
      run: () => checkpointJournal(ports, clock.moment()),
    },
    {
      queue: 'tidy',
      cron: '40 2 * * *',
      pollSeconds: 60,
      run: async () => {
        const moment = clock.moment();
        return { ...(await tidy(ports, moment)), erased: await eraseSuperseded(ports, moment) };
      },
    },
  ];
}

/** Starts the job runner on the app's own pool; what became due while the process was down is taken up at once. */
export async function startJobs(parts: JobParts): Promise<{ stop(): Promise<void> }> {
  const { ports, clock, log } = parts;
  const channels = channelsOf(parts.config);
  const runner = await startJobRunner(parts.db, log, timetable(parts, channels), [
    'sweep-reminders',
    'deliver-notices',
  ]);
  let looking = false;
  // A mail that somebody waits for doesn't wait for the next full minute.
  const look = async () => {
    if (looking) return;
    looking = true;
    try {
      const { now } = clock.moment();
      const served = channels.mailer ? (['mail', 'webhook'] as const) : (['webhook'] as const);
      const isDue = await ports.db.transaction({ kind: 'job', name: 'delivery' }, (trx) =>
        hasDueNotices(trx, now, served),
      );
      if (isDue) await runner.request('deliver-notices');
    } catch (error) {
      log.error({ err: error }, 'looking into the outbox');
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  return {
    async stop() {
      clearInterval(timer);
      await runner.stop();
    },
  };
}
