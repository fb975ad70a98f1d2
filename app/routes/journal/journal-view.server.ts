import { getOrganisation } from '#db/queries/organisation.read.ts';
import { countJournal, type JournalEntry, listJournal } from '#db/queries/journal.read.ts';
import {
  JournalFilterSchema,
  type JournalFilter,
  journalQuery,
} from '../../domain/journal/journal-filter.ts';
import { type JournalReader, subjectPath } from '../../domain/journal/subject-path.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import type { Incoming } from '../../http/context.server.ts';
import { readSearch } from '../../http/form.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireAuditor } from '../../http/scope.server.ts';

/** Events a page. */
const PAGE = 50;
/** Events are counted as far as this. */
const COUNTED = 10_001;

/** The auditor, the filter of the address, and whose chain it reads; 404 for one out of reach. */
export async function readAudit(incoming: Incoming): Promise<{
  visit: Awaited<ReturnType<typeof requireAuditor>>;
  filter: JournalFilter;
  reader: JournalReader;
  enterpriseName: string | null;
}> {
  const visit = await requireAuditor(incoming);
  const { scope, acting } = visit;
  const asked = readSearch(incoming.request, JournalFilterSchema);
  const filter = asked.of === scope.organisationId ? { ...asked, of: '' } : asked;
  const reader = { kind: acting.organisationKind, organisationId: scope.organisationId, isOwn: true };
  if (filter.of === '') return { visit, filter, reader, enterpriseName: null };
  const enterprise =
    scope.kind === 'regulator'
      ? await incoming.context.ports.db.transaction(scope, (trx) => getOrganisation(trx, filter.of))
      : undefined;
  if (enterprise?.kind !== 'enterprise') throw refusalResponse(refuse('not_found').refusal);
  return {
    visit,
    filter,
    reader: { ...reader, organisationId: enterprise.id, isOwn: false },
    enterpriseName: enterprise.name,
  };
}

function parsed(payload: string): Record<string, unknown> {
  const value: unknown = JSON.parse(payload);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A value of a payload as text: lists of texts are written out, other lists and objects stay JSON. */
function valueText(value: unknown): string | boolean | null {
  if (value === null || value === '') return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isList && value.length > 0 ? value.join('、') : JSON.stringify(value, null, 1);
}

function rowView(row: JournalEntry, reader: JournalReader) {
  const payload = parsed(row.payload);
  return {
    seq: row.seq,
    type: row.type,
    actorName: row.actorName,
    actorSide: row.actorSide,
    subjectId: row.subjectId,
    isShared: row.isShared,
    at: row.at,
    previousDigest: row.previousDigest,
    digest: row.digest,
    parts: Object.entries(payload).map(([key, value]) => ({ key, value: valueText(value) })),
    to: row.isDeleted ? null : subjectPath(reader, { ...row, payload }),
  };
}

/** An event as the page draws it. */
export type JournalRow = ReturnType<typeof rowView>;

/** A page of the audit log. */
export async function loadAudit(incoming: Incoming) {
  const { visit, filter, reader, enterpriseName } = await readAudit(incoming);
  const query = journalQuery(filter, visit.scope.organisationId);
  const read = await incoming.context.ports.db.transaction(visit.scope, async (trx) => ({
    page: await listJournal(trx, query, PAGE),
    count: await countJournal(trx, query, COUNTED),
  }));
  return {
    filter,
    kind: reader.kind,
    isOwn: reader.isOwn,
    enterpriseName,
    count: read.count,
    counted: COUNTED,
    next: read.page.next,
    rows: read.page.rows.map((row) => rowView(row, reader)),
  };
}
