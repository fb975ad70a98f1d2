import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import type { GrantRights } from '#app/domain/account/scope.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { sampleBody } from '#app/domain/filing/body.ts';
import { separatePersonal } from '#app/domain/filing/personal.ts';
import { readClientFiling } from '#app/services/client/read-client-filing.server.ts';
import { saveDraft } from '#app/services/filing/save-draft.server.ts';
import { submitFiling } from '#app/services/filing/submit-filing.server.ts';
import { giveGrant } from '#app/services/grant/give-grant.server.ts';
import { revokeGrant } from '#app/services/grant/revoke-grant.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { getClientHouse, listLiveGrants } from '#db/queries/client.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import {
  beginFiling,
  fillFiling,
  granted,
  sampleCode,
  SAMPLE_USCC,
  sealFiling,
  uploadPdf,
} from '#tests/support/filing-world.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

const UNTIL = plainDate('2027-06-30');
const CONSULTANCY_CODE = sampleCode(1);
let db: OpenDatabase;
let ports: Ports;
let owner: Actor;
let consultant: Actor;
let clientId = '';
let consultancyId = '';
let filingId = '';

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  const client = await makeOrganisation(ports, { kind: 'enterprise', uscc: SAMPLE_USCC });
  const consultancy = await makeOrganisation(ports, { kind: 'consultancy', uscc: CONSULTANCY_CODE });
  clientId = client.id;
  consultancyId = consultancy.id;
  owner = await makeActor(ports, client, 'owner');
  consultant = await makeActor(ports, consultancy, 'consultant');
  filingId = await beginFiling(ports, owner);
  await fillFiling(ports, owner, filingId);
});
afterAll(() => db.close());

/** The consultant within a grant of the client; `today` is the day on which its term is judged. */
function within(grantId: string, rights: GrantRights, today = TEST_MOMENT.today): Actor {
  return {
    ...consultant,
    scope: {
      kind: 'consultant',
      accountId: consultant.accountId ?? '',
      organisationId: consultancyId,
      grantId,
      clientId,
      purpose: 'help',
      rights,
      today,
    },
  };
}

const grants = async () =>
  (await db.root.selectFrom('client_grant').select('id').execute()).map(({ id }) => id);

async function grant(rights: GrantRights): Promise<string> {
  const before = await grants();
  const given = {
    organisationId: clientId,
    uscc: CONSULTANCY_CODE,
    purpose: 'help',
    expiresOn: UNTIL,
  } as const;
  granted(await giveGrant(ports, owner, TEST_MOMENT, { ...given, rights }));
  const fresh = (await grants()).filter((id) => !before.includes(id));
  expect(fresh).toHaveLength(1);
  return fresh[0] ?? '';
}
const draftRevision = async () =>
  (
    await db.root
      .selectFrom('filing_draft')
      .select('revision')
      .where('filing_id', '=', filingId)
      .executeTakeFirstOrThrow()
  ).revision;

describe('a client’s filing', () => {
  it('is read under a grant, every personal value masked', async () => {
    const grantId = await grant('read');
    const read = granted(await readClientFiling(ports, within(grantId, 'read'), filingId));
    expect(read).toMatchObject({ isDraft: true, savedAt: TEST_MOMENT.now });
    expect(read.sections.length).toBeGreaterThan(2);
    const shown = JSON.stringify(read.sections);
    const personal = Object.values(separatePersonal(sampleBody()).personal).filter(
      (value) => value.length > 3,
    );
    expect(personal.length).toBeGreaterThan(3);
    for (const value of personal) expect(shown).not.toContain(value);
    expect(shown).toContain(sampleBody().enterprise.department);
    expect(read.intents).not.toContain('edit');
    expect(read.intents).not.toContain('submit');
  });

  it('is prepared only with the right to, and never submitted', async () => {
    const base = sampleBody({ enterprise: { uscc: SAMPLE_USCC } });
    const mine = sampleBody({ enterprise: { uscc: SAMPLE_USCC, department: '示例数据管理部' } });
    const before = await draftRevision();
    const reader = within(await grant('read'), 'read');
    const refused = await saveDraft(ports, reader, TEST_MOMENT, { filingId, base, mine });
    expect(refused.ok).toBe(false);
    // A scope that claims more than the grant holds sees nothing at all.
    const liar = within(await grant('read'), 'draft');
    expect(await readClientFiling(ports, liar, filingId)).toMatchObject({ refusal: { code: 'not_found' } });
    expect((await saveDraft(ports, liar, TEST_MOMENT, { filingId, base, mine })).ok).toBe(false);
    expect(await draftRevision()).toBe(before);

    const helper = within(await grant('draft'), 'draft');
    granted(await saveDraft(ports, helper, TEST_MOMENT, { filingId, base, mine }));
    expect(await draftRevision()).toBe(before + 1);
    const read = granted(await readClientFiling(ports, helper, filingId));
    expect(JSON.stringify(read.sections)).toContain('示例数据管理部');

    await uploadPdf(ports, owner, filingId, 'appointment');
    await sealFiling(ports, owner, filingId);
    const submission = { filingId, submitKey: 'key' };
    expect((await submitFiling(ports, helper, TEST_MOMENT, submission)).ok).toBe(false);
    const afterwards = granted(await readClientFiling(ports, helper, filingId));
    expect(afterwards.filing.status).toBe('draft');
    expect(afterwards.intents).not.toContain('submit');
    granted(await submitFiling(ports, owner, TEST_MOMENT, submission));
  });

  it('is out of reach at once when the grant is revoked, and after its last day', async () => {
    const grantId = await grant('read');
    const code = async (actor: Actor) => {
      const result = await readClientFiling(ports, actor, filingId);
      return result.ok ? 'read' : result.refusal.code;
    };
    expect(await code(within(grantId, 'read', UNTIL))).toBe('read');
    expect(await code(within(grantId, 'read', plainDate('2027-07-01')))).toBe('not_found');
    granted(await revokeGrant(ports, owner, TEST_MOMENT, { organisationId: clientId, id: grantId }));
    expect(await code(within(grantId, 'read'))).toBe('not_found');
    const house = await db.transaction(within(grantId, 'read').scope, (trx) => getClientHouse(trx, clientId));
    expect(house).toBeUndefined();
    const live = await db.transaction(consultant.scope, (trx) =>
      listLiveGrants(trx, consultancyId, TEST_MOMENT.today),
    );
    expect(live.map(({ id }) => id)).not.toContain(grantId);
    expect(live.length).toBeGreaterThan(0);
  });

  it('is nobody else’s by this way: members and regulators are refused, other filings aren’t found', async () => {
    expect(await readClientFiling(ports, owner, filingId)).toMatchObject({ refusal: { code: 'forbidden' } });
    const other = await makeOrganisation(ports, { kind: 'enterprise', uscc: sampleCode(2) });
    const elsewhere = await beginFiling(ports, await makeActor(ports, other, 'owner'));
    const reader = within(await grant('read'), 'read');
    expect(await readClientFiling(ports, reader, elsewhere)).toMatchObject({
      refusal: { code: 'not_found' },
    });
  });
});
