import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedCalendar as calendar } from '#seeds/calendar/index.ts';
import type { Actor } from '#app/domain/account/actor.ts';
import type { ReportChange } from '#app/domain/filing/change-form.ts';
import { sampleBody } from '#app/domain/filing/body.ts';
import { beginRefiling } from '#app/services/change/begin-refiling.server.ts';
import { cancelChange } from '#app/services/change/cancel-change.server.ts';
import { correctChange } from '#app/services/change/correct-change.server.ts';
import { openChange } from '#app/services/change/open-change.server.ts';
import { reportChange } from '#app/services/change/report-change.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { getChange, listChangeEvents, listChanges, listOpenChanges } from '#db/queries/change.read.ts';
import { updateChangeFiling } from '#db/queries/change.write.ts';
import { stopChangeClocks } from '#db/queries/filing.write.ts';
import { getDraft } from '#db/queries/draft.read.ts';
import { openBody } from '#db/queries/filing-body.ts';
import { getFiling } from '#db/queries/filing.read.ts';
import { newId } from '#db/identifier.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { day, makeActor, makeOrganisation, momentAt, testPorts, TEST_MOMENT } from '#tests/support/world.ts';
import { makeRecordOnFile } from './record-on-file.ts';

const change = (overrides: Partial<ReportChange> = {}): ReportChange => ({
  kind: 'cdo',
  happenedOn: day('2026-11-20'),
  decidedOn: null,
  note: '',
  ...overrides,
});

