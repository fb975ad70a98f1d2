import { describe, expect, it } from 'vitest';
import type { Scope } from '#app/domain/account/scope.ts';
import { column, setStage } from './definer/stage.ts';
import { ACCOUNTS, AT, ORGANISATIONS, uuid } from './isolation/identity.ts';
import { ASSESSING } from './isolation/probe-assessment.ts';

const stage = setStage();
const DENIED = '42501';
const SELF = ASSESSING.assessmentId;
const A = ORGANISATIONS.A;
const OWNER: Scope = { kind: 'member', accountId: ACCOUNTS.ownerA, organisationId: A, role: 'owner' };
const COLLEAGUE: Scope = { ...OWNER, accountId: ACCOUNTS.colleagueA, role: 'preparer' };

describe('an answer', () => {
  const change = (scope: string | Scope, assignment: string) => ({
    text: `update answer set ${assignment} where assessment_id = '${SELF}'`,
    scope,
  });
  const refused = ({ scope, text }: ReturnType<typeof change>) => stage.refusal(scope, text);
  const done = ({ scope, text }: ReturnType<typeof change>) => stage.as(scope, text);
  const grade = (scope: string | Scope, value: string, account: string) =>
    change(scope, `grade = '${value}', author_id = '${account}', author_name = 'x'`);
  const validate = (scope: string | Scope, account: string) =>
    change(scope, `validated_by = '${account}', validated_by_name = 'x', validated_at = now()`);
  const answer = async () =>
    (
      await stage.owner('select authors, validated_by, validated_at from answer where assessment_id = $1', [
        SELF,
      ])
    )[0];
  const { ownerA, colleagueA, consultant } = ACCOUNTS;

  it('names whoever ever wrote it, once each, whatever is sent along', async () => {
    expect(await answer()).toMatchObject({ authors: [ownerA] });
    await done(grade(COLLEAGUE, 'mostly', colleagueA));
    await done(grade(OWNER, 'partly', ownerA));
    await done(change(OWNER, `authors = '{}'`));
    await done(change(COLLEAGUE, `note = 'x', author_id = '${colleagueA}', authors = '{}'`));
    expect(await answer()).toMatchObject({ authors: [ownerA, colleagueA] });
  });
  it('begins with its author, whoever else is claimed', async () => {
    await stage.as(
      OWNER,
      `insert into answer (organisation_id, assessment_id, side, criterion_id, cell_id, domain_id, grade, author_id, author_name, authors, updated_at)
       values ('${A}', '${SELF}', 'self', '8.1-L2-1', '8.1', '8', 'met', '${ownerA}', 'x', '{${colleagueA}}', now())`,
    );
    expect(await stage.owner(`select authors from answer where criterion_id = '8.1-L2-1'`)).toEqual([
      { authors: [ownerA] },
    ]);
  });
  it('is signed by who gives it', async () => {
    expect(await refused(grade(OWNER, 'partly', colleagueA))).toBe(DENIED);
    expect(await refused(change(OWNER, `author_id = '${colleagueA}'`))).toBe(DENIED);
    // The former author's name may not be kept over a grade of one's own.
    expect(await refused(change(COLLEAGUE, `grade = 'partly'`))).toBe(DENIED);
    expect(await refused(grade('consultantDraft', 'partly', consultant))).toBeUndefined();
    expect(await refused(grade('consultantDraft', 'partly', ownerA))).toBe(DENIED);
  });
  it('is validated by somebody else, in his own name', async () => {
    expect(await refused(validate(OWNER, ownerA))).toBe('23514');
    expect(await refused(validate(OWNER, colleagueA))).toBe(DENIED);
    expect(await refused(validate(COLLEAGUE, ownerA))).toBe(DENIED);
    expect(await refused(validate(COLLEAGUE, colleagueA))).toBeUndefined();
    expect(await refused(validate('consultantDraft', consultant))).toBeUndefined();
  });
  it('is never validated by a former author', async () => {
    await done(grade(COLLEAGUE, 'mostly', colleagueA));
    await done(grade('consultantDraft', 'partly', consultant));
    expect(await refused(validate(OWNER, ownerA))).toBe('23514');
    expect(await refused(validate(COLLEAGUE, colleagueA))).toBe('23514');
    expect(await refused(change(OWNER, `authors = '{}', validated_by = '${ownerA}'`))).toBe('23514');
  });
  it.each([`grade = 'unmet'`, `note = 'other'`])(
    'loses its validation with another %s',
    async (assignment) => {
      await done(validate(COLLEAGUE, colleagueA));
      expect(await answer()).toMatchObject({ validated_by: colleagueA });
      await done(change(OWNER, `${assignment}, author_id = '${ownerA}'`));
      expect(await answer()).toMatchObject({ validated_by: null, validated_at: null });
    },
  );
  it('is not graded and validated in one breath', async () => {
    await done(
      change(
        COLLEAGUE,
        `grade = 'unmet', author_id = '${colleagueA}', validated_by = '${colleagueA}', validated_at = now()`,
      ),
    );
    expect(await answer()).toMatchObject({ authors: [ownerA, colleagueA], validated_by: null });
  });
  it('keeps its validation through what isn’t its content', async () => {
    await done(validate(COLLEAGUE, colleagueA));
    await done(change(OWNER, 'revision = revision + 1'));
    expect(await answer()).toMatchObject({ validated_by: colleagueA });
  });
  it('is evaluated and validated by two people', async () => {
    const assign = (validator: string) =>
      stage.refusal(
        'ownerA',
        `update assessment_domain set evaluator_id = $1, validator_id = $2 where assessment_id = $3`,
        [ownerA, validator, SELF],
      );
    expect(await assign(ownerA)).toBe('23514');
    expect(await assign(colleagueA)).toBeUndefined();
  });
});

