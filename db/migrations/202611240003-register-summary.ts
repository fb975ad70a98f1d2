import { sql, type Kysely } from 'kysely';
import { createPolicies, giveToDefiner, openToDefiner, protectTables } from '../isolate.ts';
import { SUMMARY_POLICIES, tablesOf } from '../policies.ts';

/**
 * Counts of the register, kept as deltas by triggers in the transaction of what they count, so that an overview adds up
 * days and not filings. Each row has one number for all and one for each class of licence: an enterprise that holds
 * several counts in each. A change knows the classes of the record that it departs from and the day on which a paper
 * filing was confirmed, so that its count follows from its own row alone.
 */
const CLASSES = ['a1', 'a2', 'b1', 'b2', 'domain'] as const;

const TABLES = `
alter table change_report
  add column has_a1 boolean not null default false, add column has_a2 boolean not null default false,
  add column has_b1 boolean not null default false, add column has_b2 boolean not null default false,
  add column has_domain boolean not null default false,
  add column paper_confirmed_on date;

create table filing_tally (
  id bigint generated always as identity primary key,
  programme_id text not null, region_code text not null,
  is_voluntary boolean not null,
  measure text not null check (measure in ('submitted', 'recorded', 'superseded', 'withdrawn', 'returned', 'due', 'on_time', 'late')),
  on_date date not null,
  items integer not null,
  a1 integer not null, a2 integer not null, b1 integer not null, b2 integer not null, domain integer not null
);
create index filing_tally_order on filing_tally (programme_id, on_date, region_code, measure, is_voluntary);

create table roster_tally (
  id bigint generated always as identity primary key,
  organisation_id uuid not null,
  programme_id text not null, region_code text not null,
  measure text not null check (measure in ('listed', 'filed')),
  on_date date not null,
  items integer not null,
  a1 integer not null, a2 integer not null, b1 integer not null, b2 integer not null, domain integer not null
);
create index roster_tally_order on roster_tally (organisation_id, programme_id, on_date, region_code, measure);

create index roster_entry_holder on roster_entry (programme_id, uscc);
create index change_report_filing on change_report (organisation_id, filing_id) where filing_id is not null;
create index filing_register on filing (programme_id, recorded_at, id)
  include (region_code, superseded_at) where recorded_at is not null;
`;

const sums = (sign: string) => CLASSES.map((one) => `sum(${sign} * d.${one})::integer`).join(', ');
const isMoved = (sign: string) =>
  [`sum(${sign}) <> 0`, ...CLASSES.map((one) => `sum(${sign} * d.${one}) <> 0`)].join(' or ');
const CLASS_COLUMNS = CLASSES.join(', ');
const HELD = (row: string) => CLASSES.map((one) => `${row}.has_${one}::integer`).join(', ');
const CLASS_RESULTS = CLASSES.map((one) => `${one} integer`).join(', ');

