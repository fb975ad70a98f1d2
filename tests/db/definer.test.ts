import { describe, expect, it } from 'vitest';
import { ACCOUNTS, GRANTS, ORGANISATIONS, uuid } from './isolation/identity.ts';
import { SCOPES } from './isolation/walk.ts';
import { column, setStage } from './definer/stage.ts';

/** Every function that runs with the definer's rights: a new one must be written down here, and tested. */
const DEFINER_FUNCTIONS = [
  'accept_invitation',
  'assessment_is_guarded',
  'assessment_part_is_open',
  'assessment_reveals',
  'batch_is_guarded',
  'batch_line_is_open',
  'change_is_tallied',
  'change_knows_its_record',
  'client_affairs',
  'client_grant_is_independent',
  'count_superseded',
  'credential_by_index',
  'end_session',
  'entry_is_tallied',
  'erase_superseded',
  'erased_files',
  'filing_follows_changes',
  'filing_is_tallied',
  'fold_register',
  'fold_tallies',
  'found_organisation',
  'grant_is_alive',
  'invitation_by_digest',
  'journal_holds_together',
  'journal_tail',
  'link_by_digest',
  'maturity_benchmark',
  'my_memberships',
  'next_serial',
  'organisation_by_uscc',
  'plan_certificates',
  'plan_designations',
  'plan_is_open',
  'plan_series',
  'plan_splits',
  'public_plans',
  'recipients_of',
  'redeem_roster_invitation',
  'regulators_of',
  'roster_is_tallied',
  'scopes_i_assess',
  'session_by_digest',
  'touch_session',
  'transfer_ownership',
  'verify_filing',
  'webhooks_of',
];

/** What the definer may touch. */
const DEFINER_GRANTS = [
  'access_request: SELECT, UPDATE',
  'account: SELECT',
  'assessment: SELECT, UPDATE',
  'assessment_snapshot: SELECT',
  'assessment_thread: SELECT',
  'attachment: SELECT',
  'batch: SELECT, UPDATE',
  'certificate: SELECT',
  'change_report: SELECT, UPDATE',
  'client_grant: SELECT',
  'credential: SELECT',
  'designation: SELECT',
  'entry: SELECT',
  'filing: SELECT, UPDATE',
  'filing_draft: SELECT',
  'filing_tally: DELETE, INSERT, SELECT',
  'filing_version: SELECT',
  'invitation: SELECT, UPDATE',
  'journal: SELECT',
  'membership: INSERT, SELECT, UPDATE',
  'one_time_link: SELECT',
  'organisation: INSERT, SELECT, UPDATE',
  'plan: SELECT',
  'plan_version: SELECT',
  'roster_entry: SELECT',
  'roster_tally: DELETE, INSERT, SELECT',
  'serial_counter: INSERT, SELECT, UPDATE',
  'session: DELETE, SELECT, UPDATE',
  'setting: SELECT',
  'target_split: SELECT',
  'target_tally: DELETE, INSERT, SELECT',
  'webhook_target: SELECT',
];

const stage = setStage();

