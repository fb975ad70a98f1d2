import { sql, type Kysely } from 'kysely';
import { createPolicies, giveToDefiner, openToDefiner, protectTables } from '../isolate.ts';
import { dropPolicySql, REPLACED_POLICIES, tablesOf, TARGET_POLICIES } from '../policies.ts';

/** What the definer's role may touch of the new tables, and of certificates, for the functions below and nothing else. */
const DEFINER_GRANTS: readonly (readonly [table: string, commands: string])[] = [
  ['plan', 'select'],
  ['plan_version', 'select'],
  ['target_split', 'select'],
  ['entry', 'select'],
  ['target_tally', 'select, insert, delete'],
  ['designation', 'select'],
  ['certificate', 'select'],
  // A row can be locked (for share) by who may update it.
  ['batch', 'select, update'],
];

/**
 * A plan's numbers cross houses and, once it is published to everyone, leave the house: these functions answer with
 * numbers by day and region, never with a name. A guard runs after the row is written, as elsewhere.
 */
const FUNCTIONS = `
create function plan_is_open(wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select 1 from plan p where p.id = wanted and (
    (p.version_no is not null and p.withdrawn_at is null
      and (p.is_public or (app_setting('kind') = 'regulator' and p.programme_id = app_setting('programme'))))
    or (app_setting('kind') = 'regulator' and p.organisation_id = app_setting('organisation')::uuid)))
$$;

create function public_plans()
returns table (organisation_id uuid, house_name text, is_demo boolean, id uuid, key text, programme_id text, region_code text,
               version_no integer, title_zh text, title_en text, content jsonb, judging jsonb, published_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p.organisation_id, o.name, o.is_demo, p.id, p.key, p.programme_id, p.region_code, p.version_no, p.title_zh, p.title_en,
         v.content, p.judging, v.published_at
  from plan p join organisation o on o.id = p.organisation_id
       join plan_version v on v.organisation_id = p.organisation_id and v.plan_id = p.id and v.no = p.version_no
  where p.is_public and p.withdrawn_at is null
  order by p.title_zh, p.id
$$;

create function plan_series(wanted uuid)
returns table (source text, target_id text, region_code text, on_date date, items integer, amount numeric)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select 'records', t.target_id, t.region_code, t.on_date, sum(t.items)::integer, sum(t.amount)
  from target_tally t where t.plan_id = wanted and plan_is_open(wanted)
  group by t.target_id, t.region_code, t.on_date having sum(t.items) <> 0 or sum(t.amount) <> 0
  union all
  select 'reported', e.target_id, e.region_code, e.on_date, 1, e.value
  from entry e where e.plan_id = wanted and e.kind = 'observation' and e.removed_at is null and plan_is_open(wanted)
$$;

create function plan_splits(wanted uuid) returns table (target_id text, region_code text, value numeric)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select s.target_id, s.region_code, s.value from target_split s where s.plan_id = wanted and plan_is_open(wanted)
$$;

-- Enterprises that ever showed a certificate of this kind and level: each counts once, from its first. Withdrawn ones were
-- entered by mistake; one that has run out still counts.
create function plan_certificates(wanted uuid, wanted_kind text, least_level integer)
returns table (region_code text, on_date date, items integer)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select f.region_code, f.on_date, count(*)::integer from (
    select distinct on (c.organisation_id) c.region_code, c.issued_on as on_date
    from certificate c join plan p on p.id = wanted and p.programme_id = c.programme_id
    where c.kind = wanted_kind and c.level >= least_level and c.submitted_at is not null and c.withdrawn_at is null
      and plan_is_open(wanted)
    order by c.organisation_id, c.issued_on, c.id) f
  group by f.region_code, f.on_date
$$;

-- Enterprises that carry a designation: each once from its first day, or (held) while it holds it.
create function plan_designations(wanted uuid, wanted_kind text, held boolean)
returns table (region_code text, on_date date, items integer)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with mine as (
    select d.organisation_id, d.region_code, d.since_on, d.ended_on
    from designation d join plan p on p.id = wanted and p.programme_id = d.programme_id
    where d.kind = wanted_kind and d.removed_at is null and plan_is_open(wanted)
  ), events as (
    select m.region_code, m.since_on as on_date, 1 as items from mine m where held
    union all
    select m.region_code, m.ended_on, -1 from mine m where held and m.ended_on is not null
    union all
    select f.region_code, f.since_on, 1
    from (select distinct on (m.organisation_id) m.region_code, m.since_on from mine m order by m.organisation_id, m.since_on) f
    where not held
  )
  select e.region_code, e.on_date, sum(e.items)::integer from events e group by e.region_code, e.on_date
$$;

create function entry_is_tallied() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op <> 'INSERT' and old.kind = 'item' and old.removed_at is null then
    insert into target_tally (programme_id, plan_id, target_id, region_code, on_date, items, amount)
    values (old.programme_id, old.plan_id, old.target_id, old.region_code, old.on_date, -1, -old.quantity);
    if old.ended_on is not null then
      insert into target_tally (programme_id, plan_id, target_id, region_code, on_date, items, amount)
      values (old.programme_id, old.plan_id, old.target_id, old.region_code, old.ended_on, 1, old.quantity);
    end if;
  end if;
  if tg_op <> 'DELETE' and new.kind = 'item' and new.removed_at is null then
    insert into target_tally (programme_id, plan_id, target_id, region_code, on_date, items, amount)
    values (new.programme_id, new.plan_id, new.target_id, new.region_code, new.on_date, 1, new.quantity);
    if new.ended_on is not null then
      insert into target_tally (programme_id, plan_id, target_id, region_code, on_date, items, amount)
      values (new.programme_id, new.plan_id, new.target_id, new.region_code, new.ended_on, -1, -new.quantity);
    end if;
  end if;
  return null;
end $$;

-- Adds the deltas of a day up to one row. Who reads meanwhile sees the rows before or the row after.
create function fold_tallies() returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare folded integer;
begin
  if app_setting('kind') is distinct from 'job' then
    raise exception 'only a job folds tallies' using errcode = '42501';
  end if;
  with gone as (
    delete from target_tally t using (
      select plan_id, target_id, region_code, on_date from target_tally
      group by plan_id, target_id, region_code, on_date having count(*) > 1) many
    where t.plan_id = many.plan_id and t.target_id = many.target_id and t.region_code = many.region_code and t.on_date = many.on_date
    returning t.programme_id, t.plan_id, t.target_id, t.region_code, t.on_date, t.items, t.amount
  ), kept as (
    insert into target_tally (programme_id, plan_id, target_id, region_code, on_date, items, amount)
    select g.programme_id, g.plan_id, g.target_id, g.region_code, g.on_date, sum(g.items)::integer, sum(g.amount)
    from gone g group by g.programme_id, g.plan_id, g.target_id, g.region_code, g.on_date
    having sum(g.items) <> 0 or sum(g.amount) <> 0
  )
  select count(*)::integer into folded from gone;
  return folded;
end $$;

create function batch_is_guarded() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  mine constant boolean := new.organisation_id = app_setting('organisation')::uuid;
  judge constant boolean := new.plan_house_id = app_setting('organisation')::uuid;
  move constant text := old.status || '>' || new.status;
begin
  if new.plan_id <> old.plan_id or new.plan_house_id <> old.plan_house_id or new.programme_id <> old.programme_id
     or new.region_code <> old.region_code or new.created_at <> old.created_at then
    raise exception 'what a batch is about does not change' using errcode = '42501';
  end if;
  if new.status <> old.status and not (
       (mine and move in ('draft>submitted', 'returned>submitted', 'submitted>withdrawn', 'in_review>withdrawn', 'returned>withdrawn'))
    or (judge and move in ('submitted>in_review', 'in_review>submitted', 'in_review>returned', 'in_review>on_record'))) then
    raise exception 'a batch does not move from % to % by this house', old.status, new.status using errcode = '42501';
  end if;
  if not judge and (new.recorded_at is distinct from old.recorded_at or new.recorded_by_name is distinct from old.recorded_by_name
     or new.returned_at is distinct from old.returned_at or new.assignee_id is distinct from old.assignee_id
     or new.undone_at is distinct from old.undone_at) then
    raise exception 'who reports does not decide' using errcode = '42501';
  end if;
  if old.submitted_at is not null and new.submitted_at is null then
    raise exception 'that a batch was submitted can not be undone' using errcode = '42501';
  end if;
  return null;
end $$;

create function batch_line_is_open() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare place record;
begin
  for place in
    select b.id, b.status from batch b
    where (tg_op <> 'INSERT' and b.organisation_id = old.organisation_id and b.id = old.batch_id)
       or (tg_op <> 'DELETE' and b.organisation_id = new.organisation_id and b.id = new.batch_id)
    order by b.id for share
  loop
    if place.status not in ('draft', 'returned') then
      raise exception 'batch % is closed', place.id using errcode = '42501', constraint = 'batch_is_open';
    end if;
  end loop;
  return null;
end $$;

create function entry_keeps_its_place() returns trigger language plpgsql as $$
begin
  if new.plan_id <> old.plan_id or new.plan_house_id <> old.plan_house_id or new.target_id <> old.target_id or new.kind <> old.kind
     or new.organisation_id <> old.organisation_id or new.programme_id <> old.programme_id or new.created_at <> old.created_at then
    raise exception 'an entry stays with its target' using errcode = '42501';
  end if;
  return new;
end $$;

create function published_bulletin_stands() returns trigger language plpgsql as $$
begin
  if old.state = 'published' then
    raise exception 'what was published can not be rewritten' using errcode = '42501';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
`;