/** Facts that rows state: what is counted, and on which day. What was withdrawn or cancelled is no fact of the register. */
const FACTS = `
create function shanghai_day(moment timestamptz) returns date language sql immutable parallel safe
  as $$ select (moment at time zone 'Asia/Shanghai')::date $$;

create function filing_facts(f filing)
returns table (programme_id text, region_code text, is_voluntary boolean, measure text, on_date date, ${CLASS_RESULTS})
language sql stable as $$
  select f.programme_id, f.region_code, f.is_voluntary, m.measure, m.on_date, ${HELD('f')}
  from (values ('submitted', f.first_submitted_on), ('recorded', shanghai_day(f.recorded_at)),
               ('superseded', shanghai_day(f.superseded_at)), ('withdrawn', shanghai_day(f.withdrawn_at))) m (measure, on_date)
  where f.submitted_at is not null and m.on_date is not null
$$;

-- Late is counted on the day of the submission, on time on the day it was due: both say how things stood on any day.
create function change_facts(c change_report)
returns table (programme_id text, region_code text, is_voluntary boolean, measure text, on_date date, ${CLASS_RESULTS})
language sql stable as $$
  select c.programme_id, c.region_code, c.is_voluntary, m.measure, m.on_date, ${HELD('c')}
  from (select coalesce(c.paper_confirmed_on, c.first_submitted_on) as submitted_on) s
  cross join lateral (values
    ('due', c.due_on),
    ('on_time', case when s.submitted_on <= c.due_on then c.due_on end),
    ('late', case when s.submitted_on > c.due_on then s.submitted_on end)) m (measure, on_date)
  where (c.closed_at is null or c.closed_reason = 'recorded') and m.on_date is not null
$$;

-- Whether an entry of the roster states a class, by the licence's number or by the codes of its services.
create function roster_states_class(r roster_entry, class text) returns boolean language sql immutable as $$
  select upper(normalize(r.licence_number, NFKC)) ~ ('(^|[^A-Z0-9])' || class || '[.-]')
      or upper(normalize(r.business_codes, NFKC)) ~ ('(^|[^A-Z0-9])' || class || '[0-9]')
$$;

-- From when to when a licence holder of the roster was on record: what a filing adds to it.
create function filed_facts(r roster_entry, f filing) returns table (on_date date, weight integer)
language sql stable as $$
  select m.on_date, m.weight
  from (select greatest(shanghai_day(r.created_at), shanghai_day(f.recorded_at)) as since,
               least(shanghai_day(r.removed_at), shanghai_day(f.superseded_at)) as ended) s
  cross join lateral (values (s.since, 1), (s.ended, -1)) m (on_date, weight)
  where f.programme_id = r.programme_id and f.recorded_at is not null and m.on_date is not null
    and (s.ended is null or s.since < s.ended)
$$;

create function roster_facts(r roster_entry)
returns table (organisation_id uuid, programme_id text, region_code text, measure text, on_date date, weight integer, ${CLASS_RESULTS})
language sql stable as $$
  select r.organisation_id, r.programme_id, r.region_code, m.measure, m.on_date, m.weight,
         roster_states_class(r, 'A1')::integer, roster_states_class(r, 'A2')::integer, roster_states_class(r, 'B1')::integer,
         roster_states_class(r, 'B2')::integer, (upper(normalize(r.licence_number, NFKC)) ~ '(^|[^A-Z0-9])D[1-3](\\.[0-9])?-')::integer
  from (
    select 'listed' as measure, shanghai_day(r.created_at) as on_date, 1 as weight where r.created_at is not null
    union all
    select 'listed', shanghai_day(r.removed_at), -1 where r.removed_at is not null
    union all
    select 'filed', x.on_date, x.weight
    from organisation o join filing f on f.organisation_id = o.id, lateral filed_facts(r, f) x
    where o.uscc = r.uscc and o.kind = 'enterprise'
  ) m
$$;
`;

/** What changed from one row to the next, as deltas. */
const filingDeltas = (facts: string) => `
  insert into filing_tally (programme_id, region_code, is_voluntary, measure, on_date, items, ${CLASS_COLUMNS})
  select d.programme_id, d.region_code, d.is_voluntary, d.measure, d.on_date, sum(d.sign)::integer, ${sums('d.sign')}
  from (select x.*, 1 as sign from ${facts}(after_it) x union all select x.*, -1 from ${facts}(before_it) x) d
  group by d.programme_id, d.region_code, d.is_voluntary, d.measure, d.on_date
  having ${isMoved('d.sign')};`;

const ROSTER_TARGET = `roster_tally (organisation_id, programme_id, region_code, measure, on_date, items, ${CLASS_COLUMNS})`;
const rosterDeltas = (facts: string) => `
  insert into ${ROSTER_TARGET}
  select d.organisation_id, d.programme_id, d.region_code, d.measure, d.on_date, sum(d.weight)::integer, ${sums('d.weight')}
  from (${facts}) d
  group by d.organisation_id, d.programme_id, d.region_code, d.measure, d.on_date
  having ${isMoved('d.weight')};`;

const rows = (table: string) => `
declare before_it ${table}; after_it ${table};
begin
  if tg_op <> 'INSERT' then before_it := old; end if;
  if tg_op <> 'DELETE' then after_it := new; end if;`;

/**
 * Who writes the roster holds its lock alone, who records a filing shares it: neither misses what the other is about to
 * commit. A return is an event of its own, which later submissions don't undo.
 */
