import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SnapshotBody } from '#app/domain/assessment/snapshot.ts';
import { asJson } from '#app/domain/assessment/snapshot.ts';
import { score } from '#app/domain/assessment/score.ts';
import { sheetOf } from '#app/domain/assessment/sheet.ts';
import { canonicalJson } from '#app/domain/filing/canonical.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { saveAnswers } from '#app/services/answer/save-answers.server.ts';
import { assignDomains } from '#app/services/assessment/assign-domains.server.ts';
import { endValidation } from '#app/services/assessment/end-validation.server.ts';
import { excludeCells } from '#app/services/assessment/exclude-cells.server.ts';
import { includeCells } from '#app/services/assessment/include-cells.server.ts';
import { reopenAssessment } from '#app/services/assessment/reopen-assessment.server.ts';
import { requestValidation } from '#app/services/assessment/request-validation.server.ts';
import { signAssessment } from '#app/services/assessment/sign-assessment.server.ts';
import { startAssessment } from '#app/services/assessment/start-assessment.server.ts';
import { submitAssessment } from '#app/services/assessment/submit-assessment.server.ts';
import { withdrawAssessment } from '#app/services/assessment/withdraw-assessment.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { listAnswers } from '#db/queries/answer.read.ts';
import { getSnapshot, listExclusions, listSnapshots } from '#db/queries/assessment.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { testPorts } from '#tests/support/world.ts';
import {
  answer,
  begin,
  CRITERIA,
  eventCount,
  makeConsultant,
  makeHouse,
  minute,
  modelOf,
  must,
  rowOf,
  START,
  toValidation,
  validate,
  type House,
} from './world.ts';

let db: OpenDatabase;
let ports: Ports;
let house: House;

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
});
beforeEach(async () => {
  house = await makeHouse(ports);
});
afterAll(() => db.close());

const PLAIN = { acceptsUnvalidated: false, unvalidatedReason: '' };
const KNOWN = { acceptsUnvalidated: true, unvalidatedReason: '一人负责' };
const sign = (id: string, how = PLAIN, actor = house.owner) =>
  signAssessment(ports, actor, minute(5), { assessmentId: id, ...how });
const asOwner = <T>(work: Parameters<typeof db.transaction<T>>[1]) =>
  ports.db.transaction(house.owner.scope, work);

describe('starting an assessment', () => {
  it('keeps a copy of the scheme and the digest of the model', async () => {
    const id = await begin(ports, house);
    const row = await rowOf(db, id);
    expect(row).toMatchObject({
      state: 'evaluating',
      side: 'self',
      version_no: 1,
      model_digest: modelOf('dcmm-2025').digest,
      scheme: { id: START.schemeId },
    });
  });

  it.each([
    ['an unknown model', { modelId: 'dcmm-1999' }, 'modelId'],
    ['a scheme of another standard', { schemeId: 'dsmm-default' }, 'schemeId'],
    ['a target day in the past', { targetOn: plainDate('2026-11-22') }, 'targetOn'],
    [
      'a former assessment that is not there',
      { previousId: '00000000-0000-7000-8000-000000000000' },
      'previousId',
    ],
  ])('refuses %s beside its field and writes nothing', async (_, wrong, field) => {
    const before = await eventCount(db, house);
    const result = await startAssessment(ports, house.preparer, minute(0), { ...START, ...wrong });
    expect(result).toMatchObject({ ok: false, refusal: { code: 'invalid' } });
    expect(!result.ok && Object.keys(result.refusal.fields ?? {})).toEqual([field]);
    expect(await eventCount(db, house)).toBe(before);
  });

  it('is for a helper too, in the client’s house', async () => {
    const { actor } = await makeConsultant(ports, house, 'help');
    expect(await startAssessment(ports, actor, minute(0), START)).toMatchObject({ ok: true });
  });

  it('is not for viewers or assessors', async () => {
    const { actor } = await makeConsultant(ports, house, 'assess');
    for (const who of [house.viewer, actor]) {
      expect(await startAssessment(ports, who, minute(0), START)).toMatchObject({
        ok: false,
        refusal: { code: 'forbidden' },
      });
    }
  });

  it('carries answers and tailoring of the same model, to be confirmed', async () => {
    const first = await begin(ports, house);
    await answer(ports, house.preparer, first, 'mostly', { items: 2 });
    must(
      await excludeCells(ports, house.preparer, minute(2), {
        assessmentId: first,
        cellIds: ['7.1'],
        reason: '不适用的理由',
      }),
    );
    const started = must(
      await startAssessment(ports, house.cdo, minute(3), { ...START, title: '次年', previousId: first }),
    );
    const answers = await asOwner((trx) => listAnswers(trx, house.enterprise.id, started.assessmentId));
    expect(answers.length).toBe(started.carried);
    expect(answers.length).toBeGreaterThan(5);
    for (const one of answers) {
      expect(one).toMatchObject({
        grade: 'mostly',
        isCarried: true,
        authorName: '李复核',
        validatedAt: null,
      });
    }
    const left = await asOwner((trx) => listExclusions(trx, house.enterprise.id, started.assessmentId));
    expect(left.map(({ cellId, reason }) => [cellId, reason])).toEqual([['7.1', '不适用的理由']]);
  });

  it('carries nothing from another standard', async () => {
    const first = await begin(ports, house, { modelId: 'dsmm-2019', schemeId: 'dsmm-default' });
    expect(
      await startAssessment(ports, house.preparer, minute(1), { ...START, previousId: first }),
    ).toMatchObject({ ok: false, refusal: { fields: { previousId: expect.anything() as unknown } } });
  });
});

