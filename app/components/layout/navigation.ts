import { CDO_PROGRAMME } from '../../domain/filing/guideline.ts';
import {
  can,
  type Intent,
  type OrganisationKind,
  type Role,
} from '../../domain/organisation/organisation.ts';
import type { Words } from '../../domain/words.ts';
import { layoutWords as w } from '../../i18n/layout.ts';

/** One entry of the main navigation. */
export interface NavigationEntry {
  readonly to: string;
  readonly label: Words;
  /** What a role must be allowed to do to open it; everybody of the house where it is absent. */
  readonly needs?: Intent;
  /** Where pages that the entry leads to lie, when it isn't under its own address. */
  readonly room?: string;
}

/** Whether a page belongs to an entry: it is marked as where one is. */
export function isWithin({ to, room }: NavigationEntry, pathname: string): boolean {
  return [to, room].some(
    (address) => address !== undefined && (pathname === address || pathname.startsWith(`${address}/`)),
  );
}

const entry = (to: string, label: Words, room?: string): NavigationEntry => ({
  to,
  label,
  ...(room === undefined ? {} : { room }),
});
const AUDIT: NavigationEntry = { to: '/journal', label: w.audit, needs: 'readJournal' };

/** What an authority of the CDO filing finds. */
const FILING_AUTHORITY = [
  entry('/start', w.start),
  entry('/queue', w.queue, '/review'),
  entry('/changes', w.changes),
  entry('/roster', w.roster),
  entry('/cdo-register', w.registerOfRecord),
  entry('/overview', w.overview),
  entry('/bulletins', w.bulletins),
  entry('/maturity', w.maturity),
  entry('/plans', w.plans),
  entry('/verification', w.verification),
  AUDIT,
  entry('/messages', w.messages),
];

/** What an authority of any other programme finds. */
const PLAN_AUTHORITY = [
  entry('/start', w.start),
  entry('/plans', w.plans),
  entry('/batches', w.batches),
  entry('/designations', w.designations),
  entry('/overview', w.overview),
  entry('/maturity', w.maturity),
  entry('/verification', w.verification),
  AUDIT,
  entry('/messages', w.messages),
];

/** What each kind of organisation finds in the main navigation, most used first. */
const NAVIGATION: Readonly<Record<Exclude<OrganisationKind, 'regulator'>, readonly NavigationEntry[]>> = {
  enterprise: [
    entry('/start', w.start),
    entry('/filings', w.filings),
    entry('/changes', w.changes),
    entry('/assessments', w.assessments),
    entry('/evidence', w.evidence),
    entry('/certificates', w.certificates),
    entry('/members', w.members),
    entry('/grants', w.grants),
    entry('/organisation', w.organisation),
    AUDIT,
    entry('/messages', w.messages),
  ],
  consultancy: [
    entry('/start', w.clients, '/clients'),
    entry('/portfolio', w.portfolio),
    entry('/members', w.members),
    AUDIT,
    entry('/messages', w.messages),
  ],
  operator: [
    entry('/start', w.start),
    entry('/operator/calendar', w.calendarAdmin),
    entry('/operator/regulators', w.regulators),
    entry('/verification', w.organisations),
    entry('/operator/outbox', w.outbox),
    entry('/operator/journal', w.journal),
    entry('/operator/settings', w.settings),
    AUDIT,
    entry('/messages', w.messages),
  ],
};

function entriesOf(kind: OrganisationKind, programmeId: string | null): readonly NavigationEntry[] {
  if (kind !== 'regulator') return NAVIGATION[kind];
  return programmeId === CDO_PROGRAMME ? FILING_AUTHORITY : PLAN_AUTHORITY;
}

/** The main navigation of a role in a kind of organisation; an authority's follows from its programme. */
export function navigationOf(
  kind: OrganisationKind,
  programmeId: string | null,
  role: Role,
): readonly NavigationEntry[] {
  return entriesOf(kind, programmeId).filter(({ needs }) => needs === undefined || can(role, needs));
}

/** What everybody finds, signed in or not. */
export const PUBLIC_NAVIGATION: readonly NavigationEntry[] = [
  entry('/calendar', w.calendar),
  entry('/verify', w.verify),
  entry('/open/plans', w.openPlans),
  entry('/law', w.law),
];
