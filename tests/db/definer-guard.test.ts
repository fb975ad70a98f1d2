import { describe, expect, it } from 'vitest';
import { ORGANISATIONS, uuid } from './isolation/identity.ts';
import { setStage } from './definer/stage.ts';

const stage = setStage();
const DENIED = '42501';

describe('journal_holds_together', () => {
  const append = (scope: string, seq: number, previous: string, organisation: string = ORGANISATIONS.A) =>
    stage.refusal(
      scope,
      `insert into journal (organisation_id, seq, type, schema_version, payload, actor_name, actor_side, is_shared, at,
                            previous_digest, digest)
       values ($1, $2, 't', 1, '{}', '示例', 'enterprise', false, now(), $3, 'new')`,
      [organisation, seq, previous],
    );

  it('takes the next link only', async () => {
    expect(await append('ownerA', 3, 'd2')).toBeUndefined();
    expect(await append('ownerA', 4, 'd2')).toBe('23514');
    expect(await append('ownerA', 2, 'd1')).toBe('23514');
    expect(await append('ownerA', 3, 'd1')).toBe('23514');
    expect(await append('ownerA', 3, '')).toBe('23514');
    expect(await append('ownerB', 1, '')).toBe('23514'); // of A’s chain; refused before the policy is asked
  });

  it('begins a chain at one with nothing before it', async () => {
    expect(await append('consultancy', 1, '', ORGANISATIONS.consultancy)).toBeUndefined();
    expect(await append('consultancy', 1, 'x', ORGANISATIONS.consultancy)).toBe('23514');
    expect(await append('consultancy', 2, '', ORGANISATIONS.consultancy)).toBe('23514');
  });
});

describe('verification_is_not_self_made', () => {
  const set = (scope: string, assignment: string, id: string = ORGANISATIONS.A) =>
    stage.refusal(scope, `update organisation set ${assignment} where id = $1`, [id]);

  it.each([`verification = 'rejected'`, 'verified_at = now()', `verified_by_name = '本人'`])(
    'refuses an owner %s',
    async (assignment) => {
      expect(await set('ownerA', assignment)).toBe(DENIED);
    },
  );
  it('lets the owner change what is his, and the regulator and the operator verify', async () => {
    expect(await set('ownerA', `name = '新名', colour = '#000001'`)).toBeUndefined();
    expect(
      await set('supervisor', `verification = 'rejected', verified_at = now(), verified_by_name = '示例'`),
    ).toBeUndefined();
    expect(await set('operator', `verification = 'suspended'`)).toBeUndefined();
  });
  it.each(['ownerA', 'supervisor', 'operator'])('lets nobody change the natural key: %s', async (scope) => {
    expect(await set(scope, `uscc = 'other'`)).toBe(DENIED);
    expect(await set(scope, `kind = 'consultancy'`)).toBe(DENIED);
  });
});

const STATUSES = [
  'draft',
  'submitted',
  'in_review',
  'returned',
  'withdrawn',
  'on_record',
  'superseded',
] as const;

describe('regulator_decides', () => {
  const BY_ENTERPRISE: Readonly<Partial<Record<string, string[]>>> = {
    draft: ['submitted'],
    submitted: ['withdrawn'],
    in_review: ['withdrawn'],
    returned: ['submitted', 'withdrawn'],
  };
  const move = (scope: string, to: string) =>
    stage.refusal(scope, 'update filing set status = $1 where id = $2', [to, uuid(5, 2)]);
  const place = async (from: string) => {
    // A has a draft as well; two open filings would meet the unique key.
    await stage.owner(`update filing set status = 'superseded' where id = $1`, [uuid(5, 1)]);
    await stage.owner('update filing set status = $1 where id = $2', [from, uuid(5, 2)]);
  };

  it.each(STATUSES)('lets an enterprise move a filing that is %s where it may', async (from) => {
    await place(from);
    for (const to of STATUSES) {
      const allowed = to === from || (BY_ENTERPRISE[from] ?? []).includes(to);
      expect([from, to, await move('ownerA', to)]).toEqual([from, to, allowed ? undefined : DENIED]);
    }
  });

  it('lets a regulator put on record and return', async () => {
    await place('in_review');
    expect(await move('supervisor', 'on_record')).toBeUndefined();
    expect(await move('supervisor', 'returned')).toBeUndefined();
  });

  it.each([
    'recorded_at = now()',
    `recorded_by_name = '本人'`,
    'returned_at = now()',
    'paper_confirmed_on = now()',
  ])('refuses an enterprise %s', async (assignment) => {
    expect(await stage.refusal('ownerA', `update filing set ${assignment} where id = $1`, [uuid(5, 2)])).toBe(
      DENIED,
    );
    expect(
      await stage.refusal('supervisor', `update filing set ${assignment} where id = $1`, [uuid(5, 2)]),
    ).toBeUndefined();
  });

  it.each([
    'submitted_at = null',
    `first_submitted_on = '2026-11-22'`,
    'first_submitted_on = null',
    `first_submitted_at = '2026-11-22T00:00:00Z'`,
    `serial_no = 'other'`,
    `verification_code = 'other'`,
  ])('lets nobody undo a submission: %s', async (assignment) => {
    await stage.owner(
      `update filing set first_submitted_on = '2026-11-23', first_submitted_at = '2026-11-23T02:00:00Z', serial_no = 'S',
              verification_code = 'C' where id = $1`,
      [uuid(5, 2)],
    );
    for (const scope of ['ownerA', 'supervisor']) {
      expect(await stage.refusal(scope, `update filing set ${assignment} where id = $1`, [uuid(5, 2)])).toBe(
        DENIED,
      );
    }
  });
});

