import { sql, type Kysely } from 'kysely';
import { PLATFORM_ORGANISATION_ID } from '../platform.ts';
import { createPolicies, giveToDefiner, openToDefiner, protectTables } from '../isolate.ts';
import { FOUNDATION_POLICIES, tablesOf } from '../policies.ts';

/**
 * Roles: `shuheng_app` runs every request and owns nothing; `shuheng_definer` owns the narrow functions that
 * must cross tenants and sees only the tables granted to it below.
 */
const ROLES = `
do $$ begin
  if not exists (select from pg_roles where rolname = 'shuheng_app') then create role shuheng_app nologin; end if;
exception when duplicate_object or unique_violation then null; end $$;
do $$ begin
  if not exists (select from pg_roles where rolname = 'shuheng_definer') then create role shuheng_definer nologin; end if;
exception when duplicate_object or unique_violation then null; end $$;
grant shuheng_app to current_user;
grant shuheng_definer to current_user;
grant usage on schema public to shuheng_app, shuheng_definer;
`;

/** What the definer's role may touch, and nothing else. */
const DEFINER_GRANTS: readonly (readonly [table: string, commands: string])[] = [
  ['account', 'select'],
  ['credential', 'select'],
  ['session', 'select, update, delete'],
  ['one_time_link', 'select'],
  ['invitation', 'select, update'],
  ['organisation', 'select, insert, update'],
  ['membership', 'select, insert, update'],
  ['access_request', 'select, update'],
  ['client_grant', 'select'],
  ['filing', 'select, update'],
  ['change_report', 'select'],
  ['filing_version', 'select'],
  ['roster_entry', 'select'],
  ['serial_counter', 'select, insert, update'],
  ['journal', 'select'],
  ['webhook_target', 'select'],
];

/**
 * The functions that cross tenants: short, listed, each with tests of its own. `pg_temp` stands last in their path,
 * because it would otherwise be searched first, and a temporary table could pose as one of ours.
 */
