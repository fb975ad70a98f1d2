import type { Actor } from '#app/domain/account/actor.ts';
import { addMonths, plainDate, type PlainDate } from '#app/domain/calendar/plain-date.ts';
import type { MonthRow } from '#app/domain/register/overview.ts';
import { sessionDigest } from '#app/http/session.server.ts';
import { APP_ROLE, scopeSettings } from '#db/client.ts';
import { searchTerms } from '#db/queries/filing-term.ts';
import type pg from 'pg';
import { namePart } from './data.ts';
import type { Reading } from './floor.ts';
import { sessionIdOf } from './session.ts';

/** What every statement of an actor's scoped floor begins with. */
export function askedBy(actor: Actor): Pick<Reading, 'settings' | 'session' | 'accountId'> {
  return {
    accountId: actor.accountId ?? '',
    settings: { role: APP_ROLE, ...scopeSettings(actor.scope) },
    session: sessionDigest(sessionIdOf(actor.accountId ?? '')),
  };
}

/** Rows of a page of the queue. */
const PAGE = 50;
/** How many rows in the far page lies. */
const FAR = 1000;

const COLUMNS = `filing.id, filing.organisation_id, region_code, kind, is_voluntary, status, enterprise_name, uscc, licence_numbers,
  cdo_name, serial_no, current_version_no, due_on, due_provisional, due_sort, first_submitted_on, paper_confirmed_on,
  submitted_at, recorded_at, channel, assignee_id, assignee_name`;
const REACH = `filing.programme_id = $1 and filing.region_code between $2 and $3 and filing.submitted_at is not null`;
const ORDER = `order by filing.due_sort, filing.submitted_at, filing.id limit ${PAGE + 1}`;
const SHANGHAI = ['sh-cdo', '310000', '319999'];

/** The app tells the planner the same (`withQueuePlan`), so the scoped floor does. */
const BY_INDEX = {
  enable_sort: 'off',
  enable_incremental_sort: 'off',
  enable_bitmapscan: 'off',
  enable_seqscan: 'off',
};

type Row = Record<string, unknown>;

/** Of a page of the queue: what both sides call by different names. */
const queueRows = {
  rowsOfApp: (data: unknown) =>
    (data as { rows: Row[] }).rows.map((row) => [
      row.id,
      row.enterpriseName,
      row.uscc,
      row.cdoName,
      row.serialNo,
      row.kind,
      row.versionNo,
      row.dueOn,
      row.submittedAt,
      row.assigneeName,
    ]),
  rowsOfFloor: (rows: readonly Row[]) =>
    rows
      .slice(0, PAGE)
      .map((row) => [
        row.id,
        row.enterprise_name,
        row.uscc,
        row.cdo_name,
        row.serial_no,
        row.kind,
        row.current_version_no,
        row.due_on,
        row.submitted_at,
        row.assignee_name,
      ]),
};

const QUEUE = 'routes/review/queue';

/** The place after so many rows, as the queue's own cursor writes it. */
async function placeAfter(client: pg.ClientBase, rows: number) {
  const waiting = `from filing where ${REACH} and is_waiting`;
  const counted = await client.query<{ count: number }>(`select count(*)::int as count ${waiting}`, SHANGHAI);
  const far = Math.min(rows, Math.floor((counted.rows[0]?.count ?? 0) / 2));
  const found = await client.query<{ due_sort: string; submitted_at: string; id: string }>(
    `select due_sort::text, submitted_at, id ${waiting} order by due_sort, submitted_at, id offset $4 limit 1`,
    [...SHANGHAI, far - 1],
  );
  const row = found.rows[0];
  if (!row) throw new Error('nothing waits');
  return [row.due_sort, row.submitted_at, row.id] as const;
}