describe('submitted_facts_stand', () => {
  const set = (assignment: string, n = 2) =>
    stage.refusal('ownerA', `update filing_version set ${assignment} where id = $1`, [uuid(6, n)]);

  it.each([
    `body = '{"a":1}'`,
    `digest = 'other'`,
    `salt = 'other'`,
    'submitted_at = null',
    `submitted_at = '2026-11-25Z'`,
    `submitted_by_name = '他人'`,
    'no = 9',
    `filing_id = '${uuid(5, 1)}'`,
    `form_version = 'other'`,
    'voided_at = now()',
    `frozen_by_name = '他人'`,
  ])('refuses %s', async (assignment) => {
    expect(await set(assignment)).toBe(DENIED);
  });
  it('takes the printed form’s digest once', async () => {
    expect(await set(`pdf_sha256 = 'one'`)).toBeUndefined();
    await stage.owner(`update filing_version set pdf_sha256 = 'one' where id = $1`, [uuid(6, 2)]);
    expect(await set(`pdf_sha256 = 'two'`)).toBe(DENIED);
  });
  it('leaves a frozen version that was not submitted open', async () => {
    expect(await set('voided_at = now()', 1)).toBeUndefined();
  });
  it('binds the database’s owner, too', async () => {
    await stage.owner('savepoint s');
    await expect(
      stage.owner(`update filing_version set body = '{"a":1}' where id = $1`, [uuid(6, 2)]),
    ).rejects.toThrow(/rewritten/);
    await stage.owner('rollback to savepoint s');
    await expect(stage.owner('delete from filing_version where id = $1', [uuid(6, 2)])).rejects.toThrow(
      /rewritten/,
    );
  });
  it('does not fall with its filing', async () => {
    // As if the row of the filing had been made a draft again by mistake.
    await stage.owner('alter table filing disable trigger regulator_decides');
    await stage.owner(`update filing set status = 'superseded' where id = $1`, [uuid(5, 1)]);
    await stage.owner(`update filing set status = 'draft', submitted_at = null where id = $1`, [uuid(5, 2)]);
    expect(await stage.refusal('ownerA', 'delete from filing where id = $1', [uuid(5, 2)])).toBe(DENIED);
    expect(await stage.owner('select 1 as x from filing where id = $1', [uuid(5, 2)])).toHaveLength(1);
  });
  it('lets a draft go that was never submitted', async () => {
    expect(await stage.refusal('ownerA', 'delete from filing where id = $1', [uuid(5, 1)])).toBeUndefined();
  });
});

describe('submitted_files_stand', () => {
  const set = (assignment: string, n = 2) =>
    stage.refusal('ownerA', `update attachment set ${assignment} where id = $1`, [uuid(7, n)]);

  it.each([
    `sha256 = 'other'`,
    `storage_key = 'other'`,
    'submitted_at = null',
    `file_name = 'other.pdf'`,
    'byte_size = 2',
    `slot = 'signed_scan'`,
    `filing_id = '${uuid(5, 1)}'`,
    `version_id = '${uuid(6, 1)}'`,
  ])('refuses %s', async (assignment) => {
    expect(await set(assignment)).toBe(DENIED);
  });
  it('takes a later finding, and that it no longer counts, once', async () => {
    expect(await set(`scan_state = 'clean', signature_report = '{}'`)).toBeUndefined();
    await stage.owner(`update attachment set voided_at = now(), void_reason = 'x' where id = $1`, [
      uuid(7, 2),
    ]);
    expect(await set('voided_at = null')).toBe(DENIED);
    expect(await set(`void_reason = 'y'`)).toBe(DENIED);
  });
  it('leaves a file of a draft open', async () => {
    expect(await set(`file_name = 'other.pdf'`, 1)).toBeUndefined();
  });
  it('binds the database’s owner, too', async () => {
    await expect(stage.owner('delete from attachment where id = $1', [uuid(7, 2)])).rejects.toThrow(
      /rewritten/,
    );
  });
});

describe('filing_follows_changes', () => {
  const due = async () =>
    (
      await stage.owner('select due_on, due_provisional, due_sort from filing where id = $1', [uuid(5, 2)])
    )[0];
  const report = (n: number, set: string) =>
    stage.owner(`update change_report set ${set} where id = $1`, [uuid(10, n)]);

  it('carries the earliest open due date of a filing’s changes, and none when all are closed', async () => {
    await stage.owner(
      `insert into change_report select (jsonb_populate_record(null::change_report, to_jsonb(c) || jsonb_build_object('id', $1::text))).*
       from change_report c where id = $2`,
      [uuid(10, 9), uuid(10, 1)],
    );
    await report(1, `filing_id = '${uuid(5, 2)}', due_on = '2026-12-04', due_provisional = true`);
    expect(await due()).toEqual({ due_on: '2026-12-04', due_provisional: true, due_sort: '2026-12-04' });
    await report(9, `filing_id = '${uuid(5, 2)}', due_on = '2026-12-02'`);
    expect(await due()).toEqual({ due_on: '2026-12-02', due_provisional: false, due_sort: '2026-12-02' });
    await report(9, 'closed_at = now()');
    expect(await due()).toMatchObject({ due_on: '2026-12-04' });
    await report(1, 'closed_at = now()');
    expect(await due()).toEqual({ due_on: null, due_provisional: false, due_sort: '9999-12-31' });
  });

  it('works for an enterprise that may not move the filing itself', async () => {
    await stage.as('ownerA', `update change_report set filing_id = $1 where id = $2`, [
      uuid(5, 2),
      uuid(10, 1),
    ]);
    expect(await due()).toMatchObject({ due_on: '2026-11-27' });
  });
});
