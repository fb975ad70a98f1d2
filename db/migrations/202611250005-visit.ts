import { sql, type Kysely } from 'kysely';
import { giveToDefiner } from '../isolate.ts';

/**
 * A visit is found in one step: the session with its account's memberships, which every page asks for and which took
 * a transaction of their own.
 */
const SESSION_BY_DIGEST = `
drop function session_by_digest(text);

create function session_by_digest(wanted text)
returns table (id text, account_id uuid, organisation_id uuid, grant_id uuid, created_at timestamptz, expires_at timestamptz,
               last_seen_at timestamptz, second_factor_at timestamptz, name text, is_demo boolean, has_totp boolean, memberships jsonb)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select s.id, s.account_id, s.organisation_id, s.grant_id, s.created_at, s.expires_at, s.last_seen_at, s.second_factor_at,
         a.name, a.is_demo, c.totp_confirmed_at is not null,
         coalesce((
           select jsonb_agg(jsonb_build_object(
             'organisationId', o.id, 'organisationName', o.name, 'organisationKind', o.kind, 'colour', o.colour,
             'verification', o.verification, 'uscc', o.uscc, 'role', m.role, 'programmeId', m.programme_id,
             'regionCode', m.region_code, 'licenceKind', o.licence_kind, 'isDemo', o.is_demo) order by m.created_at, o.id)
           from membership m join organisation o on o.id = m.organisation_id
           where m.account_id = s.account_id and m.ended_at is null), '[]')
  from session s join account a on a.id = s.account_id join credential c on c.account_id = a.id
  where s.id = wanted and a.disabled_at is null
$$;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(SESSION_BY_DIGEST);
  await giveToDefiner(run, ['session_by_digest(text)']);
}
