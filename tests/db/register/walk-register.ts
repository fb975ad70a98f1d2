import type { OpenDatabase } from '#db/client.ts';
import { newId } from '#db/identifier.ts';

/** Numbers from 0 to below 1 that follow from a seed alone. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const REGIONS = ['310104', '310115', '310101'];
const LICENCES = [
  '',
  '沪B2-20150087',
  '合字B1.B2-20130004',
  'A2.B1.B2-20100001',
  '沪D3-20210002',
  '沪A1-20180017',
];
const CODES = ['', 'B25', 'B11、B14'];
const PROGRAMMES = ['sh-cdo', 'sh-cdo', 'sh-cdo', 'other'];

/** What was returned, as the walk did it: no row keeps each return. */
export interface Returned {
  readonly programme: string;
  readonly region: string;
  readonly isVoluntary: boolean;
  readonly on: string;
  readonly classes: readonly boolean[];
}

interface Place {
  readonly organisationId: string;
  readonly id: string;
}

/**
 * Moves rows of the register at random, as the product does and as it never would, and remembers the returns. Each move
 * is a transaction of its own.
 */
export function walkRegister(db: OpenDatabase, house: string, seed: number) {
  const random = randomFrom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const chance = () => random() < 0.5;
  let number = 0;
  let clock = Date.parse('2026-01-03T15:30:00.000Z');
  const returns: Returned[] = [];
  const filings: Place[] = [];
  const changes: Place[] = [];
  const entries: Place[] = [];
  const enterprises: { id: string; uscc: string }[] = [];
  const run = (text: string, values: unknown[]) => db.pool.query(text, values);
  const now = () => new Date(clock).toISOString();
  const today = () => new Date(clock + 8 * 3_600_000).toISOString().slice(0, 10);
  const code = () => `9131${String((number += 1)).padStart(14, '0')}`;
  const flags = () => [chance(), chance(), chance(), chance(), chance()];

  async function found(): Promise<void> {
    const id = newId(now());
    const listed = chance() ? enterprises.length : -1;
    const uscc = listed < 0 ? code() : (unclaimed.pop() ?? code());
    await run(
      `insert into organisation (id, kind, name, uscc, licence_kind, programme_id, region_code, verification, created_at)
       values ($1, 'enterprise', '示例企业', $2, 'telecom', 'sh-cdo', $3, 'verified', $4)`,
      [id, uscc, pick(REGIONS), now()],
    );
    enterprises.push({ id, uscc });
  }
  const unclaimed: string[] = [];

  async function list(): Promise<void> {
    const uscc = chance() || enterprises.length === 0 ? code() : pick(enterprises).uscc;
    if (!enterprises.some((one) => one.uscc === uscc)) unclaimed.push(uscc);
    const id = newId(now());
    const { rows } = await run(
      `insert into roster_entry (organisation_id, id, programme_id, region_code, uscc, name, licence_number, business_codes, created_at)
       values ($1, $2, $3, $4, $5, '示例企业', $6, $7, $8)
       on conflict (organisation_id, programme_id, uscc) where removed_at is null
       do update set region_code = excluded.region_code, licence_number = excluded.licence_number,
         business_codes = excluded.business_codes returning id`,
      [house, id, pick(PROGRAMMES), pick(REGIONS), uscc, pick(LICENCES), pick(CODES), now()],
    );
    if ((rows[0] as { id: string }).id === id) entries.push({ organisationId: house, id });
  }

  async function unlist(): Promise<void> {
    const entry = pick(entries);
    await run(
      `update roster_entry set removed_at = $3 where organisation_id = $1 and id = $2 and removed_at is null`,
      [entry.organisationId, entry.id, now()],
    );
  }

  async function file(): Promise<void> {
    const { id: organisationId, uscc } = pick(enterprises);
    const id = newId(now());
    const answer = await run(
      `insert into filing (organisation_id, id, programme_id, region_code, kind, is_voluntary, status, enterprise_name, uscc,
         created_by_name, created_at, updated_at)
       values ($1, $2, 'sh-cdo', $3, 'first', $4, 'draft', '示例企业', $5, '示例', $6, $6)
       on conflict do nothing`,
      [organisationId, id, pick(REGIONS), random() < 0.2, uscc, now()],
    );
    if (answer.rowCount === 1) filings.push({ organisationId, id });
  }

  async function submit(): Promise<void> {
    const filing = pick(filings);
    const { rows } = await run(
      `update filing set status = 'submitted', submitted_at = $3, first_submitted_at = coalesce(first_submitted_at, $3),
         first_submitted_on = coalesce(first_submitted_on, $4::date),
         has_a1 = $5, has_a2 = $6, has_b1 = $7, has_b2 = $8, has_domain = $9
       where organisation_id = $1 and id = $2 and status in ('draft', 'returned') returning id`,
      [filing.organisationId, filing.id, now(), today(), ...flags()],
    );
    if (rows.length === 0) return;
    await run(
      `update change_report set first_submitted_on = $3
       where organisation_id = $1 and filing_id = $2 and closed_at is null and first_submitted_on is null`,
      [filing.organisationId, filing.id, today()],
    );
  }

  async function giveBack(): Promise<void> {
    const filing = pick(filings);
    const { rows } = await run(
      `update filing set status = 'returned', returned_at = $3
       where organisation_id = $1 and id = $2 and status = 'submitted' returning *`,
      [filing.organisationId, filing.id, now()],
    );
    const row = rows[0] as Record<string, boolean | string> | undefined;
    if (!row) return;
    await run(
      `insert into journal (organisation_id, seq, type, schema_version, payload, actor_name, actor_side, subject_id, is_shared, at,
         previous_digest, digest)
       select $1, coalesce(max(seq), 0) + 1, 'filing.returned', 1, '{}', '示例', 'regulator', $2, true, $3,
         coalesce((array_agg(digest order by seq desc))[1], ''), 'd' || coalesce(max(seq), 0) + 1
       from journal where organisation_id = $1`,
      [filing.organisationId, filing.id, now()],
    );
    returns.push({
      programme: String(row.programme_id),
      region: String(row.region_code),
      isVoluntary: row.is_voluntary === true,
      on: today(),
      classes: ['has_a1', 'has_a2', 'has_b1', 'has_b2', 'has_domain'].map((name) => row[name] === true),
    });
  }

  async function record(): Promise<void> {
    const filing = pick(filings);
    const { rows } = await run(
      `select 1 from filing where organisation_id = $1 and id = $2 and status = 'submitted'`,
      [filing.organisationId, filing.id],
    );
    if (rows.length === 0) return;
    await run(
      `update filing set status = 'superseded', superseded_at = $2 where organisation_id = $1 and status = 'on_record'`,
      [filing.organisationId, now()],
    );
    await run(
      `update filing set status = 'on_record', recorded_at = $3 where organisation_id = $1 and id = $2`,
      [filing.organisationId, filing.id, now()],
    );
    await run(
      `update change_report set closed_at = $3, closed_reason = 'recorded'
       where organisation_id = $1 and filing_id = $2 and closed_at is null`,
      [filing.organisationId, filing.id, now()],
    );
  }

  async function withdraw(): Promise<void> {
    const filing = pick(filings);
    await run(
      `update filing set status = 'withdrawn', withdrawn_at = $3
       where organisation_id = $1 and id = $2 and status in ('submitted', 'returned')`,
      [filing.organisationId, filing.id, now()],
    );
  }

  async function discard(): Promise<void> {
    const filing = pick(filings);
    await run(
      `delete from filing f where organisation_id = $1 and id = $2 and status = 'draft'
         and not exists (select 1 from change_report c where c.filing_id = f.id)`,
      [filing.organisationId, filing.id],
    );
  }

  async function confirmPaper(): Promise<void> {
    const filing = pick(filings);
    await run(
      `update filing set paper_confirmed_on = $3::date + $4::int
       where organisation_id = $1 and id = $2 and submitted_at is not null`,
      [filing.organisationId, filing.id, today(), -Math.floor(random() * 12)],
    );
  }

  async function change(): Promise<void> {
    const { id: organisationId } = pick(enterprises);
    const own = filings.filter((one) => one.organisationId === organisationId);
    const id = newId(now());
    await run(
      `insert into change_report (organisation_id, id, programme_id, region_code, enterprise_name, kind, happened_on,
         opened_by_side, opened_by_name, opened_at, reported_on, is_voluntary, rule_id, due_on, due_provisional, calendar_version, filing_id)
       values ($1, $2, 'sh-cdo', $3, '示例企业', 'cdo', $4, 'enterprise', '示例', $5, $4, $6, 'x', $4::date + $7::int, false, 'x', $8)`,
      [
        organisationId,
        id,
        pick(REGIONS),
        today(),
        now(),
        random() < 0.2,
        Math.floor(random() * 10),
        own.length > 0 && chance() ? pick(own).id : null,
      ],
    );
    changes.push({ organisationId, id });
  }

  async function link(): Promise<void> {
    const place = pick(changes);
    const own = filings.filter((one) => one.organisationId === place.organisationId);
    if (own.length === 0) return;
    await run(`update change_report set filing_id = $3 where organisation_id = $1 and id = $2`, [
      place.organisationId,
      place.id,
      pick(own).id,
    ]);
  }

  async function amend(): Promise<void> {
    const place = pick(changes);
    await run(
      chance()
        ? `update change_report set due_on = due_on + 2 where organisation_id = $1 and id = $2`
        : `update change_report set closed_at = coalesce(closed_at, now()), closed_reason = coalesce(closed_reason, '误报')
           where organisation_id = $1 and id = $2`,
      [place.organisationId, place.id],
    );
  }

  const always = [found, list];
  const needsEnterprise = [file, file, change];
  const needsFiling = [submit, submit, submit, giveBack, record, record, withdraw, discard, confirmPaper];

  return {
    returns,
    /** Makes some moves, hours to days apart. */
    async move(times: number): Promise<void> {
      for (let made = 0; made < times; made += 1) {
        clock += Math.floor(random() * 40 * 3_600_000);
        const moves = [
          ...always,
          ...(enterprises.length > 0 ? needsEnterprise : []),
          ...(filings.length > 0 ? needsFiling : []),
          ...(entries.length > 0 ? [unlist] : []),
          ...(changes.length > 0 ? [link, amend] : []),
        ];
        await pick(moves)();
      }
    },
  };
}
