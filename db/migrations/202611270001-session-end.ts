import { sql, type Kysely } from 'kysely';
import { createPolicies } from '../isolate.ts';
import { SESSION_END_POLICIES } from '../policies.ts';

/** The command line may end every session at once, without seeing any. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createPolicies((text) => sql.raw(text).execute(db), SESSION_END_POLICIES);
}
