import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import type { Actor } from '#app/domain/account/actor.ts';
import { orderAssessment } from '#app/services/assessment/order-assessment.server.ts';
import { orderIndependent } from '#app/services/assessment/order-independent.server.ts';
import { revokeOrder } from '#app/services/assessment/revoke-order.server.ts';
import { signAssessment } from '#app/services/assessment/sign-assessment.server.ts';
import { submitAssessment } from '#app/services/assessment/submit-assessment.server.ts';
import { withdrawAssessment } from '#app/services/assessment/withdraw-assessment.server.ts';
import { giveGrant } from '#app/services/grant/give-grant.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { listAnswers } from '#db/queries/answer.read.ts';
import { listOrders } from '#db/queries/assessment-order.read.ts';
import {
  getAssessment,
  getSnapshot,
  listSnapshots,
  listSubmittedAssessments,
} from '#db/queries/assessment.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeActor, makeOrganisation, testPorts } from '#tests/support/world.ts';
import {
  answer,
  begin,
  creditCode,
  eventCount,
  makeConsultant,
  makeHouse,
  minute,
  must,
  START_DSMM,
  toValidation,
  type House,
} from './world.ts';

let db: OpenDatabase;
let ports: Ports;
let house: House;
let supervisor: Actor;

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  const regulator = await makeOrganisation(ports, { kind: 'regulator' });
  supervisor = await makeActor(ports, regulator, 'supervisor');
});
beforeEach(async () => {
  house = await makeHouse(ports);
});
afterAll(() => db.close());

const KNOWN = { acceptsUnvalidated: true, unvalidatedReason: '一人负责' };
const sign = (actor: Actor, assessmentId: string, at = 5) =>
  signAssessment(ports, actor, minute(at), { assessmentId, ...KNOWN });

async function finished(actor: Actor, assessmentId: string, grade: 'met' | 'partly', modelId = 'dcmm-2025') {
  await answer(ports, actor, assessmentId, grade, { items: 2, modelId });
  await toValidation(ports, actor, assessmentId);
}

async function ordered(selfId: string, grantId: string, orderId: string | null = null): Promise<string> {
  const input = { assessmentId: selfId, grantId, orderId };
  return must(await orderIndependent(ports, house.owner, minute(1), input)).assessmentId;
}

describe('an independent assessment', () => {
  it('shares scope, model and scheme, and is closed to both sides until both are signed', async () => {
    const selfId = await begin(ports, house);
    const { actor: assessor, grantId } = await makeConsultant(ports, house, 'assess');
    const independentId = await ordered(selfId, grantId);
    const { id } = house.enterprise;
    await finished(assessor, independentId, 'partly');
    must(await sign(assessor, independentId));
    const seenByHouse = await ports.db.transaction(house.owner.scope, async (trx) => ({
      answers: await listAnswers(trx, id, independentId),
      snapshots: await listSnapshots(trx, id, independentId),
    }));
    expect(seenByHouse).toEqual({ answers: [], snapshots: [] });
    expect(
      await ports.db.transaction(assessor.scope, (trx) => getAssessment(trx, id, selfId)),
    ).toBeUndefined();

    await finished(house.preparer, selfId, 'met');
    must(await sign(house.owner, selfId, 6));
    const after = await ports.db.transaction(house.owner.scope, async (trx) => ({
      self: await getAssessment(trx, id, selfId),
      independent: await getAssessment(trx, id, independentId),
      snapshot: await getSnapshot(trx, id, independentId, 1),
    }));
    expect(after.self?.revealedAt).toBe(minute(6).now);
    expect(after.independent).toMatchObject({
      revealedAt: minute(6).now,
      scopeId: after.self?.scopeId,
      scheme: after.self?.scheme,
      side: 'independent',
    });
    expect(after.snapshot?.scores.overall).toBeDefined();
    const seenByAssessor = await ports.db.transaction(assessor.scope, (trx) =>
      getSnapshot(trx, id, selfId, 1),
    );
    expect(seenByAssessor?.scores.overall).toBeDefined();
  });

  it('wants a live grant to assess with the right to draft, once a scope, from an owner or CDO', async () => {
    const assessmentId = await begin(ports, house);
    const helper = await makeConsultant(ports, house, 'help');
    const reader = await makeConsultant(ports, house, 'assess', 'read');
    const fit = await makeConsultant(ports, house, 'assess');
    const before = await eventCount(db, house);
    const order = (grantId: string, actor = house.owner) =>
      orderIndependent(ports, actor, minute(1), { assessmentId, grantId, orderId: null });
    for (const grantId of [helper.grantId, reader.grantId, '00000000-0000-7000-8000-000000000000']) {
      expect(await order(grantId)).toMatchObject({
        ok: false,
        refusal: { code: 'invalid', fields: { grantId: expect.anything() as unknown } },
      });
    }
    expect(await order(fit.grantId, house.preparer)).toMatchObject({ refusal: { code: 'forbidden' } });
    expect(await eventCount(db, house)).toBe(before);
    must(await order(fit.grantId, house.cdo));
    expect(await order(fit.grantId)).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
  });

  it('may be ended by the enterprise before it is signed, and ordered anew', async () => {
    const selfId = await begin(ports, house);
    const { grantId } = await makeConsultant(ports, house, 'assess');
    const independentId = await ordered(selfId, grantId);
    must(
      await withdrawAssessment(ports, house.owner, minute(2), {
        assessmentId: independentId,
        reason: '换机构',
      }),
    );
    const again = await ordered(selfId, grantId);
    expect(again).not.toBe(independentId);
  });

  it('is neither signed nor moved by the enterprise', async () => {
    const selfId = await begin(ports, house);
    const { actor: assessor, grantId } = await makeConsultant(ports, house, 'assess');
    const independentId = await ordered(selfId, grantId);
    await finished(assessor, independentId, 'met');
    expect(await sign(house.owner, independentId)).toMatchObject({
      ok: false,
      refusal: { code: 'forbidden' },
    });
    must(await sign(assessor, independentId));
    expect(
      await submitAssessment(ports, house.owner, minute(7), { assessmentId: independentId }),
    ).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
  });
});

