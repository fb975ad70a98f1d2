import { beforeEach, describe, expect, it } from 'vitest';
import { setStage } from './definer/stage.ts';
import { ORGANISATIONS, uuid } from './isolation/identity.ts';

const stage = setStage();
const DENIED = '42501';
const HOUSEKEEPING = 'job:housekeeping';
const [FILING, VERSION] = [uuid(5, 2), uuid(6, 2)];
const SEALED = { open: { cdo: { name: '示例' } }, sealed: 'v1.sealed' };
const ERASED = { open: { cdo: { name: '示例' } }, sealed: null, erased: true };

const keep = (months: string) =>
  stage.owner(
    `insert into setting (key, value, updated_at) values ('retention_months', $1, now())
     on conflict (key) do update set value = excluded.value`,
    [months],
  );
const place = (assignment: string) => stage.owner(`update filing set ${assignment} where id = $1`, [FILING]);
const erase = async (moment: string, most = 10, scope = HOUSEKEEPING) =>
  (await stage.as(scope, 'select version_id from erase_superseded($1, $2)', [moment, most])).map(
    (row) => row.version_id,
  );
const body = async (id = VERSION) =>
  (
    await stage.owner('select body, erased_at is not null as "isErased" from filing_version where id = $1', [
      id,
    ])
  )[0];

beforeEach(async () => {
  await stage.owner('alter table filing_version disable trigger submitted_facts_stand');
  await stage.owner('update filing_version set body = $1', [JSON.stringify(SEALED)]);
  await stage.owner('alter table filing_version enable trigger submitted_facts_stand');
});

describe('erase_superseded', () => {
  it('erases nothing while no retention is set, or what is set is no number of months', async () => {
    await place(`status = 'superseded', superseded_at = '2020-01-01'`);
    expect(await erase('2025-06-01')).toEqual([]);
    for (const nonsense of ['', '0', '-3', '1.5', 'x', '1000', '12 months']) {
      await keep(nonsense);
      expect(await erase('2025-06-01')).toEqual([]);
    }
    expect(await body()).toEqual({ body: SEALED, isErased: false });
  });

  it('erases the sealed part of a superseded version on the day its time is over, not before, and once', async () => {
    await keep('6');
    await place(`status = 'superseded', superseded_at = '2024-12-01T00:00:00Z'`);
    expect(await erase('2025-05-31T23:59:59Z')).toEqual([]);
    expect(await erase('2025-06-01T00:00:00Z')).toEqual([VERSION]);
    expect(await body()).toEqual({ body: ERASED, isErased: true });
    expect(await erase('2025-07-01')).toEqual([]);
  });

  it.each(['draft', 'submitted', 'in_review', 'returned', 'withdrawn', 'on_record'])(
    'leaves a filing that is %s as it is',
    async (status) => {
      await keep('1');
      await stage.owner(`delete from filing where id = $1`, [uuid(5, 1)]);
      await place(
        `status = '${status}', recorded_at = '2020-01-01', superseded_at = null, current_version_no = 1`,
      );
      expect(await erase('2025-06-01')).toEqual([]);
    },
  );

  it('erases what came before the version on record, counted from the record, and never that version', async () => {
    await keep('12');
    await stage.owner(
      `insert into filing_version (organisation_id, id, filing_id, programme_id, region_code, no, form_version, body, salt, digest,
                                   frozen_at, frozen_by_name, submitted_at)
       select organisation_id, $1, filing_id, programme_id, region_code, 2, form_version, body, salt, digest, frozen_at, frozen_by_name,
              submitted_at from filing_version where id = $2`,
      [uuid(6, 9), VERSION],
    );
    await place(`status = 'on_record', recorded_at = '2024-03-01T00:00:00Z', current_version_no = 2`);
    expect(await erase('2025-02-28')).toEqual([]);
    expect(await erase('2025-03-01T00:00:00Z')).toEqual([VERSION]);
    expect(await body(uuid(6, 9))).toEqual({ body: SEALED, isErased: false });
  });

  it('takes the copy in the draft along, and gives up the printed form and the signed scan, nothing else', async () => {
    await keep('1');
    await place(`status = 'superseded', superseded_at = '2024-01-01'`);
    await stage.owner(
      `insert into filing_draft (organisation_id, filing_id, stage, body, updated_at, updated_by_name)
       values ($1, $2, 'editing', $3, now(), '示例')`,
      [ORGANISATIONS.A, FILING, JSON.stringify(SEALED)],
    );
    for (const [n, slot] of [
      [91, 'printed_form'],
      [92, 'signed_scan'],
      [93, 'appointment'],
    ] as const) {
      await stage.owner(
        `insert into attachment (organisation_id, id, filing_id, version_id, programme_id, region_code, slot, file_name, content_type,
                                 byte_size, sha256, storage_key, scan_state, uploaded_by_name, uploaded_at)
         select organisation_id, $1, filing_id, $2, programme_id, region_code, $3, file_name, content_type, byte_size, sha256,
                $4, scan_state, uploaded_by_name, uploaded_at from attachment where id = $5`,
        [uuid(7, n), VERSION, slot, `k/${slot}`, uuid(7, 2)],
      );
    }
    await erase('2025-06-01');
    const [draft] = await stage.owner('select body from filing_draft where filing_id = $1', [FILING]);
    expect(draft?.body).toEqual(ERASED);
    const files = (since: string) =>
      stage.as(HOUSEKEEPING, 'select storage_key from erased_files($1) order by 1', [since]);
    expect(await files('2025-06-01')).toEqual([
      { storage_key: 'k/printed_form' },
      { storage_key: 'k/signed_scan' },
    ]);
    expect(await files('2025-06-02')).toEqual([]);
    // A file that another row still needs stays.
    await stage.owner(`update attachment set storage_key = 'k/signed_scan' where id = $1`, [uuid(7, 1)]);
    expect(await files('2025-06-01')).toEqual([{ storage_key: 'k/printed_form' }]);
  });

  it('erases at most so many, and nothing for a clock that runs ahead of the database’s', async () => {
    await keep('1');
    await place(`status = 'superseded', superseded_at = '2024-01-01'`);
    expect(await erase('2025-06-01', 0)).toEqual([]);
    const [ahead] = await stage.owner(`select (now() + interval '2 days')::text as at`);
    expect(await erase(String(ahead?.at))).toEqual([]);
    const [today] = await stage.owner('select now()::text as at');
    expect(await erase(String(today?.at))).toEqual([VERSION]);
  });

  it.each(['ownerA', 'supervisor', 'operator', 'anonymous', 'job:reminder'])(
    'is not for %s',
    async (scope) => {
      expect(await stage.refusal(scope, `select * from erase_superseded(now(), 1)`)).toBe(DENIED);
      expect(await stage.refusal(scope, `select * from erased_files(now())`)).toBe(DENIED);
    },
  );

  it('is counted beforehand for the operator, by the same rule', async () => {
    await place(`status = 'superseded', superseded_at = '2024-01-01T00:00:00Z'`);
    const count = async (months: number) =>
      (await stage.as('operator', `select count_superseded($1, '2025-01-01T00:00:00Z') as n`, [months]))[0]
        ?.n;
    expect([await count(12), await count(13)]).toEqual([1, 0]);
    for (const scope of ['ownerA', 'supervisor', 'anonymous']) {
      expect(await stage.refusal(scope, 'select count_superseded(1, now())')).toBe(DENIED);
    }
  });
});

