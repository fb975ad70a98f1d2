import { createSealer } from '#db/crypto/sealer.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { addDays, type PlainDate } from '#app/domain/calendar/plain-date.ts';
import { sampleBody, type BodyPatch } from '#app/domain/filing/body.ts';
import { reportChange } from '#app/services/change/report-change.server.ts';
import { beginRefiling } from '#app/services/change/begin-refiling.server.ts';
import { saveDraft } from '#app/services/filing/save-draft.server.ts';
import { submitFiling } from '#app/services/filing/submit-filing.server.ts';
import type { Ports } from '#app/services/ports.ts';
import { claimFiling } from '#app/services/review/claim-filing.server.ts';
import { openThread } from '#app/services/review/open-thread.server.ts';
import { recordFiling } from '#app/services/review/record-filing.server.ts';
import { replyThread } from '#app/services/review/reply-thread.server.ts';
import { resolveThread } from '#app/services/review/resolve-thread.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { getDraft } from '#db/queries/draft.read.ts';
import { openBody } from '#db/queries/filing-body.ts';
import { seedCalendar } from '#seeds/calendar/index.ts';
import {
  beginFiling,
  fillFiling,
  granted,
  sampleCode,
  sealFiling,
  uploadPdf,
} from '#tests/support/filing-world.ts';
import {
  makeActor,
  makeOrganisation,
  momentAt,
  testPorts,
  type TestOrganisation,
} from '#tests/support/world.ts';
import { BENCH_SECRET } from './server.ts';

/** The regulator whose queue is measured: a supervisor and reviewers. */
export interface Office {
  readonly house: TestOrganisation;
  readonly supervisor: Actor;
  readonly reviewers: readonly Actor[];
}

/** An enterprise with a history, from which others are stamped. */
export interface Sample {
  readonly organisation: TestOrganisation;
  readonly owner: Actor;
  /** The filing that is open. */
  readonly filingId: string;
  /** What tells it from others in texts: its name, its code, its CDO, serial numbers, verification codes. */
  readonly texts: readonly string[];
}

/** How far the open filing of a sample got. */
export type Reached = 'draft' | 'sealed' | 'submitted' | 'in_review' | 'settled';

/** Ports over a database of this run, under its secret. */
export function benchPorts(db: OpenDatabase): Ports {
  return testPorts(db, { sealer: createSealer({ masterSecret: BENCH_SECRET, keyId: 'k1' }) });
}

/** Days before `today`, mid-morning in Shanghai. */
export function daysBefore(today: PlainDate, days: number): Moment {
  return momentAt(`${addDays(today, -days)}T01:00:00.000Z`);
}

/** The office, made once. */
export async function makeOffice(ports: Ports): Promise<Office> {
  const house = await makeOrganisation(ports, { kind: 'regulator', name: '上海市通信管理局（测量）' });
  return {
    house,
    supervisor: await makeActor(ports, house, 'supervisor', { name: '吴测量' }),
    reviewers: [
      await makeActor(ports, house, 'reviewer', { name: '李测量' }),
      await makeActor(ports, house, 'reviewer', { name: '张测量' }),
    ],
  };
}

/** Classes of licences, so that samples differ in what is counted. */
const LICENCES = ['沪B2-2019', '沪B1.B2-2018', '沪A2.B1.B2-2017'];
const REGIONS = ['310115', '310104', '310112'];
const SURNAMES = '赵钱孙李周吴郑王';

/** The body of sample `index`. */
function bodyOf(index: number, name: string, uscc: string, cdo: string): BodyPatch {
  const licence = {
    ...sampleBody().licences[0],
    id: 'l1',
    number: `${LICENCES[index % 3] ?? ''}${String(7000 + index)}`,
  };
  return {
    licences: [licence],
    enterprise: { name, uscc, region: REGIONS[index % 3] ?? '310115' },
    cdo: { name: cdo },
  };
}

async function submit(ports: Ports, owner: Actor, filingId: string, moment: Moment): Promise<void> {
  await uploadPdf(ports, owner, filingId, 'appointment', `a ${moment.now}`, moment);
  await uploadPdf(ports, owner, filingId, 'organisation_chart', `o ${moment.now}`, moment);
  await sealFiling(ports, owner, filingId, moment);
  granted(await submitFiling(ports, owner, moment, { filingId, submitKey: newId(moment.now) }));
}

async function record(ports: Ports, officer: Actor, filing: string, moment: Moment): Promise<void> {
  granted(await claimFiling(ports, officer, moment, { filing, takeOver: '' }));
  granted(await recordFiling(ports, officer, moment, { filing, version: 1 }));
}

