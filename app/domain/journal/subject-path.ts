import type { OrganisationKind } from '../organisation/organisation.ts';

/** An event as far as its page is concerned. */
interface EventFacts {
  readonly type: string;
  readonly subjectId: string | null;
  readonly actorSide: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Who reads a chain. */
export interface JournalReader {
  readonly kind: OrganisationKind;
  /** Whose chain is read. */
  readonly organisationId: string;
  /** False where a regulator reads what an enterprise shares. */
  readonly isOwn: boolean;
}

type Path = (event: EventFacts, id: string) => string | null;

const at =
  (room: string): Path =>
  (_event, id) =>
    id === '' ? null : `/${room}/${id}`;
const only =
  (address: string): Path =>
  () =>
    address;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** An enterprise opens the assessments that its own people work at; an assessor's stay closed until they are shown. */
const ownAssessment: Path = (event, id) =>
  event.actorSide === 'enterprise' ? at('assessments')(event, id) : null;

const ENTERPRISE: Readonly<Record<string, Path>> = {
  filing: at('filings'),
  draft: at('filings'),
  attachment: at('filings'),
  comment: at('filings'),
  change: at('changes'),
  assessment: ownAssessment,
  answers: ownAssessment,
  'assessment-thread': ownAssessment,
  evidence: (event, id) => (/linked$/u.test(event.type) ? ownAssessment : at('evidence'))(event, id),
  action: ({ payload, actorSide }) =>
    actorSide === 'enterprise' && text(payload.assessment) !== ''
      ? `/assessments/${text(payload.assessment)}/actions`
      : null,
  certificate: at('certificates'),
  model: at('models'),
  scheme: at('schemes'),
  grant: only('/grants'),
  membership: only('/members'),
  invitation: only('/members'),
  organisation: only('/organisation'),
  webhook: only('/organisation'),
};

const REGULATOR: Readonly<Record<string, Path>> = {
  comment: ({ payload }) => (text(payload.filing) === '' ? null : `/review/${text(payload.filing)}`),
  plan: (event, id) => (event.type.startsWith('plan.import') ? null : at('plans')(event, id)),
  target: at('plans'),
  entries: (event, id) => at(event.type === 'entries.exported' ? 'plans' : 'entry-imports')(event, id),
  bulletin: at('bulletins'),
  designation: only('/designations'),
  designations: only('/designations'),
  model: at('models'),
  scheme: at('schemes'),
};

const SHARED: Readonly<Record<string, Path>> = {
  filing: at('review'),
  attachment: at('review'),
  comment: at('review'),
};

const OPERATOR: Readonly<Record<string, Path>> = {
  platform: only('/operator/settings'),
  calendar: only('/operator/calendar'),
  notice: only('/operator/outbox'),
};

const CONSULTANCY: Readonly<Record<string, Path>> = {
  model: at('models'),
  scheme: at('schemes'),
  membership: only('/members'),
  invitation: only('/members'),
};

const PATHS = {
  enterprise: ENTERPRISE,
  regulator: REGULATOR,
  operator: OPERATOR,
  consultancy: CONSULTANCY,
} as const;

/** The page of what an event is about, for its reader; null where there is none that he may open. */
export function subjectPath(reader: JournalReader, event: EventFacts): string | null {
  const noun = event.type.slice(0, event.type.indexOf('.'));
  if (reader.isOwn && reader.kind === 'regulator' && noun === 'batch' && event.subjectId !== null) {
    return `/batches/${reader.organisationId}/${event.subjectId}`;
  }
  const paths: Readonly<Record<string, Path>> = reader.isOwn ? PATHS[reader.kind] : SHARED;
  const path = Object.hasOwn(paths, noun) ? paths[noun] : undefined;
  return path ? path(event, event.subjectId ?? '') : null;
}
