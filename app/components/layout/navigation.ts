import type { OrganisationKind } from '../../domain/organisation/organisation.ts';
import type { Words } from '../../domain/words.ts';
import { layoutWords as w } from '../../i18n/layout.ts';

/** One entry of the main navigation. */
export interface NavigationEntry {
  readonly to: string;
  readonly label: Words;
}

const entry = (to: string, label: Words): NavigationEntry => ({ to, label });

/** What each kind of organisation finds in the main navigation, most used first. */
export const NAVIGATION: Readonly<Record<OrganisationKind, readonly NavigationEntry[]>> = {
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
    entry('/messages', w.messages),
  ],
  regulator: [
    entry('/start', w.start),
    entry('/queue', w.queue),
    entry('/changes', w.changes),
    entry('/roster', w.roster),
    entry('/maturity', w.maturity),
    entry('/verification', w.verification),
    entry('/messages', w.messages),
  ],
  consultancy: [
    entry('/start', w.clients),
    entry('/portfolio', w.portfolio),
    entry('/members', w.members),
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
    entry('/messages', w.messages),
  ],
};

/** What everybody finds, signed in or not. */
export const PUBLIC_NAVIGATION: readonly NavigationEntry[] = [
  entry('/calendar', w.calendar),
  entry('/verify', w.verify),
  entry('/law', w.law),
];
