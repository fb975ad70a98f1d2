import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPdfRenderer } from '#app/adapters/pdf/render-document.server.ts';
import { Raster } from '#app/adapters/document/raster.ts';
import { readLogo } from '#app/domain/assessment/report-logo.ts';
import type { Ports } from '#app/services/ports.ts';
import { previewReportStyle } from '#app/services/report/preview-report-style.server.ts';
import { saveReportStyle } from '#app/services/report/save-report-style.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import { getReportStyle } from '#db/queries/report-style.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

let db: OpenDatabase;
let ports: Ports;
beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db, { pdf: await createPdfRenderer({ fontsFolder: 'app/adapters/pdf/fonts' }) });
});
afterAll(() => db.close());

const picture = new Raster(20).toPng();
/** A picture that promises more pixels than any page shows. */
const huge = (() => {
  const bytes = Buffer.from(picture);
  bytes.writeUInt32BE(60_000, 16);
  return bytes;
})();

async function house() {
  const consultancy = await makeOrganisation(ports, { kind: 'consultancy' });
  const actor = await makeActor(ports, consultancy, 'consultant');
  const style = () => db.transaction(actor.scope, (trx) => getReportStyle(trx, consultancy.id));
  const save = (logo: Buffer | null, more: { opening?: string; removeLogo?: boolean } = {}) =>
    saveReportStyle(ports, actor, TEST_MOMENT, { opening: '卷首语', removeLogo: false, ...more, logo });
  return { actor, style, save };
}

describe('a consultancy’s report style', () => {
  it('keeps words and logo, leaves the logo when none is sent, and takes it away when told', async () => {
    const { actor, style, save } = await house();
    expect(await save(picture)).toMatchObject({ ok: true });
    const first = await style();
    expect(first).toMatchObject({ opening: '卷首语', logoType: 'image/png' });
    expect(await save(null, { opening: '新' })).toMatchObject({ ok: true });
    expect(await style()).toMatchObject({ opening: '新', logoKey: first?.logoKey });
    const sample = await previewReportStyle(ports, actor, TEST_MOMENT, '示例咨询');
    expect(sample.ok && sample.value.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await save(null, { removeLogo: true })).toMatchObject({ ok: true });
    expect(await style()).toMatchObject({ logoKey: null });
    expect(await ports.storage.get(first?.logoKey ?? '')).toBeUndefined();
  });

  it.each([
    ['what is no picture', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['too many pixels', huge],
    ['more than 1 MB', Buffer.concat([picture, Buffer.alloc(1_000_000)])],
    ['a picture without its content', Buffer.concat([picture.subarray(0, 33), deflateSync(Buffer.alloc(9))])],
  ])('refuses %s and keeps nothing', async (_what, logo) => {
    const { style, save } = await house();
    expect(await save(logo)).toMatchObject({ ok: false, refusal: { fields: { logo: {} } } });
    expect(await style()).toBeUndefined();
  });

  it('is not an enterprise’s to set', async () => {
    const enterprise = await makeOrganisation(ports, { kind: 'enterprise' });
    const owner = await makeActor(ports, enterprise, 'owner');
    const input = { opening: '', removeLogo: false, logo: null };
    expect(await saveReportStyle(ports, owner, TEST_MOMENT, input)).toMatchObject({
      refusal: { code: 'forbidden' },
    });
  });
});

it('reads the size of a JPEG behind its other segments', () => {
  const jpeg = Buffer.from('ffd8ffe000044a46ffc00011080010002003011100021100031100000000', 'hex');
  expect(readLogo(jpeg)).toEqual({ type: 'image/jpeg', width: 32, height: 16 });
});
