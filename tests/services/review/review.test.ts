import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import type { Ports } from '#app/services/ports.ts';
import { assignFilings } from '#app/services/review/assign-filings.server.ts';
import { claimFiling } from '#app/services/review/claim-filing.server.ts';
import { claimFilings } from '#app/services/review/claim-filings.server.ts';
import { confirmPaper } from '#app/services/review/confirm-paper.server.ts';
import { openThread } from '#app/services/review/open-thread.server.ts';
import { recordFiling } from '#app/services/review/record-filing.server.ts';
import { releaseFiling } from '#app/services/review/release-filing.server.ts';
import { replyThread } from '#app/services/review/reply-thread.server.ts';
import { resolveThread } from '#app/services/review/resolve-thread.server.ts';
import { returnFiling } from '#app/services/review/return-filing.server.ts';
import { revealFiling } from '#app/services/review/reveal-filing.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import { listThreads } from '#db/queries/comment.read.ts';
import { getReviewFiling } from '#db/queries/review.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeSubmittedFiling, type TestFiling } from '#tests/support/filing.ts';
import {
  day,
  makeActor,
  makeOrganisation,
  TEST_MOMENT,
  testPorts,
  type TestOrganisation,
} from '#tests/support/world.ts';

let db: OpenDatabase;
let ports: Ports;
let office: TestOrganisation;
let reviewer: Actor;
let colleague: Actor;
let supervisor: Actor;

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  office = await makeOrganisation(ports, { kind: 'regulator' });
  reviewer = await makeActor(ports, office, 'reviewer', { name: '李审阅' });
  colleague = await makeActor(ports, office, 'reviewer', { name: '孙同事' });
  supervisor = await makeActor(ports, office, 'supervisor', { name: '吴负责' });
});
afterAll(() => db.close());

async function submitted(options: Parameters<typeof makeSubmittedFiling>[2] = {}) {
  const enterprise = await makeOrganisation(ports, { kind: 'enterprise' });
  const owner = await makeActor(ports, enterprise, 'owner');
  return { owner, enterprise, filing: await makeSubmittedFiling(ports, owner, options) };
}

async function inReview(options: Parameters<typeof makeSubmittedFiling>[2] = {}) {
  const made = await submitted(options);
  await claimFiling(ports, reviewer, TEST_MOMENT, { filing: made.filing.id, takeOver: '' });
  return made;
}

async function stateOf(filing: TestFiling) {
  const { scope } = reviewer;
  if (scope.kind !== 'regulator') throw new Error('the reviewer is a regulator');
  const row = await db.transaction(scope, (trx) => getReviewFiling(trx, scope, filing.id));
  if (!row) throw new Error('the filing is there');
  return row;
}

const threadsOf = (actor: Actor, filing: TestFiling) =>
  db.transaction(actor.scope, (trx) => listThreads(trx, filing.organisationId, filing.id));

/** Types of the events in the chain of an organisation, as its own member or officer reads them. */
async function eventsOf(actor: Actor, organisationId: string): Promise<string[]> {
  const rows = await db.transaction(actor.scope, (trx) =>
    trx
      .selectFrom('journal')
      .select('type')
      .where('organisation_id', '=', organisationId)
      .orderBy('seq')
      .execute(),
  );
  return rows.map((row) => row.type);
}

async function noticesOf(filing: TestFiling): Promise<string[]> {
  const rows = await db.root
    .selectFrom('notice')
    .select(['rule', 'channel'])
    .where('organisation_id', '=', filing.organisationId)
    .orderBy('rule')
    .orderBy('channel')
    .execute();
  return rows.map((row) => `${row.rule} ${row.channel}`);
}

function comment(filing: TestFiling, more: Partial<Parameters<typeof openThread>[3]> = {}) {
  return openThread(ports, reviewer, TEST_MOMENT, {
    filing: filing.id,
    anchor: 'cdo.name',
    body: '请与任职文件一致。',
    proposed: '',
    publish: 'draft',
    ...more,
  });
}

const valueOf = <T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};
const refusalOf = (result: { ok: boolean; refusal?: { code: string } }) =>
  result.ok ? 'done' : result.refusal?.code;