describe('the functions that cross tenants', () => {
  it('are those written down, and no others run with more rights than their caller', async () => {
    const rows = await stage.owner(
      `select p.proname, pg_get_userbyid(p.proowner) as owner from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'public' and p.prosecdef order by 1`,
    );
    expect(column(rows)).toEqual(DEFINER_FUNCTIONS);
    expect(new Set(rows.map((row) => row.owner))).toEqual(new Set(['shuheng_definer']));
  });

  it('have a fixed search path, temporary tables last', async () => {
    const rows = await stage.owner(
      `select distinct array_to_string(p.proconfig, ';') from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'public' and p.prosecdef`,
    );
    expect(column(rows)).toEqual(['search_path=pg_catalog, public, pg_temp']);
  });

  it('are executed by the app’s role and by nobody else', async () => {
    const rows = await stage.owner(
      `select p.proname, array(select case when a.grantee = 0 then 'public' else pg_get_userbyid(a.grantee)::text end
                               from aclexplode(p.proacl) a where a.privilege_type = 'EXECUTE' order by 1) as grantees
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and p.prosecdef`,
    );
    expect(rows).toHaveLength(DEFINER_FUNCTIONS.length);
    for (const row of rows) {
      expect([row.proname, row.grantees]).toEqual([row.proname, ['shuheng_app', 'shuheng_definer']]);
    }
  });

  it('touch the tables written down, and own none', async () => {
    const rows = await stage.owner(
      `select table_name || ': ' || string_agg(privilege_type, ', ' order by privilege_type)
       from information_schema.table_privileges where grantee = 'shuheng_definer' group by table_name order by 1`,
    );
    expect(column(rows)).toEqual(DEFINER_GRANTS);
    // Of these tables it writes single columns: what retention erases, and nothing beside it.
    const columns = await stage.owner(
      `select table_name || '.' || column_name from information_schema.column_privileges
       where grantee = 'shuheng_definer' and privilege_type = 'UPDATE' and table_name in ('attachment', 'filing_draft', 'filing_version')
       order by 1`,
    );
    expect(column(columns)).toEqual([
      'attachment.erased_at',
      'filing_draft.body',
      'filing_version.body',
      'filing_version.erased_at',
      'filing_version.salt',
    ]);
    expect(
      await stage.owner(
        `select relname from pg_class where relowner = 'shuheng_definer'::regrole and relkind in ('r', 'v', 'm', 'p')`,
      ),
    ).toEqual([]);
  });

  it('belong to a role that logs in nowhere, bypasses nothing and makes nothing', async () => {
    expect(
      await stage.owner(
        `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin,
                has_schema_privilege(rolname, 'public', 'create') as creates,
                pg_has_role('shuheng_app', 'shuheng_definer', 'member') as borrowed
         from pg_roles where rolname = 'shuheng_definer'`,
      ),
    ).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolcanlogin: false,
        creates: false,
        borrowed: false,
      },
    ]);
  });

  it('are not deceived by a temporary table that poses as one of ours', async () => {
    const forged = `create temporary table membership on commit drop as select * from public.membership where false`;
    const pose = `insert into membership (organisation_id, id, account_id, role, account_name, email_mask, created_at)
                  values ('${ORGANISATIONS.A}', '${uuid(90, 1)}', '${ACCOUNTS.stranger}', 'owner', 'x', 'x', now())`;
    await stage.as('stranger', forged);
    await stage.as('stranger', pose);
    await stage.as('stranger', 'grant all on membership to public');
    const ours = () => stage.as('stranger', 'select organisation_id from my_memberships()');
    expect(await ours()).toEqual([]);
    // The proof can fail: with the path as one writes it without thinking, the forgery is believed.
    await stage.owner('alter function my_memberships() set search_path = pg_catalog, public');
    expect(column(await ours())).toEqual([ORGANISATIONS.A]);
  });
});

describe('grant_is_alive', () => {
  const alive = async (scope: string) => column(await stage.as(scope, 'select grant_is_alive()'))[0];

  it.each(['consultantDraft', 'consultantRead', 'assessor', 'assessorRead', 'rivalAssessor'])(
    'lets %s in',
    async (scope) => {
      expect(await alive(scope)).toBe(true);
    },
  );
  it.each([
    'consultantLying',
    'consultantExpired',
    'consultantRevoked',
    'consultantLyingPurpose',
    'assessorLyingPurpose',
    'ownerA',
    'stranger',
    'anonymous',
    'unset',
  ])('keeps %s out', async (scope) => {
    expect(await alive(scope)).toBe(false);
  });
  it('ends with the consultant’s membership', async () => {
    await stage.owner('update membership set ended_at = now() where account_id = $1', [ACCOUNTS.consultant]);
    expect(await alive('consultantDraft')).toBe(false);
  });
  it('counts the last day in, the next day out', async () => {
    await stage.owner(`update client_grant set expires_on = '2026-11-23' where id = $1`, [GRANTS.draft]);
    expect(await alive('consultantDraft')).toBe(true);
    await stage.owner(`update client_grant set expires_on = '2026-11-22' where id = $1`, [GRANTS.draft]);
    expect(await alive('consultantDraft')).toBe(false);
  });
});