describe('snapshot_stands', () => {
  const set = (assignment: string, n = 1) =>
    stage.refusal('ownerA', `update assessment_snapshot set ${assignment} where id = $1`, [uuid(27, n)]);
  const submission = `programme_id = 'sh-cdo', region_code = '310115', submitted_at = now()`;

  it.each([
    `body = '{"a":1}'`,
    `scores = '{"overall":"5"}'`,
    `digest = 'y'`,
    'version_no = 2',
    `signed_by_name = '他人'`,
    'signed_at = now()',
    `model_id = 'dsmm-2019'`,
    `assessment_id = '${ASSESSING.revealedId}'`,
  ])('refuses %s', async (assignment) => {
    expect(await set(assignment)).toBe(DENIED);
    expect(await set(`${submission}, ${assignment}`)).toBe(DENIED);
  });
  it('takes a submission once', async () => {
    expect(await set(submission)).toBeUndefined();
    for (const undone of ['submitted_at = null', `region_code = '310104'`, 'submitted_at = now()']) {
      expect(await set(undone, 3)).toBe(DENIED);
    }
  });
  it('binds the database’s owner, too', async () => {
    await expect(stage.owner('delete from assessment_snapshot where id = $1', [uuid(27, 1)])).rejects.toThrow(
      /rewritten/,
    );
  });
  it('is written by whoever signs, and never by a helper', async () => {
    const again = `insert into assessment_snapshot
      select (jsonb_populate_record(null::assessment_snapshot, to_jsonb(s) || jsonb_build_object('id', $1::text, 'version_no', 2))).*
      from assessment_snapshot s where s.id = $2`;
    const write = (scope: string, n: number) => stage.refusal(scope, again, [uuid(42, 1), uuid(27, n)]);
    expect(await write('ownerA', 1)).toBeUndefined();
    expect(await write('consultantDraft', 1)).toBe(DENIED);
    expect(await write('assessor', 2)).toBeUndefined();
    expect(await write('assessor', 3)).toBe(DENIED);
  });
});

