import type { Moment } from '#app/domain/account/actor.ts';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import {
  addDays,
  compareDates,
  daysBetween,
  formatDateEn,
  formatDateZh,
} from '#app/domain/calendar/plain-date.ts';
import { CERTIFICATE_KINDS, renewalFrom } from '#app/domain/certificate/certificate.ts';
import {
  CERTIFICATE_REMINDERS,
  certificateReminderDue,
  type CertificateReminder,
} from '#app/domain/certificate/reminder.ts';
import { nextWorkingInstant, REMINDER_PREFIX } from '#app/domain/notice/delivery.ts';
import { words, type Words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { listExpiringCertificates, type ExpiringCertificate } from '#db/queries/certificate.read.ts';
import { listQueuedOccurrences } from '#db/queries/reminder.read.ts';
import type { Ports } from '../ports.ts';
import { queueNotices, recipientsOfOrganisation } from './queue-notices.step.server.ts';

const SCOPE = { kind: 'job', name: 'reminder' } as const;
const DAYS_AHEAD = Math.max(...Object.values(CERTIFICATE_REMINDERS).map(({ days }) => days));
const PAGE = 100;
const RULES = Object.keys(CERTIFICATE_REMINDERS).map((rule) => `${REMINDER_PREFIX}${rule}`);

interface DueReminder {
  readonly certificate: ExpiringCertificate;
  readonly rule: CertificateReminder;
  readonly occurrence: string;
}

function bodyOf(certificate: ExpiringCertificate, { today }: Moment): Words {
  const { expiresOn, number } = certificate;
  const kind = CERTIFICATE_KINDS[certificate.kind].name;
  const days = daysBetween(today, expiresOn);
  const left = days === 0 ? words('今天到期', 'expires today') : words(`还有 ${days} 天`, `in ${days} days`);
  const from = renewalFrom(certificate);
  const renewal =
    from !== null && compareDates(from, today) <= 0
      ? words(
          '续证一般在到期前六个月内提出（行业通识，以认证机构要求为准）。',
          ' Renewal is usually asked for within the six months before (common knowledge; ask the certifier).',
        )
      : words('', '');
  return words(
    `证书（${kind.zh}，编号 ${number}）有效期至${formatDateZh(expiresOn)}，${left.zh}。${renewal.zh}`,
    `The certificate (${kind.en}, number ${number}) is valid until ${formatDateEn(expiresOn)}, ${left.en}.${renewal.en}`,
  );
}

async function remind(
  trx: Trx,
  ports: Pick<Ports, 'sealer' | 'site'>,
  moment: Moment,
  notBefore: string,
  { certificate, rule, occurrence }: DueReminder,
): Promise<number> {
  const { organisationId, id } = certificate;
  const notice = {
    organisationId,
    rule: `${REMINDER_PREFIX}${rule}`,
    occurrence,
    subject: CERTIFICATE_REMINDERS[rule].title,
    body: bodyOf(certificate, moment),
    link: `/certificates/${id}`,
    notBefore,
  };
  const recipients = await recipientsOfOrganisation(trx, ports, organisationId, ['owner', 'cdo', 'preparer']);
  return queueNotices(trx, ports, moment, notice, recipients);
}

/**
 * Queues the reminders of certificates that expire soon: the newest one of each certificate, also after a time in
 * which nobody swept. A second sweep, or two at once, add nothing.
 * @returns how many rows are new
 */
export async function sweepCertificateReminders(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  moment: Moment,
  calendar: Calendar,
): Promise<number> {
  const { today } = moment;
  const through = addDays(today, DAYS_AHEAD);
  const notBefore = nextWorkingInstant(moment.now, calendar);
  let after: { organisationId: string; id: string } | null = null;
  let queued = 0;
  for (;;) {
    const cursor: typeof after = after;
    const certificates: ExpiringCertificate[] = await ports.db.transaction(SCOPE, async (trx) => {
      const page = await listExpiringCertificates(trx, { from: today, through, after: cursor, limit: PAGE });
      const due = page.flatMap((certificate): DueReminder[] => {
        const rule = certificateReminderDue(certificate.expiresOn, today);
        return rule ? [{ certificate, rule, occurrence: `${certificate.id}:${rule}` }] : [];
      });
      const known = await listQueuedOccurrences(
        trx,
        RULES,
        due.map(({ occurrence }) => occurrence),
      );
      for (const one of due) {
        if (!known.has(one.occurrence)) queued += await remind(trx, ports, moment, notBefore, one);
      }
      return page;
    });
    const last = certificates.at(-1);
    if (certificates.length < PAGE || !last) return queued;
    after = { organisationId: last.organisationId, id: last.id };
  }
}
