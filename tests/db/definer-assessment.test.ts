import { describe, expect, it } from 'vitest';
import type { Scope } from '#app/domain/account/scope.ts';
import { setStage } from './definer/stage.ts';
import { ACCOUNTS, AT, GRANTS, ORGANISATIONS, uuid } from './isolation/identity.ts';
import { ASSESSING } from './isolation/probe-assessment.ts';

const stage = setStage();
const DENIED = '42501';
const A = ORGANISATIONS.A;
const SELF = ASSESSING.assessmentId;
const INDEPENDENT = ASSESSING.independentId;
const SIGNED = ASSESSING.revealedId;

/** A refusal with its message: a guard's own, or that of row-level security. */
async function messageOf(scope: string | Scope, text: string, values: unknown[] = []): Promise<string> {
  await stage.owner('savepoint message');
  try {
    await stage.as(scope, text, values);
    return '';
  } catch (error) {
    return (error as Error).message;
  } finally {
    await stage.owner('rollback to savepoint message');
  }
}
const BY_POLICY = /row-level security/;

const set = (scope: string, id: string, assignment: string) =>
  stage.refusal(scope, `update assessment set ${assignment} where id = $1`, [id]);
const sign = (scope: string, id: string, at = AT) =>
  stage.as(
    scope,
    `update assessment set state = 'signed', signed_at = $2, signed_by_name = '示例' where id = $1`,
    [id, at],
  );
const SIGN = `state = 'signed', signed_at = now(), signed_by_name = '示例'`;

describe('client_grant_is_independent', () => {
  const CONFLICT = '23P01';
  const give = (
    consultancy: string,
    purpose: string,
    more: Record<string, unknown> = {},
    scope = 'ownerA',
  ) => {
    const grant = { expires_on: '2027-01-01', created_at: AT, revoked_at: null, ...more };
    return stage.refusal(
      scope,
      `insert into client_grant (organisation_id, id, consultancy_id, consultancy_name, client_name, purpose, rights, expires_on,
                                 created_by_name, created_at, revoked_at)
       values ($1, $2, $3, '示例', '示例', $4, 'read', $5, '示例', $6, $7)`,
      [A, uuid(40, 1), consultancy, purpose, grant.expires_on, grant.created_at, grant.revoked_at],
    );
  };
  const { consultancy, assessors } = ORGANISATIONS;

  it('keeps help and assess of one client apart, either way round', async () => {
    expect(await give(consultancy, 'assess')).toBe(CONFLICT);
    expect(await give(assessors, 'help')).toBe(CONFLICT);
    expect(await give(consultancy, 'help')).toBeUndefined();
    expect(await give(assessors, 'assess')).toBeUndefined();
  });
  it('looks at one client alone', async () => {
    await stage.owner(`update client_grant set revoked_at = now() where consultancy_id = $1`, [consultancy]);
    await stage.owner(
      `insert into client_grant (organisation_id, id, consultancy_id, consultancy_name, client_name, purpose, rights, expires_on, created_by_name, created_at)
       values ($1, $2, $3, '示例', '示例', 'help', 'read', '2027-01-01', '示例', $4)`,
      [ORGANISATIONS.B, uuid(40, 2), consultancy, AT],
    );
    expect(await give(consultancy, 'assess')).toBeUndefined();
  });
  it('lets the other purpose follow once the first is revoked or over', async () => {
    await stage.owner(`update client_grant set revoked_at = now() where consultancy_id = $1 and id <> $2`, [
      consultancy,
      GRANTS.draft,
    ]);
    expect(await give(consultancy, 'assess')).toBe(CONFLICT);
    expect(await give(consultancy, 'assess', { created_at: '2027-01-01T10:00:00Z' })).toBe(CONFLICT);
    expect(await give(consultancy, 'assess', { created_at: '2027-01-01T16:00:00Z' })).toBeUndefined();
    await stage.owner(`update client_grant set revoked_at = now() where id = $1`, [GRANTS.draft]);
    expect(await give(consultancy, 'assess')).toBeUndefined();
  });
  it('is not evaded by another purpose, a longer term or a revocation undone', async () => {
    expect(
      await stage.refusal('ownerA', `update client_grant set purpose = 'assess' where id = $1`, [
        GRANTS.read,
      ]),
    ).toBe(CONFLICT);
    await stage.owner(`update client_grant set revoked_at = now() where consultancy_id = $1`, [consultancy]);
    expect(await give(consultancy, 'assess')).toBeUndefined();
    await stage.owner(
      `insert into client_grant (organisation_id, id, consultancy_id, consultancy_name, client_name, purpose, rights, expires_on, created_by_name, created_at)
       values ($1, $2, $3, '示例', '示例', 'assess', 'read', '2027-01-01', '示例', $4)`,
      [A, uuid(40, 2), consultancy, AT],
    );
    expect(
      await stage.refusal('ownerA', `update client_grant set revoked_at = null where id = $1`, [
        GRANTS.draft,
      ]),
    ).toBe(CONFLICT);
    await stage.owner(`update client_grant set revoked_at = now() where id = $1`, [uuid(40, 2)]);
    expect(
      await stage.refusal('ownerA', `update client_grant set revoked_at = null where id = $1`, [
        GRANTS.draft,
      ]),
    ).toBeUndefined();
  });
  it('tells a stranger nothing about the grants of others', async () => {
    for (const scope of ['ownerB', 'stranger', 'consultancy', 'viewerA']) {
      expect(await give(consultancy, 'assess', {}, scope)).toBe(DENIED);
      expect(await give(consultancy, 'help', {}, scope)).toBe(DENIED);
    }
  });
});

