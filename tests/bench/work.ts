import type pg from 'pg';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { WHOLE_QUEUE, type QueueFilter } from '#app/domain/review/queue-filter.ts';
import type { OpenDatabase, Trx } from '#db/client.ts';
import { listAttachments } from '#db/queries/attachment.read.ts';
import { listThreads } from '#db/queries/comment.read.ts';
import { listTimeline } from '#db/queries/filing.read.ts';
import { countQueue, listQueue, type QueueQuery, type RegulatorScope } from '#db/queries/queue.read.ts';
import { getReviewFiling, getReviewVersion, listReviewVersions } from '#db/queries/review.read.ts';
import { countForRegulator } from '#db/queries/start.read.ts';

export const PROGRAMME = 'sh-cdo';

/** One thing to measure: the product's way and the floor's; both answer how many rows they saw. */
export interface Work {
  readonly name: string;
  readonly product: (trx: Trx) => Promise<number>;
  readonly floor: (client: pg.ClientBase) => Promise<number>;
}

export const regulator: RegulatorScope = {
  kind: 'regulator',
  accountId: '00000000-0000-7000-8000-000000000001',
  organisationId: '00000000-0000-7000-8000-000000000002',
  programmeId: PROGRAMME,
  regionCode: '310000',
  role: 'reviewer',
};

const PAGE = 25;
const FAR_PAGE = 200;
const today = plainDate('2026-11-23');
const soonUntil = plainDate('2026-11-26');
const queryOf = (filter: Partial<QueueFilter>): QueueQuery => ({
  filter: { ...WHOLE_QUEUE, ...filter },
  today,
  soonUntil,
});

const COLUMNS = `id, organisation_id, region_code, kind, is_voluntary, status, enterprise_name, uscc, licence_numbers, cdo_name, serial_no,
  current_version_no, due_on, due_provisional, due_sort, first_submitted_on, paper_confirmed_on, submitted_at, recorded_at, channel,
  assignee_id, assignee_name`;
const REACH = `programme_id = $1 and region_code between '310000' and '319999' and submitted_at is not null`;
const ORDER = `order by due_sort, submitted_at, id limit ${PAGE + 1}`;

/** A prepared statement, answered by its number of rows. */
const statement =
  (name: string, text: string, values: readonly unknown[] = []) =>
  async (client: pg.ClientBase): Promise<number> =>
    (await client.query({ name, text, values: [PROGRAMME, ...values] })).rows.length;

function queueWorks(farPlace: string): Work[] {
  const [dueSort, submittedAt, id] = JSON.parse(Buffer.from(farPlace, 'base64url').toString()) as string[];
  return [
    {
      name: '队列第 1 页 / queue, page 1',
      product: async (trx) => (await listQueue(trx, regulator, queryOf({}), PAGE)).rows.length,
      floor: async (client) =>
        (await statement(
          'first',
          `select ${COLUMNS} from filing where ${REACH} and is_waiting ${ORDER}`,
        )(client)) - 1,
    },
    {
      name: `队列第 ${FAR_PAGE} 页 / queue, page ${FAR_PAGE}`,
      product: async (trx) =>
        (await listQueue(trx, regulator, queryOf({ after: farPlace }), PAGE)).rows.length,
      floor: async (client) =>
        (await statement(
          'far',
          `select ${COLUMNS} from filing where ${REACH} and is_waiting
            and (due_sort, submitted_at, id) > ($2::date, $3::timestamptz, $4::uuid) ${ORDER}`,
          [dueSort, submittedAt, id],
        )(client)) - 1,
    },
    {
      name: '队列计数（至 1000）/ count of the queue, to 1,000',
      product: (trx) => countQueue(trx, regulator, queryOf({})),
      floor: async (client) =>
        (
          await client.query<{ count: number }>({
            name: 'count',
            text: `select count(*) from (select 1 from filing where ${REACH} and is_waiting limit 1001) counted`,
            values: [PROGRAMME],
          })
        ).rows[0]?.count ?? 0,
    },
  ];
}

