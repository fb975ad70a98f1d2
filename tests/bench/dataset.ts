import type { OpenDatabase } from '#db/client.ts';
import { PROGRAMME } from './work.ts';

/** Filings of one enterprise: one open, one on record, three that later ones superseded. */
const PER_ENTERPRISE = 5;
/** Enterprises that are written by one statement. */
const BATCH = 20_000;

/** Ids that tell nothing of the order, as the worst case for an index; `$1` to `$2` are the numbers of a batch. */
const id = (kind: string, number: string) => `md5('${kind}' || ${number})::uuid`;

/** Two characters that a few dozen filings share, in a name as enterprises have them. */
export const NAME_PART = `chr(20013 + n % 97) || chr(21000 + (n / 97) % 41)`;
const NAME = `'上海' || ${NAME_PART} || '信息科技有限公司'`;

const ORGANISATIONS = `
  insert into organisation (id, kind, name, uscc, licence_kind, programme_id, region_code, verification, is_demo, created_at)
  select ${id('organisation', 'n')}, 'enterprise', ${NAME}, '9131' || lpad(n::text, 14, '0'), 'telecom', '${PROGRAMME}',
    case when n % 3 = 0 then '310104' else '310115' end, case when n % 50 = 0 then 'pending' else 'verified' end, true, '2026-01-01Z'
  from generate_series($1::int, $2::int) n`;

const FILINGS = `
  insert into filing (organisation_id, id, programme_id, region_code, kind, status, is_waiting, enterprise_name, uscc, cdo_name,
    licence_numbers, has_b2, serial_no, verification_code, current_version_no, due_on, due_sort, first_submitted_on,
    first_submitted_at, submitted_at, recorded_at, assignee_id, created_by_name, created_at, updated_at)
  select ${id('organisation', 'n')}, ${id('filing', 'f')}, '${PROGRAMME}', case when n % 3 = 0 then '310104' else '310115' end,
    case when part = 4 then 'first' else 'change' end,
    case part when 0 then (array['submitted', 'submitted', 'in_review', 'returned'])[1 + n % 4] when 1 then 'on_record' else 'superseded' end,
    part = 0 and n % 4 < 3, ${NAME}, '9131' || lpad(n::text, 14, '0'), '示例' || chr(22000 + n % 211), '沪B2-' || lpad(n::text, 8, '0'), true,
    'BENCH-' || f, 'bench' || f, 1, due, coalesce(due, '9999-12-31'), at::date, at, at,
    case when part > 0 then at end, case when n % 5 = 0 then ${id('reviewer', `(n % 7)`)} end, '示例', at, at
  from generate_series($1::int, $2::int) n, generate_series(0, ${PER_ENTERPRISE - 1}) part,
    lateral (select n * ${PER_ENTERPRISE} + part as f, case when n % 2 = 0 then date '2026-10-01' + n % 90 end as due,
      timestamptz '2026-11-01Z' - part * interval '100 days' - (n * 37 % 100000) * interval '1 minute' as at) facts`;

/** A body of the size that sealed ones have. */
const VERSIONS = `
  insert into filing_version (organisation_id, id, filing_id, programme_id, region_code, no, form_version, body, salt, digest,
    frozen_at, frozen_by_name, submitted_at, submitted_by_name)
  select organisation_id, ${id('version', 'id')}, id, programme_id, region_code, 1, 'sh-cdo-2026',
    jsonb_build_object('open', jsonb_build_object('enterprise', enterprise_name), 'sealed', repeat(md5(id::text), 120)),
    'salt', md5(id::text), submitted_at, '示例', submitted_at, '示例'
  from filing where is_waiting and organisation_id in (select ${id('organisation', 'n')} from generate_series($1::int, $2::int) n)`;

