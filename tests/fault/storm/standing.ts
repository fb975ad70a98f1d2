import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { verifyJournal } from '#app/services/journal/verify-journal.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import type { Sealer } from '#db/crypto/sealer.ts';
import { demoOrganisations } from '#seeds/demo/cast.ts';
import { readTallies, recountFilings, recountRosters } from '#tests/db/register/recount.ts';
import type { Ledger } from './ledger.ts';
import { markerIn } from './marker.ts';

type Row = Record<string, unknown>;

/** A filing as it stands in the database. */
export interface StandingFiling {
  readonly id: string;
  readonly organisationId: string;
  readonly isWritten: boolean;
  readonly stage: 'editing' | 'to_seal' | 'submitted' | 'withdrawn';
  readonly slots: readonly string[];
}

/** What stands in the database after a kill, as far as the people at work need it to go on. */
export interface Standing {
  filingOf(organisationKey: string): StandingFiling | undefined;
  organisationId(organisationKey: string): string;
  importOf(runId: string): { readonly isApplied: boolean; readonly isRecorded: boolean } | undefined;
}

/** What an inspection goes by. */
export interface Inspection {
  readonly db: OpenDatabase;
  readonly sealer: Sealer;
  readonly ledger: Ledger;
  /** Where the files of the installation lie. */
  readonly filesFolder: string;
  /** Walks the whole journal; the rest is looked at each time. */
  readonly verifies: boolean;
}

async function rowsOf(db: OpenDatabase, text: string): Promise<Row[]> {
  return (await db.pool.query<Row>(text)).rows;
}

/** Statements that answer with a row for each thing that must not be, and what it would mean. */
const NEVER: Readonly<Record<string, string>> = {
  'doubled: a notice': `select rule, occurrence, recipient_key, channel from notice
     group by 1, 2, 3, 4 having count(*) > 1`,
  'half done: a notice without its content': `select n.id from notice n where not exists
     (select from notice_body b where b.notice_id = n.id) and n.channel = 'product'`,
  'half done: a filing that is submitted without its version': `select f.id from filing f
     where f.submitted_at is not null and not exists
     (select from filing_version v where v.filing_id = f.id and v.no = f.current_version_no
       and v.submitted_at is not null)`,
  'half done: a version that is submitted, and its filing isn’t': `select v.id from filing_version v
     join filing f on f.id = v.filing_id where v.submitted_at is not null and (f.status = 'draft' or f.serial_no is null)`,
  'half done: a submission and its events differ in number': `select f.id from filing f where
     (select count(*) from filing_version v where v.filing_id = f.id and v.submitted_at is not null) <>
     (select count(*) from journal j where j.subject_id = f.id and j.type = 'filing.submitted')`,
  'half done: a submission that the enterprise isn’t told of': `select v.id from filing_version v
     where v.submitted_at is not null and not exists (select from notice n where n.rule = 'filing.receipt'
       and n.occurrence = v.filing_id::text || '.' || v.no::text)`,
  'half done: a withdrawal and its event differ': `select f.id from filing f where (f.status = 'withdrawn') <>
     exists (select from journal j where j.subject_id = f.id and j.type = 'filing.withdrawn')`,
  'half done: a frozen version without its event': `select v.id from filing_version v where
     (select count(*) from filing_version w where w.filing_id = v.filing_id) <>
     (select count(*) from journal j where j.subject_id = v.filing_id and j.type = 'filing.frozen')`,
  'doubled: a saved draft': `select subject_id, payload from journal where type = 'draft.saved'
     group by 1, 2 having count(*) > 1`,
  'half done: a change without its event': `select c.id from change_report c where
     (select count(*) from journal j where j.subject_id = c.id and j.type in ('change.reported', 'change.opened')) <> 1`,
  'half done: an import that is applied without all its lines': `select r.id from import_run r join journal j
     on j.subject_id = r.id and j.type = 'entries.imported' where r.kind = 'entry' and r.state = 'applied' and
     (j.payload::jsonb ->> 'lines')::integer <>
     (select count(*) from batch_line l where l.batch_id = r.batch_id)`,
  'half done: an import and its event differ': `select r.id from import_run r where r.kind = 'entry' and
     (r.state = 'applied') <> exists (select from journal j where j.subject_id = r.id and j.type = 'entries.imported')`,
  'half done: a slice of an import': `select r.id from import_run r where r.kind = 'entry' and r.state = 'previewed'
     and r.batch_id is not null and
     ((select count(*) from batch_line l where l.batch_id = r.batch_id) % 5000 <> 0 or exists
       (select from batch b where b.id = r.batch_id and b.status <> 'draft'))`,
  'half done: a recorded batch without all its entries': `select b.id from batch b join import_run r on r.batch_id = b.id
     where (case when b.status = 'on_record' then (select count(*) from batch_line l where l.batch_id = b.id) else 0 end)
     <> (select count(*) from entry e where e.batch_id = b.id)`,
  'half done: a batch of an import opened twice': `select payload::jsonb ->> 'import' from journal
     where type = 'batch.opened' and payload::jsonb ->> 'import' is not null group by 1 having count(*) > 1`,
  'drifted: the tally of a plan': `with tallied as (
       select plan_id, target_id, region_code, on_date, sum(items)::bigint as items, sum(amount)::numeric as amount
       from target_tally group by 1, 2, 3, 4 having sum(items) <> 0 or sum(amount) <> 0),
     recounted as (
       select plan_id, target_id, region_code, on_date, sum(items)::bigint as items, sum(amount)::numeric as amount from (
         select plan_id, target_id, region_code, on_date, 1 as items, quantity as amount from entry
         where kind = 'item' and removed_at is null
         union all
         select plan_id, target_id, region_code, ended_on, -1, -quantity from entry
         where kind = 'item' and removed_at is null and ended_on is not null) e
       group by 1, 2, 3, 4 having sum(items) <> 0 or sum(amount) <> 0)
     (table tallied except table recounted) union all (table recounted except table tallied)`,
};

