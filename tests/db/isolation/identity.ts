import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';

/** A row as the database takes it, by column. */
export type Row = Readonly<Record<string, unknown>>;

/** Rows that the matrix is asked about: table → tag → row. Tags say whose a row is and in what state. */
export type Probes = Readonly<Record<string, Readonly<Record<string, Row>>>>;

/** When the probes were written, and a moment after everything. */
export const AT = '2026-11-23T02:00:00.000Z';
export const LATER = '2027-11-23T02:00:00.000Z';

/** A fixed UUID that can be recognised in a failing test. */
export function uuid(group: number, n: number): string {
  return `0192${String(group).padStart(4, '0')}-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

/**
 * Organisations of the matrix. A and B are enterprises of two Shanghai districts, O one of another programme, whose
 * office is the province's; two cities report to it. A lets three consultancies in: one helps, two assess.
 */
export const ORGANISATIONS = {
  A: uuid(1, 1),
  B: uuid(1, 2),
  O: uuid(1, 3),
  regulator: uuid(1, 4),
  otherRegulator: uuid(1, 5),
  consultancy: uuid(1, 6),
  assessors: uuid(1, 7),
  rivals: uuid(1, 8),
  city: uuid(1, 9),
  otherCity: uuid(1, 10),
  platform: PLATFORM_ORGANISATION_ID,
} as const;

/** Accounts of the matrix. */
export const ACCOUNTS = {
  ownerA: uuid(2, 1),
  ownerB: uuid(2, 2),
  stranger: uuid(2, 3),
  regulator: uuid(2, 4),
  otherRegulator: uuid(2, 5),
  consultant: uuid(2, 6),
  operator: uuid(2, 7),
  colleagueA: uuid(2, 8),
  assessor: uuid(2, 9),
  rival: uuid(2, 10),
  colleagueAssessor: uuid(2, 11),
} as const;

/** Grants of client A: to the consultancy that helps, to the one that assesses, and to the other that assesses. */
export const GRANTS = {
  draft: uuid(3, 1),
  read: uuid(3, 2),
  expired: uuid(3, 3),
  revoked: uuid(3, 4),
  assess: uuid(3, 5),
  assessRead: uuid(3, 6),
  rival: uuid(3, 7),
} as const;

/** The columns of what belongs to a house and is seen by the office in charge. */
export function house(organisationId: string, region: string, programme = 'sh-cdo') {
  return { organisation_id: organisationId, programme_id: programme, region_code: region };
}
