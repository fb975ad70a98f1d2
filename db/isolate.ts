import { appGrantSql, createPolicySql, type Policy } from './policies.ts';

/** Runs one statement, or several. */
type Run = (text: string) => Promise<unknown>;

/** Puts tables under forced row-level security, with the commands that policies serve granted to the app's role. */
export async function protectTables(run: Run, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await run(
      `alter table ${table} enable row level security; alter table ${table} force row level security;`,
    );
    const grant = appGrantSql(table);
    if (grant) await run(grant);
  }
}

/** Opens tables to the definer's role, for the commands named. */
export async function openToDefiner(
  run: Run,
  grants: readonly (readonly [table: string, commands: string])[],
): Promise<void> {
  for (const [table, commands] of grants) {
    await run(`grant ${commands} on ${table} to shuheng_definer;`);
    await run(
      `create policy ${table}_definer on ${table} for all to shuheng_definer using (true) with check (true);`,
    );
  }
}

/** Creates policies. */
export async function createPolicies(run: Run, policies: readonly Policy[]): Promise<void> {
  for (const policy of policies) await run(createPolicySql(policy));
}

/** Gives functions to the definer's role; the app's role, and no other, may call them. */
export async function giveToDefiner(run: Run, signatures: readonly string[]): Promise<void> {
  await run('grant create on schema public to shuheng_definer;');
  for (const signature of signatures) {
    await run(`alter function ${signature} owner to shuheng_definer;`);
    await run(`revoke all on function ${signature} from public;`);
    await run(`grant execute on function ${signature} to shuheng_app;`);
  }
  await run('revoke create on schema public from shuheng_definer;');
}