describe('tailoring', () => {
  it('wants a reason and known cells; can be undone', async () => {
    const assessmentId = await begin(ports, house);
    const tailor = (cellIds: string[], reason: string) =>
      excludeCells(ports, house.preparer, minute(1), { assessmentId, cellIds, reason });
    expect(await tailor(['6.1'], '  ')).toMatchObject({ ok: false, refusal: { code: 'invalid' } });
    expect(await tailor(['99.9'], '没有')).toMatchObject({ ok: false, refusal: { code: 'invalid' } });
    expect(await tailor([], '没有')).toMatchObject({ ok: false, refusal: { code: 'invalid' } });
    expect(await asOwner((trx) => listExclusions(trx, house.enterprise.id, assessmentId))).toEqual([]);
    must(await tailor(['6.1', '6.2'], '没有此项业务'));
    must(await includeCells(ports, house.cdo, minute(2), { assessmentId, cellIds: ['6.1'] }));
    const left = await asOwner((trx) => listExclusions(trx, house.enterprise.id, assessmentId));
    expect(left.map(({ cellId }) => cellId)).toEqual(['6.2']);
    expect(await includeCells(ports, house.cdo, minute(3), { assessmentId, cellIds: ['6.1'] })).toMatchObject(
      { ok: false, refusal: { code: 'not_found' } },
    );
  });

  it('is closed while answers are validated', async () => {
    const assessmentId = await begin(ports, house);
    await answer(ports, house.preparer, assessmentId, 'met', { items: 1 });
    await toValidation(ports, house.preparer, assessmentId);
    expect(
      await excludeCells(ports, house.preparer, minute(3), {
        assessmentId,
        cellIds: ['6.1'],
        reason: '晚了',
      }),
    ).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
  });
});

describe('assignment', () => {
  it('tells whoever gets something new, and never makes one person both', async () => {
    const assessmentId = await begin(ports, house);
    const [domain] = modelOf('dcmm-2025').domains;
    const domainId = domain?.id ?? '';
    const assign = (evaluatorId: string | null, validatorId: string | null) =>
      assignDomains(ports, house.owner, minute(1), {
        assessmentId,
        choices: [{ domainId, evaluatorId, validatorId }],
      });
    const { accountId: preparer } = house.preparer;
    const { accountId: cdo } = house.cdo;
    expect(await assign(preparer, preparer)).toMatchObject({
      ok: false,
      refusal: { fields: { [`validator.${domainId}`]: expect.anything() as unknown } },
    });
    expect(await assign(house.viewer.accountId, null)).toMatchObject({ ok: false });
    const stranger = await makeHouse(ports);
    expect(await assign(stranger.owner.accountId, null)).toMatchObject({ ok: false });
    expect(must(await assign(preparer, cdo))).toEqual({ changed: 1 });
    expect(must(await assign(preparer, cdo))).toEqual({ changed: 0 });
    const told = await db.root
      .selectFrom('notice')
      .select('recipient_id')
      .where('rule', '=', 'assessment.assigned')
      .where('organisation_id', '=', house.enterprise.id)
      .where('channel', '=', 'product')
      .execute();
    expect(new Set(told.map((row) => row.recipient_id))).toEqual(new Set([preparer, cdo]));
  });
});