describe('changes', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let regulator: Actor;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    const house = await makeOrganisation(ports, { kind: 'regulator' });
    regulator = await makeActor(ports, house, 'reviewer');
  });
  afterAll(() => db.close());

  async function enterprise(options: { isVoluntary?: boolean } = {}) {
    const organisation = await makeOrganisation(ports, { kind: 'enterprise' });
    const owner = await makeActor(ports, organisation, 'owner');
    const recordId = await makeRecordOnFile(ports, owner, regulator, organisation, options);
    return { organisation, owner, recordId };
  }
  const read = (actor: Actor, organisationId: string, id: string) =>
    db.transaction(actor.scope, (trx) => getChange(trx, { organisationId }, id));
  const events = (actor: Actor, organisationId: string, id: string) =>
    db.transaction(actor.scope, (trx) => listChangeEvents(trx, organisationId, id));
  const noticeCount = async (actor: Actor, rule: string) => {
    const rows = await db.transaction(actor.scope, (trx) =>
      trx
        .selectFrom('notice')
        .select('id')
        .where('rule', '=', rule)
        .where('channel', '=', 'product')
        .execute(),
    );
    return rows.length;
  };

  it('counts and stores the due date, tells the regulator and shares the event', async () => {
    const { organisation, owner } = await enterprise();
    const before = await noticeCount(regulator, 'change.reported');
    const result = await reportChange(ports, owner, TEST_MOMENT, change(), calendar);
    if (!result.ok) throw new Error('refused');
    const row = await read(owner, organisation.id, result.value.id);
    expect(row).toMatchObject({
      dueOn: '2026-11-27',
      isProvisional: false,
      ruleId: 'sh-cdo-refiling-5wd',
      calendarVersion: calendar.version,
      reportedOn: '2026-11-23',
      openedBySide: 'enterprise',
      firstSubmittedOn: null,
      isVoluntary: false,
    });
    const seen = await events(regulator, organisation.id, result.value.id);
    expect(seen.map((event) => event.type)).toEqual(['change.reported']);
    expect(await noticeCount(regulator, 'change.reported')).toBe(before + 1);
  });

  it('marks a due date that crosses the published calendar as provisional', async () => {
    const { organisation, owner } = await enterprise();
    const result = await reportChange(
      ports,
      owner,
      TEST_MOMENT,
      change({ happenedOn: day('2026-12-28') }),
      calendar,
    );
    if (!result.ok) throw new Error('refused');
    expect(await read(owner, organisation.id, result.value.id)).toMatchObject({
      dueOn: '2027-01-05',
      isProvisional: true,
    });
  });

  it('marks the change of a voluntary record', async () => {
    const { organisation, owner } = await enterprise({ isVoluntary: true });
    const result = await reportChange(ports, owner, TEST_MOMENT, change(), calendar);
    if (!result.ok) throw new Error('refused');
    expect(await read(owner, organisation.id, result.value.id)).toMatchObject({ isVoluntary: true });
  });

  it('refuses without a record on file, a viewer, a wrong date, and the same change twice; and writes nothing', async () => {
    const bare = await makeOrganisation(ports, { kind: 'enterprise' });
    const bareOwner = await makeActor(ports, bare, 'owner');
    expect(await reportChange(ports, bareOwner, TEST_MOMENT, change(), calendar)).toMatchObject({
      ok: false,
      refusal: { code: 'not_allowed_now' },
    });
    const { organisation, owner } = await enterprise();
    const viewer = await makeActor(ports, organisation, 'viewer');
    expect(await reportChange(ports, viewer, TEST_MOMENT, change(), calendar)).toMatchObject({
      ok: false,
      refusal: { code: 'forbidden' },
    });
    for (const wrong of [
      change({ happenedOn: day('2023-01-01') }),
      change({ happenedOn: day('2028-01-01') }),
      change({ decidedOn: day('2026-11-24') }),
    ]) {
      expect(await reportChange(ports, owner, TEST_MOMENT, wrong, calendar)).toMatchObject({
        ok: false,
        refusal: { code: 'invalid' },
      });
    }
    const open = () => db.transaction(owner.scope, (trx) => listOpenChanges(trx, organisation.id));
    expect(await open()).toEqual([]);
    expect((await reportChange(ports, owner, TEST_MOMENT, change(), calendar)).ok).toBe(true);
    expect(await reportChange(ports, owner, TEST_MOMENT, change(), calendar)).toMatchObject({
      ok: false,
      refusal: { code: 'conflict' },
    });
    expect(await open()).toHaveLength(1);
  });

  it('lets the regulator open one ex officio, in its region only, and tells the enterprise', async () => {
    const { organisation, owner } = await enterprise();
    const elsewhere = await makeActor(
      ports,
      await makeOrganisation(ports, { kind: 'regulator', regionCode: '370000' }),
      'reviewer',
      { regionCode: '370000' },
    );
    const input = { ...change({ kind: 'dedicated_post' }), organisationId: organisation.id };
    expect(await openChange(ports, elsewhere, TEST_MOMENT, input, calendar)).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    });
    expect(await openChange(ports, owner, TEST_MOMENT, input, calendar)).toMatchObject({
      ok: false,
      refusal: { code: 'forbidden' },
    });
    const result = await openChange(ports, regulator, TEST_MOMENT, input, calendar);
    if (!result.ok) throw new Error('refused');
    expect(await read(owner, organisation.id, result.value.id)).toMatchObject({ openedBySide: 'regulator' });
    expect(await noticeCount(owner, 'change.opened')).toBe(1);
    const strangers = await db.transaction(elsewhere.scope, (trx) =>
      getChange(trx, { organisationId: organisation.id }, result.value.id),
    );
    expect(strangers).toBeUndefined();
  });

  it('corrects a mistaken date as a new event, recounts, and moves the due date of the filing begun for it', async () => {
    const { organisation, owner, recordId } = await enterprise();
    const reported = await reportChange(ports, owner, TEST_MOMENT, change(), calendar);
    if (!reported.ok) throw new Error('refused');
    const id = reported.value.id;
    const filingId = newId(TEST_MOMENT.now);
    const due = () =>
      db.transaction(owner.scope, (trx) =>
        trx
          .selectFrom('filing')
          .select(['due_on', 'due_sort', 'due_provisional'])
          .where('organisation_id', '=', organisation.id)
          .where('id', '=', filingId)
          .executeTakeFirstOrThrow(),
      );
    await db.transaction(owner.scope, async (trx) => {
      await trx
        .insertInto('filing')
        .values({
          organisation_id: organisation.id,
          id: filingId,
          programme_id: 'sh-cdo',
          region_code: '310115',
          kind: 'change',
          status: 'draft',
          enterprise_name: organisation.name,
          uscc: '91310115MA1K00015K',
          change_report_id: id,
          base_filing_id: recordId,
          created_by_name: owner.name,
          created_at: TEST_MOMENT.now,
          updated_at: TEST_MOMENT.now,
        })
        .execute();
      await updateChangeFiling(trx, { organisationId: organisation.id, id }, filingId);
    });
    expect(await due()).toEqual({ due_on: '2026-11-27', due_sort: '2026-11-27', due_provisional: false });

    const correction = {
      id,
      happenedOn: day('2026-12-28'),
      decidedOn: null,
      reason: 'document',
      explanation: '任免文件载明的日期',
    } as const;
    expect(await correctChange(ports, regulator, TEST_MOMENT, correction, calendar)).toMatchObject({
      ok: false,
      refusal: { code: 'not_allowed_now' },
    });
    expect((await correctChange(ports, owner, TEST_MOMENT, correction, calendar)).ok).toBe(true);
    expect(await due()).toEqual({ due_on: '2027-01-05', due_sort: '2027-01-05', due_provisional: true });
    const history = await events(regulator, organisation.id, id);
    expect(history.map((event) => event.type)).toEqual(['change.reported', 'change.corrected']);
    expect(JSON.parse(history[1]?.payload ?? '{}')).toMatchObject({
      reason: 'document',
      before: { happenedOn: '2026-11-20', dueOn: '2026-11-27' },
      dueOn: '2027-01-05',
    });
    expect(await correctChange(ports, owner, TEST_MOMENT, correction, calendar)).toMatchObject({
      ok: false,
      refusal: { code: 'invalid' },
    });

    expect(
      (await cancelChange(ports, owner, TEST_MOMENT, { id, reason: 'mistaken', explanation: '' })).ok,
    ).toBe(true);
    expect(await due()).toEqual({ due_on: null, due_sort: '9999-12-31', due_provisional: false });
  });

  it('begins the re-filing once, from the record, and lets a second change join it', async () => {
    const { organisation, owner, recordId } = await enterprise();
    const reported = await reportChange(ports, owner, TEST_MOMENT, change({ note: '示例说明' }), calendar);
    const second = await reportChange(
      ports,
      owner,
      TEST_MOMENT,
      change({ kind: 'dedicated_post', happenedOn: day('2026-11-18') }),
      calendar,
    );
    if (!reported.ok || !second.ok) throw new Error('refused');
    const viewer = await makeActor(ports, organisation, 'viewer');
    expect(await beginRefiling(ports, viewer, TEST_MOMENT, reported.value.id)).toMatchObject({
      ok: false,
      refusal: { code: 'forbidden' },
    });
    const begun = await beginRefiling(ports, owner, TEST_MOMENT, reported.value.id);
    if (!begun.ok) throw new Error('refused');
    const again = await beginRefiling(ports, owner, TEST_MOMENT, reported.value.id);
    expect(again).toEqual({ ok: true, value: { filingId: begun.value.filingId, joined: false } });
    const filing = () =>
      db.transaction(owner.scope, (trx) => getFiling(trx, organisation.id, begun.value.filingId));
    expect(await filing()).toMatchObject({
      kind: 'change',
      status: 'draft',
      baseFilingId: recordId,
      changeReportId: reported.value.id,
      dueOn: '2026-11-27',
    });
    const draft = await db.transaction(owner.scope, (trx) =>
      getDraft(trx, organisation.id, begun.value.filingId),
    );
    const body = openBody(ports.sealer, organisation.id, draft?.body);
    expect(body.change).toMatchObject({ reasons: ['cdo'], happenedOn: '2026-11-20', note: '示例说明' });
    expect(body.cdo.name).toBe(sampleBody().cdo.name);
    const joined = await beginRefiling(ports, owner, TEST_MOMENT, second.value.id);
    expect(joined).toEqual({ ok: true, value: { filingId: begun.value.filingId, joined: true } });
    expect(await filing()).toMatchObject({ dueOn: '2026-11-25' });
    expect((await events(regulator, organisation.id, second.value.id)).map(({ type }) => type)).toEqual([
      'change.reported',
    ]);
  });

  it('is neither corrected nor cancelled once something was submitted, and the first submission stands', async () => {
    const { organisation, owner, recordId } = await enterprise();
    const reported = await reportChange(ports, owner, TEST_MOMENT, change(), calendar);
    if (!reported.ok) throw new Error('refused');
    const id = reported.value.id;
    const stamp = (on: string) =>
      db.transaction(owner.scope, (trx) =>
        stopChangeClocks(
          trx,
          { organisationId: organisation.id, id: recordId, changeReportId: null },
          day(on),
        ),
      );
    await db.transaction(owner.scope, (trx) =>
      updateChangeFiling(trx, { organisationId: organisation.id, id }, recordId),
    );
    await stamp('2026-11-26');
    await stamp('2026-12-10');
    expect(await read(owner, organisation.id, id)).toMatchObject({ firstSubmittedOn: '2026-11-26' });
    expect(
      await cancelChange(ports, owner, TEST_MOMENT, { id, reason: 'mistaken', explanation: '' }),
    ).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
  });

  it('lists by due date in pages, open and overdue apart, for one house only', async () => {
    const first = await enterprise();
    const second = await enterprise();
    for (const [on, kind] of [
      ['2026-11-20', 'cdo'],
      ['2026-11-02', 'other'],
      ['2026-11-23', 'legal_representative'],
    ] as const) {
      const result = await reportChange(
        ports,
        first.owner,
        momentAt('2026-11-23T03:00:00.000Z'),
        change({ kind, happenedOn: day(on), note: '说明' }),
        calendar,
      );
      expect(result.ok).toBe(true);
    }
    await reportChange(ports, second.owner, TEST_MOMENT, change(), calendar);
    const list = (
      filter: 'open' | 'overdue' | 'all',
      after: { dueOn: ReturnType<typeof day>; id: string } | null,
    ) =>
      db.transaction(first.owner.scope, (trx) =>
        listChanges(
          trx,
          { organisationId: first.organisation.id },
          { filter, today: TEST_MOMENT.today, soonUntil: day('2026-11-26'), after, limit: 2 },
        ),
      );
    const page = await list('open', null);
    expect(page.map((row) => row.dueOn)).toEqual(['2026-11-09', '2026-11-27', '2026-11-30']);
    const rest = await list('open', { dueOn: page[1]?.dueOn ?? day('2026-01-01'), id: page[1]?.id ?? '' });
    expect(rest.map((row) => row.dueOn)).toEqual(['2026-11-30']);
    expect((await list('overdue', null)).map((row) => row.dueOn)).toEqual(['2026-11-09']);
    expect((await list('all', null))[0]?.dueOn).toBe('2026-11-30');
    const seen = await db.transaction(regulator.scope, (trx) => {
      if (regulator.scope.kind !== 'regulator') throw new Error('not a regulator');
      return listChanges(trx, regulator.scope, {
        filter: 'overdue',
        today: TEST_MOMENT.today,
        soonUntil: day('2026-11-26'),
        after: null,
        limit: 50,
      });
    });
    expect(seen.map((row) => row.organisationId)).toContain(first.organisation.id);
  });
});
