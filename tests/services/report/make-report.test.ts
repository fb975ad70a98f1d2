import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPdfRenderer } from '#app/adapters/pdf/render-document.server.ts';
import { documentWriter } from '#app/adapters/document/docx-writer.server.ts';
import { Raster } from '#app/adapters/document/raster.ts';
import type { Actor } from '#app/domain/account/actor.ts';
import type { Ports } from '#app/services/ports.ts';
import { makeReport, type ReportFormat } from '#app/services/report/make-report.server.ts';
import { saveReportStyle } from '#app/services/report/save-report-style.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeActor, testPorts } from '#tests/support/world.ts';
import { hasPoppler, readTightText } from '../../adapters/pdf/poppler.ts';
import { begin, makeConsultant, makeHouse, minute, must, type House } from '../assessment/world.ts';

const OPENING = '本报告由顾问团队编制，供董事会参阅。';

describe('a report made in a client’s house', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let house: House;
  let consultant: Actor;
  let issuer: string;
  let assessmentId: string;

  beforeAll(async () => {
    db = await openTestDatabase();
    const pdf = await createPdfRenderer({ fontsFolder: 'app/adapters/pdf/fonts' });
    ports = testPorts(db, { pdf, documents: documentWriter });
    house = await makeHouse(ports);
    assessmentId = await begin(ports, house);
    const made = await makeConsultant(ports, house, 'help');
    consultant = made.actor;
    issuer = made.consultancy.name;
    const logo = new Raster(60).toPng();
    const member = await makeActor(ports, made.consultancy, 'consultant');
    must(await saveReportStyle(ports, member, minute(1), { opening: OPENING, removeLogo: false, logo }));
  });
  afterAll(() => db.close());

  const make = async (actor: Actor, format: ReportFormat, by: string | null) =>
    must(
      await makeReport(ports, actor, minute(4), {
        assessmentId,
        version: 'draft',
        format,
        hasAnswers: false,
        issuer: by,
      }),
    ).bytes;
  /** Pictures of a PDF by the description that every one of them has. */
  const pictures = (file: Buffer) => file.toString('latin1').split('/Subtype /Image').length - 1;

  it.skipIf(!hasPoppler())(
    'carries the consultancy’s logo, name and opening words; the client’s own doesn’t',
    async () => {
      const styled = await make(consultant, 'pdf', issuer);
      const own = await make(house.owner, 'pdf', null);
      for (const words of [OPENING, issuer, '编制单位']) {
        expect(readTightText(styled)).toContain(words.replace(/\s/g, ''));
        expect(readTightText(own)).not.toContain(words.replace(/\s/g, ''));
      }
      expect(pictures(styled)).toBeGreaterThan(pictures(own));
    },
  );

  it('carries them as DOCX too', async () => {
    const styled = await make(consultant, 'docx', issuer);
    const own = await make(house.owner, 'docx', null);
    const media = (file: Buffer) => file.toString('latin1').split('word/media/').length;
    expect(media(styled)).toBeGreaterThan(media(own));
  });
});