describe('published_version_stands', () => {
  const TABLES = [
    ['maturity_model', uuid(22, 1), uuid(22, 2)],
    ['scoring_scheme', uuid(31, 1), uuid(31, 2)],
  ] as const;

  it.each(TABLES)('lets a draft of %s be written, published and thrown away', async (table, draft) => {
    const set = (assignment: string) =>
      stage.refusal('ownerA', `update ${table} set ${assignment} where id = $1`, [draft]);
    expect(await set(`content = '{"a":1}', digest = 'y', title = 'x'`)).toBeUndefined();
    expect(await set(`state = 'published', published_at = now()`)).toBeUndefined();
    expect(await stage.refusal('ownerA', `delete from ${table} where id = $1`, [draft])).toBeUndefined();
  });
  it.each(TABLES)('lets a published %s be withdrawn, and nothing else', async (table, _draft, published) => {
    const set = (assignment: string) =>
      stage.refusal('ownerA', `update ${table} set ${assignment} where id = $1`, [published]);
    for (const assignment of [
      `content = '{"a":1}'`,
      `digest = 'y'`,
      `title = 'x'`,
      'version = 2',
      `key = 'x'`,
      'published_at = now()',
      `state = 'draft'`,
      `state = 'withdrawn', title = 'x'`,
    ]) {
      expect([assignment, await set(assignment)]).toEqual([assignment, DENIED]);
    }
    expect(await set(`state = 'withdrawn'`)).toBeUndefined();
    await expect(stage.owner(`delete from ${table} where id = $1`, [published])).rejects.toThrow(/rewritten/);
  });
  it('has schemes offered to all by a regulator alone', async () => {
    const offer = (scope: string, id: string) =>
      stage.refusal(scope, 'update scoring_scheme set is_offered = true where id = $1', [id]);
    expect(await offer('ownerA', uuid(31, 1))).toBe(DENIED);
    expect(await offer('supervisor', uuid(31, 5))).toBeUndefined();
  });
});

describe('submitted_certificate_stands', () => {
  const set = (assignment: string, n: number) =>
    stage.refusal('ownerA', `update certificate set ${assignment} where id = $1`, [uuid(30, n)]);

  it.each([
    'level = 5',
    `number = 'other'`,
    `agency = 'other'`,
    `expires_on = '2030-01-01'`,
    `storage_key = 'other'`,
    'submitted_at = null',
    `region_code = '310104'`,
  ])('refuses %s once it is submitted', async (assignment) => {
    expect(await set(assignment, 2)).toBe(DENIED);
    if (assignment !== `region_code = '310104'`) expect(await set(assignment, 1)).toBeUndefined();
  });
  it('takes a withdrawal and a later finding', async () => {
    expect(await set(`withdrawn_at = now(), withdraw_reason = 'x'`, 2)).toBeUndefined();
    expect(await set(`scan_state = 'clean', scan_detail = 'x'`, 2)).toBeUndefined();
  });
});

describe('scopes_i_assess', () => {
  const scopes = async (scope: string) =>
    column(await stage.as(scope, 'select scopes_i_assess() order by 1'));

  it('are those of the acting consultancy under a living grant to assess', async () => {
    expect(await scopes('assessor')).toEqual([uuid(21, 1), uuid(21, 2)]);
    expect(await scopes('rivalAssessor')).toEqual([uuid(21, 3)]);
    for (const scope of [
      'ownerA',
      'consultantDraft',
      'assessorLyingPurpose',
      'supervisor',
      'anonymous',
      'unset',
    ]) {
      expect(await scopes(scope)).toEqual([]);
    }
    await stage.owner('update client_grant set revoked_at = now() where consultancy_id = $1', [
      ORGANISATIONS.assessors,
    ]);
    expect(await scopes('assessor')).toEqual([]);
  });
});