const FILES = `
  insert into attachment (organisation_id, id, filing_id, version_id, programme_id, region_code, slot, file_name, content_type,
    byte_size, sha256, storage_key, scan_state, uploaded_by_name, uploaded_at, submitted_at)
  select organisation_id, ${id('file', `(slot || id)`)}, id, ${id('version', 'id')}, programme_id, region_code, slot, slot || '.pdf',
    'application/pdf', 100000, md5(id::text), 'bench/' || slot || id, 'clean', '示例', submitted_at, submitted_at
  from filing, unnest(array['appointment', 'organisation_chart', 'signed_scan']) slot
  where is_waiting and organisation_id in (select ${id('organisation', 'n')} from generate_series($1::int, $2::int) n)`;

const THREADS = `
  insert into comment_thread (organisation_id, id, filing_id, programme_id, region_code, version_no, field_path, state, created_by_name,
    created_at, published_at)
  select organisation_id, ${id('thread', 'id')}, id, programme_id, region_code, 1, 'cdo.name', 'open', '示例', submitted_at, submitted_at
  from filing where is_waiting and organisation_id in (select ${id('organisation', 'n')} from generate_series($1::int, $2::int) n)`;

const COMMENTS = `
  insert into comment (organisation_id, id, thread_id, programme_id, region_code, author_id, author_side, author_name, body, created_at, published_at)
  select organisation_id, ${id('comment', `(side || id)`)}, ${id('thread', 'id')}, programme_id, region_code, ${id('person', 'side')}, side, '示例',
    '请核对任职时间。', submitted_at, submitted_at
  from filing, unnest(array['regulator', 'enterprise']) side
  where is_waiting and organisation_id in (select ${id('organisation', 'n')} from generate_series($1::int, $2::int) n)`;

/** The guard of the journal wants one row after the other, so each statement adds one event to each enterprise. */
const EVENTS = [1, 2, 3, 4].map(
  (seq) => `
  insert into journal (organisation_id, seq, type, schema_version, payload, actor_name, actor_side, subject_id, is_shared, at, previous_digest, digest)
  select organisation_id, ${seq}, 'filing.submitted', 1, '{"version":1}', '示例', 'enterprise', id, true, submitted_at,
    ${seq === 1 ? `''` : `'bench${seq - 1}'`}, 'bench${seq}'
  from filing where is_waiting and organisation_id in (select ${id('organisation', 'n')} from generate_series($1::int, $2::int) n)`,
);

/** Pairs of neighbouring characters, as the product writes them at submission. */
const TERMS = `
  insert into filing_term (programme_id, term, region_code, organisation_id, filing_id)
  select distinct programme_id, substr(text, place, 2), region_code, organisation_id, id
  from filing, unnest(array[enterprise_name, cdo_name]) text, generate_series(1, length(text) - 1) place
  where organisation_id in (select ${id('organisation', 'n')} from generate_series($1::int, $2::int) n)`;

export interface Dataset {
  readonly filings: number;
  readonly enterprises: number;
  /** Whether there is more than enterprises and filings: terms of the search alone are fourteen rows a filing. */
  readonly isWhole: boolean;
}

/** Fills an empty, migrated database, as its owner. */
export async function load(
  db: OpenDatabase,
  wanted: number,
  isWhole: boolean,
  tell: (line: string) => void,
): Promise<Dataset> {
  const enterprises = Math.max(1, Math.round(wanted / PER_ENTERPRISE));
  await db.pool.query(
    `insert into programme (id, name_zh, name_en, authority_zh, authority_en, region_code)
     values ('${PROGRAMME}', '示例', 'sample', '示例', 'sample', '310000')`,
  );
  for (let first = 1; first <= enterprises; first += BATCH) {
    const last = Math.min(first + BATCH - 1, enterprises);
    const belonging = [VERSIONS, FILES, THREADS, COMMENTS, ...EVENTS, TERMS];
    for (const statement of [ORGANISATIONS, FILINGS, ...(isWhole ? belonging : [])]) {
      await db.pool.query(statement, [first, last]);
    }
    tell(`  ${last} / ${enterprises} 家企业 / enterprises`);
  }
  await db.pool.query(db.embedded ? 'analyze' : 'vacuum analyze');
  return { filings: enterprises * PER_ENTERPRISE, enterprises, isWhole };
}
