import type { OpenDatabase } from '#db/client.ts';
import { plainDateInShanghai } from '#app/domain/calendar/plain-date.ts';
import type { Returned } from './walk-register.ts';

const CLASSES = ['a1', 'a2', 'b1', 'b2', 'domain'] as const;
type Row = Record<string, unknown>;

/** Counts by the key of what is counted; nothing is kept of what adds up to nothing. */
class Ledger {
  private readonly counts = new Map<string, number[]>();

  add(key: readonly unknown[], weight: number, classes: readonly boolean[]): void {
    const text = key.join(' ');
    const before = this.counts.get(text) ?? [0, 0, 0, 0, 0, 0];
    this.counts.set(
      text,
      before.map((count, index) => count + (index === 0 || classes[index - 1] ? weight : 0)),
    );
  }

  entries(): Record<string, string> {
    return Object.fromEntries(
      [...this.counts]
        .filter(([, counts]) => counts.some((count) => count !== 0))
        .map(([key, counts]) => [key, counts.join(' ')])
        .sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1)),
    );
  }
}

const held = (row: Row) => CLASSES.map((one) => row[`has_${one}`] === true);
const text = (value: unknown) => value as string;
const dayOf = (value: unknown) => (value === null ? null : plainDateInShanghai(text(value)));

/** The classes that an entry of the roster states, read another way than the database does. */
function stated(row: Row): boolean[] {
  const numbers = text(row.licence_number).split(/[^A-Z0-9.-]+/u);
  const classes = new Set(numbers.flatMap((one) => (one.split('-')[0] ?? '').split('.')));
  for (const code of text(row.business_codes).match(/[AB][12]\d/gu) ?? []) classes.add(code.slice(0, 2));
  return [
    ...['A1', 'A2', 'B1', 'B2'].map((one) => classes.has(one)),
    [...classes].some((one) => /^D\d$/u.test(one)),
  ];
}

async function all(db: OpenDatabase, table: string): Promise<Row[]> {
  return (await db.pool.query<Row>(`select * from ${table}`)).rows;
}

/** What the tallies of filings and changes should say, counted from the rows themselves. */
export async function recountFilings(db: OpenDatabase, returns: readonly Returned[]) {
  const ledger = new Ledger();
  const filings = await all(db, 'filing');
  for (const row of filings) {
    if (row.submitted_at === null) continue;
    const days = {
      submitted: row.first_submitted_on,
      recorded: dayOf(row.recorded_at),
      superseded: dayOf(row.superseded_at),
      withdrawn: dayOf(row.withdrawn_at),
    };
    for (const [measure, day] of Object.entries(days)) {
      if (day !== null)
        ledger.add([row.programme_id, row.region_code, row.is_voluntary, measure, day], 1, held(row));
    }
  }
  for (const one of returns) {
    ledger.add([one.programme, one.region, one.isVoluntary, 'returned', one.on], 1, one.classes);
  }
  for (const row of await all(db, 'change_report')) {
    if (row.closed_at !== null && row.closed_reason !== 'recorded') continue;
    const filing = filings.find((one) => one.id === row.filing_id);
    const submitted = (filing?.paper_confirmed_on ?? row.first_submitted_on) as string | null;
    const base = [row.programme_id, row.region_code, row.is_voluntary];
    ledger.add([...base, 'due', row.due_on], 1, held(row));
    if (submitted === null) continue;
    if (submitted <= text(row.due_on)) ledger.add([...base, 'on_time', row.due_on], 1, held(row));
    else ledger.add([...base, 'late', submitted], 1, held(row));
  }
  return ledger.entries();
}

/** What the tallies of rosters should say. */
export async function recountRosters(db: OpenDatabase) {
  const ledger = new Ledger();
  const filings = await all(db, 'filing');
  const organisations = await all(db, 'organisation');
  for (const row of await all(db, 'roster_entry')) {
    const base = [row.organisation_id, row.programme_id, row.region_code];
    const from = dayOf(row.created_at) ?? '';
    const until = dayOf(row.removed_at) ?? '9999-12-31';
    ledger.add([...base, 'listed', from], 1, stated(row));
    if (row.removed_at !== null) ledger.add([...base, 'listed', until], -1, stated(row));
    const holder = organisations.find((one) => one.uscc === row.uscc);
    for (const filing of filings) {
      if (filing.organisation_id !== holder?.id || filing.programme_id !== row.programme_id) continue;
      if (filing.recorded_at === null) continue;
      const since = [from, dayOf(filing.recorded_at) ?? ''].sort()[1] ?? '';
      const ended = [until, dayOf(filing.superseded_at) ?? '9999-12-31'].sort()[0] ?? '';
      if (since >= ended) continue;
      ledger.add([...base, 'filed', since], 1, stated(row));
      if (ended !== '9999-12-31') ledger.add([...base, 'filed', ended], -1, stated(row));
    }
  }
  return ledger.entries();
}

/** What the tallies say, days added up. */
export async function readTallies(db: OpenDatabase, table: 'filing_tally' | 'roster_tally') {
  const ledger = new Map<string, number[]>();
  for (const row of await all(db, table)) {
    const key = (
      table === 'filing_tally'
        ? [row.programme_id, row.region_code, row.is_voluntary, row.measure, row.on_date]
        : [row.organisation_id, row.programme_id, row.region_code, row.measure, row.on_date]
    ).join(' ');
    const before = ledger.get(key) ?? [0, 0, 0, 0, 0, 0];
    ledger.set(
      key,
      [row.items, ...CLASSES.map((one) => row[one])].map(
        (count, index) => Number(count) + (before[index] ?? 0),
      ),
    );
  }
  return Object.fromEntries(
    [...ledger]
      .filter(([, counts]) => counts.some((count) => count !== 0))
      .map(([key, counts]) => [key, counts.join(' ')])
      .sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1)),
  );
}