describe('claiming and assigning', () => {
  it('puts a filing into the reviewer’s hands and says so in the enterprise’s journal', async () => {
    const { filing, owner } = await submitted();
    expect(
      refusalOf(await claimFiling(ports, reviewer, TEST_MOMENT, { filing: filing.id, takeOver: '' })),
    ).toBe('done');
    expect(await stateOf(filing)).toMatchObject({
      status: 'in_review',
      assigneeId: reviewer.accountId,
      assigneeName: '李审阅',
    });
    expect(await eventsOf(owner, filing.organisationId)).toEqual(['filing.claimed']);
    await claimFiling(ports, reviewer, TEST_MOMENT, { filing: filing.id, takeOver: '' });
    expect(await eventsOf(owner, filing.organisationId)).toEqual(['filing.claimed']);
  });

  it('does not take a colleague’s filing over unless that is meant', async () => {
    const { filing, owner } = await inReview();
    const input = { filing: filing.id } as const;
    const answer = await claimFiling(ports, colleague, TEST_MOMENT, { ...input, takeOver: '' });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
    expect((await stateOf(filing)).assigneeId).toBe(reviewer.accountId);
    expect(await eventsOf(owner, filing.organisationId)).toEqual(['filing.claimed']);
    await claimFiling(ports, colleague, TEST_MOMENT, { ...input, takeOver: 'yes' });
    expect((await stateOf(filing)).assigneeId).toBe(colleague.accountId);
  });

  it('gives the filing to one of two who claim at once', async () => {
    const { filing } = await submitted();
    const answers = await Promise.all(
      [reviewer, colleague].map((one) =>
        claimFiling(ports, one, TEST_MOMENT, { filing: filing.id, takeOver: '' }),
      ),
    );
    expect(answers.map(refusalOf).sort()).toEqual(['conflict', 'done']);
  });

  it('claims a batch, leaving what colleagues review', async () => {
    const [free, taken] = [await submitted(), await inReview()];
    const answer = await claimFilings(ports, colleague, TEST_MOMENT, {
      filing: [free.filing.id, taken.filing.id, 'not-an-id'],
    });
    expect(answer).toEqual({ ok: true, value: { taken: 1, left: 2 } });
    expect((await stateOf(taken.filing)).assigneeId).toBe(reviewer.accountId);
  });

  it('lets a supervisor assign, to colleagues only, and nobody else', async () => {
    const { filing } = await submitted();
    const input = { filing: [filing.id], assignee: colleague.accountId ?? '' };
    expect(refusalOf(await assignFilings(ports, reviewer, TEST_MOMENT, input))).toBe('forbidden');
    const stranger = await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'reviewer');
    expect(
      await assignFilings(ports, supervisor, TEST_MOMENT, { ...input, assignee: stranger.accountId ?? '' }),
    ).toMatchObject({ ok: false, refusal: { fields: { assignee: {} } } });
    expect((await stateOf(filing)).assigneeId).toBeNull();
    expect(valueOf(await assignFilings(ports, supervisor, TEST_MOMENT, input))).toEqual({
      taken: 1,
      left: 0,
    });
    expect(await stateOf(filing)).toMatchObject({ status: 'in_review', assigneeName: '孙同事' });
  });

  it('does not assign beyond the colleague’s region', async () => {
    const { filing } = await submitted();
    const district = await makeActor(ports, office, 'reviewer', { regionCode: '310104' });
    const input = { filing: [filing.id], assignee: district.accountId ?? '' };
    expect(valueOf(await assignFilings(ports, supervisor, TEST_MOMENT, input))).toEqual({
      taken: 0,
      left: 1,
    });
  });

  it('releases by its reviewer or a supervisor', async () => {
    const { filing } = await inReview();
    const input = { filing: filing.id };
    expect(refusalOf(await releaseFiling(ports, colleague, TEST_MOMENT, input))).toBe('forbidden');
    expect(refusalOf(await releaseFiling(ports, supervisor, TEST_MOMENT, input))).toBe('done');
    expect(await stateOf(filing)).toMatchObject({ status: 'submitted', assigneeId: null });
  });

  it('shows a regulator of another region nothing', async () => {
    const { filing } = await submitted();
    const shandong = await makeActor(ports, office, 'reviewer', { regionCode: '370000' });
    expect(
      refusalOf(await claimFiling(ports, shandong, TEST_MOMENT, { filing: filing.id, takeOver: '' })),
    ).toBe('not_found');
  });

  it('refuses everybody who is no regulator', async () => {
    const { filing, owner } = await submitted();
    expect(refusalOf(await claimFiling(ports, owner, TEST_MOMENT, { filing: filing.id, takeOver: '' }))).toBe(
      'forbidden',
    );
  });
});