const TRIGGER_FUNCTIONS = `
create function filing_is_tallied() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$ ${rows('filing')}
  ${filingDeltas('filing_facts')}
  if tg_op <> 'DELETE' and after_it.returned_at is distinct from before_it.returned_at and after_it.returned_at is not null then
    insert into filing_tally (programme_id, region_code, is_voluntary, measure, on_date, items, ${CLASS_COLUMNS})
    values (after_it.programme_id, after_it.region_code, after_it.is_voluntary, 'returned', shanghai_day(after_it.returned_at), 1,
            ${HELD('after_it')});
  end if;
  if after_it.paper_confirmed_on is distinct from before_it.paper_confirmed_on then
    update change_report c set paper_confirmed_on = after_it.paper_confirmed_on
    where c.organisation_id = after_it.organisation_id and c.filing_id = after_it.id;
  end if;
  if (after_it.recorded_at, after_it.superseded_at, after_it.programme_id) is distinct from
     (before_it.recorded_at, before_it.superseded_at, before_it.programme_id)
     and coalesce(after_it.recorded_at, before_it.recorded_at) is not null then
    perform pg_advisory_xact_lock_shared(hashtextextended('roster:' || coalesce(after_it.programme_id, before_it.programme_id), 0));
    ${rosterDeltas(`
      select l.organisation_id, l.programme_id, l.region_code, 'filed' as measure, x.on_date, x.weight, ${CLASSES.map((one) => `l.${one}`).join(', ')}
      from organisation o
      join roster_entry r on r.uscc = o.uscc
      cross join lateral (select y.* from roster_facts(r) y where y.measure = 'listed' and y.weight = 1) l
      cross join lateral (select y.on_date, y.weight from filed_facts(r, after_it) y
                          union all select y.on_date, -y.weight from filed_facts(r, before_it) y) x
      where o.id = coalesce(after_it.organisation_id, before_it.organisation_id)
        and r.programme_id in (after_it.programme_id, before_it.programme_id)`)}
  end if;
  return null;
end $$;

create function change_is_tallied() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$ ${rows('change_report')}
  ${filingDeltas('change_facts')}
  return null;
end $$;

create function roster_is_tallied() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$ ${rows('roster_entry')}
  perform pg_advisory_xact_lock(hashtextextended('roster:' || coalesce(after_it.programme_id, before_it.programme_id), 0));
  ${rosterDeltas(`
    select y.organisation_id, y.programme_id, y.region_code, y.measure, y.on_date, y.weight, ${CLASS_COLUMNS} from roster_facts(after_it) y
    union all
    select y.organisation_id, y.programme_id, y.region_code, y.measure, y.on_date, -y.weight, ${CLASS_COLUMNS} from roster_facts(before_it) y`)}
  return null;
end $$;

create function change_knows_its_record() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare known filing;
begin
  if tg_op = 'INSERT' then
    select f.* into known from filing f
    where f.organisation_id = new.organisation_id and f.programme_id = new.programme_id and f.recorded_at is not null
    order by f.recorded_at desc limit 1;
    ${CLASSES.map((one) => `new.has_${one} := coalesce(known.has_${one}, false);`).join(' ')}
  end if;
  new.paper_confirmed_on := (select f.paper_confirmed_on from filing f
    where f.organisation_id = new.organisation_id and f.id = new.filing_id);
  return new;
end $$;

-- Adds the deltas of a day up to one row. Who reads meanwhile sees the rows before or the row after.
create function fold_register() returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare folded integer; more integer;
begin
  if app_setting('kind') is distinct from 'job' then
    raise exception 'only a job folds tallies' using errcode = '42501';
  end if;
  with gone as (
    delete from filing_tally t using (
      select programme_id, region_code, is_voluntary, measure, on_date from filing_tally
      group by programme_id, region_code, is_voluntary, measure, on_date having count(*) > 1) many
    where t.programme_id = many.programme_id and t.region_code = many.region_code and t.is_voluntary = many.is_voluntary
      and t.measure = many.measure and t.on_date = many.on_date
    returning t.*
  ), kept as (
    insert into filing_tally (programme_id, region_code, is_voluntary, measure, on_date, items, ${CLASS_COLUMNS})
    select d.programme_id, d.region_code, d.is_voluntary, d.measure, d.on_date, sum(d.items)::integer, ${CLASSES.map((one) => `sum(d.${one})::integer`).join(', ')}
    from gone d group by d.programme_id, d.region_code, d.is_voluntary, d.measure, d.on_date
    having sum(d.items) <> 0 or ${CLASSES.map((one) => `sum(d.${one}) <> 0`).join(' or ')}
  )
  select count(*)::integer into folded from gone;
  with gone as (
    delete from roster_tally t using (
      select organisation_id, programme_id, region_code, measure, on_date from roster_tally
      group by organisation_id, programme_id, region_code, measure, on_date having count(*) > 1) many
    where t.organisation_id = many.organisation_id and t.programme_id = many.programme_id and t.region_code = many.region_code
      and t.measure = many.measure and t.on_date = many.on_date
    returning t.*
  ), kept as (
    insert into ${ROSTER_TARGET}
    select d.organisation_id, d.programme_id, d.region_code, d.measure, d.on_date, sum(d.items)::integer, ${CLASSES.map((one) => `sum(d.${one})::integer`).join(', ')}
    from gone d group by d.organisation_id, d.programme_id, d.region_code, d.measure, d.on_date
    having sum(d.items) <> 0 or ${CLASSES.map((one) => `sum(d.${one}) <> 0`).join(' or ')}
  )
  select count(*)::integer into more from gone;
  return folded + more;
end $$;
`;

