import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { BUNDLE_FILES, FilingVersionSchema } from '#app/domain/bundle/manifest.ts';
import { addAttachment } from '#app/services/attachment/add-attachment.server.ts';
import { exportFilingBundle } from '#app/services/filing/export-filing-bundle.server.ts';
import { submitFiling } from '#app/services/filing/submit-filing.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import {
  beginFiling,
  fillFiling,
  granted,
  pdfContent,
  sampleCode,
  sealFiling,
  uploadPdf,
} from '#tests/support/filing-world.ts';
import { knowing, manifestOf, type Parts, said, takeApart, verifyParts } from '#tests/support/bundle.ts';
import { makeConsultant } from '../assessment/world.ts';
import {
  makeActor,
  makeOrganisation,
  testPorts,
  TEST_MOMENT,
  type TestOrganisation,
} from '#tests/support/world.ts';

const USCC = sampleCode(31);
const HAN_FILE = '任命文件·𠮷㐂（“终稿”）.pdf';
const MOBILE = '13812345678';

describe('bundling a filing', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let enterprise: TestOrganisation;
  let owner: Actor;
  let filingId: string;
  let digest: string;
  let serialNo: string;

  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    enterprise = await makeOrganisation(ports, {
      kind: 'enterprise',
      uscc: USCC,
      name: '示例𠮷野家数据有限公司',
    });
    owner = await makeActor(ports, enterprise, 'owner', { name: '㐂来' });
    filingId = await beginFiling(ports, owner);
    await fillFiling(ports, owner, filingId, {
      enterprise: { uscc: USCC },
      cdo: { name: '赵𠮷㐂', mobile: MOBILE },
    });
    await uploadPdf(ports, owner, filingId, 'appointment');
    const han = {
      filingId,
      slot: 'organisation_chart',
      fileName: HAN_FILE,
      content: pdfContent('han'),
    } as const;
    granted(await addAttachment(ports, owner, TEST_MOMENT, han));
    await sealFiling(ports, owner, filingId);
    ({ serialNo } = granted(await submitFiling(ports, owner, TEST_MOMENT, { filingId, submitKey: 'k' })));
    digest = manifestOf(await bundle(owner)).versions[0]?.digest ?? '';
  });
  afterAll(() => db.close());

  async function bundle(actor: Actor): Promise<Parts> {
    const exported = granted(await exportFilingBundle(ports, actor, TEST_MOMENT, { filingId }));
    return takeApart(exported.content);
  }
  const versionOf = (parts: Parts) =>
    FilingVersionSchema.parse(JSON.parse(String(parts.get('versions/1.json'))));

  it('holds what was filed, and holds together, rare Han included', async () => {
    const parts = await bundle(owner);
    const answer = await verifyParts(parts, knowing(ports.sealer));
    expect(said(answer)).toEqual([]);
    expect(answer).toMatchObject({
      ok: true,
      remarks: [{ code: 'tail_unseen' }],
      facts: {
        kind: 'filing',
        organisation: enterprise.name,
        uscc: USCC,
        serialNo,
        versions: 1,
        attachments: 4,
      },
    });
    expect(versionOf(parts).content['cdo.name']).toBe('赵𠮷㐂');
    const names = [...parts.keys()].filter((name) => name.startsWith('attachments/'));
    expect(names.map((name) => name.replace(/\d{3}/, 'N')).sort()).toEqual([
      'attachments/N-appointment-appointment.pdf',
      `attachments/N-organisation_chart-${HAN_FILE}`,
      'attachments/N-printed_form-首席数据官备案表-2026-11-23.pdf',
      'attachments/N-signed_scan-signed_scan.pdf',
    ]);
    expect(parts.has('receipt.pdf')).toBe(true);
    expect(String(parts.get(BUNDLE_FILES.readme))).toContain(enterprise.name);
  });

  it('notes every export, as the head of the chain that the manifest names', async () => {
    const { head, events, exportedBy } = manifestOf(await bundle(owner));
    expect(events.list.at(-1)).toEqual([head.seq, head.digest]);
    expect(exportedBy).toBe('owner');
    const row = await db.root.selectFrom('journal').selectAll().where('digest', '=', head.digest).execute();
    expect(row).toMatchObject([
      { type: 'filing.bundle-exported', organisation_id: enterprise.id, is_shared: false },
    ]);
  });

  it('answers for a receipt and an earlier checkpoint, and says when it is older', async () => {
    const before = await bundle(owner);
    const after = await bundle(owner);
    const kept = (parts: Parts) => String(parts.get(BUNDLE_FILES.checkpoint));
    for (const receipt of [digest, serialNo]) {
      expect(
        await verifyParts(after, knowing(ports.sealer, { receipt, checkpoint: kept(before) })),
      ).toMatchObject({
        ok: true,
        remarks: [],
      });
    }
    const { head } = manifestOf(after);
    expect(said(await verifyParts(before, knowing(ports.sealer, { checkpoint: kept(after) })))).toEqual([
      `older_than_checkpoint ${head.seq}`,
    ]);
    expect(said(await verifyParts(after, knowing(ports.sealer, { receipt: '0'.repeat(64) })))).toEqual([
      `receipt_unknown ${'0'.repeat(64)}`,
    ]);
  });

  it('shows the regulator what was submitted and shared, and notes that it looked', async () => {
    const regulator = await makeOrganisation(ports, { kind: 'regulator' });
    const reviewer = await makeActor(ports, regulator, 'reviewer');
    const parts = await bundle(reviewer);
    const manifest = manifestOf(parts);
    expect(manifest).toMatchObject({
      disclosure: 'full',
      exportedBy: 'reviewer',
      events: { view: 'shared' },
    });
    const lines = String(parts.get(BUNDLE_FILES.events)).trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
      'filing.submitted',
      'filing.bundle-exported',
    ]);
    expect(await verifyParts(parts, knowing(ports.sealer, { receipt: serialNo }))).toMatchObject({
      ok: true,
      remarks: [{ code: 'shared_events' }],
    });

    const elsewhere = await makeActor(ports, regulator, 'reviewer', { regionCode: '370000' });
    expect(await exportFilingBundle(ports, elsewhere, TEST_MOMENT, { filingId })).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    });
  });

  it('hides personal values, the salt and the printed pages from whoever may not unmask', async () => {
    const viewer = await makeActor(ports, enterprise, 'viewer');
    const { actor: helper } = await makeConsultant(
      ports,
      { enterprise, owner, uscc: USCC, cdo: owner, preparer: owner, viewer },
      'help',
      'read',
    );
    for (const actor of [viewer, helper]) {
      const parts = await bundle(actor);
      const whole = Buffer.concat([...parts.values()]).toString('utf8');
      expect(whole).not.toContain(MOBILE);
      expect(versionOf(parts).salt).toBeNull();
      expect(versionOf(parts).content['cdo.mobile']).toBe('138****5678');
      const answer = await verifyParts(parts, knowing(ports.sealer));
      expect(said(answer)).toEqual([]);
      const codes = answer.remarks.map(({ code }) => code);
      expect(codes).toContain('version_masked');
      expect(codes.filter((code) => code === 'attachment_withheld')).toHaveLength(2);
    }
  });

  it('refuses strangers, what is out of reach, and drafts that were never frozen', async () => {
    const stranger = await makeActor(
      ports,
      await makeOrganisation(ports, { kind: 'enterprise', uscc: sampleCode(33) }),
      'owner',
    );
    const ask = (actor: Actor, id: string) => exportFilingBundle(ports, actor, TEST_MOMENT, { filingId: id });
    expect(await ask(stranger, filingId)).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    expect(await ask(owner, 'no-id')).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    const draft = await beginFiling(ports, stranger);
    expect(await ask(stranger, draft)).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
  });

  it('says which attachment the store has lost or changed', async () => {
    const files = await db.root
      .selectFrom('attachment')
      .selectAll()
      .where('filing_id', '=', filingId)
      .execute();
    const chart = files.find(({ slot }) => slot === 'organisation_chart');
    const scan = files.find(({ slot }) => slot === 'signed_scan');
    const kept = { ...ports.storage };
    const broken: Ports = {
      ...ports,
      storage: {
        ...kept,
        get: (key) => {
          if (key === scan?.storage_key) return Promise.resolve(undefined);
          return key === chart?.storage_key ? Promise.resolve(pdfContent('another')) : ports.storage.get(key);
        },
      },
    };
    const exported = granted(await exportFilingBundle(broken, owner, TEST_MOMENT, { filingId }));
    const answer = await verifyParts(await takeApart(exported.content), knowing(ports.sealer));
    expect(said(answer)).toEqual([
      expect.stringMatching(`^attachment_changed attachments/.*-organisation_chart-任命文件`),
      'attachment_lost signed_scan.pdf',
    ]);
  });
});
