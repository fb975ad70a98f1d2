import pg from 'pg';
import { APP_ROLE, scopeSettings } from '#db/client.ts';
import type { Scope } from '#app/domain/account/scope.ts';
import type { Policy } from '#db/policies.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { ACCOUNTS, GRANTS, ORGANISATIONS, uuid, type Row } from './identity.ts';
import { PROBES } from './probe.ts';

export type Command = Policy['command'];
export const COMMANDS: readonly Command[] = ['select', 'insert', 'update', 'delete'];

const memberA = (role: 'owner' | 'cdo' | 'preparer' | 'viewer') =>
  ({ kind: 'member', accountId: ACCOUNTS.ownerA, organisationId: ORGANISATIONS.A, role }) as const;
type ConsultantScope = Extract<Scope, { kind: 'consultant' }>;
const actingFor =
  (accountId: string, organisationId: string, purpose: ConsultantScope['purpose']) =>
  (grantId: string, rights: ConsultantScope['rights']): ConsultantScope => ({
    kind: 'consultant',
    accountId,
    organisationId,
    grantId,
    clientId: ORGANISATIONS.A,
    purpose,
    rights,
    today: plainDate('2026-11-23'),
  });
const consultant = actingFor(ACCOUNTS.consultant, ORGANISATIONS.consultancy, 'help');
const assessor = actingFor(ACCOUNTS.assessor, ORGANISATIONS.assessors, 'assess');
const regulator = (role: 'reviewer' | 'supervisor', regionCode = '310000', programmeId = 'sh-cdo') =>
  ({
    kind: 'regulator',
    accountId: ACCOUNTS.regulator,
    organisationId: ORGANISATIONS.regulator,
    role,
    programmeId,
    regionCode,
  }) as const;
const cityOfficer = (organisationId: string, role: 'reviewer' | 'supervisor', regionCode: string) =>
  ({
    kind: 'regulator',
    accountId: ACCOUNTS.otherRegulator,
    organisationId,
    role,
    programmeId: 'other',
    regionCode,
  }) as const;
const job = (name: Extract<Scope, { kind: 'job' }>['name']) => ({ kind: 'job', name }) as const;

/** Every kind of scope that the product knows, and those that must be nobody. */
export const SCOPES: Readonly<Record<string, Scope | null>> = {
  unset: null,
  anonymous: { kind: 'anonymous' },
  stranger: { kind: 'account', accountId: ACCOUNTS.stranger },
  ownerA: memberA('owner'),
  cdoA: memberA('cdo'),
  preparerA: memberA('preparer'),
  viewerA: memberA('viewer'),
  ownerB: { kind: 'member', accountId: ACCOUNTS.ownerB, organisationId: ORGANISATIONS.B, role: 'owner' },
  consultancy: {
    kind: 'member',
    accountId: ACCOUNTS.consultant,
    organisationId: ORGANISATIONS.consultancy,
    role: 'consultant',
  },
  consultantDraft: consultant(GRANTS.draft, 'draft'),
  consultantRead: consultant(GRANTS.read, 'read'),
  consultantLying: consultant(GRANTS.read, 'draft'),
  consultantExpired: consultant(GRANTS.expired, 'draft'),
  consultantRevoked: consultant(GRANTS.revoked, 'draft'),
  consultantLyingPurpose: { ...consultant(GRANTS.draft, 'draft'), purpose: 'assess' },
  assessor: assessor(GRANTS.assess, 'draft'),
  assessorRead: assessor(GRANTS.assessRead, 'read'),
  assessorLyingPurpose: { ...assessor(GRANTS.assess, 'draft'), purpose: 'help' },
  rivalAssessor: actingFor(ACCOUNTS.rival, ORGANISATIONS.rivals, 'assess')(GRANTS.rival, 'draft'),
  reviewer: regulator('reviewer'),
  supervisor: regulator('supervisor'),
  districtRegulator: regulator('reviewer', '310104'),
  otherRegionRegulator: regulator('reviewer', '370000'),
  otherRegulator: {
    kind: 'regulator',
    accountId: ACCOUNTS.otherRegulator,
    organisationId: ORGANISATIONS.otherRegulator,
    role: 'supervisor',
    programmeId: 'other',
    regionCode: '370000',
  },
  cityReviewer: cityOfficer(ORGANISATIONS.city, 'reviewer', '370100'),
  otherCity: cityOfficer(ORGANISATIONS.otherCity, 'supervisor', '370200'),
  operator: { kind: 'operator', accountId: ACCOUNTS.operator, organisationId: ORGANISATIONS.platform },
  'job:reminder': job('reminder'),
  'job:delivery': job('delivery'),
  'job:calendar': job('calendar'),
  'job:housekeeping': job('housekeeping'),
  'job:demo': job('demo'),
  'job:install': job('install'),
};

