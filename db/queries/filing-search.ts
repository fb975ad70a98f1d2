import { type Expression, sql, type SqlBool } from 'kysely';
import { normaliseSerialNumber } from '../../app/domain/filing/receipt.ts';
import { searchForm, searchTerms } from './filing-term.ts';

/** SQL twin of `searchForm` over the columns that are searched. */
const searchColumn = sql`upper(normalize(regexp_replace(
  concat_ws('|', filing.enterprise_name, filing.uscc, filing.licence_numbers, filing.cdo_name), '\\s', '', 'g'), NFKC))`;

/**
 * The conditions under which `filing` is found by what was typed: its serial number, its credit code, or a part of a
 * name. None for an empty text.
 */
export function searchConditions(q: string, programmeId: string): Expression<SqlBool>[] {
  const wanted = searchForm(q);
  if (wanted === '') return [];
  const serial = normaliseSerialNumber(q);
  if (/^[A-Z]{2,8}-\d{4}-/u.test(serial)) return [sql<SqlBool>`filing.serial_no = ${serial}`];
  if (/^[0-9A-Z]{18}$/u.test(wanted)) return [sql<SqlBool>`filing.uscc = ${wanted}`];
  const terms = searchTerms(wanted).map(
    (term) =>
      sql<SqlBool>`exists (select 1 from filing_term term where term.programme_id = ${programmeId} and term.term = ${term}
      and term.organisation_id = filing.organisation_id and term.filing_id = filing.id)`,
  );
  // One character is looked up among the beginnings only; more are checked as a whole.
  return [...wanted].length === 1 ? terms : [...terms, sql<SqlBool>`strpos(${searchColumn}, ${wanted}) > 0`];
}