function searchReading(asker: ReturnType<typeof askedBy>, length: number): Reading {
  const words = [7, 120, 801, 1403].map((n) => [...namePart(n)].slice(0, length).join(''));
  const terms = words.map((word) => searchTerms(word));
  const most = Math.max(...terms.map((one) => one.length));
  const conditions = Array.from(
    { length: most },
    (
      _,
      index,
    ) => `exists (select 1 from filing_term term where term.programme_id = $1 and term.term = $${5 + index}
      and term.organisation_id = filing.organisation_id and term.filing_id = filing.id)`,
  );
  return {
    ...asker,
    key: `search-${length}`,
    name: `按名称查找 ${length} 字 / name search, ${length} characters`,
    part: 'filings',
    text: `select ${COLUMNS} from filing where ${REACH} and is_waiting and ${conditions.join(' and ')}
      and strpos(upper(normalize(regexp_replace(concat_ws('|', enterprise_name, uscc, licence_numbers, cdo_name), '\\s', '', 'g'), NFKC)), $4) > 0
      ${ORDER}`,
    // A text whose pairs repeat asks for fewer terms; the last stands in.
    cases: words.map((word, index) => [
      ...SHANGHAI,
      word,
      ...Array.from({ length: most }, (_, at) => terms[index]?.[at] ?? terms[index]?.at(-1)),
    ]),
    settings: { ...asker.settings, enable_seqscan: 'off' },
    paths: words.map((word) => `/queue?q=${encodeURIComponent(word)}`),
    route: QUEUE,
    ...queueRows,
  };
}

const RELATIONS = `
  select f.*,
    (select to_json(v) from filing_version v where v.organisation_id = f.organisation_id and v.filing_id = f.id and v.no = f.current_version_no) as version,
    (select json_agg(json_build_object('no', v.no, 'digest', v.digest) order by v.no desc) from filing_version v
      where v.organisation_id = f.organisation_id and v.filing_id = f.id and v.submitted_at is not null) as versions,
    (select json_agg(a order by a.uploaded_at, a.id) from attachment a where a.organisation_id = f.organisation_id and a.filing_id = f.id
      and a.submitted_at is not null) as files,
    (select json_agg(json_build_object('id', t.id, 'state', t.state, 'comments',
        (select json_agg(c order by c.created_at) from comment c where c.organisation_id = t.organisation_id and c.thread_id = t.id)) order by t.id)
      from comment_thread t where t.organisation_id = f.organisation_id and t.filing_id = f.id) as threads,
    (select json_agg(json_build_object('type', j.type, 'at', j.at) order by j.seq) from journal j
      where j.organisation_id = f.organisation_id and j.subject_id = f.id and j.is_shared) as events,
    (select to_json(b) from filing b where b.organisation_id = f.organisation_id and b.id <> f.id and b.recorded_at is not null
      and b.submitted_at is not null order by b.recorded_at desc limit 1) as former,
    (select to_json(v) from filing b join filing_version v on v.organisation_id = b.organisation_id and v.filing_id = b.id and v.no = b.current_version_no
      where b.organisation_id = f.organisation_id and b.id <> f.id and b.recorded_at is not null and b.submitted_at is not null
      order by b.recorded_at desc limit 1) as former_version,
    (select json_agg(json_build_object('accountId', m.account_id, 'name', m.account_name) order by m.account_name) from membership m
      where m.organisation_id = $2 and m.ended_at is null) as colleagues
  from filing f where f.id = $1`;

const idsIn = (list: unknown) => ((list ?? []) as { id: string }[]).map(({ id }) => id).sort();

/** The last twelve months of the floor's sums, as the overview tells them. */
function monthsOf(rows: readonly Row[], today: PlainDate) {
  const first = addMonths(plainDate(`${today.slice(0, 7)}-01`), -11).slice(0, 7);
  const known = rows.filter((row) => String(row.key) >= first && row.is_voluntary === false);
  const of = (month: string, measure: string) =>
    Number(known.find((row) => row.key === month && row.measure === measure)?.items ?? 0);
  return [...new Set(known.map((row) => String(row.key)))]
    .sort()
    .map((month) => ({
      month,
      submitted: of(month, 'submitted'),
      recorded: of(month, 'recorded'),
      due: of(month, 'due'),
      onTime: of(month, 'on_time'),
    }))
    .filter(({ submitted, recorded }) => submitted + recorded > 0);
}