describe('maturity_benchmark', () => {
  const MODEL = 'dcmm-2025';
  const FIVE = ['1.20', '2.00', '2.50', '3.10', '4.90'];

  /** An enterprise with a signed self-assessment. */
  async function enterprise(n: number, overall: string, more: Record<string, unknown> = {}): Promise<void> {
    const is = { industry: 'I', demo: false, model: MODEL, side: 'self', state: 'signed', ...more };
    const [id, assessment] = [uuid(50, n), uuid(51, n)];
    await stage.owner(
      `insert into organisation select (jsonb_populate_record(null::organisation, to_jsonb(o) ||
         jsonb_build_object('id', $1::text, 'uscc', $1::text, 'industry_code', $2::text, 'is_demo', $3::boolean))).*
       from organisation o where o.id = $4`,
      [id, is.industry, is.demo, A],
    );
    await stage.owner('alter table assessment disable trigger user');
    await stage.owner(
      `insert into assessment select (jsonb_populate_record(null::assessment, to_jsonb(a) ||
         jsonb_build_object('organisation_id', $1::text, 'id', $2::text, 'scope_id', $2::text, 'model_id', $3::text, 'state', $4::text,
                            'signed_at', $5::text, 'signed_by_name', 'x'))).*
       from assessment a where a.id = $6`,
      [id, assessment, is.model, is.state, AT, SELF],
    );
    await stage.owner('alter table assessment enable trigger user');
    await signed(n, overall, AT, is.model as string);
  }
  const signed = (n: number, overall: string, at: string, model = MODEL, version = 1) =>
    stage.owner(
      `insert into assessment_snapshot (organisation_id, id, assessment_id, side, version_no, model_id, body, scores, digest, signed_by_name, signed_at)
       values ($1, $2, $3, 'self', $4, $5, '{}', $6, 'x', 'x', $7)`,
      [
        uuid(50, n),
        uuid(52, n * 10 + version),
        uuid(51, n),
        version,
        model,
        JSON.stringify({ overall, '6': null }),
        at,
      ],
    );
  const ask = (scope: string, industry = 'I', model = MODEL) =>
    stage.as(scope, 'select * from maturity_benchmark($1, $2)', [model, industry]);
  const settle = async (values: readonly string[], more: Record<string, unknown> = {}) => {
    for (const [index, value] of values.entries()) await enterprise(index + 1, value, more);
  };
  const figures = (others: number, lower: string, median: string, upper: string) => [
    { key: 'overall', others, lower_quartile: lower, median, upper_quartile: upper },
  ];

  it('tells nothing of four others, and the quartiles of five', async () => {
    await settle(FIVE.slice(0, 4));
    expect(await ask('ownerA')).toEqual([]);
    await enterprise(5, '4.90');
    expect(await ask('ownerA')).toEqual(figures(5, '2.00', '2.50', '3.10'));
  });
  it('reads between the figures of six', async () => {
    // 2.00 + 0.25 × 0.50; the middle of 2.50 and 3.10; 3.10 + 0.75 × 0.80.
    await settle(['1.20', '2.00', '2.50', '3.10', '3.90', '4.90']);
    expect(await ask('ownerA')).toEqual(figures(6, '2.13', '2.80', '3.70'));
  });
  it('answers an enterprise, and a consultant for his client, and nobody else', async () => {
    await settle(FIVE);
    for (const scope of ['ownerA', 'viewerA', 'consultantRead', 'assessor']) {
      expect(await ask(scope)).toHaveLength(1);
    }
    for (const scope of [
      'consultantLying',
      'consultantRevoked',
      'consultantLyingPurpose',
      'supervisor',
      'operator',
      'stranger',
      'job:reminder',
      'anonymous',
      'unset',
    ]) {
      expect(await ask(scope)).toEqual([]);
    }
  });
  it('leaves the own figures out, also to the consultant', async () => {
    await settle(FIVE);
    await stage.owner(`update organisation set industry_code = 'I' where id = $1`, [A]);
    await stage.owner(
      `insert into assessment_snapshot (organisation_id, id, assessment_id, side, version_no, model_id, body, scores, digest, signed_by_name, signed_at)
       values ($1, $2, $3, 'self', 9, $4, '{}', '{"overall":"5.00"}', 'x', 'x', $5)`,
      [A, uuid(53, 1), SELF, MODEL, AT],
    );
    for (const scope of ['ownerA', 'consultantRead']) {
      expect(await ask(scope)).toEqual(figures(5, '2.00', '2.50', '3.10'));
    }
  });
  it('never mixes sample with real enterprises', async () => {
    await settle(FIVE, { demo: true });
    expect(await ask('ownerA')).toEqual([]);
    await stage.owner('update organisation set is_demo = true where id = $1', [A]);
    expect(await ask('ownerA')).toHaveLength(1);
  });
  it.each([
    ['of another industry', { industry: 'J' }],
    ['by another model', { model: 'dcmm-2018' }],
    ['that was withdrawn', { state: 'withdrawn' }],
  ])('leaves out an assessment %s', async (_name, more) => {
    await settle(FIVE.slice(0, 4));
    await enterprise(5, '4.90', more);
    expect(await ask('ownerA')).toEqual([]);
  });
  it('counts an enterprise once, by what it signed last', async () => {
    await settle(FIVE.slice(0, 4));
    await signed(4, '4.90', '2026-12-01T02:00:00Z', MODEL, 2);
    expect(await ask('ownerA')).toEqual([]);
    await enterprise(5, '1.00');
    // 1.00, 1.20, 2.00, 2.50, 4.90
    expect(await ask('ownerA')).toEqual(figures(5, '1.20', '2.00', '2.50'));
  });
});
