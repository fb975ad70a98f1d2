import { sql, type Kysely } from 'kysely';
import { giveToDefiner, openToDefiner } from '../isolate.ts';

/**
 * Where something waits among a consultancy's clients, so that a page of the most pressing ones needn't read all of them
 * in a scope each. It says no more than a grant of that purpose shows: no due date of filings to who assesses, nothing of
 * another consultancy's assessments.
 */
const CLIENT_AFFAIRS = `
create function client_affairs(today date)
returns table (grant_id uuid, colour text, is_demo boolean, next_due date, is_busy boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select g.id, o.colour, o.is_demo, due.on_date,
    due.on_date is not null
    or (g.purpose = 'help' and exists (
      select 1 from filing f where f.organisation_id = g.organisation_id
        and f.status in ('draft', 'submitted', 'in_review', 'returned')))
    or exists (
      select 1 from assessment a where a.organisation_id = g.organisation_id and a.state <> 'withdrawn'
        and case g.purpose when 'help' then a.side = 'self'
                           else a.side = 'independent' and a.consultancy_id = g.consultancy_id end
        and (a.state in ('evaluating', 'validating') or exists (
          select 1 from assessment_thread t where t.organisation_id = a.organisation_id and t.assessment_id = a.id
            and t.state <> 'resolved')))
  from client_grant g join organisation o on o.id = g.organisation_id
  left join lateral (
    select min(c.due_on) as on_date from change_report c
    where g.purpose = 'help' and c.organisation_id = g.organisation_id and c.closed_at is null
      and c.first_submitted_on is null) due on true
  where app_setting('kind') = 'member' and g.consultancy_id = app_setting('organisation')::uuid
    and g.revoked_at is null and g.expires_on >= today
    and exists (select 1 from membership m where m.organisation_id = g.consultancy_id
                and m.account_id = app_setting('account')::uuid and m.ended_at is null)
$$;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(CLIENT_AFFAIRS);
  await openToDefiner(run, [['assessment_thread', 'select']]);
  await giveToDefiner(run, ['client_affairs(date)']);
}