describe('comments', () => {
  it('keeps a draft from the enterprise: no row, no event', async () => {
    const { filing, owner } = await inReview();
    valueOf(await comment(filing));
    expect(await threadsOf(reviewer, filing)).toHaveLength(1);
    expect(await threadsOf(owner, filing)).toEqual([]);
    expect(await eventsOf(owner, filing.organisationId)).toEqual(['filing.claimed']);
    expect(await eventsOf(reviewer, office.id)).toContain('comment.drafted');
  });

  it('publishes a question at once and tells the people who file', async () => {
    const { filing, owner } = await inReview();
    valueOf(await comment(filing, { publish: 'now' }));
    expect(await threadsOf(owner, filing)).toMatchObject([
      { state: 'open', comments: [{ body: '请与任职文件一致。' }] },
    ]);
    expect(await noticesOf(filing)).toEqual(['comment.published mail', 'comment.published product']);
  });

  it('asks that a filing is in review, and that the place exists', async () => {
    const { filing } = await submitted();
    expect(refusalOf(await comment(filing))).toBe('not_allowed_now');
    const other = await inReview();
    expect(refusalOf(await comment(other.filing, { anchor: 'cdo.shoeSize' }))).toBe('invalid');
    expect(await threadsOf(reviewer, other.filing)).toEqual([]);
  });

  it('takes a proposed value that fits the field, and none for encrypted fields', async () => {
    const { filing } = await inReview();
    valueOf(await comment(filing, { proposed: '陈示例' }));
    expect(await threadsOf(reviewer, filing)).toMatchObject([
      { proposedValue: '陈示例', proposalState: 'open' },
    ]);
    expect(await comment(filing, { proposed: '长'.repeat(61) })).toMatchObject({
      refusal: { fields: { proposed: {} } },
    });
    expect(await comment(filing, { anchor: 'cdo.mobile', proposed: '13800000002' })).toMatchObject({
      refusal: { fields: { proposed: {} } },
    });
    expect(await threadsOf(reviewer, filing)).toHaveLength(1);
  });

  it('opens an answered thread again by a reply, closes published ones, and throws drafts away', async () => {
    const { filing, owner } = await inReview();
    const { id } = valueOf(await comment(filing, { publish: 'now' }));
    await db.transaction(owner.scope, (trx) =>
      trx.updateTable('comment_thread').set({ state: 'answered' }).where('id', '=', id).execute(),
    );
    valueOf(
      await replyThread(ports, reviewer, TEST_MOMENT, { filing: filing.id, thread: id, body: '仍不一致。' }),
    );
    expect(await threadsOf(owner, filing)).toMatchObject([{ state: 'open', comments: [{}, {}] }]);
    expect(
      valueOf(await resolveThread(ports, reviewer, TEST_MOMENT, { filing: filing.id, thread: id })),
    ).toBe('resolved');
    const draft = valueOf(await comment(filing));
    expect(
      valueOf(await resolveThread(ports, reviewer, TEST_MOMENT, { filing: filing.id, thread: draft.id })),
    ).toBe('discarded');
    expect(await threadsOf(reviewer, filing)).toMatchObject([{ id, state: 'resolved' }]);
  });
});

describe('returning', () => {
  it('needs a comment', async () => {
    const { filing, owner } = await inReview();
    expect(refusalOf(await returnFiling(ports, reviewer, TEST_MOMENT, { filing: filing.id }))).toBe(
      'incomplete',
    );
    expect((await stateOf(filing)).status).toBe('in_review');
    expect(await eventsOf(owner, filing.organisationId)).toEqual(['filing.claimed']);
    expect(await noticesOf(filing)).toEqual([]);
  });

  it('publishes the drafts, hands the filing back and tells the enterprise', async () => {
    const { filing, owner } = await inReview();
    await comment(filing);
    await comment(filing, { anchor: 'licences', body: '请补充许可证。' });
    expect(valueOf(await returnFiling(ports, reviewer, TEST_MOMENT, { filing: filing.id }))).toEqual({
      open: 2,
    });
    expect(await stateOf(filing)).toMatchObject({ status: 'returned', returnedAt: TEST_MOMENT.now });
    expect(await threadsOf(owner, filing)).toMatchObject([
      { publishedAt: TEST_MOMENT.now, comments: [{ publishedAt: TEST_MOMENT.now }] },
      { publishedAt: TEST_MOMENT.now },
    ]);
    expect(await eventsOf(owner, filing.organisationId)).toEqual(['filing.claimed', 'filing.returned']);
    expect(await noticesOf(filing)).toEqual(['filing.returned mail', 'filing.returned product']);
    expect(refusalOf(await returnFiling(ports, reviewer, TEST_MOMENT, { filing: filing.id }))).toBe(
      'not_allowed_now',
    );
  });
});