describe('giving a grant', () => {
  it('refuses one consultancy both purposes at once, in words beside the field', async () => {
    const { uscc } = await makeConsultant(ports, house, 'help');
    const before = await eventCount(db, house);
    const result = await giveGrant(ports, house.owner, minute(1), {
      organisationId: house.enterprise.id,
      uscc,
      purpose: 'assess',
      rights: 'draft',
      expiresOn: plainDate('2027-01-31'),
    });
    expect(result).toMatchObject({
      ok: false,
      refusal: { code: 'invalid', fields: { purpose: { zh: expect.stringContaining('不能既') as unknown } } },
    });
    expect(await eventCount(db, house)).toBe(before);
  });
});

describe('a regulator', () => {
  const order = (uscc: string, actor = supervisor) =>
    orderAssessment(ports, actor, minute(1), {
      uscc,
      basis: '示例文件第十三条',
      dueOn: plainDate('2027-03-31'),
    });

  it('orders a second assessment, which is then 双评估 and seen only when it is submitted', async () => {
    const { orderId } = must(await order(house.uscc));
    const selfId = await begin(ports, house, START_DSMM);
    const { actor: assessor, grantId } = await makeConsultant(ports, house, 'assess');
    const independentId = await ordered(selfId, grantId, orderId);
    await finished(assessor, independentId, 'partly', 'dsmm-2019');
    must(await sign(assessor, independentId));
    await finished(house.preparer, selfId, 'met', 'dsmm-2019');
    must(await sign(house.owner, selfId, 6));
    const seen = () =>
      ports.db.transaction(supervisor.scope, async (trx) =>
        (await listSubmittedAssessments(trx, { programmeId: 'sh-cdo', regionCode: '310000' })).filter(
          ({ organisationId }) => organisationId === house.enterprise.id,
        ),
      );
    expect(await seen()).toEqual([]);
    must(await submitAssessment(ports, house.cdo, minute(8), { assessmentId: independentId }));
    expect(await seen()).toMatchObject([{ id: independentId, orderId, side: 'independent' }]);
  });

  it('is refused a code that is not in its region, a day gone by, and the other side of the desk', async () => {
    const before = await eventCount(db, house);
    expect(await order(creditCode())).toMatchObject({
      refusal: { fields: { uscc: expect.anything() as unknown } },
    });
    const far = await makeHouse(ports, '440300');
    expect(await order(far.uscc)).toMatchObject({
      refusal: { fields: { uscc: expect.anything() as unknown } },
    });
    expect(
      await orderAssessment(ports, supervisor, minute(1), {
        uscc: house.uscc,
        basis: '依据',
        dueOn: plainDate('2026-01-01'),
      }),
    ).toMatchObject({ refusal: { fields: { dueOn: expect.anything() as unknown } } });
    expect(await order(house.uscc, house.owner)).toMatchObject({ refusal: { code: 'forbidden' } });
    expect(await eventCount(db, house)).toBe(before);
  });

  it('takes an order back once; a DCMM assessment is made under none', async () => {
    const { orderId } = must(await order(house.uscc));
    const selfId = await begin(ports, house);
    const { grantId } = await makeConsultant(ports, house, 'assess');
    expect(
      await orderIndependent(ports, house.owner, minute(2), { assessmentId: selfId, grantId, orderId }),
    ).toMatchObject({ ok: false, refusal: { fields: { orderId: expect.anything() as unknown } } });
    must(await revokeOrder(ports, supervisor, minute(3), { orderId }));
    expect(await revokeOrder(ports, supervisor, minute(4), { orderId })).toMatchObject({
      ok: false,
      refusal: { code: 'not_allowed_now' },
    });
    const [stored] = await ports.db.transaction(house.owner.scope, (trx) =>
      listOrders(trx, house.enterprise.id),
    );
    expect(stored?.revokedAt).toBe(minute(3).now);
  });
});