async function checkRules({ db, ledger }: Inspection): Promise<void> {
  for (const [what, text] of Object.entries(NEVER)) {
    const rows = await rowsOf(db, text);
    if (rows[0]) ledger.faults.add(`${what}: ${rows.length}, first ${JSON.stringify(rows[0])}`);
  }
  // Which classes a filing had when it was returned stands nowhere else.
  const counted = (counts: Record<string, string>) =>
    JSON.stringify(Object.entries(counts).filter(([key]) => !key.includes(' returned ')));
  if (counted(await readTallies(db, 'filing_tally')) !== counted(await recountFilings(db, [])))
    ledger.faults.add('drifted: the register’s count of filings');
  if (counted(await readTallies(db, 'roster_tally')) !== counted(await recountRosters(db)))
    ledger.faults.add('drifted: the register’s count of rosters');
}

async function checkMarkers({ db, ledger }: Inspection): Promise<void> {
  const drafts = await rowsOf(
    db,
    `select filing_id as id, body -> 'open' -> 'enterprise' ->> 'department' as text from filing_draft`,
  );
  for (const [id, marker] of ledger.drafts) {
    const text = drafts.find((row) => row.id === id)?.text;
    ledger.checkMarker('a draft', marker, markerIn(String(text ?? '')));
  }
  const answers = await rowsOf(db, 'select assessment_id, criterion_id, note from answer');
  const notes = new Map(
    answers.map((row) => [`${String(row.assessment_id)} ${String(row.criterion_id)}`, row.note]),
  );
  for (const [key, marker] of ledger.answers)
    ledger.checkMarker('an answer', marker, markerIn(String(notes.get(key) ?? '')));
}

async function checkFilings(inspection: Inspection): Promise<void> {
  const { db, ledger } = inspection;
  const filings = await rowsOf(db, 'select id, status, serial_no from filing');
  const versions = await rowsOf(db, 'select filing_id, submit_key, submitted_at from filing_version');
  const files = await rowsOf(
    db,
    'select filing_id, sha256, storage_key, byte_size from attachment where erased_at is null',
  );
  for (const [id, note] of ledger.filings) {
    const filing = filings.find((row) => row.id === id);
    const own = versions.filter((version) => version.filing_id === id);
    const lost = (what: string) => ledger.faults.add(`lost: ${what} of filing ${id}`);
    if (!filing) lost('all');
    if (own.length < note.frozen) lost('a frozen version');
    if (note.isWithdrawn && filing?.status !== 'withdrawn') lost('the withdrawal');
    for (const key of note.submitKeys) {
      const version = own.find(({ submit_key }) => submit_key === key);
      if (!version?.submitted_at || !filing?.serial_no) lost('the submission');
    }
    for (const sha256 of note.files)
      if (!files.some((file) => file.sha256 === sha256 && file.filing_id === id)) lost('a file');
  }
  for (const file of files) {
    const path = join(inspection.filesFolder, `${String(file.storage_key)}.bin`);
    if (!existsSync(path) || statSync(path).size !== Number(file.byte_size))
      ledger.faults.add(`lost: the content of a file, ${path}`);
  }
}

