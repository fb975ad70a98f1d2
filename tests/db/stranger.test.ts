import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '#app/domain/account/scope.ts';
import type { OpenDatabase } from '#db/client.ts';
import { installDemo } from '#entry/install.ts';
import { seedCalendar } from '#seeds/calendar/index.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';
import { insertProbes } from './isolation/probe.ts';
import { ASSESSING } from './isolation/probe-assessment.ts';
import { ENTRY_IMPORT, OBSERVED, PLAN_IMPORT, RECORDED } from './isolation/probe-target.ts';
import { SCOPES } from './isolation/walk.ts';
import { OPEN, QUESTIONS, type Question, type Theirs, type Viewer } from './stranger/question.ts';

const modules = import.meta.glob<Record<string, unknown>>('../../db/queries/*.read.ts', { eager: true });
const exported = Object.entries(modules).flatMap(([path, module]) =>
  Object.entries(module)
    .filter(([, value]) => typeof value === 'function')
    .map(([name]) => ({ name, path })),
);

/** Whether an answer tells nothing: no row, no count, no yes. */
function isNothing(answer: unknown): boolean {
  if (answer === undefined || answer === null || answer === false || answer === 0) return true;
  if (Array.isArray(answer)) return answer.length === 0;
  if (answer instanceof Map || answer instanceof Set) return answer.size === 0;
  return typeof answer === 'object' && Object.values(answer).every(isNothing);
}

describe('a query about somebody else’s rows', () => {
  let db: OpenDatabase;
  let theirs: Theirs;
  let owners: Readonly<Record<string, Scope>>;
  let viewers: Readonly<Record<Viewer, Scope>>;
  /** Ids of all organisations and accounts that aren't the viewers'. */
  let foreign: readonly string[];

  async function one<T>(text: string, values: unknown[] = []): Promise<T> {
    const { rows } = await db.pool.query<Record<string, unknown>>(text, values);
    if (rows.length !== 1) throw new Error(`${rows.length} rows: ${text}`);
    return rows[0] as T;
  }

  async function findTheirs(): Promise<void> {
    const changing = await one<Theirs['changing'] & { accountId: string }>(
      `select o.id as "organisationId", o.name, c.id as "changeId", c.happened_on as "changeOn", f.id as "draftId",
              m.account_id as "accountId"
       from organisation o join filing f on f.organisation_id = o.id and f.status = 'draft'
       join change_report c on c.organisation_id = o.id and c.kind = 'cdo'
       join membership m on m.organisation_id = o.id and m.role = 'owner' where o.is_demo`,
    );
    const returned = await one<Theirs['returned'] & { accountId: string }>(
      `select o.id as "organisationId", f.id as "filingId", v.id as "versionId", f.verification_code as "verificationCode",
              (select t.id from comment_thread t where t.filing_id = f.id order by t.id limit 1) as "threadId",
              (select a.id from attachment a where a.filing_id = f.id order by a.id limit 1) as "attachmentId",
              m.account_id as "accountId"
       from organisation o join filing f on f.organisation_id = o.id and f.status = 'returned'
       join filing_version v on v.filing_id = f.id
       join membership m on m.organisation_id = o.id and m.role = 'owner'`,
    );
    theirs = { changing, returned, assessing: ASSESSING };
    const owner = ({ accountId, organisationId }: { accountId: string; organisationId: string }) =>
      ({ kind: 'member', accountId, organisationId, role: 'owner' }) as const;
    owners = { changing: owner(changing), returned: owner(returned) };
  }

  async function makeViewers(): Promise<void> {
    const ports = testPorts(db);
    const { rows } = await db.pool.query<{ id: string }>(
      'select id from organisation union all select id from account',
    );
    foreign = rows.map((row) => row.id);
    await db.pool.query(
      `insert into programme (id, name_zh, name_en, authority_zh, authority_en, region_code)
       values ('elsewhere', '示例事项', 'Sample', '示例部门', 'Sample office', '310000')`,
    );
    const enterprise = await makeOrganisation(ports, { kind: 'enterprise' });
    const office = await makeOrganisation(ports, { kind: 'regulator' });
    const member = await makeActor(ports, enterprise, 'owner');
    const regulator = await makeActor(ports, office, 'supervisor', { programmeId: 'elsewhere' });
    const stranger = await makeActor(
      ports,
      await makeOrganisation(ports, { kind: 'consultancy' }),
      'consultant',
    );
    await db.pool.query(`update membership set ended_at = created_at where account_id = $1`, [
      stranger.accountId,
    ]);
    await db.pool.query('update organisation set is_demo = true where id <> all($1::uuid[])', [foreign]);
    viewers = {
      anonymous: { kind: 'anonymous' },
      stranger: { kind: 'account', accountId: stranger.accountId ?? '' },
      otherEnterprise: member.scope,
      otherProgramme: regulator.scope,
    };
  }

  beforeAll(async () => {
    db = await openTestDatabase();
    await installDemo(testPorts(db), seedCalendar, TEST_MOMENT);
    await insertProbes(db);
    await db.pool.query('alter table batch_line disable trigger user');
    for (const [table, row] of [
      // It has ended, so that what is asked of ended entries finds one.
      ['entry', { ...OBSERVED, ended_on: '2023-12-01' }],
      ['import_run', PLAN_IMPORT],
      ['import_run', ENTRY_IMPORT],
      ['batch', RECORDED.batch],
      ['batch_line', RECORDED.line],
    ] as const) {
      await db.pool.query(
        `insert into ${table} select (jsonb_populate_record(null::${table}, $1::jsonb)).*`,
        [JSON.stringify(row)],
      );
    }
    await db.pool.query('alter table batch_line enable trigger user');
    await db.pool.query(`update change_report set due_provisional = true where happened_on = '2026-11-20'`);
    await findTheirs();
    await makeViewers();
  });
  afterAll(() => db.close());

  function shows(question: Question, answer: unknown): boolean {
    if (!question.isOwn) return !isNothing(answer);
    const text = JSON.stringify(answer);
    return foreign.some((id) => text.includes(id));
  }

  it('is written down for every exported function, once', () => {
    const names = exported.map(({ name }) => name).sort();
    expect(names).toEqual([...new Set(names)]);
    expect(names).toEqual([...Object.keys(QUESTIONS), ...Object.keys(OPEN)].sort());
  });

  it.each(Object.entries(QUESTIONS))(
    '%s answers whom it belongs to, and nobody else',
    async (_name, question) => {
      const owner = owners[question.of] ?? SCOPES[question.of];
      if (!owner) throw new Error(`no scope ${question.of}`);
      const own = await db.transaction(owner, (trx) => question.ask(trx, theirs));
      expect(isNothing(own)).toBe(false);
      const shown: string[] = [];
      for (const [viewer, scope] of Object.entries(viewers)) {
        const answer = await db.transaction(scope, (trx) => question.ask(trx, theirs));
        if (shows(question, answer)) shown.push(viewer);
      }
      expect(shown).toEqual(question.shown?.to ?? []);
    },
  );

  it.each(['getCredentialByIndex', 'getLinkByDigest', 'getSessionByDigest', 'getInvitationByDigest'])(
    '%s knows nothing of a secret that was never given out',
    async (name) => {
      const find = exported.find((one) => one.name === name);
      const ask = modules[find?.path ?? '']?.[name] as (trx: unknown, secret: string) => Promise<unknown>;
      for (const scope of Object.values(viewers)) {
        for (const wrong of ['', '%', 'l_', 'never given out']) {
          expect(await db.transaction(scope, (trx) => ask(trx, wrong))).toBeUndefined();
        }
      }
    },
  );
});