describe('sessions and links', () => {
  it('finds a credential by its e-mail’s or mobile’s index, and nothing by anything else', async () => {
    await stage.owner(`update credential set mobile_index = 'm' where account_id = $1`, [ACCOUNTS.ownerA]);
    const find = (index: string | null) =>
      stage.as('anonymous', 'select account_id from credential_by_index($1)', [index]);
    expect(column(await find(`index-${ACCOUNTS.ownerA}`))).toEqual([ACCOUNTS.ownerA]);
    expect(column(await find('m'))).toEqual([ACCOUNTS.ownerA]);
    expect(await find('')).toEqual([]);
    expect(await find(null)).toEqual([]);
    expect(await find('%')).toEqual([]);
  });

  it('finds a session by its digest, but none of a disabled account', async () => {
    const find = () => stage.as('anonymous', `select account_id from session_by_digest('sA')`);
    expect(column(await find())).toEqual([ACCOUNTS.ownerA]);
    await stage.owner('update account set disabled_at = now() where id = $1', [ACCOUNTS.ownerA]);
    expect(await find()).toEqual([]);
    expect(await stage.as('anonymous', `select * from session_by_digest('')`)).toEqual([]);
  });

  it('finds with a session the memberships that its account sees itself, and no ended one', async () => {
    const found = async () => {
      const [memberships] = column(
        await stage.as('anonymous', `select memberships from session_by_digest('sA')`),
      ) as { organisationId: string }[][];
      return memberships?.map(({ organisationId }) => organisationId);
    };
    const own = await stage.as('ownerA', 'select organisation_id from my_memberships()');
    expect(await found()).toEqual(column(own));
    await stage.owner('update membership set ended_at = now() where account_id = $1', [ACCOUNTS.ownerA]);
    expect(await found()).toEqual([]);
  });

  it('moves the end of a session forward only, and its last use', async () => {
    const ends = async () =>
      column(await stage.owner(`select expires_at::text from session where id = 'sA'`))[0];
    const before = await ends();
    await stage.as('anonymous', `select touch_session('sA', '2030-01-01Z', '2026-11-24T00:00:00Z')`);
    expect(await ends()).toBe(before);
    expect(await stage.owner(`select last_seen_at from session where id = 'sA'`)).toEqual([
      { last_seen_at: '2026-11-24T00:00:00.000Z' },
    ]);
    await stage.as('anonymous', `select touch_session('sA', null, null)`);
    expect(await ends()).toBe(before);
    await stage.as('anonymous', `select touch_session('sA', '2026-12-01Z', null)`);
    expect(await stage.owner(`select expires_at from session where id = 'sA'`)).toEqual([
      { expires_at: '2026-12-01T00:00:00.000Z' },
    ]);
  });

  it('ends the one session it is told, and none for an unknown digest', async () => {
    await stage.as('anonymous', `select end_session('unknown')`);
    expect(await stage.owner('select id from session')).toHaveLength(2);
    await stage.as('anonymous', `select end_session('sA')`);
    expect(column(await stage.owner('select id from session'))).toEqual(['sB']);
  });

  it('finds a one-time link by its digest, used and expired ones with what they are', async () => {
    await stage.owner(`update one_time_link set used_at = now() where digest = 'lA'`);
    const [link] = await stage.as('anonymous', `select * from link_by_digest('lA')`);
    expect(link).toMatchObject({ purpose: 'reset-password', account_id: ACCOUNTS.ownerA });
    expect(link?.used_at).not.toBeNull();
    expect(await stage.as('anonymous', `select * from link_by_digest('')`)).toEqual([]);
  });
});

describe('memberships and organisations', () => {
  it('shows a person’s own living memberships', async () => {
    const mine = async (scope: string) =>
      column(await stage.as(scope, 'select organisation_id from my_memberships()'));
    expect(await mine('ownerA')).toEqual([ORGANISATIONS.A]);
    for (const scope of ['stranger', 'anonymous', 'unset', 'job:install'])
      expect(await mine(scope)).toEqual([]);
    await stage.owner('update membership set ended_at = now() where account_id = $1', [ACCOUNTS.ownerA]);
    expect(await mine('ownerA')).toEqual([]);
  });

  const uscc = `U${ORGANISATIONS.A.slice(-17)}`;
  const lookUp = (scope: string) => stage.as(scope, 'select id from organisation_by_uscc($1)', [uscc]);

  it('tells whose a code is to accounts with a verified e-mail alone', async () => {
    expect(column(await lookUp('stranger'))).toEqual([ORGANISATIONS.A]);
    for (const scope of ['anonymous', 'unset', 'job:delivery']) expect(await lookUp(scope)).toEqual([]);
    await stage.owner('update credential set email_verified_at = null where account_id = $1', [
      ACCOUNTS.stranger,
    ]);
    expect(await lookUp('stranger')).toEqual([]);
  });

  const found = (scope: string, change: Record<string, unknown> = {}) => {
    const input = {
      id: uuid(91, 1),
      kind: 'enterprise',
      uscc: 'NEW',
      membership: uuid(91, 2),
      role: 'owner',
      ...change,
    };
    const text = `select found_organisation($1, $2, '新', $3, 'telecom', 'sh-cdo', '310115', null, false, '', '#000000', false,
                                            $4, $5, '示例', 'x', '2026-11-23T02:00:00Z')`;
    const values = [input.id, input.kind, input.uscc, input.membership, input.role];
    return { run: () => stage.as(scope, text, values), code: () => stage.refusal(scope, text, values) };
  };

  it('founds an organisation, unverified, with its founder as owner', async () => {
    expect(column(await found('stranger').run())).toEqual([true]);
    expect(
      await stage.owner('select kind, verification from organisation where id = $1', [uuid(91, 1)]),
    ).toEqual([{ kind: 'enterprise', verification: 'pending' }]);
    expect(
      await stage.owner('select account_id, role from membership where organisation_id = $1', [uuid(91, 1)]),
    ).toEqual([{ account_id: ACCOUNTS.stranger, role: 'owner' }]);
  });

  it('makes the founder of a consultancy its consultant', async () => {
    const change = { kind: 'consultancy', role: 'consultant' };
    expect(column(await found('stranger', change).run())).toEqual([true]);
    expect(
      column(await stage.owner('select role from membership where organisation_id = $1', [uuid(91, 1)])),
    ).toEqual(['consultant']);
  });

  it('answers false for a code that is taken, and writes nothing', async () => {
    expect(column(await found('stranger', { uscc }).run())).toEqual([false]);
    expect(
      await stage.owner('select 1 as x from membership where account_id = $1', [ACCOUNTS.stranger]),
    ).toEqual([]);
  });

  it.each([
    ['a regulator', { kind: 'regulator' }],
    ['an operator', { kind: 'operator' }],
    ['one without a code', { uscc: null }],
    ['one owned by a supervisor', { role: 'supervisor' }],
    ['a consultancy with an owner', { kind: 'consultancy' }],
  ])('refuses to found %s', async (_name, change) => {
    expect(await found('stranger', change).code()).toBe('42501');
  });

  it('refuses visitors and accounts whose e-mail is not verified', async () => {
    expect(await found('anonymous').code()).toBe('42501');
    await stage.owner('update credential set email_verified_at = null where account_id = $1', [
      ACCOUNTS.stranger,
    ]);
    expect(await found('stranger').code()).toBe('42501');
  });
});

