import { z } from 'zod';
import { asJsonValue } from '#app/domain/bundle/manifest.ts';
import { canonicalJson } from '#app/domain/filing/canonical.ts';
import { canonicalContent } from '#app/domain/filing/content.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { openBody } from '#db/queries/filing-body.ts';
import type { Ports } from '../ports.ts';

/** A stored row by its columns' names, every value as text. */
type Row = Readonly<Record<string, string | null>>;

/** Reads a table as it stands at one instant, every house's rows; one table at a time. */
type ReadTable = (table: 'journal' | 'filing_version' | 'assessment_snapshot') => AsyncIterable<Row>;

/** A frozen version of a filing or a signed one of an assessment that isn't what its events say. */
export interface VersionFault {
  readonly kind: 'filing' | 'assessment';
  readonly organisationId: string;
  /** The filing or the assessment. */
  readonly subjectId: string;
  readonly no: number;
  /**
   * `altered`: the body has another digest than stands beside it; `unreadable`: it can't be opened at all;
   * `differs`: the digest beside it isn't the one that an event names; `missing`: an event names a version that isn't
   * there; `unwitnessed`: no event names it; `erased_without_event`: it was emptied, but not by its retention.
   */
  readonly why: 'altered' | 'unreadable' | 'differs' | 'missing' | 'unwitnessed' | 'erased_without_event';
}

export interface VersionVerification {
  /** Versions whose digest was recomputed from what is stored. */
  readonly recomputed: number;
  /** Versions whose personal part was erased, its retention being over: their digest can't be recomputed any more. */
  readonly erased: number;
  readonly faults: readonly VersionFault[];
}

/** Events that name a version with its digest; what was only frozen may go with its draft. */
const NAMING: Readonly<Record<string, { kind: VersionFault['kind']; isLasting: boolean }>> = {
  'filing.frozen': { kind: 'filing', isLasting: false },
  'filing.submitted': { kind: 'filing', isLasting: true },
  'assessment.signed': { kind: 'assessment', isLasting: true },
  'assessment.submitted': { kind: 'assessment', isLasting: true },
};
const ERASED = 'filing.erased';
const Payload = z.object({ version: z.number(), digest: z.string().nullish() });

type Place = Omit<VersionFault, 'why'>;

const keyOf = ({ kind, organisationId, subjectId, no }: Place) =>
  `${organisationId}:${kind}:${subjectId}:${no}`;

interface Witness extends Place {
  digest: string | null;
  isLasting: boolean;
  isErased: boolean;
  isSeen: boolean;
  /** Two events name different digests. */
  isDisputed: boolean;
}

const text = (row: Row, column: string): string => row[column] ?? '';

/** What the journals say of versions, by kind, subject and number. */
async function readWitnesses(journal: AsyncIterable<Row>): Promise<Map<string, Witness>> {
  const witnesses = new Map<string, Witness>();
  for await (const row of journal) {
    const type = text(row, 'type');
    const naming = NAMING[type];
    if (!naming && type !== ERASED) continue;
    const payload = Payload.safeParse(JSON.parse(text(row, 'payload')));
    if (!payload.success) continue; // the chain tells of an event that was altered
    const kind = naming?.kind ?? 'filing';
    const about = {
      ...{ kind, organisationId: text(row, 'organisation_id') },
      ...{ subjectId: text(row, 'subject_id'), no: payload.data.version },
    };
    const key = keyOf(about);
    const witness = witnesses.get(key) ?? {
      ...about,
      ...{ digest: null, isLasting: false, isErased: false, isSeen: false, isDisputed: false },
    };
    const digest = payload.data.digest ?? null;
    if (digest !== null && witness.digest !== null && witness.digest !== digest) witness.isDisputed = true;
    witness.digest ??= digest;
    witness.isLasting ||= naming?.isLasting ?? false;
    witness.isErased ||= type === ERASED;
    witnesses.set(key, witness);
  }
  return witnesses;
}

/** The digest of what is stored; null where it was erased, 'unreadable' where it can't be opened. */
function digestOf(sealer: Ports['sealer'], kind: VersionFault['kind'], row: Row): string | null {
  if (kind === 'assessment') return sm3Hex(canonicalJson(asJsonValue(JSON.parse(text(row, 'body')))));
  if (row['erased_at'] !== null) return null;
  try {
    const body = openBody(sealer, text(row, 'organisation_id'), JSON.parse(text(row, 'body')));
    return sm3Hex(text(row, 'salt') + canonicalContent(body, text(row, 'form_version')));
  } catch {
    return 'unreadable'; // sealed by another key, or no filing's body at all: which, nobody can tell
  }
}

function faultOf(
  row: Row,
  computed: string | null,
  witness: Witness | undefined,
): VersionFault['why'] | null {
  const digest = text(row, 'digest');
  if (computed === 'unreadable') return 'unreadable';
  if (computed !== null && computed !== digest) return 'altered';
  if (!witness?.digest) return 'unwitnessed';
  if (witness.isDisputed || witness.digest !== digest) return 'differs';
  return computed === null && !witness.isErased ? 'erased_without_event' : null;
}

/**
 * Recomputes the digest of every stored version, of filings and of signed assessments, and holds it against the events
 * of the journals. Writes nothing. The chains themselves are verified apart.
 */
export async function verifyVersions(
  ports: Pick<Ports, 'sealer'>,
  read: ReadTable,
): Promise<VersionVerification> {
  const witnesses = await readWitnesses(read('journal'));
  const faults: VersionFault[] = [];
  let recomputed = 0;
  let erased = 0;
  const tables = [
    { table: 'filing_version', kind: 'filing', subject: 'filing_id', no: 'no' },
    { table: 'assessment_snapshot', kind: 'assessment', subject: 'assessment_id', no: 'version_no' },
  ] as const;
  for (const { table, kind, subject, no } of tables) {
    for await (const row of read(table)) {
      const [organisationId, subjectId] = [text(row, 'organisation_id'), text(row, subject)];
      const place = { kind, organisationId, subjectId, no: Number(text(row, no)) };
      const witness = witnesses.get(keyOf(place));
      if (witness) witness.isSeen = true;
      const computed = digestOf(ports.sealer, kind, row);
      if (computed === null) erased += 1;
      else recomputed += 1;
      const why = faultOf(row, computed, witness);
      if (why) faults.push({ ...place, why });
    }
  }
  for (const { isSeen, isLasting, kind, organisationId, subjectId, no } of witnesses.values()) {
    if (isLasting && !isSeen) faults.push({ kind, organisationId, subjectId, no, why: 'missing' });
  }
  return { recomputed, erased, faults };
}
