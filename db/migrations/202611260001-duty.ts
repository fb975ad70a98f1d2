import { sql, type Kysely } from 'kysely';
import { createPolicies } from '../isolate.ts';
import { alterPolicySql, appGrantSql, COUNT_POLICIES, DUTY_POLICIES, tablesOf } from '../policies.ts';

/**
 * What an office may see stays as it is, said in a way that the planner doesn't take for a rarity; and offices read the
 * days that a trigger adds up, so that a count doesn't read every record.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  for (const policy of DUTY_POLICIES) {
    if (!COUNT_POLICIES.includes(policy)) await run(alterPolicySql(policy));
  }
  for (const table of tablesOf(COUNT_POLICIES)) await run(appGrantSql(table));
  await createPolicies(run, COUNT_POLICIES);
}