const FUNCTIONS = `
create function platform_organisation() returns uuid language sql immutable parallel safe
  as $$ select '${PLATFORM_ORGANISATION_ID}'::uuid $$;

create function app_setting(name text) returns text language sql stable
  as $$ select nullif(current_setting('app.' || name, true), '') $$;

create function grant_is_alive() returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select 1 from client_grant g
    where g.id = app_setting('grant')::uuid
      and g.organisation_id = app_setting('client')::uuid
      and g.consultancy_id = app_setting('organisation')::uuid
      and g.rights = app_setting('rights')
      and g.revoked_at is null
      and g.expires_on >= app_setting('today')::date
      and exists (select 1 from membership m where m.organisation_id = g.consultancy_id
                  and m.account_id = app_setting('account')::uuid and m.ended_at is null))
$$;

create function credential_by_index(wanted text)
returns table (account_id uuid, name text, password_hash text, email_verified_at timestamptz, disabled_at timestamptz,
               failed_count integer, locked_until timestamptz, has_totp boolean, email_cipher text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.account_id, a.name, c.password_hash, c.email_verified_at, a.disabled_at, c.failed_count, c.locked_until,
         c.totp_confirmed_at is not null, c.email_cipher
  from credential c join account a on a.id = c.account_id
  where c.email_index = wanted or c.mobile_index = wanted
$$;

create function session_by_digest(wanted text)
returns table (id text, account_id uuid, organisation_id uuid, grant_id uuid, created_at timestamptz, expires_at timestamptz,
               last_seen_at timestamptz, second_factor_at timestamptz, name text, is_demo boolean, has_totp boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select s.id, s.account_id, s.organisation_id, s.grant_id, s.created_at, s.expires_at, s.last_seen_at, s.second_factor_at,
         a.name, a.is_demo, c.totp_confirmed_at is not null
  from session s join account a on a.id = s.account_id join credential c on c.account_id = a.id
  where s.id = wanted and a.disabled_at is null
$$;

create function touch_session(wanted text, new_expiry timestamptz, seen timestamptz) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update session set expires_at = least(new_expiry, expires_at), last_seen_at = coalesce(seen, last_seen_at) where id = wanted
$$;

create function end_session(wanted text) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$ delete from session where id = wanted $$;

create function link_by_digest(wanted text)
returns table (purpose text, account_id uuid, expires_at timestamptz, used_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select l.purpose, l.account_id, l.expires_at, l.used_at from one_time_link l where l.digest = wanted
$$;

create function my_memberships()
returns table (organisation_id uuid, organisation_name text, organisation_kind text, colour text, verification text, uscc text,
               role text, programme_id text, region_code text, licence_kind text, is_demo boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select o.id, o.name, o.kind, o.colour, o.verification, o.uscc, m.role, m.programme_id, m.region_code, o.licence_kind, o.is_demo
  from membership m join organisation o on o.id = m.organisation_id
  where m.account_id = app_setting('account')::uuid and m.ended_at is null
  order by m.created_at, o.id
$$;

create function organisation_by_uscc(wanted text)
returns table (id uuid, kind text, name text, verification text, programme_id text, region_code text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select o.id, o.kind, o.name, o.verification, o.programme_id, o.region_code from organisation o
  where o.uscc = wanted and app_setting('account') is not null
    and exists (select 1 from credential c where c.account_id = app_setting('account')::uuid and c.email_verified_at is not null)
$$;

create function found_organisation(new_id uuid, new_kind text, new_name text, new_uscc text, new_licence_kind text, new_programme text,
  new_region text, new_industry text, new_is_branch boolean, new_licences text, new_colour text, new_is_demo boolean,
  new_membership uuid, new_role text, new_account_name text, new_email_mask text, moment timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if app_setting('account') is null or new_kind not in ('enterprise', 'consultancy')
     or not exists (select 1 from credential c where c.account_id = app_setting('account')::uuid and c.email_verified_at is not null) then
    raise exception 'a verified account is needed' using errcode = '42501';
  end if;
  if new_uscc is null or new_role <> (case new_kind when 'consultancy' then 'consultant' else 'owner' end) then
    raise exception 'a % is not founded without a code or by a %', new_kind, new_role using errcode = '42501';
  end if;
  insert into organisation (id, kind, name, uscc, licence_kind, programme_id, region_code, industry_code, is_branch, licence_numbers,
                            colour, is_demo, created_at)
  values (new_id, new_kind, new_name, new_uscc, new_licence_kind, new_programme, new_region, new_industry, new_is_branch, new_licences,
          new_colour, new_is_demo, moment)
  on conflict (uscc) do nothing;
  if not found then return false; end if;
  insert into membership (organisation_id, id, account_id, role, account_name, email_mask, created_at)
  values (new_id, new_membership, app_setting('account')::uuid, new_role, new_account_name, new_email_mask, moment);
  return true;
end $$;

create function invitation_by_digest(wanted text)
returns table (organisation_id uuid, id uuid, purpose text, role text, organisation_name text, email_mask text, email_index text,
               expires_at timestamptz, accepted_at timestamptz, revoked_at timestamptz, created_by_name text,
               roster_name text, roster_uscc text, roster_licences text, programme_id text, region_code text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select i.organisation_id, i.id, i.purpose, i.role, o.name, i.email_mask, i.email_index, i.expires_at, i.accepted_at, i.revoked_at,
         i.created_by_name, r.name, r.uscc, r.licence_number, i.programme_id, coalesce(r.region_code, i.region_code)
  from invitation i join organisation o on o.id = i.organisation_id
  left join roster_entry r on r.organisation_id = i.organisation_id and r.id = i.roster_entry_id
  where i.digest = wanted
$$;

create function accept_invitation(wanted text, new_membership uuid, new_account_name text, new_email_mask text, moment timestamptz)
returns uuid language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare it invitation;
begin
  select i.* into it from invitation i
  where i.digest = wanted and i.accepted_at is null and i.revoked_at is null and i.expires_at > moment
    and i.purpose in ('colleague', 'regulator') for update;
  if not found then return null; end if;
  if not exists (select 1 from credential c where c.account_id = app_setting('account')::uuid
                 and c.email_index = it.email_index and c.email_verified_at is not null) then return null; end if;
  update invitation set accepted_at = moment, accepted_by = app_setting('account')::uuid
  where organisation_id = it.organisation_id and id = it.id;
  insert into membership (organisation_id, id, account_id, role, programme_id, region_code, account_name, email_mask, created_at)
  values (it.organisation_id, new_membership, app_setting('account')::uuid, it.role, it.programme_id, it.region_code,
          new_account_name, new_email_mask, moment)
  on conflict (organisation_id, account_id) where ended_at is null do nothing;
  return it.organisation_id;
end $$;

create function redeem_roster_invitation(wanted text, enterprise uuid, moment timestamptz)
returns boolean language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare it invitation; entry roster_entry;
begin
  select i.* into it from invitation i
  where i.digest = wanted and i.accepted_at is null and i.revoked_at is null and i.expires_at > moment and i.purpose = 'roster' for update;
  if not found then return false; end if;
  select r.* into entry from roster_entry r where r.organisation_id = it.organisation_id and r.id = it.roster_entry_id
    and r.removed_at is null;
  if not found then return false; end if;
  if not exists (select 1 from membership m where m.organisation_id = enterprise and m.account_id = app_setting('account')::uuid
                 and m.role = 'owner' and m.ended_at is null) then return false; end if;
  update organisation set verification = 'verified', verified_at = moment, verified_by_name = it.created_by_name,
         verification_note = '名录邀请'
  where id = enterprise and uscc = entry.uscc and programme_id = entry.programme_id and verification = 'pending';
  if not found then return false; end if;
  update invitation set accepted_at = moment, accepted_by = app_setting('account')::uuid
  where organisation_id = it.organisation_id and id = it.id;
  return true;
end $$;

create function transfer_ownership(enterprise uuid, request uuid, new_membership uuid, moment timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare it access_request;
begin
  if coalesce(app_setting('kind'), '') not in ('regulator', 'operator') then
    raise exception 'only a regulator or the operator may transfer ownership' using errcode = '42501';
  end if;
  select r.* into it from access_request r join organisation o on o.id = r.organisation_id
  where r.organisation_id = enterprise and r.id = request and r.kind = 'reclaim' and r.state = 'open' and o.kind = 'enterprise'
    and (app_setting('kind') = 'operator' or (o.programme_id = app_setting('programme')
         and o.region_code between app_setting('region_from') and app_setting('region_to')))
    and exists (select 1 from credential c join account a on a.id = c.account_id
                where c.account_id = r.account_id and c.email_verified_at is not null and a.disabled_at is null)
  for update of r;
  if not found then return false; end if;
  update membership set role = 'viewer' where organisation_id = enterprise and role = 'owner' and ended_at is null
    and account_id <> it.account_id;
  update membership set role = 'owner' where organisation_id = enterprise and account_id = it.account_id and ended_at is null;
  if not found then
    insert into membership (organisation_id, id, account_id, role, account_name, email_mask, created_at)
    values (enterprise, new_membership, it.account_id, 'owner', it.account_name, it.email_mask, moment);
  end if;
  return true;
end $$;

create function recipients_of(wanted uuid)
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
      or (app_setting('kind') = 'regulator' and (wanted = app_setting('organisation')::uuid
          or (o.programme_id = app_setting('programme') and o.region_code between app_setting('region_from') and app_setting('region_to')))))
$$;

create function regulators_of(wanted_programme text, wanted_region text)
returns table (account_id uuid, organisation_id uuid, role text, name text, email_cipher text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select m.account_id, m.organisation_id, m.role, a.name, c.email_cipher
  from membership m join account a on a.id = m.account_id join credential c on c.account_id = a.id
       join organisation o on o.id = m.organisation_id
  where o.kind = 'regulator' and m.programme_id = wanted_programme and m.role in ('reviewer', 'supervisor') and m.ended_at is null
    and a.disabled_at is null and c.email_verified_at is not null
    and (m.region_code = wanted_region
         or (m.region_code like '%0000' and left(m.region_code, 2) = left(wanted_region, 2))
         or (m.region_code like '%00' and left(m.region_code, 4) = left(wanted_region, 4)))
    and app_setting('kind') in ('member', 'regulator', 'operator', 'job', 'account')
$$;

create function webhooks_of(wanted uuid) returns table (id uuid, label text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select w.id, w.label from webhook_target w
  where w.organisation_id = wanted and w.removed_at is null
    and app_setting('kind') in ('member', 'regulator', 'operator', 'job', 'account', 'consultant')
$$;

create function verify_filing(code text)
returns table (enterprise_name text, serial_no text, status text, is_voluntary boolean, first_submitted_on date, submitted_at timestamptz,
               recorded_at timestamptz, version_no integer, digest text, is_demo boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select f.enterprise_name, f.serial_no, f.status, f.is_voluntary, f.first_submitted_on, v.submitted_at, f.recorded_at, v.no, v.digest, o.is_demo
  from filing f
  join organisation o on o.id = f.organisation_id
  join lateral (select x.no, x.digest, x.submitted_at from filing_version x
        where x.organisation_id = f.organisation_id and x.filing_id = f.id and x.submitted_at is not null
        order by x.no desc limit 1) v on true
  where f.verification_code = code and f.submitted_at is not null
$$;

create function next_serial(wanted_programme text, wanted_year integer) returns integer
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into serial_counter (programme_id, year, last)
  select wanted_programme, wanted_year, 1 from organisation o
  where app_setting('kind') = 'member' and o.id = app_setting('organisation')::uuid and o.programme_id = wanted_programme
  on conflict (programme_id, year) do update set last = serial_counter.last + 1
  returning last
$$;

create function journal_tail(wanted uuid) returns table (seq bigint, digest text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('journal:' || wanted::text, 0));
  return query select j.seq, j.digest from journal j where j.organisation_id = wanted order by j.seq desc limit 1;
end $$;

create function journal_holds_together() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare tail record;
begin
  select j.seq, j.digest into tail from journal j where j.organisation_id = new.organisation_id order by j.seq desc limit 1;
  if new.seq <> coalesce(tail.seq, 0) + 1 or new.previous_digest <> coalesce(tail.digest, '') then
    raise exception 'journal of % is not continued by seq %', new.organisation_id, new.seq using errcode = '23514';
  end if;
  return new;
end $$;

create function filing_follows_changes() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare earliest record;
begin
  if new.filing_id is null then return new; end if;
  select c.due_on, c.due_provisional into earliest from change_report c
  where c.organisation_id = new.organisation_id and c.filing_id = new.filing_id
    and (c.closed_at is null or c.closed_reason = 'recorded')
  order by c.due_on, c.id limit 1;
  update filing f
  set due_on = earliest.due_on, due_provisional = coalesce(earliest.due_provisional, false),
      due_sort = coalesce(earliest.due_on, '9999-12-31'::date)
  where f.organisation_id = new.organisation_id and f.id = new.filing_id;
  return new;
end $$;

create function verification_is_not_self_made() returns trigger language plpgsql as $$
begin
  if (new.verification is distinct from old.verification or new.verified_at is distinct from old.verified_at
      or new.verified_by_name is distinct from old.verified_by_name) and current_user = 'shuheng_app'
     and coalesce(app_setting('kind'), '') not in ('regulator', 'operator') then
    raise exception 'an organisation does not verify itself' using errcode = '42501';
  end if;
  if new.uscc is distinct from old.uscc or new.kind is distinct from old.kind then
    raise exception 'the natural key of an organisation does not change' using errcode = '42501';
  end if;
  return new;
end $$;

create function regulator_decides() returns trigger language plpgsql as $$
begin
  if app_setting('kind') = 'member' then
    if new.status is distinct from old.status and old.status || '>' || new.status not in
       ('draft>submitted', 'returned>submitted', 'submitted>withdrawn', 'in_review>withdrawn', 'returned>withdrawn') then
      raise exception 'an enterprise does not move its filing from % to %', old.status, new.status using errcode = '42501';
    end if;
    if new.recorded_at is distinct from old.recorded_at or new.recorded_by_name is distinct from old.recorded_by_name
       or new.returned_at is distinct from old.returned_at or new.paper_confirmed_on is distinct from old.paper_confirmed_on then
      raise exception 'an enterprise does not decide on its filing' using errcode = '42501';
    end if;
  end if;
  if (old.submitted_at is not null and new.submitted_at is null)
     or (old.first_submitted_on is not null and new.first_submitted_on is distinct from old.first_submitted_on)
     or (old.first_submitted_at is not null and new.first_submitted_at is distinct from old.first_submitted_at)
     or (old.serial_no is not null and new.serial_no is distinct from old.serial_no)
     or (old.verification_code is not null and new.verification_code is distinct from old.verification_code) then
    raise exception 'that a filing was submitted can not be undone' using errcode = '42501';
  end if;
  return new;
end $$;

create function submitted_facts_stand() returns trigger language plpgsql as $$
declare print constant text[] := array['pdf_attachment_id', 'pdf_sha256'];
begin
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

create function submitted_files_stand() returns trigger language plpgsql as $$
declare findings constant text[] := array['scan_state', 'scan_detail', 'signature_report', 'voided_at', 'void_reason'];
begin
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
`;

