import { addDays, compareDates, type PlainDate } from '../calendar/plain-date.ts';
import { words, type Words } from '../words.ts';

/** When an enterprise is reminded of a certificate's expiry, as data. No rule asks for these days: a setting of the product. */
export const CERTIFICATE_REMINDERS = {
  'certificate-in-90': { days: 90, title: words('证书 90 天内到期', 'Certificate expires within 90 days') },
  'certificate-in-30': { days: 30, title: words('证书 30 天内到期', 'Certificate expires within 30 days') },
  'certificate-in-7': { days: 7, title: words('证书 7 天内到期', 'Certificate expires within 7 days') },
} as const satisfies Record<string, { days: number; title: Words }>;
export type CertificateReminder = keyof typeof CERTIFICATE_REMINDERS;

const NEWEST_FIRST = (Object.keys(CERTIFICATE_REMINDERS) as CertificateReminder[]).sort(
  (a, b) => CERTIFICATE_REMINDERS[a].days - CERTIFICATE_REMINDERS[b].days,
);

/** The reminder that stands on `today`: the newest whose day has come; none once the certificate has expired. */
export function certificateReminderDue(expiresOn: PlainDate, today: PlainDate): CertificateReminder | null {
  if (compareDates(expiresOn, today) < 0) return null;
  return (
    NEWEST_FIRST.find(
      (rule) => compareDates(addDays(expiresOn, -CERTIFICATE_REMINDERS[rule].days), today) <= 0,
    ) ?? null
  );
}