const TRIGGERS = `
create trigger change_knows_its_record before insert or update of filing_id on change_report
  for each row execute function change_knows_its_record();
create trigger change_is_tallied after insert or delete or update of programme_id, region_code, is_voluntary, due_on, first_submitted_on,
  filing_id, paper_confirmed_on, closed_at, closed_reason, has_a1, has_a2, has_b1, has_b2, has_domain on change_report
  for each row execute function change_is_tallied();
create trigger filing_is_tallied after insert or delete or update of programme_id, region_code, is_voluntary, submitted_at,
  first_submitted_on, recorded_at, superseded_at, withdrawn_at, returned_at, paper_confirmed_on,
  has_a1, has_a2, has_b1, has_b2, has_domain on filing
  for each row execute function filing_is_tallied();
create trigger roster_is_tallied after insert or delete or update of programme_id, region_code, uscc, licence_number, business_codes,
  created_at, removed_at on roster_entry
  for each row execute function roster_is_tallied();
`;

/** What was there before is counted once, as the definer: row-level security is forced on the owner, too. */
const EXISTING = `
set local role shuheng_definer;
update change_report c
set ${CLASSES.map((one) => `has_${one} = coalesce(known.has_${one}, false)`).join(', ')}, paper_confirmed_on = known.paper
from (
  select x.organisation_id, x.id, base.*, (select f.paper_confirmed_on from filing f
      where f.organisation_id = x.organisation_id and f.id = x.filing_id) as paper
  from change_report x left join lateral (
    select ${CLASSES.map((one) => `f.has_${one}`).join(', ')} from filing f
    where f.organisation_id = x.organisation_id and f.programme_id = x.programme_id and f.recorded_at <= x.opened_at
    order by f.recorded_at desc limit 1) base on true
) known
where known.organisation_id = c.organisation_id and known.id = c.id;
insert into filing_tally (programme_id, region_code, is_voluntary, measure, on_date, items, ${CLASS_COLUMNS})
select d.programme_id, d.region_code, d.is_voluntary, d.measure, d.on_date, count(*)::integer, ${CLASSES.map((one) => `sum(d.${one})::integer`).join(', ')}
from (
  select x.* from filing f, lateral filing_facts(f) x
  union all select x.* from change_report c, lateral change_facts(c) x
  union all
  select f.programme_id, f.region_code, f.is_voluntary, 'returned', shanghai_day(j.at), ${HELD('f')}
  from journal j join filing f on f.organisation_id = j.organisation_id and f.id = j.subject_id where j.type = 'filing.returned'
) d group by d.programme_id, d.region_code, d.is_voluntary, d.measure, d.on_date;
${rosterDeltas('select x.* from roster_entry r, lateral roster_facts(r) x')}
set local role none;
`;

const DEFINER_FUNCTIONS = [
  'filing_is_tallied()',
  'change_is_tallied()',
  'roster_is_tallied()',
  'change_knows_its_record()',
  'fold_register()',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(TABLES);
  await run(FACTS);
  await run(TRIGGER_FUNCTIONS);
  await protectTables(run, tablesOf(SUMMARY_POLICIES));
  await openToDefiner(run, [
    ['filing_tally', 'select, insert, delete'],
    ['roster_tally', 'select, insert, delete'],
  ]);
  await run('grant update on change_report to shuheng_definer;');
  await createPolicies(run, SUMMARY_POLICIES);
  await giveToDefiner(run, DEFINER_FUNCTIONS);
  await run(EXISTING);
  await run(TRIGGERS);
}