const TRIGGERS = `
create trigger published_version_stands before update or delete on plan_version for each row execute function published_version_stands();
create trigger batch_is_guarded after update on batch for each row execute function batch_is_guarded();
create trigger batch_line_is_open after insert or update or delete on batch_line for each row execute function batch_line_is_open();
create trigger entry_keeps_its_place before update on entry for each row execute function entry_keeps_its_place();
create trigger entry_is_tallied after insert or update or delete on entry for each row execute function entry_is_tallied();
create trigger published_bulletin_stands before update or delete on bulletin for each row execute function published_bulletin_stands();
`;

const DEFINER_FUNCTIONS = [
  'plan_is_open(uuid)',
  'public_plans()',
  'plan_series(uuid)',
  'plan_splits(uuid)',
  'plan_certificates(uuid, text, integer)',
  'plan_designations(uuid, text, boolean)',
  'entry_is_tallied()',
  'fold_tallies()',
  'batch_is_guarded()',
  'batch_line_is_open()',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(FUNCTIONS);
  await run(TRIGGERS);
  const known = new Set(['comment_thread', 'comment', 'organisation']);
  await protectTables(run, [
    ...tablesOf(TARGET_POLICIES).filter((table) => !known.has(table)),
    'target_tally',
  ]);
  await openToDefiner(run, DEFINER_GRANTS);
  for (const policy of REPLACED_POLICIES) await run(dropPolicySql(policy));
  await createPolicies(run, TARGET_POLICIES);
  await giveToDefiner(run, DEFINER_FUNCTIONS);
}
