import { z } from 'zod';
import type { ChangeView } from '#db/queries/change.read.ts';
import type { CertificateOfEnterprise, ReturnEvent, VersionOfEnterprise } from '#db/queries/register.read.ts';
import type { ReviewFiling } from '#db/queries/review.read.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { plainDateInShanghai, type PlainDate } from '../../domain/calendar/plain-date.ts';
import { certificateState, CERTIFICATE_STATES } from '../../domain/certificate/certificate.ts';
import { changeState } from '../change/change-state.ts';
import { filingSigns } from '../review/timing.server.ts';

const day = (instant: string | null) => (instant === null ? null : plainDateInShanghai(instant));

/** One filing with its versions, its state and whether it was in time. */
export function filingHistory(
  filing: ReviewFiling,
  versions: readonly VersionOfEnterprise[],
  today: PlainDate,
  calendar: Calendar,
) {
  const { state, due } = filingSigns(filing, today, calendar);
  return {
    id: filing.id,
    serialNo: filing.serialNo,
    kind: filing.kind,
    isVoluntary: filing.isVoluntary,
    submittedOn: filing.paperConfirmedOn ?? filing.firstSubmittedOn,
    versions: versions
      .filter(({ filingId }) => filingId === filing.id)
      .map(({ no, submittedAt }) => ({ no, on: plainDateInShanghai(submittedAt) })),
    recordedOn: day(filing.recordedAt),
    supersededOn: day(filing.supersededAt),
    state: { words: state.words, tone: state.tone },
    due,
  };
}

/** One reported change: its limit and whether its re-filing was in time. */
export function changeHistory(change: ChangeView, today: PlainDate, calendar: Calendar) {
  return {
    id: change.id,
    kind: change.kind,
    isExOfficio: change.openedBySide === 'regulator',
    isVoluntary: change.isVoluntary,
    happenedOn: change.happenedOn,
    dueOn: change.dueOn,
    isProvisional: change.isProvisional,
    submittedOn: change.paperConfirmedOn ?? change.firstSubmittedOn,
    filingId: change.filingId,
    filingSerial: change.filingSerial,
    state: changeState(change, today, calendar),
  };
}

const ReturnedPayload = z.object({
  version: z.number().catch(0),
  threads: z.array(z.unknown()).catch([]),
});

/** One return: which version, and how many comments it came back with. */
export function returnHistory(event: ReturnEvent, filings: readonly ReviewFiling[]) {
  const { version, threads } = ReturnedPayload.parse(JSON.parse(event.payload));
  return {
    filingId: event.filingId,
    serialNo: filings.find(({ id }) => id === event.filingId)?.serialNo ?? null,
    version,
    points: threads.length,
    on: plainDateInShanghai(event.at),
    by: event.actorName,
  };
}

/** One certificate with how it stands today. */
export function certificateHistory(certificate: CertificateOfEnterprise, today: PlainDate) {
  return { ...certificate, state: CERTIFICATE_STATES[certificateState(certificate, today)] };
}