function searchWork(term: string): Work {
  return {
    name: '按两个汉字检索 / search by two Han characters',
    product: async (trx) =>
      (await listQueue(trx, regulator, queryOf({ state: 'all', q: term }), PAGE)).rows.length,
    floor: async (client) =>
      Math.min(
        PAGE,
        await statement(
          'search',
          `select ${COLUMNS.replace(/\w+/g, 'f.$&')} from filing_term t join filing f on f.organisation_id = t.organisation_id and f.id = t.filing_id
            where t.programme_id = $1 and t.term = $2 and f.region_code between '310000' and '319999' and f.submitted_at is not null
            order by f.submitted_at desc, f.id desc limit ${PAGE + 1}`,
          [term],
        )(client),
      ),
  };
}

function filingWork(filing: { id: string; organisationId: string }): Work {
  const { id, organisationId } = filing;
  const of = `organisation_id = $2 and filing_id = $3`;
  const list = (table: string, rest: string) =>
    `(select coalesce(json_agg(x), '[]') from (select * from ${table} where ${rest}) x)`;
  return {
    name: '一份备案及其关联 / one filing with what belongs to it',
    product: async (trx) => {
      const found = await getReviewFiling(trx, regulator, id);
      const version = await getReviewVersion(trx, organisationId, id, found?.currentVersionNo ?? 0);
      const versions = await listReviewVersions(trx, organisationId, id);
      const files = await listAttachments(trx, organisationId, id);
      const threads = await listThreads(trx, organisationId, id);
      const events = await listTimeline(trx, organisationId, id);
      return (
        (found ? 1 : 0) + (version ? 1 : 0) + versions.length + files.length + threads.length + events.length
      );
    },
    floor: async (client) => {
      const { rows } = await client.query<Record<string, unknown[]>>({
        name: 'filing',
        text: `select (select count(*) from filing where ${REACH} and id = $3) as found,
          ${list('filing_version', `${of} and submitted_at is not null`)} as versions,
          ${list('attachment', of)} as files,
          ${list('comment_thread', of)} as threads,
          ${list('comment', `organisation_id = $2 and thread_id in (select id from comment_thread where ${of})`)} as comments,
          ${list('journal', `organisation_id = $2 and subject_id = $3 order by seq desc limit 200`)} as events`,
        values: [PROGRAMME, organisationId, id],
      });
      const { versions = [], files = [], threads = [], events = [] } = rows[0] ?? {};
      return 1 + 1 + versions.length + files.length + threads.length + events.length;
    },
  };
}

function startWork(): Work {
  const capped = (rest: string) => `(select count(*) from (select 1 from ${rest} limit 1001) counted)`;
  return {
    name: '首页计数 / the figures of the start page',
    product: async (trx) =>
      Object.values(await countForRegulator(trx, regulator, { today, soonUntil })).length,
    floor: async (client) => {
      const owed = `change_report where programme_id = $1 and region_code between '310000' and '319999' and closed_at is null and first_submitted_on is null`;
      const { rows } = await client.query<Record<string, unknown>>({
        name: 'start',
        text: `select ${capped(`filing where ${REACH} and is_waiting`)} as a,
          ${capped(`filing where ${REACH} and is_waiting and assignee_id is null`)} as b,
          ${capped(`filing where ${REACH} and is_waiting and assignee_id = $2`)} as c,
          ${capped(`${owed} and due_on < $3`)} as d, ${capped(`${owed} and due_on between $3 and $4`)} as e,
          ${capped(`organisation where kind = 'enterprise' and programme_id = $1 and region_code between '310000' and '319999' and verification = 'pending'`)} as f`,
        values: [PROGRAMME, regulator.accountId, today, soonUntil],
      });
      return Object.values(rows[0] ?? {}).length;
    },
  };
}

/** What is measured, with places and names that the dataset holds. */
export async function worksOn(db: OpenDatabase, isWhole: boolean, namePart: string): Promise<Work[]> {
  const walk = async (trx: Trx) => {
    const skipped = await listQueue(trx, regulator, queryOf({}), PAGE * (FAR_PAGE - 1));
    // In a small dataset there is no such page: its last place stands for it.
    const short = await listQueue(trx, regulator, queryOf({}), Math.max(1, skipped.rows.length - PAGE - 1));
    return { place: skipped.next ?? short.next ?? '', filing: skipped.rows[skipped.rows.length - 1] };
  };
  const { place, filing } = await db.transaction(regulator, walk);
  if (!filing) throw new Error('the dataset holds nothing that waits');
  return [...queueWorks(place), ...(isWhole ? [searchWork(namePart), filingWork(filing)] : []), startWork()];
}
