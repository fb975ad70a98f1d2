import { setTimeout as wait } from 'node:timers/promises';
import { createMailer } from '#app/adapters/mail/smtp-mailer.ts';
import { createWebhook } from '#app/adapters/webhook/http-webhook.ts';
import { addDays } from '#app/domain/calendar/plain-date.ts';
import { machineClock } from '#app/http/clock.server.ts';
import { deliverNotices } from '#app/services/notice/deliver-notices.server.ts';
import { sweepReminders } from '#app/services/notice/sweep-reminders.server.ts';
import type { Ports } from '#app/services/ports.ts';
import { seedCalendar } from '#seeds/calendar/index.ts';
import { startApp, type RunningApp } from '#tests/support/app.ts';
import { freePort } from '#tests/support/free-port.ts';
import { chanceOf } from './chance.ts';
import { KINDS, Ledger } from './ledger.ts';
import { Load } from './load.ts';
import { filesOf, sealerOf, type Place } from './place.ts';
import { openPostOffice, type PostOffice } from './post-office.ts';
import { inspect, inspectMail, type Inspection } from './standing.ts';
import {
  fileAndWithdraw,
  importEntries,
  makeCheckpoints,
  reportChanges,
  saveAnswers,
  saveDrafts,
} from './worker.ts';

/** What a storm has shown. */
export interface StormReport {
  readonly title: string;
  readonly seed: number;
  readonly kills: number;
  readonly ledger: Ledger;
  readonly faults: readonly string[];
  /** From the start of the process to its readiness, in milliseconds. */
  readonly slowestRecoveryMs: number;
  readonly events: number;
  /** What the process printed at its first start. */
  readonly said: string;
  readonly mail: { readonly sent: number; readonly repeated: number; readonly reminders: number };
}

const total = ({ counts }: Ledger): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Waits for something to become true, but not for ever. */
async function until(isSo: () => boolean, mostMs: number): Promise<void> {
  const deadline = performance.now() + mostMs;
  while (!isSo() && performance.now() < deadline) await wait(20);
}

async function employ(load: Load): Promise<void> {
  const { today } = machineClock.moment();
  await saveDrafts(load, 'lanqiao');
  await saveDrafts(load, 'owner');
  await saveAnswers(load, 'zhizao');
  await fileAndWithdraw(load, 'yuntu', today);
  await fileAndWithdraw(load, 'haixin', today);
  await reportChanges(load, 'qiming', addDays(today, -40));
  await importEntries(load, 'province', '青岛市');
  await makeCheckpoints(load);
}

/** Sends what still waits and puts the outbox beside the mail server's own count. */
async function closeBooks(place: Place, inspection: Omit<Inspection, 'db'>, office: PostOffice) {
  const db = await place.open();
  try {
    await db.pool.query(`update notice set not_before = now() where state = 'sending'`);
    const { sealer } = inspection;
    const site = { origin: 'http://127.0.0.1' } as Ports['site'];
    const ports = { db, sealer, site };
    await sweepReminders(ports, machineClock.moment(), seedCalendar);
    const mailer = createMailer({ smtpUrl: office.url, from: 'no-reply@shuheng.invalid' });
    const channels = { mailer, webhook: createWebhook({ allowLoopback: false }) };
    for (let sent = 1; sent > 0;)
      sent = (await deliverNotices(ports, channels, machineClock, seedCalendar)).sent;
    const { events } = await inspect({ ...inspection, db, verifies: true });
    return { events, mail: await inspectMail({ ...inspection, db }, office.taken) };
  } finally {
    await db.close();
  }
}

/** Starts the product, perhaps killing it once while it starts; answers it with the time that the last start took. */
async function startAgain(
  options: { dataFolder: string; environment: Record<string, string> },
  killAfterMs: number | null,
): Promise<{ app: RunningApp; ms: number }> {
  if (killAfterMs !== null) {
    let timer: NodeJS.Timeout | undefined;
    const onStart = (pid: number) => {
      timer = setTimeout(() => process.kill(pid, 'SIGKILL'), killAfterMs);
    };
    // Killed before it was ready, as meant; else right after.
    const first = await startApp({ ...options, onStart }).catch(() => null);
    clearTimeout(timer);
    await first?.kill();
  }
  const began = performance.now();
  const app = await startApp(options);
  return { app, ms: performance.now() - began };
}

