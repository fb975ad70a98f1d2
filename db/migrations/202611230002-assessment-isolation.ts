import { sql, type Kysely } from 'kysely';
import { createPolicies, giveToDefiner, openToDefiner, protectTables } from '../isolate.ts';
import {
  ASSESSMENT_POLICIES,
  CONSULTANT_FILING_POLICIES,
  createPolicySql,
  dropPolicySql,
  tablesOf,
} from '../policies.ts';

/** What the definer's role may touch of the new tables, for the functions below and nothing else. */
const DEFINER_GRANTS: readonly (readonly [table: string, commands: string])[] = [
  ['assessment', 'select, update'],
  ['assessment_snapshot', 'select'],
];

/**
 * Functions that must see more than their caller, and guards. A grant counts as alive only for its own purpose: who
 * helps never sees what an assessor sees, and the other way round. Guards that look at other rows run after the row is
 * written: row-level security has then spoken, and a refusal tells a stranger nothing about what is there.
 */
const FUNCTIONS = `
create or replace function grant_is_alive() returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select 1 from client_grant g
    where g.id = app_setting('grant')::uuid
      and g.organisation_id = app_setting('client')::uuid
      and g.consultancy_id = app_setting('organisation')::uuid
      and g.rights = app_setting('rights')
      and g.purpose = app_setting('purpose')
      and g.revoked_at is null
      and g.expires_on >= app_setting('today')::date
      and exists (select 1 from membership m where m.organisation_id = g.consultancy_id
                  and m.account_id = app_setting('account')::uuid and m.ended_at is null))
$$;

create or replace function recipients_of(wanted uuid)
returns table (account_id uuid, role text, name text, email_cipher text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select m.account_id, m.role, a.name, c.email_cipher
  from membership m join account a on a.id = m.account_id join credential c on c.account_id = a.id
       join organisation o on o.id = m.organisation_id
  where m.organisation_id = wanted and m.ended_at is null and a.disabled_at is null and c.email_verified_at is not null
    and (app_setting('kind') in ('job', 'operator')
      or (app_setting('kind') = 'account' and exists (select 1 from access_request r where r.organisation_id = wanted
          and r.account_id = app_setting('account')::uuid and r.state = 'open'))
      or (app_setting('kind') = 'member' and (wanted = app_setting('organisation')::uuid
          or exists (select 1 from client_grant g where g.organisation_id = app_setting('organisation')::uuid
                     and g.consultancy_id = wanted)))
      or (app_setting('kind') = 'consultant' and wanted in (app_setting('organisation')::uuid, app_setting('client')::uuid)
          and grant_is_alive())
      or (app_setting('kind') = 'regulator' and (wanted = app_setting('organisation')::uuid
          or (o.programme_id = app_setting('programme') and o.region_code between app_setting('region_from') and app_setting('region_to')))))
$$;

-- The scopes of the client that the acting consultancy has been asked to assess.
create function scopes_i_assess() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select a.scope_id from assessment a
  where a.organisation_id = app_setting('client')::uuid and a.consultancy_id = app_setting('organisation')::uuid
    and a.side = 'independent' and app_setting('kind') = 'consultant' and grant_is_alive()
$$;

create function client_grant_is_independent() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.revoked_at is not null then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended('grant:' || new.organisation_id::text || new.consultancy_id::text, 0));
  if exists (select 1 from client_grant g where g.organisation_id = new.organisation_id and g.consultancy_id = new.consultancy_id
             and g.id <> new.id and g.purpose <> new.purpose and g.revoked_at is null
             and g.expires_on >= (new.created_at at time zone 'Asia/Shanghai')::date) then
    raise exception 'one consultancy does not help and assess the same client' using errcode = '23P01', constraint = 'client_grant_one_purpose';
  end if;
  return null;
end $$;

create function assessment_is_guarded() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  kind constant text := coalesce(app_setting('kind'), '');
  submission constant text[] := array['programme_id', 'region_code', 'submitted_at'];
  signature constant text[] := array['state', 'signed_at', 'signed_by_name', 'version_no', 'previous_id'];
begin
  if tg_op = 'INSERT' then
    if new.revealed_at is not null or new.signed_at is not null or new.submitted_at is not null then
      raise exception 'an assessment begins unsigned' using errcode = '42501';
    end if;
    if new.side = 'independent' and not exists (select 1 from client_grant g where g.organisation_id = new.organisation_id
         and g.id = new.grant_id and g.consultancy_id = new.consultancy_id and g.purpose = 'assess' and g.revoked_at is null
         and g.expires_on >= (new.created_at at time zone 'Asia/Shanghai')::date) then
      raise exception 'an independent assessment needs a grant to assess' using errcode = '42501';
    end if;
    return null;
  end if;
  if pg_trigger_depth() > 1 then return null; end if;
  if new.side <> old.side or new.scope_id <> old.scope_id or new.model_id <> old.model_id or new.model_digest <> old.model_digest
     or new.grant_id is distinct from old.grant_id or new.consultancy_id is distinct from old.consultancy_id
     or new.order_id is distinct from old.order_id or new.revealed_at is distinct from old.revealed_at then
    raise exception 'what an assessment is about does not change' using errcode = '42501';
  end if;
  if old.state = 'signed' and new.scheme is distinct from old.scheme and new.state = 'signed' then
    raise exception 'an assessment keeps the scheme it was signed with' using errcode = '42501';
  end if;
  if old.submitted_at is not null and (new.state <> old.state or new.submitted_at is distinct from old.submitted_at
     or new.programme_id is distinct from old.programme_id or new.region_code is distinct from old.region_code) then
    raise exception 'what was submitted stands' using errcode = '42501';
  end if;
  if new.submitted_at is not null and new.state <> 'signed' then
    raise exception 'only what is signed is submitted' using errcode = '42501';
  end if;
  if new.side = 'independent' and kind = 'member' then
    if new.state <> old.state and (new.state <> 'withdrawn' or old.state = 'signed') then
      raise exception 'an enterprise does not move an independent assessment' using errcode = '42501';
    end if;
    if to_jsonb(new) - submission - array['state', 'updated_at'] is distinct from to_jsonb(old) - submission - array['state', 'updated_at'] then
      raise exception 'an enterprise does not change an independent assessment' using errcode = '42501';
    end if;
  end if;
  if kind = 'consultant' and (new.programme_id is distinct from old.programme_id or new.region_code is distinct from old.region_code
     or new.submitted_at is distinct from old.submitted_at) then
    raise exception 'a consultant does not submit in the name of a client' using errcode = '42501';
  end if;
  if new.side = 'self' and kind = 'consultant' and exists (select 1 from unnest(signature) field(name)
     where to_jsonb(new) -> field.name is distinct from to_jsonb(old) -> field.name) then
    raise exception 'a helper does not sign in the name of a client' using errcode = '42501';
  end if;
  return null;
end $$;

create function assessment_reveals() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.state <> 'signed' or old.state = 'signed' then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended('scope:' || new.scope_id::text, 0));
  if exists (select 1 from assessment a where a.organisation_id = new.organisation_id and a.scope_id = new.scope_id
             and a.side <> new.side and a.state = 'signed') then
    update assessment a set revealed_at = new.signed_at
    where a.organisation_id = new.organisation_id and a.scope_id = new.scope_id and a.state = 'signed' and a.revealed_at is null;
  end if;
  return null;
end $$;

create function assessment_part_is_open() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare place record;
begin
  -- Where it was and where it is: a part isn't carried out of a closed assessment either.
  for place in
    select a.id, a.state from assessment a
    where (tg_op <> 'INSERT' and a.organisation_id = old.organisation_id and a.id = old.assessment_id)
       or (tg_op <> 'DELETE' and a.organisation_id = new.organisation_id and a.id = new.assessment_id)
    order by a.id for share
  loop
    if place.state in ('signed', 'withdrawn') then
      raise exception 'assessment % is closed', place.id using errcode = '42501', constraint = 'assessment_is_open';
    end if;
  end loop;
  return null;
end $$;

create function answer_keeps_authors() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.authors := array[new.author_id];
    return new;
  end if;
  new.authors := old.authors;
  -- Who confirms what was carried over answers for it like who wrote it.
  if new.grade is distinct from old.grade or new.note is distinct from old.note or new.is_carried is distinct from old.is_carried
     or new.author_id is distinct from old.author_id then
    if not new.author_id = any (new.authors) then new.authors := new.authors || new.author_id; end if;
    -- What was validated isn't this answer any more.
    new.validated_by := null; new.validated_by_name := null; new.validated_at := null;
  end if;
  return new;
end $$;

create function answer_is_own() returns trigger language plpgsql as $$
declare who constant uuid := app_setting('account')::uuid;
begin
  if current_user <> 'shuheng_app' then return new; end if;
  if (tg_op = 'INSERT' or new.grade is distinct from old.grade or new.note is distinct from old.note or new.is_carried is distinct from old.is_carried
      or new.author_id is distinct from old.author_id) and new.author_id is distinct from who then
    raise exception 'an answer is signed by who gives it' using errcode = '42501';
  end if;
  if new.validated_by is not null and (tg_op = 'INSERT' or new.validated_by is distinct from old.validated_by) and new.validated_by is distinct from who then
    raise exception 'a validation is signed by who gives it' using errcode = '42501';
  end if;
  return new;
end $$;

create function snapshot_stands() returns trigger language plpgsql as $$
declare submission constant text[] := array['programme_id', 'region_code', 'submitted_at'];
begin
  if tg_op = 'DELETE' or to_jsonb(new) - submission is distinct from to_jsonb(old) - submission
     or (old.submitted_at is not null and new is distinct from old) then
    raise exception 'what was signed can not be rewritten' using errcode = '42501';
  end if;
  return new;
end $$;

create function published_version_stands() returns trigger language plpgsql as $$
declare later constant text[] := array['state'];
begin
  if old.state = 'draft' then
    if tg_op = 'DELETE' then return old; end if;
    return new;
  end if;
  if tg_op = 'DELETE' or to_jsonb(new) - later is distinct from to_jsonb(old) - later or new.state = 'draft' then
    raise exception 'what was published can not be rewritten' using errcode = '42501';
  end if;
  return new;
end $$;

create function submitted_certificate_stands() returns trigger language plpgsql as $$
declare later constant text[] := array['withdrawn_at', 'withdraw_reason', 'scan_state', 'scan_detail'];
begin
  if old.submitted_at is not null and to_jsonb(new) - later is distinct from to_jsonb(old) - later then
    raise exception 'what was submitted can not be rewritten' using errcode = '42501';
  end if;
  return new;
end $$;

create function maturity_benchmark(wanted_model text, wanted_industry text)
returns table (key text, others integer, lower_quartile numeric, median numeric, upper_quartile numeric)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with mine as (
    select o.is_demo from organisation o
    where o.id = coalesce(app_setting('client')::uuid, app_setting('organisation')::uuid)
      and (app_setting('kind') = 'member' or (app_setting('kind') = 'consultant' and grant_is_alive()))
  ), latest as (
    select distinct on (s.organisation_id) s.organisation_id, s.scores
    from assessment_snapshot s join organisation o on o.id = s.organisation_id
         join assessment a on a.organisation_id = s.organisation_id and a.id = s.assessment_id and a.state <> 'withdrawn'
         cross join mine
    where s.model_id = wanted_model and s.side = 'self' and o.industry_code = wanted_industry and o.is_demo = mine.is_demo
      and o.id <> coalesce(app_setting('client')::uuid, app_setting('organisation')::uuid)
    order by s.organisation_id, s.signed_at desc, s.id
  )
  select e.key, count(*)::integer,
         round(percentile_cont(0.25) within group (order by e.value::numeric)::numeric, 2),
         round(percentile_cont(0.5) within group (order by e.value::numeric)::numeric, 2),
         round(percentile_cont(0.75) within group (order by e.value::numeric)::numeric, 2)
  from latest l cross join lateral jsonb_each_text(l.scores) e
  where e.value is not null
  group by e.key having count(*) >= 5
$$;
`;