/** Columns that name one row of a table. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  setting: ['key'],
  calendar_year: ['year'],
  credential: ['account_id'],
  one_time_link: ['digest'],
  filing_draft: ['organisation_id', 'filing_id'],
  notice_body: ['organisation_id', 'notice_id'],
  filing_term: ['organisation_id', 'filing_id'],
  journal: ['organisation_id', 'seq'],
  serial_counter: ['programme_id', 'year'],
  assessment_domain: ['organisation_id', 'assessment_id', 'domain_id'],
  assessment_exclusion: ['organisation_id', 'assessment_id', 'cell_id'],
  answer: ['organisation_id', 'assessment_id', 'criterion_id'],
  evidence_link: ['organisation_id', 'assessment_id', 'cell_id', 'evidence_id'],
  report_style: ['organisation_id'],
  plan_version: ['organisation_id', 'plan_id', 'no'],
  target_split: ['organisation_id', 'plan_id', 'target_id', 'region_code'],
  entry_term: ['organisation_id', 'entry_id'],
  target_tally: ['plan_id', 'target_id', 'region_code', 'on_date'],
  filing_tally: ['programme_id', 'region_code', 'measure', 'on_date'],
  roster_tally: ['organisation_id', 'programme_id', 'region_code', 'measure', 'on_date'],
};
const keyOf = (table: string) => KEYS[table] ?? ['id'];

/** A column to write to itself when an update is tried. */
const TOUCH: Readonly<Record<string, string>> = {
  setting: 'value',
  calendar_year: 'loaded_by',
  session: 'device',
  one_time_link: 'purpose',
  credential: 'email_mask',
  filing_draft: 'stage_note',
  filing_version: 'form_version',
  attachment: 'file_name',
  notice: 'link',
  notice_body: 'channel',
  filing_term: 'term',
  journal: 'type',
  journal_checkpoint: 'content',
  serial_counter: 'last',
  programme: 'name_zh',
  account: 'name',
  organisation: 'name',
  membership: 'account_name',
  invitation: 'email_mask',
  access_request: 'message',
  client_grant: 'client_name',
  change_report: 'note',
  filing: 'cdo_name',
  comment_thread: 'field_path',
  comment: 'body',
  roster_entry: 'name',
  import_run: 'file_name',
  webhook_target: 'label',
  acknowledgement: 'notice',
  maturity_model: 'title',
  scoring_scheme: 'title',
  assessment_order: 'basis',
  assessment: 'title',
  assessment_domain: 'domain_id',
  assessment_exclusion: 'reason',
  answer: 'note',
  evidence: 'title',
  evidence_link: 'linked_by_name',
  assessment_thread: 'cell_id',
  assessment_comment: 'body',
  assessment_snapshot: 'digest',
  assessment_import: 'file_name',
  improvement_action: 'title',
  certificate: 'agency',
  report_style: 'opening',
  plan: 'title_zh',
  plan_version: 'digest',
  target_split: 'updated_by_name',
  batch: 'title',
  batch_line: 'note',
  entry: 'note',
  entry_term: 'term',
  target_tally: 'target_id',
  filing_tally: 'measure',
  roster_tally: 'measure',
  designation: 'basis',
  bulletin: 'title',
};

let fresh = 0;

/** The link that continues the chain of a probe, so that only the policies can refuse it. */
function nextLink(row: Row): Row {
  const last = Math.max(
    ...Object.values(PROBES.journal ?? {})
      .filter((other) => other.organisation_id === row.organisation_id)
      .map((other) => Number(other.seq)),
  );
  return { ...row, seq: last + 1, previous_digest: `d${last}`, digest: 'next' };
}

/** The row again under a new key, so that inserting it is a question to the policies alone. */
function renewed(table: string, row: Row): Row {
  fresh += 1;
  const copy: Record<string, unknown> = { ...row };
  if (table === 'journal') return nextLink(row);
  for (const key of keyOf(table)) {
    if (key === 'id' && /^[0-9a-f-]{36}$/.test(String(row.id))) {
      // Rows about an account keep its id where the policy compares it with the scope's.
      if (table !== 'account') copy.id = uuid(99, fresh);
    }
  }
  return copy;
}

/** Becomes the app's role in a scope, for the rest of the transaction. */
export async function become(client: pg.PoolClient, scope: Scope | null): Promise<void> {
  const settings = scope
    ? scopeSettings(scope)
    : Object.fromEntries(Object.keys(scopeSettings({ kind: 'anonymous' })).map((k) => [k, '']));
  const names = Object.keys(settings);
  const calls = names.map((name, index) => `set_config('${name}', $${index + 1}, true)`).join(', ');
  await client.query(`select set_config('role', '${APP_ROLE}', true), ${calls}`, Object.values(settings));
}

/**
 * Runs each statement and undoes it: how many rows it touched, or null where the database denies it. Any other error (a
 * unique key, a foreign key, a broken chain) comes after the policies had let it pass, and counts as one row. It runs
 * with the rights of its caller; one call instead of three a row. `try_all` runs one statement that answers the keys of
 * the rows it touched, and undoes it: null where anything is refused, then the rows are asked about one by one.
 */