describe('assessment_is_guarded', () => {
  const begin = (scope: string, more: Record<string, unknown>) => ({
    text: `insert into assessment select (jsonb_populate_record(null::assessment, to_jsonb(a) || $2::jsonb)).* from assessment a where a.id = $1`,
    values: [SELF, JSON.stringify({ id: uuid(41, 1), scope_id: uuid(41, 2), ...more })],
    scope,
  });
  const refused = ({ scope, text, values }: ReturnType<typeof begin>) => stage.refusal(scope, text, values);
  const independent = (grantId: string, consultancyId: string, more: Record<string, unknown> = {}) => ({
    side: 'independent',
    grant_id: grantId,
    consultancy_id: consultancyId,
    ...more,
  });

  it('begins every assessment unsigned', async () => {
    expect(await refused(begin('ownerA', {}))).toBeUndefined();
    expect(await refused(begin('ownerA', { signed_at: AT }))).toBe(DENIED);
    expect(await refused(begin('ownerA', { revealed_at: AT }))).toBe(DENIED);
    expect(
      await refused(begin('ownerA', { submitted_at: AT, programme_id: 'sh-cdo', region_code: '310115' })),
    ).toBe(DENIED);
  });
  it('begins an independent one under a living grant to assess, of that consultancy', async () => {
    const { assessors, consultancy, rivals } = ORGANISATIONS;
    expect(await refused(begin('ownerA', independent(GRANTS.assess, assessors)))).toBeUndefined();
    expect(await refused(begin('ownerA', independent(GRANTS.assess, rivals)))).toBe(DENIED);
    expect(await refused(begin('ownerA', independent(GRANTS.draft, consultancy)))).toBe(DENIED);
    const late = { created_at: '2027-01-02T02:00:00Z' };
    expect(await refused(begin('ownerA', independent(GRANTS.assess, assessors, late)))).toBe(DENIED);
    await stage.owner('update client_grant set revoked_at = now() where id = $1', [GRANTS.assess]);
    expect(await refused(begin('ownerA', independent(GRANTS.assess, assessors)))).toBe(DENIED);
  });
  it('lets row-level security speak first to who has no business there', async () => {
    const insert = `insert into assessment (organisation_id, id, scope_id, side, model_id, model_digest, scheme, title, grant_id, consultancy_id,
                      created_by_id, created_by_name, created_at, updated_at)
                    values ($1, $2, $2, 'independent', 'x', 'x', '{}', 'x', $3, $4, $2, 'x', $5, $5)`;
    for (const grant of [GRANTS.assess, uuid(40, 9)]) {
      const values = [A, uuid(41, 3), grant, ORGANISATIONS.assessors, AT];
      expect(await messageOf('ownerB', insert, values)).toMatch(BY_POLICY);
      expect(await messageOf('assessor', insert, values)).toMatch(BY_POLICY);
    }
  });

  it.each([
    `scope_id = '${uuid(41, 9)}'`,
    `model_id = 'dsmm-2019'`,
    `model_digest = 'y'`,
    `grant_id = '${GRANTS.rival}'`,
    `consultancy_id = '${ORGANISATIONS.rivals}'`,
    'order_id = null',
    'revealed_at = now()',
  ])('lets nobody change what it is about: %s', async (assignment) => {
    for (const scope of ['ownerA', 'assessor']) {
      expect([scope, await set(scope, INDEPENDENT, assignment)]).toEqual([scope, DENIED]);
    }
  });

  it('keeps the scheme that it was signed with', async () => {
    expect(await set('ownerA', SIGNED, `scheme = '{"a":1}'`)).toBe(DENIED);
    expect(await set('ownerA', SELF, `scheme = '{"a":1}'`)).toBeUndefined();
  });

  it.each([
    `state = 'validating'`,
    SIGN,
    `title = 'x'`,
    `scheme = '{"a":1}'`,
    `target_level = 5`,
    'version_no = 2',
  ])('lets the assessor, not the enterprise, move an independent one: %s', async (assignment) => {
    expect(await set('ownerA', INDEPENDENT, assignment)).toBe(DENIED);
    expect(await set('assessor', INDEPENDENT, assignment)).toBeUndefined();
  });
  it('lets the enterprise end what it ordered until it is signed', async () => {
    expect(await set('ownerA', INDEPENDENT, `state = 'withdrawn'`)).toBeUndefined();
    expect(await set('ownerA', ASSESSING.revealedIndependentId, `state = 'withdrawn'`)).toBe(DENIED);
    expect(await set('ownerA', ASSESSING.revealedIndependentId, `state = 'evaluating'`)).toBe(DENIED);
  });

  it.each([
    `state = 'validating'`,
    SIGN,
    `signed_by_name = '他人'`,
    'version_no = 2',
    `previous_id = '${SIGNED}'`,
  ])('lets the enterprise, not its helper, move a self-assessment: %s', async (assignment) => {
    expect(await set('consultantDraft', SELF, assignment)).toBe(DENIED);
    expect(await set('ownerA', SELF, assignment)).toBeUndefined();
  });
  it('lets a helper write title and target', async () => {
    expect(await set('consultantDraft', SELF, `title = 'x', target_level = 4`)).toBeUndefined();
  });

  const submission = `programme_id = 'sh-cdo', region_code = '310115', submitted_at = now()`;
  it('has the enterprise alone submit, what is signed alone, and once', async () => {
    const revealed = ASSESSING.revealedIndependentId;
    expect(await set('ownerA', SELF, submission)).toBe(DENIED);
    expect(await set('assessor', revealed, submission)).toBe(DENIED);
    expect(await set('ownerA', revealed, submission)).toBeUndefined();
    expect(await set('ownerA', SIGNED, `submitted_at = now()`)).toBe(DENIED);
    expect(await set('ownerA', SIGNED, `region_code = '310104'`)).toBe(DENIED);
    expect(await set('ownerA', SIGNED, `state = 'evaluating'`)).toBe(DENIED);
    await stage.owner('update assessment set submitted_at = null where id = $1', [uuid(20, 8)]);
    expect(await set('consultantDraft', uuid(20, 8), submission)).toBe(DENIED);
  });
});