/** The queue, the search, one filing and the counts, as a supervisor asks for them. */
export async function filingReadings(
  client: pg.ClientBase,
  supervisor: Actor,
  today: PlainDate,
): Promise<Reading[]> {
  const asker = askedBy(supervisor);
  const place = await placeAfter(client, FAR);
  const cursor = Buffer.from(JSON.stringify(place)).toString('base64url');
  const waiting = await client.query<{ id: string }>(
    // At the largest size most filings have no version behind them.
    `select id from filing where ${REACH} and is_waiting
       and (organisation_id, id) in (select v.organisation_id, v.filing_id from filing_version v)
     order by md5(id::text) limit 40`,
    SHANGHAI,
  );
  const ids = waiting.rows.map(({ id }) => id);
  const organisationId = 'organisationId' in supervisor.scope ? supervisor.scope.organisationId : '';
  return [
    {
      ...asker,
      key: 'queue',
      name: '队列首页 / queue, first page',
      part: 'filings',
      text: `select ${COLUMNS} from filing where ${REACH} and is_waiting ${ORDER}`,
      cases: [SHANGHAI],
      settings: { ...asker.settings, ...BY_INDEX },
      paths: ['/queue'],
      route: QUEUE,
      ...queueRows,
    },
    {
      ...asker,
      key: 'queue-far',
      name: `队列第 ${FAR} 行之后 / queue after ${FAR} rows`,
      part: 'filings',
      text: `select ${COLUMNS} from filing where ${REACH} and is_waiting
        and (filing.due_sort, filing.submitted_at, filing.id) > ($4::date, $5::timestamptz, $6::uuid) ${ORDER}`,
      cases: [[...SHANGHAI, ...place]],
      settings: { ...asker.settings, ...BY_INDEX },
      paths: [`/queue?after=${cursor}`],
      route: QUEUE,
      ...queueRows,
    },
    ...[2, 3, 4].map((length) => searchReading(asker, length)),
    {
      ...asker,
      key: 'filing',
      name: '一份备案及其全部材料 / one filing with relations',
      part: 'filings',
      text: RELATIONS,
      cases: ids.map((id) => [id, organisationId]),
      paths: ids.map((id) => `/review/${id}`),
      route: 'routes/review/review',
      rowsOfApp: (data) => {
        const page = data as Record<string, unknown> & {
          filing: Row;
          version: Row;
          base: Row | null;
          events: unknown[];
        };
        return {
          id: page.filing.id,
          digest: page.version.digest,
          versions: (page.versions as Row[]).map(({ no }) => no),
          files: idsIn(page.files),
          threads: idsIn(page.threads),
          former: page.base?.id ?? null,
          events: page.events.length,
        };
      },
      rowsOfFloor: ([row]) => ({
        id: row?.id,
        digest: (row?.version as Row).digest,
        versions: (row?.versions as Row[]).map(({ no }) => no),
        files: idsIn(row?.files),
        threads: idsIn(row?.threads),
        former: (row?.former as Row | null)?.id ?? null,
        events: ((row?.events ?? []) as unknown[]).length,
      }),
    },
    {
      ...asker,
      key: 'counts',
      name: '按状态、许可类别、月份计数 / counts by state, class and month',
      part: 'filings',
      text: `select to_char(t.on_date, 'YYYY-MM') as key, t.measure, t.is_voluntary, sum(t.items)::integer as items, sum(t.a1)::integer as a1,
          sum(t.a2)::integer as a2, sum(t.b1)::integer as b1, sum(t.b2)::integer as b2, sum(t.domain)::integer as domain
        from filing_tally t
        where t.programme_id = $1 and t.region_code between $2 and $3 and t.on_date between '0001-01-01' and $4
          and (t.measure not in ('due', 'on_time') or t.on_date < $4)
        group by 1, 2, 3 order by 1, 2, 3`,
      cases: [[...SHANGHAI, today]],
      paths: ['/overview'],
      route: 'routes/register/overview',
      rowsOfApp: (data) =>
        (data as { filing: { byMonth: MonthRow[] } }).filing.byMonth
          .filter(({ submitted, recorded }) => submitted + recorded > 0)
          .map(({ month, submitted, recorded, due, onTime }) => ({
            month,
            submitted,
            recorded,
            due,
            onTime,
          })),
      rowsOfFloor: (rows) => monthsOf(rows, today),
    },
  ];
}
