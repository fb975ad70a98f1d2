import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { AssessmentVersionSchema, BUNDLE_FILES } from '#app/domain/bundle/manifest.ts';
import { NewEvidenceSchema } from '#app/domain/evidence/evidence.ts';
import { canonicalJson, type JsonValue } from '#app/domain/filing/canonical.ts';
import { exportAssessmentBundle } from '#app/services/assessment/export-assessment-bundle.server.ts';
import { orderIndependent } from '#app/services/assessment/order-independent.server.ts';
import { signAssessment } from '#app/services/assessment/sign-assessment.server.ts';
import { linkEvidence } from '#app/services/evidence-link/link-evidence.server.ts';
import { addEvidence } from '#app/services/evidence/add-evidence.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { itemsOf } from '#app/domain/assessment/model.ts';
import {
  knowing,
  manifestOf,
  type Parts,
  said,
  signAgain,
  takeApart,
  verifyParts,
} from '#tests/support/bundle.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { pdfContent } from '#tests/support/filing-world.ts';
import { makeActor, makeOrganisation, testPorts } from '#tests/support/world.ts';
import {
  answer,
  begin,
  makeConsultant,
  makeHouse,
  minute,
  modelOf,
  must,
  toValidation,
  type House,
} from '../assessment/world.ts';

const HAN = '数据治理办法·𠮷.pdf';
const KNOWN = { acceptsUnvalidated: true, unvalidatedReason: '一人负责' };

describe('bundling a signed assessment', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let house: House;
  let selfId: string;
  let independentId: string;
  let assessor: Actor;
  let helper: Actor;

  const ask = (actor: Actor, assessmentId: string, at = 9) =>
    exportAssessmentBundle(ports, actor, minute(at), { assessmentId });
  const bundle = async (actor: Actor, id: string): Promise<Parts> =>
    takeApart(must(await ask(actor, id)).content);
  const sign = async (actor: Actor, assessmentId: string, at: number) =>
    must(await signAssessment(ports, actor, minute(at), { assessmentId, ...KNOWN }));

  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    house = await makeHouse(ports);
    ({ actor: helper } = await makeConsultant(ports, house, 'help', 'read'));
    const grant = await makeConsultant(ports, house, 'assess');
    assessor = grant.actor;
    selfId = await begin(ports, house);
    const order = { assessmentId: selfId, grantId: grant.grantId, orderId: null };
    independentId = must(await orderIndependent(ports, house.owner, minute(1), order)).assessmentId;
    const form = NewEvidenceSchema.parse({ kind: 'file', title: '数据治理办法' });
    const { evidenceId } = must(
      await addEvidence(ports, house.owner, minute(1), form, { fileName: HAN, content: pdfContent('办法') }),
    );
    const cellId = itemsOf(modelOf('dcmm-2025'))[0]?.cells[0]?.id ?? '';
    const link = { assessmentId: selfId, cellId, evidenceId };
    must(await linkEvidence(ports, house.owner, minute(1), link));
    await answer(ports, house.preparer, selfId, 'met', { items: 2 });
    await toValidation(ports, house.preparer, selfId);
    await sign(house.owner, selfId, 5);
  });
  afterAll(() => db.close());

  it('holds what was signed with the files of its evidence, and holds together', async () => {
    const parts = await bundle(house.viewer, selfId);
    const answered = await verifyParts(parts, knowing(ports.sealer));
    expect(said(answered)).toEqual([]);
    expect(answered).toMatchObject({ ok: true, facts: { kind: 'assessment', versions: 1, attachments: 1 } });
    expect([...parts.keys()]).toContain(`attachments/001-evidence-${HAN}`);
    const types = String(parts.get(BUNDLE_FILES.events)).trim().split('\n');
    expect(types.some((line) => line.includes('"type":"assessment.signed"'))).toBe(true);
    expect(types.some((line) => line.includes('"type":"answers.saved"'))).toBe(false);
    const { digest } = AssessmentVersionSchema.parse(JSON.parse(String(parts.get('versions/1.json'))));
    expect(await verifyParts(parts, knowing(ports.sealer, { receipt: digest }))).toMatchObject({
      ok: true,
      remarks: [],
    });
  });

  it('names a grade that was changed, and evidence that was taken out, though the manifest is signed', async () => {
    const parts = await bundle(house.owner, selfId);
    const version = JSON.parse(String(parts.get('versions/1.json'))) as { body: { title: string } };
    const better = canonicalJson({
      ...version,
      body: { ...version.body, unvalidated: [] },
    } as unknown as JsonValue);
    const changed = new Map(parts).set('versions/1.json', Buffer.from(better));
    const again = signAgain(ports.sealer, changed, (manifest) => manifest);
    expect(said(await verifyParts(again, knowing(ports.sealer)))).toEqual(['version_changed 1']);

    const [piece] = manifestOf(parts).attachments;
    const fewer = new Map([...parts].filter(([name]) => name !== piece?.file));
    const without = signAgain(ports.sealer, fewer, (manifest) => ({
      ...manifest,
      attachments: [],
      files: manifest.files.filter(({ path }) => path !== piece?.file),
    }));
    expect(said(await verifyParts(without, knowing(ports.sealer)))).toEqual([
      `attachment_missing SHA-256 ${piece?.sha256 ?? ''}`,
    ]);
  });

  it('stays closed to the other side until both are signed', async () => {
    expect(await ask(assessor, selfId)).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    expect(await ask(house.owner, independentId)).toMatchObject({
      ok: false,
      refusal: { code: 'forbidden' },
    });
    expect(await ask(assessor, independentId)).toMatchObject({
      ok: false,
      refusal: { code: 'not_allowed_now' },
    });

    await answer(ports, assessor, independentId, 'partly', { items: 2 });
    await toValidation(ports, assessor, independentId);
    await sign(assessor, independentId, 7);
    for (const actor of [house.owner, assessor]) {
      for (const id of [selfId, independentId]) {
        const parts = await bundle(actor, id);
        expect(said(await verifyParts(parts, knowing(ports.sealer)))).toEqual([]);
      }
    }
  });

  it('gives a helper who may read it the versions, without events that aren’t shared', async () => {
    const parts = await bundle(helper, selfId);
    const answered = await verifyParts(parts, knowing(ports.sealer));
    expect(said(answered)).toEqual([]);
    expect(answered.remarks.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['version_unwitnessed', 'shared_events']),
    );
    expect(manifestOf(parts).events.list).toEqual([]);
  });

  it('notes the export, and refuses strangers and what was never signed', async () => {
    const events = await db.root
      .selectFrom('journal')
      .select('type')
      .where('subject_id', '=', selfId)
      .where('type', '=', 'assessment.bundle-exported')
      .execute();
    expect(events.length).toBeGreaterThan(0);
    const stranger = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
    expect(await ask(stranger, selfId)).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    const regulator = await makeActor(
      ports,
      await makeOrganisation(ports, { kind: 'regulator' }),
      'reviewer',
    );
    expect(await ask(regulator, selfId)).toMatchObject({ ok: false, refusal: { code: 'forbidden' } });
    const fresh = await begin(ports, await makeHouse(ports));
    expect((await ask(house.owner, fresh)).ok).toBe(false);
  });
});