const TRIGGERS = `
create trigger journal_holds_together before insert on journal for each row execute function journal_holds_together();
create trigger filing_follows_changes after update of filing_id, due_on, due_provisional, closed_at on change_report
  for each row execute function filing_follows_changes();
create trigger verification_is_not_self_made before update on organisation for each row execute function verification_is_not_self_made();
create trigger regulator_decides before update on filing for each row execute function regulator_decides();
create trigger submitted_facts_stand before update or delete on filing_version for each row execute function submitted_facts_stand();
create trigger submitted_files_stand before update or delete on attachment for each row execute function submitted_files_stand();
`;

const DEFINER_FUNCTIONS = [
  'grant_is_alive()',
  'credential_by_index(text)',
  'session_by_digest(text)',
  'touch_session(text, timestamptz, timestamptz)',
  'end_session(text)',
  'link_by_digest(text)',
  'my_memberships()',
  'organisation_by_uscc(text)',
  'found_organisation(uuid, text, text, text, text, text, text, text, boolean, text, text, boolean, uuid, text, text, text, timestamptz)',
  'invitation_by_digest(text)',
  'accept_invitation(text, uuid, text, text, timestamptz)',
  'redeem_roster_invitation(text, uuid, timestamptz)',
  'transfer_ownership(uuid, uuid, uuid, timestamptz)',
  'recipients_of(uuid)',
  'regulators_of(text, text)',
  'webhooks_of(uuid)',
  'verify_filing(text)',
  'next_serial(text, integer)',
  'journal_tail(uuid)',
  'journal_holds_together()',
  'filing_follows_changes()',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(ROLES);
  await run(FUNCTIONS);
  await run(TRIGGERS);
  await protectTables(run, [...tablesOf(FOUNDATION_POLICIES), 'serial_counter']);
  await openToDefiner(run, DEFINER_GRANTS);
  await createPolicies(run, FOUNDATION_POLICIES);
  await run('grant select, insert, update, delete on rate_limit to shuheng_app;');
  // Readiness compares what was run with what the build brings.
  await run('grant select on kysely_migration, kysely_migration_lock to shuheng_app;');
  await giveToDefiner(run, DEFINER_FUNCTIONS);
}