async function checkRest({ db, ledger }: Inspection): Promise<void> {
  const changes = new Set((await rowsOf(db, 'select id from change_report')).map(({ id }) => id));
  for (const id of ledger.changes) if (!changes.has(id)) ledger.faults.add(`lost: change ${id}`);
  const runs = await rowsOf(
    db,
    `select r.id, r.state, b.status, (select count(*) from batch_line l where l.batch_id = b.id) as lines
     from import_run r left join batch b on b.id = r.batch_id where r.kind = 'entry'`,
  );
  for (const [id, note] of ledger.imports) {
    const run = runs.find((row) => row.id === id);
    if (!run) ledger.faults.add(`lost: import ${id}`);
    else if (note.isApplied && (run.state !== 'applied' || Number(run.lines) !== note.rows))
      ledger.faults.add(`lost: rows of import ${id}: ${JSON.stringify(run)}`);
    else if (note.isRecorded && run.status !== 'on_record')
      ledger.faults.add(`lost: the recording of import ${id}`);
  }
  const [made] = await rowsOf(db, 'select count(*) as count from journal_checkpoint');
  if (Number(made?.count) < ledger.counts.checkpoint) ledger.faults.add('lost: a checkpoint');
}

async function readStanding({ db }: Inspection): Promise<Standing> {
  const houses = new Map(
    (await rowsOf(db, 'select id, name from organisation')).map(({ id, name }) => [name, String(id)]),
  );
  const organisationId = (key: string) =>
    houses.get(demoOrganisations.find((one) => one.key === key)?.name ?? '') ?? '';
  const filings = await rowsOf(
    db,
    `select f.id, f.organisation_id, f.status, d.stage,
       coalesce(d.body -> 'open' -> 'cdo' ->> 'name', '') <> '' as written,
       array(select slot from attachment a where a.filing_id = f.id and a.voided_at is null) as slots
     from filing f join filing_draft d on d.filing_id = f.id order by f.created_at desc, f.id desc`,
  );
  const runs = await rowsOf(
    db,
    `select r.id, r.state, b.status from import_run r left join batch b on b.id = r.batch_id`,
  );
  return {
    organisationId,
    filingOf(key) {
      const row = filings.find((filing) => filing.organisation_id === organisationId(key));
      if (!row) return undefined;
      const stage = row.status === 'draft' ? row.stage : row.status;
      return {
        id: String(row.id),
        organisationId: organisationId(key),
        isWritten: row.written === true,
        stage: stage as StandingFiling['stage'],
        slots: row.slots as string[],
      };
    },
    importOf(id) {
      const run = runs.find((row) => row.id === id);
      return run && { isApplied: run.state === 'applied', isRecorded: run.status === 'on_record' };
    },
  };
}

/** Looks at a database that a process was killed on: what was acknowledged, what must never be, and how all stands. */
export async function inspect(inspection: Inspection): Promise<{ standing: Standing; events: number }> {
  const { db, sealer, ledger, verifies } = inspection;
  await checkRules(inspection);
  await checkMarkers(inspection);
  await checkFilings(inspection);
  await checkRest(inspection);
  let events = 0;
  if (verifies) {
    const answer = await verifyJournal({ db, sealer });
    if (!answer.ok) ledger.faults.add(`the journal doesn’t hold: ${JSON.stringify(answer)}`);
    events = answer.events;
  }
  return { standing: await readStanding(inspection), events };
}

/** Counts and marks of the outbox against what the mail server took; for the end, when nothing is on its way. */
export async function inspectMail(
  { db, ledger }: Inspection,
  taken: ReadonlyMap<string, number>,
): Promise<{ sent: number; repeated: number; reminders: number }> {
  const mails = await rowsOf(db, `select message_id, state, last_error from notice where channel = 'mail'`);
  const known = new Map(mails.map((row) => [String(row.message_id), row]));
  let sent = 0;
  for (const [id, row] of known) {
    if (row.state === 'sending') ledger.faults.add(`a mail is still on its way: ${id}`);
    if (row.state !== 'sent') continue;
    sent += 1;
    if (!taken.has(id)) ledger.faults.add(`lost: a mail that counts as sent: ${id}`);
  }
  let repeated = 0;
  for (const [id, times] of taken) {
    const row = known.get(id);
    if (!row) ledger.faults.add(`a mail that the outbox doesn’t know: ${id}`);
    if (times === 1) continue;
    repeated += 1;
    if (!String(row?.last_error).startsWith('may_repeat'))
      ledger.faults.add(`doubled: a mail was taken ${times} times, and its row doesn’t say so: ${id}`);
  }
  const unreminded = await rowsOf(
    db,
    `select c.id from change_report c where c.closed_at is null and c.first_submitted_on is null
       and c.due_on < current_date - 7 and not exists
       (select from notice n where n.rule like 'reminder.%' and n.occurrence like c.id::text || ':%')`,
  );
  if (unreminded[0]) ledger.faults.add(`lost: the reminder of ${unreminded.length} changes`);
  const [reminders] = await rowsOf(db, `select count(*) as count from notice where rule like 'reminder.%'`);
  return { sent, repeated, reminders: Number(reminders?.count) };
}