describe('verify_filing', () => {
  const verify = () => stage.as('anonymous', `select * from verify_filing('CODE')`);

  it('shows what is printed on a submitted filing, and no person', async () => {
    await stage.owner(
      `update filing set verification_code = 'CODE', serial_no = 'S', cdo_name = '某人' where id = $1`,
      [uuid(5, 2)],
    );
    const [shown] = await verify();
    expect(shown).toMatchObject({ serial_no: 'S', status: 'on_record', version_no: 1, digest: 'x' });
    expect(Object.keys(shown ?? {}).sort()).toEqual([
      'digest',
      'enterprise_name',
      'first_submitted_on',
      'is_demo',
      'is_voluntary',
      'recorded_at',
      'serial_no',
      'status',
      'submitted_at',
      'version_no',
    ]);
  });

  it('knows nothing of a draft, nor of no code', async () => {
    await stage.owner(`update filing set verification_code = 'CODE' where id = $1`, [uuid(5, 1)]);
    expect(await verify()).toEqual([]);
    expect(await stage.as('anonymous', 'select * from verify_filing(null)')).toEqual([]);
  });
});

describe('next_serial', () => {
  const next = async (scope: string, programme = 'sh-cdo', year = 2031) =>
    column(await stage.as(scope, 'select next_serial($1, $2)', [programme, year]))[0];

  it('counts without gaps, a programme and a year at a time', async () => {
    expect([await next('ownerA'), await next('ownerB'), await next('ownerA', 'sh-cdo', 2032)]).toEqual([
      1, 2, 1,
    ]);
  });

  it('gives none to whoever doesn’t file in the programme', async () => {
    expect(await next('ownerA', 'other')).toBeNull();
    for (const scope of Object.keys(SCOPES).filter(
      (name) => !/^(ownerA|ownerB|cdoA|preparerA|viewerA)$/.test(name),
    )) {
      expect([scope, await next(scope)]).toEqual([scope, null]);
    }
    expect(await stage.owner('select 1 as x from serial_counter where year = 2031')).toEqual([]);
  });
});

describe('journal_tail and webhooks_of', () => {
  it('answers the last link of one chain', async () => {
    const tail = (id: string) => stage.as('ownerA', 'select * from journal_tail($1)', [id]);
    expect(await tail(ORGANISATIONS.A)).toEqual([{ seq: 2, digest: 'd2' }]);
    expect(await tail(ORGANISATIONS.consultancy)).toEqual([]);
  });

  it('names webhooks, never their address, and not to visitors', async () => {
    const hooks = (scope: string) =>
      stage.as(scope, 'select * from webhooks_of($1)', [ORGANISATIONS.regulator]);
    expect(await hooks('ownerA')).toEqual([{ id: uuid(17, 3), label: 'x' }]);
    for (const scope of ['anonymous', 'unset']) expect(await hooks(scope)).toEqual([]);
    await stage.owner('update webhook_target set removed_at = now()');
    expect(await hooks('ownerA')).toEqual([]);
  });
});