describe('recording', () => {
  it('waits for open comments to be closed', async () => {
    const { filing } = await inReview();
    await comment(filing);
    expect(
      refusalOf(await recordFiling(ports, reviewer, TEST_MOMENT, { filing: filing.id, version: 1 })),
    ).toBe('incomplete');
    expect((await stateOf(filing)).status).toBe('in_review');
  });

  it('refuses a version that was not read', async () => {
    const { filing } = await inReview();
    expect(
      refusalOf(await recordFiling(ports, reviewer, TEST_MOMENT, { filing: filing.id, version: 2 })),
    ).toBe('conflict');
  });

  it('makes it the record, supersedes the former and closes the change it answers', async () => {
    const { filing, owner } = await inReview();
    valueOf(await recordFiling(ports, reviewer, TEST_MOMENT, { filing: filing.id, version: 1 }));
    expect(await stateOf(filing)).toMatchObject({ status: 'on_record', recordedByName: '李审阅' });

    const changeId = '019ab000-0000-7000-8000-000000000001';
    await db.transaction(owner.scope, (trx) =>
      trx
        .insertInto('change_report')
        .values({
          organisation_id: filing.organisationId,
          id: changeId,
          programme_id: 'sh-cdo',
          region_code: '310115',
          enterprise_name: '示例',
          kind: 'cdo',
          happened_on: day('2026-11-18'),
          decided_on: null,
          opened_by_side: 'enterprise',
          opened_by_name: owner.name,
          opened_at: TEST_MOMENT.now,
          reported_on: day('2026-11-23'),
          rule_id: 'r',
          due_on: day('2026-11-25'),
          due_provisional: false,
          calendar_version: 'v',
          filing_id: null,
          first_submitted_on: null,
          closed_at: null,
          closed_reason: null,
        })
        .execute(),
    );
    const next = await makeSubmittedFiling(ports, owner, {
      columns: { kind: 'change', change_report_id: changeId },
    });
    await claimFiling(ports, reviewer, TEST_MOMENT, { filing: next.id, takeOver: '' });
    const answer = await recordFiling(ports, reviewer, TEST_MOMENT, { filing: next.id, version: 1 });
    expect(valueOf(answer)).toEqual({ supersededId: filing.id });
    expect((await stateOf(filing)).status).toBe('superseded');
    expect((await stateOf(next)).status).toBe('on_record');
    const change = await db.transaction(owner.scope, (trx) =>
      trx.selectFrom('change_report').select(['closed_at', 'closed_reason']).executeTakeFirst(),
    );
    expect(change).toEqual({ closed_at: TEST_MOMENT.now, closed_reason: 'recorded' });
    expect((await eventsOf(owner, filing.organisationId)).slice(-2)).toEqual([
      'filing.superseded',
      'filing.recorded',
    ]);
  });
});

describe('paper and unmasking', () => {
  it('lets the confirmed day of a paper filing stand, within reason', async () => {
    const { filing } = await submitted({ columns: { channel: 'paper' } });
    const say = (text: string) =>
      confirmPaper(ports, reviewer, TEST_MOMENT, { filing: filing.id, submittedOn: day(text) });
    expect(refusalOf(await say('2026-11-24'))).toBe('invalid');
    expect(refusalOf(await say('2023-06-12'))).toBe('invalid');
    expect(refusalOf(await say('2026-11-20'))).toBe('done');
    expect((await stateOf(filing)).paperConfirmedOn).toBe('2026-11-20');
  });

  it('confirms nothing that came through the platform', async () => {
    const { filing } = await submitted();
    expect(
      refusalOf(
        await confirmPaper(ports, reviewer, TEST_MOMENT, {
          filing: filing.id,
          submittedOn: day('2026-11-20'),
        }),
      ),
    ).toBe('not_allowed_now');
  });

  it('shows personal values in full and says so where the enterprise can read it', async () => {
    const { filing, owner } = await submitted();
    const body = valueOf(await revealFiling(ports, reviewer, TEST_MOMENT, { filing: filing.id, version: 1 }));
    expect(body.cdo.mobile).toBe('13800000001');
    expect(await eventsOf(owner, filing.organisationId)).toEqual(['filing.unmasked']);
  });
});