/**
 * Lets several people work on an installation while its process is killed at moments of chance, and looks after each
 * kill whether everything acknowledged is there, nothing is half done or doubled, and the journal holds.
 */
export async function storm(place: Place, kills: number, seed: number): Promise<StormReport> {
  const chance = chanceOf(seed);
  const ledger = new Ledger();
  const office = await openPostOffice();
  const port = await freePort();
  const options = {
    dataFolder: place.dataFolder,
    environment: { ...place.environment, PORT: String(port), SMTP_URL: office.url, LOG_LEVEL: 'error' },
  };
  const inspection = { sealer: sealerOf(place), ledger, filesFolder: filesOf(place) };
  const look = async (verifies: boolean) => {
    const db = await place.snapshot();
    return { db, result: () => inspect({ ...inspection, db, verifies }).finally(() => db.close()) };
  };
  let slowestRecoveryMs = 0;
  let standing = (await (await look(false)).result()).standing;
  let { app } = await startAgain(options, null);
  const said = app.output();
  const told = new Set<string>();
  const load = new Load(ledger, app.origin);
  load.standing = standing;
  try {
    await employ(load);
    load.resume();
    for (let kill = 1; kill <= kills; kill += 1) {
      // A moment of chance; on a busy machine not before some work was done.
      const goal = total(ledger) + chance.whole(1, 20);
      await wait(chance.whole(200, 1500));
      await until(() => total(ledger) >= goal, 20_000);
      if (place.disconnect && chance.once(4)) {
        load.isUnsettled = true;
        await place.disconnect();
        await wait(chance.whole(50, 800));
      }
      load.pause();
      await app.kill();
      const looked = await look(kills <= 20 || kill % 5 === 0);
      const inStart = chance.once(6) ? chance.whole(100, 2500) : null;
      const [again, { standing: now }] = await Promise.all([startAgain(options, inStart), looked.result()]);
      app = again.app;
      slowestRecoveryMs = Math.max(slowestRecoveryMs, again.ms);
      standing = now;
      load.standing = standing;
      load.isUnsettled = false;
      load.resume();
      for (const fault of ledger.faults) {
        if (!told.has(fault)) console.log(`${place.title}, kill ${kill}: ! ${fault}`);
        told.add(fault);
      }
      if (kill % 20 === 0 && kill < kills) {
        console.log(
          `${place.title}: ${kill}/${kills}, ${total(ledger)} acknowledged, faults ${ledger.faults.size}`,
        );
      }
      if (ledger.faults.size > 20) break;
    }
    await until(() => KINDS.every((kind) => ledger.counts[kind] > 0), 60_000);
  } finally {
    await load.end();
    await app.stop();
  }
  const { events, mail } = await closeBooks(place, { ...inspection, verifies: true }, office);
  await office.close();
  const report = { title: place.title, seed, kills, ledger, slowestRecoveryMs, events, said, mail };
  return { ...report, faults: [...ledger.faults] };
}

/** The report as lines of a table. */
export function reportLines(report: StormReport): string[] {
  const { ledger, faults, mail } = report;
  const count = (what: RegExp) => faults.filter((fault) => what.test(fault)).length;
  const acknowledged = KINDS.map((kind) => `${kind} ${ledger.counts[kind]}`).join(', ');
  return [
    `${report.title}: seed ${report.seed}, kills ${report.kills}`,
    `  acknowledged: ${acknowledged}`,
    `  lost ${count(/^lost/)}, half done ${count(/^half done/)}, doubled ${count(/^doubled/)}, drifted ${count(/^drifted/)}, other faults ${count(/^(?!lost|half done|doubled|drifted)/)}`,
    `  mails sent ${mail.sent}, of them taken more than once (and marked) ${mail.repeated}; reminders ${mail.reminders}`,
    `  slowest recovery ${Math.round(report.slowestRecoveryMs)} ms; journal verified, ${report.events} events`,
    ...faults.map((fault) => `  ! ${fault}`),
  ];
}
