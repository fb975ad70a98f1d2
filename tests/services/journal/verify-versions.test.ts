import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { signAssessment } from '#app/services/assessment/sign-assessment.server.ts';
import { submitFiling } from '#app/services/filing/submit-filing.server.ts';
import { verifyJournal } from '#app/services/journal/verify-journal.server.ts';
import { verifyVersions } from '#app/services/journal/verify-versions.server.ts';
import type { Ports } from '#app/services/ports.ts';
import { readRecords } from '#db/backup/record.ts';
import { withSnapshot } from '#db/backup/snapshot.ts';
import type { OpenDatabase } from '#db/client.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { createSealer } from '#db/crypto/sealer.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import {
  beginFiling,
  fillFiling,
  granted,
  sampleCode,
  sealFiling,
  uploadPdf,
} from '#tests/support/filing-world.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';
import { answer, begin, makeHouse, minute, must, toValidation, type House } from '../assessment/world.ts';

describe('verifying what is stored of versions', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let house: House;
  let enterpriseId: string;
  let owner: Actor;
  let filingId: string;
  let assessmentId: string;

  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    const uscc = sampleCode(83);
    const enterprise = await makeOrganisation(ports, { kind: 'enterprise', uscc });
    enterpriseId = enterprise.id;
    owner = await makeActor(ports, enterprise, 'owner');
    filingId = await beginFiling(ports, owner);
    await fillFiling(ports, owner, filingId, { enterprise: { uscc } });
    await uploadPdf(ports, owner, filingId, 'appointment');
    await sealFiling(ports, owner, filingId);
    granted(await submitFiling(ports, owner, TEST_MOMENT, { filingId, submitKey: 'k' }));
    house = await makeHouse(ports);
    assessmentId = await begin(ports, house);
    await answer(ports, house.preparer, assessmentId, 'met', { items: 2 });
    await toValidation(ports, house.preparer, assessmentId);
    const how = { acceptsUnvalidated: true, unvalidatedReason: '一人负责' };
    must(await signAssessment(ports, house.owner, minute(5), { assessmentId, ...how }));
  });
  afterAll(() => db.close());

  const verify = (sealer = ports.sealer) =>
    withSnapshot(db, (snapshot) => verifyVersions({ sealer }, (table) => readRecords(snapshot, table)));

  const TABLES = ['filing_version', 'assessment_snapshot', 'journal'] as const;
  /** What somebody with the owner's rights may do behind the product's back. */
  const tamper = async (sqlText: string) => {
    for (const table of TABLES) await db.pool.query(`alter table ${table} disable trigger all`);
    await db.pool.query(sqlText);
    for (const table of TABLES) await db.pool.query(`alter table ${table} enable trigger all`);
  };
  beforeAll(async () => {
    for (const table of TABLES) await db.pool.query(`create table kept_${table} as select * from ${table}`);
  });
  afterEach(async () => {
    for (const table of TABLES)
      await tamper(`delete from ${table}; insert into ${table} select * from kept_${table}`);
  });

  const filing = (why: string) => ({
    ...{ kind: 'filing', organisationId: enterpriseId, subjectId: filingId, no: 1, why },
  });
  const assessment = (why: string) => ({
    ...{ kind: 'assessment', organisationId: house.enterprise.id, subjectId: assessmentId, no: 1, why },
  });

  it('finds nothing wrong with what the product wrote', async () => {
    expect(await verify()).toEqual({ recomputed: 2, erased: 0, faults: [] });
  });

  it.each<[string, string, () => object]>([
    [
      'an open value of a filing that was changed',
      `update filing_version set body = jsonb_set(body::jsonb, '{open,cdo,name}', '"改名示例"')`,
      () => filing('altered'),
    ],
    [
      'a sealed value that was taken out',
      `update filing_version set body = jsonb_set(body::jsonb, '{sealed}', 'null')`,
      () => filing('altered'),
    ],
    [
      'a sealed part that was changed',
      `update filing_version set body = jsonb_set(body::jsonb, '{sealed}', '"k1.x"')`,
      () => filing('unreadable'),
    ],
    ['a salt that was changed', `update filing_version set salt = 'x'`, () => filing('altered')],
    [
      'a digest that was changed',
      `update filing_version set digest = repeat('a', 64)`,
      () => filing('altered'),
    ],
    ['a version that was removed', `delete from filing_version`, () => filing('missing')],
    [
      'a version whose events were removed',
      `delete from journal where type in ('filing.frozen', 'filing.submitted')`,
      () => filing('unwitnessed'),
    ],
    [
      'a version that was emptied without its retention',
      `update filing_version set body = jsonb_build_object('open', body -> 'open', 'sealed', null, 'erased', true), salt = '', erased_at = now()`,
      () => filing('erased_without_event'),
    ],
    [
      'an answer of a signed assessment that was changed',
      `update assessment_snapshot set body = jsonb_set(body::jsonb, '{signedBy}', '"别人"')`,
      () => assessment('altered'),
    ],
    ['a signed assessment that was removed', `delete from assessment_snapshot`, () => assessment('missing')],
  ])('names %s, of which the chains know nothing', async (_what, sqlText, fault) => {
    await tamper(sqlText);
    expect((await verify()).faults).toEqual([fault()]);
    if (!sqlText.includes('journal')) expect((await verifyJournal(ports)).ok).toBe(true);
  });

  it('names a body and digest that were changed together by the event that differs', async () => {
    await tamper(`update assessment_snapshot set body = '{}', digest = '${sm3Hex('{}')}'`);
    expect((await verify()).faults).toEqual([assessment('differs')]);
  });

  it('finds what is sealed by a key that it doesn’t have unreadable, and says no more', async () => {
    const other = createSealer({ masterSecret: 'x'.repeat(40), keyId: 'k9' });
    expect((await verify(other)).faults).toEqual([filing('unreadable')]);
  });
});