describe('assessment_reveals', () => {
  const revealedAt = async () =>
    (
      await stage.owner('select revealed_at from assessment where scope_id = $1 order by side', [
        ASSESSING.scopeId,
      ])
    ).map((row) => row.revealed_at);
  const FIRST = '2026-12-01T02:00:00.000Z';
  const SECOND = '2026-12-02T02:00:00.000Z';

  it.each([
    ['ownerA', SELF, 'assessor', INDEPENDENT],
    ['assessor', INDEPENDENT, 'ownerA', SELF],
  ] as const)('opens both when the second is signed, after %s', async (first, firstId, second, secondId) => {
    expect(await revealedAt()).toEqual([null, null]);
    await sign(first, firstId, FIRST);
    expect(await revealedAt()).toEqual([null, null]);
    await sign(second, secondId, SECOND);
    expect(await revealedAt()).toEqual([SECOND, SECOND]);
  });
  it('stays shut when the first was opened again or withdrawn before the second was signed', async () => {
    await sign('ownerA', SELF, FIRST);
    await stage.as('ownerA', `update assessment set state = 'evaluating', version_no = 2 where id = $1`, [
      SELF,
    ]);
    await sign('assessor', INDEPENDENT, SECOND);
    expect(await revealedAt()).toEqual([null, null]);
    await stage.as('ownerA', `update assessment set state = 'withdrawn' where id = $1`, [SELF]);
    expect(await revealedAt()).toEqual([null, null]);
  });
  it('opens to the assessor what he assessed himself, and nothing to another', async () => {
    const grades = async (scope: string) =>
      (await stage.as(scope, 'select assessment_id from answer where side = $1', ['self'])).map(
        (row) => row.assessment_id,
      );
    expect(await grades('assessor')).toEqual([SIGNED]);
    await sign('ownerA', SELF, FIRST);
    expect(await grades('assessor')).toEqual([SIGNED]);
    await sign('assessor', INDEPENDENT, SECOND);
    expect((await grades('assessor')).sort()).toEqual([SELF, SIGNED]);
    expect(await grades('rivalAssessor')).toEqual([uuid(20, 8)]);
  });
  it('has a signed row name when and by whom', async () => {
    expect(await set('ownerA', SELF, `state = 'signed'`)).toBe('23514');
    expect(await set('ownerA', SELF, `state = 'signed', signed_at = now()`)).toBe('23514');
  });
});