/** Reports a change and begins its re-filing. */
async function refile(ports: Ports, owner: Actor, moment: Moment): Promise<string> {
  const change = granted(
    await reportChange(
      ports,
      owner,
      moment,
      { kind: 'cdo', happenedOn: moment.today, decidedOn: null, note: '示例：首席数据官调整。' },
      seedCalendar,
    ),
  );
  const { filingId } = granted(await beginRefiling(ports, owner, moment, change.id));
  const organisationId = 'organisationId' in owner.scope ? owner.scope.organisationId : '';
  const draft = await ports.db.transaction(owner.scope, (trx) => getDraft(trx, organisationId, filingId));
  const base = openBody(ports.sealer, organisationId, draft?.body);
  const mine = { ...base, preparer: sampleBody().preparer };
  granted(await saveDraft(ports, owner, moment, { filingId, base, mine }));
  return filingId;
}

/** Questions about the open filing, each with a second comment, settled where the office has already decided to record. */
async function discuss(ports: Ports, office: Office, filing: string, moment: Moment, isSettled: boolean) {
  const [officer] = office.reviewers;
  if (!officer) throw new Error('no reviewer');
  granted(await claimFiling(ports, officer, moment, { filing, takeOver: '' }));
  for (const anchor of ['cdo.position', 'enterprise.department']) {
    const { id } = granted(
      await openThread(ports, officer, moment, {
        filing,
        anchor,
        body: '请核对现任职务，并与任职文件一致。',
        proposed: '',
        publish: 'now',
      }),
    );
    granted(await replyThread(ports, officer, moment, { filing, thread: id, body: '已电话核对。' }));
    if (isSettled) granted(await resolveThread(ports, officer, moment, { filing, thread: id }));
  }
}

/** Texts of the filings of an organisation that no other may have. */
async function textsOf(db: OpenDatabase, organisationId: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ texts: (string | null)[] }>(
    `select array_agg(serial_no order by created_at) || array_agg(verification_code order by created_at) as texts
     from filing where organisation_id = $1`,
    [organisationId],
  );
  return (rows[0]?.texts ?? []).filter((text) => text !== null);
}

/**
 * An enterprise with `former` filings behind it, the last of them on record, and one that reached so far. Everything
 * through the services, at moments that the working calendar knows.
 */
export async function makeSample(
  ports: Ports,
  db: OpenDatabase,
  office: Office,
  today: PlainDate,
  sample: { readonly index: number; readonly former: number; readonly reached: Reached },
): Promise<Sample> {
  const { index, former, reached } = sample;
  const name = `上海样本${'甲乙丙丁戊己庚辛'[index] ?? '壬'}${'子丑寅卯辰巳午未'[index] ?? '申'}信息科技有限公司`;
  const uscc = sampleCode(4000 + index);
  const cdo = `${SURNAMES[index] ?? '陈'}样${'金木水火土日月星'[index] ?? '辰'}`;
  const organisation = await makeOrganisation(ports, {
    kind: 'enterprise',
    name,
    uscc,
    regionCode: REGIONS[index % 3] ?? '310115',
  });
  const owner = await makeActor(ports, organisation, 'owner', { name: '林测量' });
  const [officer] = office.reviewers;
  if (!officer) throw new Error('no reviewer');
  const body = bodyOf(index, name, uscc, cdo);
  let filingId = '';
  for (let round = 0; round <= former; round += 1) {
    const moment = daysBefore(today, 14 + (former - round) * 60);
    const isLast = round === former;
    if (round === 0) {
      filingId = await beginFiling(ports, owner, moment);
      await fillFiling(ports, owner, filingId, body, moment);
    } else filingId = await refile(ports, owner, moment);
    if (isLast && reached === 'draft') break;
    if (isLast && reached === 'sealed') {
      await uploadPdf(ports, owner, filingId, 'appointment', 'a', moment);
      await uploadPdf(ports, owner, filingId, 'organisation_chart', 'o', moment);
      await sealFiling(ports, owner, filingId, moment);
      break;
    }
    await submit(ports, owner, filingId, moment);
    const later = daysBefore(today, 11 + (former - round) * 60);
    if (!isLast) await record(ports, officer, filingId, later);
    else if (reached !== 'submitted') {
      await discuss(ports, office, filingId, later, reached === 'settled');
    }
  }
  return { organisation, owner, filingId, texts: [name, uscc, cdo, ...(await textsOf(db, organisation.id))] };
}