const TRY_EACH = `
create function try_each(statements text[]) returns integer[] language plpgsql as $$
declare statement text; touched integer; answers integer[] := '{}';
begin
  foreach statement in array statements loop
    begin
      execute statement;
      get diagnostics touched = row_count;
      raise exception using errcode = 'PT001';
    exception
      when sqlstate 'PT001' then null;
      when insufficient_privilege then touched := null;
      when others then touched := 1;
    end;
    answers := answers || touched;
  end loop;
  return answers;
end $$;

create function try_all(statement text) returns text[] language plpgsql as $$
declare keys text[];
begin
  execute statement into keys;
  raise exception using errcode = 'PT001';
exception
  when sqlstate 'PT001' then return keys;
  when others then return null;
end $$`;

/** Prepares a test database for `reach`. */
export async function installWalk(client: pg.PoolClient): Promise<void> {
  await client.query(TRY_EACH);
}

const literal = (value: unknown) => pg.escapeLiteral(String(value));
const where = (table: string, row: Row) =>
  keyOf(table)
    .map((key) => `${key} = ${literal(row[key])}`)
    .join(' and ');
const touched = (table: string) => TOUCH[table] ?? 'id';

/** The statement that asks whether a command reaches one row. */
function question(table: string, command: Command, row: Row): string {
  switch (command) {
    case 'select':
      return `select 1 from ${table} where ${where(table, row)}`;
    case 'update':
      return `update ${table} set ${touched(table)} = ${touched(table)} where ${where(table, row)}`;
    case 'delete':
      return `delete from ${table} where ${where(table, row)}`;
    case 'insert': {
      const copy = renewed(table, row);
      const columns = Object.keys(copy).join(', ');
      return `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, ${literal(JSON.stringify(copy))}::jsonb)`;
    }
  }
}

/**
 * A statement without `where`. It reads no column, so that the select policies don't help: the update and delete
 * policies stand alone.
 */
function blindQuestion(table: string, command: Command): string[] {
  if (command === 'delete') return [`delete from ${table}`];
  if (command !== 'update') return [];
  const sample = Object.values(PROBES[table] ?? {})[0]?.[touched(table)];
  return [`update ${table} set ${touched(table)} = ${literal(sample)}`];
}

const keyText = (table: string) => `concat_ws('|', ${keyOf(table).join(', ')})`;
const keyTextOf = (table: string, row: Row) =>
  keyOf(table)
    .map((key) => String(row[key]))
    .join('|');

/** The statement that asks which rows of a table a command reaches; null for a command that has to be asked by row. */
function questionToAll(table: string, command: Command): string | null {
  const answer = `coalesce(array_agg(key), '{}')`;
  const returning = `returning ${keyText(table)} as key`;
  switch (command) {
    case 'select':
      return `select ${answer} from (select ${keyText(table)} as key from ${table}) hit`;
    case 'update':
      return `with hit as (update ${table} set ${touched(table)} = ${touched(table)} ${returning}) select ${answer} from hit`;
    case 'delete':
      return `with hit as (delete from ${table} ${returning}) select ${answer} from hit`;
    case 'insert':
      return null;
  }
}

async function tryEach(client: pg.PoolClient, statements: string[]): Promise<(number | null)[]> {
  const { rows } = await client.query<{ answers: (number | null)[] }>('select try_each($1) as answers', [
    statements,
  ]);
  return rows[0]?.answers ?? [];
}

/** The tags of the probes that a command reaches. */
async function reachedTags(client: pg.PoolClient, table: string, command: Command): Promise<string[]> {
  const probes = Object.entries(PROBES[table] ?? {});
  const all = questionToAll(table, command);
  if (all) {
    const { rows } = await client.query<{ keys: string[] | null }>('select try_all($1) as keys', [all]);
    const keys = rows[0]?.keys;
    if (keys) return probes.flatMap(([tag, row]) => (keys.includes(keyTextOf(table, row)) ? [tag] : []));
  }
  const answers = await tryEach(
    client,
    probes.map(([, row]) => question(table, command, row)),
  );
  const isReached = (answer: number | null | undefined) =>
    command === 'insert' ? answer !== null : (answer ?? 0) > 0;
  return probes.flatMap(([tag], index) => (isReached(answers[index]) ? [tag] : []));
}

/**
 * Which probes of a table a scope may select, insert, update or delete: tags, sorted. A last entry `blind:n` says
 * that a statement without `where` reaches another number of rows.
 */
export async function reach(
  client: pg.PoolClient,
  table: string,
  command: Command,
  scope: Scope | null,
): Promise<string[]> {
  await become(client, scope);
  const tags = (await reachedTags(client, table, command)).sort();
  if (command === 'update' || command === 'delete') {
    const [blind] = await tryEach(client, blindQuestion(table, command));
    if ((blind ?? 0) !== tags.length) tags.push(`blind:${blind ?? 0}`);
  }
  return tags;
}