describe('validation and signing', () => {
  it('names what is unanswered and goes on only when that is confirmed', async () => {
    const assessmentId = await begin(ports, house);
    const ask = (isConfirmed: boolean) =>
      requestValidation(ports, house.preparer, minute(2), { assessmentId, isConfirmed });
    expect(await ask(true)).toMatchObject({ ok: false, refusal: { code: 'incomplete' } });
    await answer(ports, house.preparer, assessmentId, 'met', { items: 1 });
    expect(await ask(false)).toMatchObject({
      ok: false,
      refusal: { fields: { confirm: expect.anything() as unknown } },
    });
    expect((await rowOf(db, assessmentId)).state).toBe('evaluating');
    must(await ask(true));
    expect((await rowOf(db, assessmentId)).state).toBe('validating');
    must(await endValidation(ports, house.cdo, minute(3), { assessmentId, reason: '补充' }));
    expect((await rowOf(db, assessmentId)).state).toBe('evaluating');
  });

  it('freezes everything with a digest that can be computed again, and a result that follows from it', async () => {
    const assessmentId = await begin(ports, house);
    await answer(ports, house.preparer, assessmentId, 'met', { items: 3 });
    await toValidation(ports, house.preparer, assessmentId);
    await validate(ports, house.cdo, assessmentId, { items: 3 });
    const { digest, versionNo } = must(await sign(assessmentId));
    expect(versionNo).toBe(1);
    const snapshot = await asOwner((trx) => getSnapshot(trx, house.enterprise.id, assessmentId, 1));
    const body = snapshot?.body as SnapshotBody;
    expect(sm3Hex(canonicalJson(asJson(body)))).toBe(digest);
    expect(body.unvalidated).toEqual([]);
    const again = score(modelOf('dcmm-2025'), body.scheme, sheetOf(body.answers, body.exclusions));
    expect(again.overall).toEqual(body.result.overall);
    expect(snapshot?.scores.overall).toBe(again.overall?.shown);
    const event = await db.root
      .selectFrom('journal')
      .select(['payload', 'is_shared'])
      .where('type', '=', 'assessment.signed')
      .where('subject_id', '=', assessmentId)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(event.payload)).toMatchObject({ digest, version: 1, unvalidated: 0 });
    expect(event.payload).not.toContain('level');
  });

  it('names what nobody validated, wants a reason for it, and is not for preparers', async () => {
    const assessmentId = await begin(ports, house);
    const ids = await answer(ports, house.preparer, assessmentId, 'met', { items: 1 });
    await toValidation(ports, house.preparer, assessmentId);
    const before = await eventCount(db, house);
    expect(await sign(assessmentId)).toMatchObject({
      ok: false,
      refusal: { code: 'incomplete', fields: { acceptsUnvalidated: expect.anything() as unknown } },
    });
    expect(await sign(assessmentId, { ...KNOWN, unvalidatedReason: ' ' })).toMatchObject({
      ok: false,
      refusal: { fields: { unvalidatedReason: expect.anything() as unknown } },
    });
    expect(await sign(assessmentId, KNOWN, house.preparer)).toMatchObject({
      ok: false,
      refusal: { code: 'forbidden' },
    });
    expect(await eventCount(db, house)).toBe(before);
    must(await sign(assessmentId, KNOWN));
    const snapshot = await asOwner((trx) => getSnapshot(trx, house.enterprise.id, assessmentId, 1));
    const body = snapshot?.body as SnapshotBody;
    expect(body.unvalidatedReason).toBe('一人负责');
    expect([...body.unvalidated].sort()).toEqual([...ids].sort());
    expect(body.unanswered.length).toBe(CRITERIA.length - ids.length);
  });

  it('does not sign what is carried over and unconfirmed, nor what still is evaluated', async () => {
    const first = await begin(ports, house);
    await answer(ports, house.preparer, first, 'met', { items: 1 });
    const { assessmentId } = must(
      await startAssessment(ports, house.preparer, minute(2), { ...START, previousId: first }),
    );
    expect(await sign(assessmentId, KNOWN)).toMatchObject({
      ok: false,
      refusal: { code: 'not_allowed_now' },
    });
    await toValidation(ports, house.preparer, assessmentId);
    expect(await sign(assessmentId, KNOWN)).toMatchObject({
      ok: false,
      refusal: { fields: { carried: expect.anything() as unknown } },
    });
  });

  it('opens again as the next version and keeps the signed one; a submitted one stands', async () => {
    const assessmentId = await begin(ports, house);
    const [one = ''] = await answer(ports, house.preparer, assessmentId, 'met', { items: 1 });
    await toValidation(ports, house.preparer, assessmentId);
    const first = must(await sign(assessmentId, KNOWN));
    const late = await saveAnswers(ports, house.preparer, minute(6), {
      assessmentId,
      edits: [{ criterionId: one, base: { grade: 'met', note: '' }, mine: { grade: 'unmet', note: '' } }],
    });
    expect(late).toMatchObject({ ok: false });
    const reopen = (reason: string) =>
      reopenAssessment(ports, house.owner, minute(6), { assessmentId, reason });
    expect(await reopen(' ')).toMatchObject({ ok: false, refusal: { code: 'invalid' } });
    expect(must(await reopen('有误'))).toEqual({ versionNo: 2 });
    must(
      await saveAnswers(ports, house.preparer, minute(7), {
        assessmentId,
        edits: [{ criterionId: one, base: { grade: 'met', note: '' }, mine: { grade: 'unmet', note: '' } }],
      }),
    );
    await toValidation(ports, house.preparer, assessmentId);
    const second = must(await signAssessment(ports, house.owner, minute(9), { assessmentId, ...KNOWN }));
    expect(second.digest).not.toBe(first.digest);
    const versions = await asOwner((trx) => listSnapshots(trx, house.enterprise.id, assessmentId));
    expect(versions.map(({ versionNo, digest }) => [versionNo, digest])).toEqual([
      [2, second.digest],
      [1, first.digest],
    ]);
    expect(await submitAssessment(ports, house.preparer, minute(10), { assessmentId })).toMatchObject({
      ok: false,
      refusal: { code: 'forbidden' },
    });
    must(await submitAssessment(ports, house.cdo, minute(10), { assessmentId }));
    expect(await rowOf(db, assessmentId)).toMatchObject({ programme_id: 'sh-cdo', region_code: '310115' });
    for (const again of [
      await reopen('再改'),
      await submitAssessment(ports, house.cdo, minute(11), { assessmentId }),
    ]) {
      expect(again).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
    }
  });

  it('withdraws what is not signed, and nothing else', async () => {
    const assessmentId = await begin(ports, house);
    const withdraw = () => withdrawAssessment(ports, house.owner, minute(3), { assessmentId, reason: '' });
    must(await withdraw());
    expect((await rowOf(db, assessmentId)).state).toBe('withdrawn');
    expect(await withdraw()).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
  });

  it('is not in reach of another enterprise', async () => {
    const assessmentId = await begin(ports, house);
    const other = await makeHouse(ports);
    const before = await eventCount(db, house);
    for (const result of [
      await sign(assessmentId, KNOWN, other.owner),
      await requestValidation(ports, other.owner, minute(2), { assessmentId, isConfirmed: true }),
      await withdrawAssessment(ports, other.owner, minute(2), { assessmentId, reason: '' }),
      await excludeCells(ports, other.owner, minute(2), { assessmentId, cellIds: ['6.1'], reason: '无' }),
    ]) {
      expect(result).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    }
    expect(await eventCount(db, house)).toBe(before);
  });

  it('lets a helper work and never move it in the client’s name', async () => {
    const assessmentId = await begin(ports, house);
    const { actor } = await makeConsultant(ports, house, 'help');
    await answer(ports, actor, assessmentId, 'partly', { items: 1 });
    must(await excludeCells(ports, actor, minute(2), { assessmentId, cellIds: ['7.1'], reason: '无此业务' }));
    for (const result of [
      await requestValidation(ports, actor, minute(2), { assessmentId, isConfirmed: true }),
      await withdrawAssessment(ports, actor, minute(2), { assessmentId, reason: '' }),
      await sign(assessmentId, KNOWN, actor),
    ]) {
      expect(result).toMatchObject({ ok: false, refusal: { code: 'forbidden' } });
    }
  });
});