describe('a version', () => {
  const set = (scope: string, assignment: string, id = VERSION) =>
    stage.refusal(scope, `update filing_version set ${assignment} where id = $1`, [id]);
  const erasing = (json: object) => `body = '${JSON.stringify(json)}', salt = '', erased_at = now()`;

  it.each([VERSION, uuid(6, 1)])('is erased by nobody’s own statement: %s', async (id) => {
    expect(await set('ownerA', erasing(ERASED), id)).toBe(DENIED);
    expect(await set('ownerA', 'erased_at = now()', id)).toBe(DENIED);
  });

  /** As the function's owner, who has the grants: the guard alone stands between. */
  const asDefiner = async (assignment: string) => {
    await stage.owner('savepoint attempt');
    try {
      await stage.owner('set local role shuheng_definer');
      await stage.owner(`update filing_version set ${assignment} where id = $1`, [VERSION]);
      return undefined;
    } catch (error) {
      return (error as { code?: string }).code;
    } finally {
      await stage.owner('rollback to savepoint attempt');
    }
  };

  it('loses its sealed part and nothing else, even by the function’s own rights', async () => {
    expect(await asDefiner(erasing(ERASED))).toBeUndefined();
    expect(await asDefiner(erasing({ ...ERASED, open: { cdo: { name: '改' } } }))).toBe(DENIED);
    expect(await asDefiner(erasing({ ...ERASED, more: 1 }))).toBe(DENIED);
    expect(await asDefiner(erasing(SEALED))).toBe(DENIED);
    expect(await asDefiner(`body = '${JSON.stringify(ERASED)}'`)).toBe(DENIED);
    // With its salt left, a short value could be guessed back from the digest.
    expect(await asDefiner(`body = '${JSON.stringify(ERASED)}', erased_at = now()`)).toBe(DENIED);
    for (const column of ['digest', 'salt', 'no', 'submitted_at', 'frozen_by_name']) {
      expect([column, await asDefiner(`${column} = default`)]).toEqual([column, DENIED]);
    }
  });

  it('stays as it is once it was erased', async () => {
    await keep('1');
    await place(`status = 'superseded', superseded_at = '2024-01-01'`);
    await erase('2025-06-01');
    expect(await set('ownerA', `body = '${JSON.stringify(SEALED)}'`)).toBe(DENIED);
    expect(await set('ownerA', 'erased_at = null')).toBe(DENIED);
    expect(await asDefiner(erasing(ERASED))).toBe(DENIED);
    expect(await asDefiner('erased_at = null')).toBe(DENIED);
  });
});

describe('a file', () => {
  it('is given up by nobody’s own statement', async () => {
    for (const id of [uuid(7, 1), uuid(7, 2)]) {
      expect(
        await stage.refusal('ownerA', 'update attachment set erased_at = now() where id = $1', [id]),
      ).toBe(DENIED);
    }
  });
});