describe('assessment_part_is_open', () => {
  const part = { organisation_id: A, side: 'self' };
  const insert = (table: string, row: Record<string, unknown>) => ({
    text: `insert into ${table} (${Object.keys(row).join(', ')}) select ${Object.keys(row).join(', ')} from jsonb_populate_record(null::${table}, $1::jsonb)`,
    values: [JSON.stringify(row)],
  });
  const rows = (assessmentId: string): Record<string, Record<string, unknown>> => {
    const place = { ...part, assessment_id: assessmentId };
    return {
      assessment_domain: { ...place, domain_id: '7' },
      assessment_exclusion: { ...place, cell_id: '7.1', reason: 'x', excluded_by_name: 'x', excluded_at: AT },
      answer: {
        ...place,
        criterion_id: '7.1-L2-1',
        cell_id: '7.1',
        domain_id: '7',
        grade: 'met',
        note: '',
        is_carried: false,
        revision: 1,
        author_id: ACCOUNTS.ownerA,
        author_name: 'x',
        updated_at: AT,
      },
      evidence_link: {
        ...place,
        cell_id: '7.1',
        evidence_id: ASSESSING.evidenceId,
        linked_by_name: 'x',
        linked_at: AT,
      },
    };
  };
  const TABLES = Object.keys(rows(SELF));

  it.each(TABLES)('takes a row of %s while the assessment is open, and none after', async (table) => {
    const open = insert(table, rows(SELF)[table] ?? {});
    const closed = insert(table, rows(SIGNED)[table] ?? {});
    expect(await stage.refusal('ownerA', open.text, open.values)).toBeUndefined();
    expect(await messageOf('ownerA', closed.text, closed.values)).toMatch(/is closed/);
    await stage.owner(`update assessment set state = 'withdrawn' where id = $1`, [SELF]);
    expect(await messageOf('ownerA', open.text, open.values)).toMatch(/is closed/);
    // Whoever sees nothing of it is told the same whether it is closed or not there at all.
    for (const scope of ['ownerB', 'stranger', 'supervisor', 'rivalAssessor']) {
      const told = [];
      for (const id of [SIGNED, uuid(41, 8)]) {
        const asked = insert(table, rows(id)[table] ?? {});
        told.push(await messageOf(scope, asked.text, asked.values));
      }
      expect(told[0]).not.toBe('');
      expect(told[0]).not.toMatch(/is closed/);
      expect(told[1]).toBe(told[0]);
    }
  });
  it('closes answers to grades, validations and returns', async () => {
    const change = (assignment: string) =>
      stage.refusal('ownerA', `update answer set ${assignment} where assessment_id = $1`, [SIGNED]);
    expect(await change(`grade = 'unmet'`)).toBe(DENIED);
    expect(await change('returned_at = now()')).toBe(DENIED);
    expect(await change('validated_by = null')).toBe(DENIED);
  });
  it.each(['assessment_domain', 'assessment_exclusion', 'evidence_link'])(
    'takes nothing away: %s',
    async (table) => {
      expect(
        await stage.refusal('ownerA', `delete from ${table} where assessment_id = $1`, [SELF]),
      ).toBeUndefined();
      expect(await stage.refusal('ownerA', `delete from ${table} where assessment_id = $1`, [SIGNED])).toBe(
        DENIED,
      );
    },
  );
  it('lets no answer be carried out of a closed assessment', async () => {
    await stage.owner('delete from answer where assessment_id = $1', [SELF]);
    expect(
      await stage.refusal('ownerA', 'update answer set assessment_id = $1 where assessment_id = $2', [
        SELF,
        SIGNED,
      ]),
    ).toBe(DENIED);
  });
  it('opens again with the assessment', async () => {
    await stage.owner(`update assessment set state = 'evaluating' where id = $1`, [uuid(20, 8)]);
    expect(
      await stage.refusal('ownerA', `update answer set grade = 'unmet' where assessment_id = $1`, [
        uuid(20, 8),
      ]),
    ).toBeUndefined();
  });
});
