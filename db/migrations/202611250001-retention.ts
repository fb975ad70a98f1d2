import { sql, type Kysely } from 'kysely';
import { giveToDefiner, openToDefiner } from '../isolate.ts';

/** When the personal parts of a version were erased; of a printed form or a signed scan, when its file was given up. */
const TABLES = `
alter table filing_version add column erased_at timestamptz;
alter table attachment add column erased_at timestamptz;
create index attachment_erased on attachment (erased_at) where erased_at is not null;
`;

/**
 * What was filed stands, with one exception: the definer's function below takes the sealed part out of a body that was
 * superseded long enough ago, once. The salt goes with it, lest a short value be guessed back from the digest; the
 * readable rest and the digest stay as they are.
 */
const FUNCTIONS = `
create or replace function submitted_facts_stand() returns trigger language plpgsql as $$
declare
  print constant text[] := array['pdf_attachment_id', 'pdf_sha256'];
  erasure constant text[] := array['body', 'salt', 'erased_at'];
begin
  if old.erased_at is not null and tg_op = 'UPDATE' then
    raise exception 'what was erased can not be rewritten' using errcode = '42501';
  end if;
  if tg_op = 'UPDATE' and new.erased_at is not null then
    if current_user <> 'shuheng_definer' or to_jsonb(new) - erasure is distinct from to_jsonb(old) - erasure
       or new.body is distinct from jsonb_build_object('open', old.body -> 'open', 'sealed', null, 'erased', true)
       or new.salt <> '' then
      raise exception 'a version is erased by the retention of the platform alone' using errcode = '42501';
    end if;
    return new;
  end if;
  if old.submitted_at is null and tg_op = 'DELETE' then return old; end if;
  if old.submitted_at is null then return new; end if;
  -- What was printed of it may still be noted, once.
  if tg_op = 'DELETE' or to_jsonb(new) - print is distinct from to_jsonb(old) - print
     or (old.pdf_sha256 is not null and new.pdf_sha256 is distinct from old.pdf_sha256)
     or (old.pdf_attachment_id is not null and new.pdf_attachment_id is distinct from old.pdf_attachment_id) then
    raise exception 'what was filed can not be rewritten' using errcode = '42501';
  end if;
  return new;
end $$;

create or replace function submitted_files_stand() returns trigger language plpgsql as $$
declare findings text[] := array['scan_state', 'scan_detail', 'signature_report', 'voided_at', 'void_reason'];
begin
  if tg_op = 'UPDATE' and new.erased_at is distinct from old.erased_at then
    if current_user <> 'shuheng_definer' or old.erased_at is not null
       or to_jsonb(new) - 'erased_at' is distinct from to_jsonb(old) - 'erased_at' then
      raise exception 'a file is given up by the retention of the platform alone' using errcode = '42501';
    end if;
    return new;
  end if;
  if old.submitted_at is null and tg_op = 'DELETE' then return old; end if;
  if old.submitted_at is null then return new; end if;
  -- What a scan or an inspection finds later may be noted, and that a file no longer counts, once.
  if tg_op = 'DELETE' or to_jsonb(new) - findings is distinct from to_jsonb(old) - findings
     or (old.voided_at is not null and (new.voided_at is distinct from old.voided_at
         or new.void_reason is distinct from old.void_reason)) then
    raise exception 'what was filed can not be rewritten' using errcode = '42501';
  end if;
  return new;
end $$;

-- Since when a version has been superseded; null for the one on record and for all of a filing still at work.
create function superseded_since(f filing, v filing_version) returns timestamptz language sql immutable as $$
  select case
    when f.status = 'superseded' then f.superseded_at
    when f.status = 'on_record' and (v.no < f.current_version_no or v.submitted_at is null and v.voided_at is not null)
      then f.recorded_at
  end
$$;

create function count_superseded(months integer, moment timestamptz) returns integer
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if coalesce(app_setting('kind'), '') not in ('operator', 'job') then
    raise exception 'only the operator counts what retention would erase' using errcode = '42501';
  end if;
  return (select count(*)::integer from filing_version v join filing f on f.organisation_id = v.organisation_id and f.id = v.filing_id
    where v.erased_at is null and superseded_since(f, v) + make_interval(months => months) <= moment);
end $$;

-- Erases the sealed part of versions whose time is over, at most so many, and names them. No caller can choose a version,
-- and a clock that runs ahead of the database's by more than a day erases nothing.
create function erase_superseded(moment timestamptz, most integer)
returns table (organisation_id uuid, filing_id uuid, version_id uuid, version_no integer)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare months constant integer :=
  (select case when s.value ~ '^[1-9][0-9]{0,2}$' then s.value::integer end from setting s where s.key = 'retention_months');
begin
  if app_setting('kind') is distinct from 'job' or app_setting('job') is distinct from 'housekeeping' then
    raise exception 'only housekeeping erases' using errcode = '42501';
  end if;
  if months is null or moment > now() + interval '1 day' then return; end if;
  return query
  with due as (
    select v.organisation_id, v.id from filing_version v
    join filing f on f.organisation_id = v.organisation_id and f.id = v.filing_id
    where v.erased_at is null and superseded_since(f, v) + make_interval(months => months) <= moment
    order by v.organisation_id, v.id limit most for update of v skip locked
  ), gone as (
    update filing_version v
    set body = jsonb_build_object('open', v.body -> 'open', 'sealed', null, 'erased', true), salt = '', erased_at = moment
    from due where v.organisation_id = due.organisation_id and v.id = due.id
    returning v.organisation_id, v.filing_id, v.id, v.no
  ), drafts as (
    update filing_draft d
    set body = jsonb_build_object('open', d.body -> 'open', 'sealed', null, 'erased', true)
    from filing f
    where f.organisation_id = d.organisation_id and f.id = d.filing_id and f.status = 'superseded'
      and (d.organisation_id, d.filing_id) in (select g.organisation_id, g.filing_id from gone g)
  ), files as (
    update attachment a set erased_at = moment
    where a.erased_at is null and a.slot in ('printed_form', 'signed_scan')
      and (a.organisation_id, a.version_id) in (select g.organisation_id, g.id from gone g)
  )
  select g.organisation_id, g.filing_id, g.id, g.no from gone g;
end $$;

-- Files given up since an instant whose content another row doesn't still need: what storage may remove.
create function erased_files(since timestamptz) returns table (storage_key text)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
begin
  if app_setting('kind') is distinct from 'job' or app_setting('job') is distinct from 'housekeeping' then
    raise exception 'only housekeeping removes files' using errcode = '42501';
  end if;
  return query select a.storage_key from attachment a
    where a.erased_at >= since
      and not exists (select 1 from attachment b where b.organisation_id = a.organisation_id and b.storage_key = a.storage_key
                      and b.erased_at is null);
end $$;
`;

const DEFINER_FUNCTIONS = [
  'count_superseded(integer, timestamptz)',
  'erase_superseded(timestamptz, integer)',
  'erased_files(timestamptz)',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(TABLES);
  await run(FUNCTIONS);
  await openToDefiner(run, [
    ['setting', 'select'],
    ['filing_draft', 'select'],
    ['attachment', 'select'],
  ]);
  await run('grant update (body, salt, erased_at) on filing_version to shuheng_definer;');
  await run('grant update (body) on filing_draft to shuheng_definer;');
  await run('grant update (erased_at) on attachment to shuheng_definer;');
  await giveToDefiner(run, DEFINER_FUNCTIONS);
}
