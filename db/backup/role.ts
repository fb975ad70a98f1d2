import type { OpenDatabase } from '../client.ts';
import { quoted } from './table.ts';

/** The role under which a backup reads; it may read every row of every table and write none. */
export const BACKUP_ROLE = 'shuheng_backup';

/** Not allowed to make a role, or to be made its member. */
const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Lets the owner of the tables read all their rows for a backup, in tables that came since, too. Row-level security is
 * forced on owners: without this, only a superuser could back up. Does nothing for others than the owner, and for an
 * owner who may not make roles, whose backup is then refused in words.
 */
export async function openToBackup(owner: OpenDatabase): Promise<void> {
  const { rows } = await owner.pool.query<{ relname: string; sees: boolean }>(
    `select c.relname, r.rolsuper or r.rolbypassrls as sees from pg_class c join pg_roles r on r.rolname = current_user
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and pg_has_role(c.relowner, 'usage')
       and (not exists (select from pg_roles where rolname = '${BACKUP_ROLE}')
         or not has_table_privilege((select oid from pg_roles where rolname = '${BACKUP_ROLE}'), c.oid, 'select')
         or (c.relrowsecurity and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = c.relname || '_backup')))`,
  );
  if (rows.length === 0 || rows[0]?.sees) return;
  const statements = rows.map(({ relname }) => {
    const [table, policy] = [quoted(relname), quoted(`${relname}_backup`)];
    return `grant select on ${table} to ${BACKUP_ROLE};
      do $$ begin
        if (select relrowsecurity from pg_class where oid = '${table}'::regclass) then
          drop policy if exists ${policy} on ${table};
          create policy ${policy} on ${table} for select to ${BACKUP_ROLE} using (true);
        end if;
      end $$;`;
  });
  const client = await owner.pool.connect();
  try {
    await client.query(`begin;
      do $$ begin
        if not exists (select from pg_roles where rolname = '${BACKUP_ROLE}') then create role ${BACKUP_ROLE} nologin; end if;
      exception when duplicate_object or unique_violation then null; end $$;
      grant ${BACKUP_ROLE} to current_user;
      grant usage on schema public to ${BACKUP_ROLE};
      ${statements.join('\n')}
      commit`);
  } catch (error) {
    await client.query('rollback');
    if ((error as { code?: unknown }).code !== INSUFFICIENT_PRIVILEGE) throw error;
  } finally {
    client.release();
  }
}