const OPEN_PARTS = ['assessment_domain', 'assessment_exclusion', 'answer', 'evidence_link'] as const;

const TRIGGERS = `
create trigger client_grant_is_independent after insert or update on client_grant for each row execute function client_grant_is_independent();
create trigger assessment_is_guarded after insert or update on assessment for each row execute function assessment_is_guarded();
create trigger assessment_reveals after update of state on assessment for each row execute function assessment_reveals();
${OPEN_PARTS.map(
  (table) =>
    `create trigger a_is_open after insert or update or delete on ${table} for each row execute function assessment_part_is_open();`,
).join('\n')}
create trigger b_answer_is_own before insert or update on answer for each row execute function answer_is_own();
create trigger c_answer_keeps_authors before insert or update on answer for each row execute function answer_keeps_authors();
create trigger snapshot_stands before update or delete on assessment_snapshot for each row execute function snapshot_stands();
create trigger published_version_stands before update or delete on maturity_model for each row execute function published_version_stands();
create trigger published_version_stands before update or delete on scoring_scheme for each row execute function published_version_stands();
create trigger submitted_certificate_stands before update on certificate for each row execute function submitted_certificate_stands();
`;

/** Run by the definer's role; the app's role may call those that aren't triggers. */
const DEFINER_FUNCTIONS = [
  'scopes_i_assess()',
  'client_grant_is_independent()',
  'assessment_is_guarded()',
  'assessment_reveals()',
  'assessment_part_is_open()',
  'maturity_benchmark(text, text)',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(FUNCTIONS);
  await run(TRIGGERS);
  await protectTables(run, tablesOf(ASSESSMENT_POLICIES));
  await openToDefiner(run, DEFINER_GRANTS);
  await createPolicies(run, ASSESSMENT_POLICIES);
  // An assessor has no business with filings; before assessments, every grant was one to help.
  for (const policy of CONSULTANT_FILING_POLICIES) {
    await run(dropPolicySql(policy));
    await run(createPolicySql(policy));
  }
  await giveToDefiner(run, DEFINER_FUNCTIONS);
}
