import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import type { Founding } from '#app/domain/organisation/founding.ts';
import { redeemRosterInvitation } from '#app/services/membership/redeem-roster-invitation.server.ts';
import { foundOrganisation } from '#app/services/organisation/found-organisation.server.ts';
import type { Ports } from '#app/services/ports.ts';
import { applyRoster } from '#app/services/roster/apply-roster.server.ts';
import { inviteRoster } from '#app/services/roster/invite-roster.server.ts';
import { previewRoster } from '#app/services/roster/preview-roster.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { granted, sampleCode } from '#tests/support/filing-world.ts';
import { mailedLink, tokenIn } from '#tests/support/mail.ts';
import { makeActor, makeOrganisation, momentAt, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

type Person = Actor & { readonly accountId: string };
let db: OpenDatabase;
let ports: Ports;
let supervisor: Actor;
let number = 0;

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  supervisor = await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'supervisor');
});
afterAll(() => db.close());

function newCode(): string {
  number += 1;
  return sampleCode(number);
}

/** Imports one licence holder, invites it, and answers the token of the mailed link. */
async function invited(uscc: string): Promise<string> {
  const contact = `${uscc.toLowerCase()}@contact.example`;
  const header = '企业名称,统一社会信用代码,许可证编号,业务种类,所在地区代码,联系邮箱';
  const file = {
    fileName: '名录.csv',
    content: Readable.from([
      Buffer.from(`${header}\n示例名录企业,${uscc},沪B2-20260001,B25,310115,${contact}`),
    ]),
  };
  const { id } = granted(await previewRoster(ports, supervisor, TEST_MOMENT, file));
  granted(await applyRoster(ports, supervisor, TEST_MOMENT, { runId: id }));
  const entry = await db.root
    .selectFrom('roster_entry')
    .select('id')
    .where('uscc', '=', uscc)
    .executeTakeFirstOrThrow();
  const sent = await inviteRoster(ports, supervisor, TEST_MOMENT, { entry: [entry.id] });
  expect(granted(sent)).toEqual({ invited: 1, left: 0 });
  return tokenIn(await mailedLink(db, ports, 'roster.invited', contact));
}

async function person(): Promise<Person> {
  const actor = await makeActor(ports, await makeOrganisation(ports, { kind: 'consultancy' }), 'consultant');
  const accountId = actor.accountId ?? '';
  return { ...actor, accountId, scope: accountScope(accountId), side: 'visitor' };
}

const founding = (uscc: string, invitation = ''): Founding => ({
  kind: 'enterprise',
  uscc,
  programme: 'sh-cdo',
  name: '示例名录企业',
  licenceKind: 'telecom',
  licenceNumbers: '沪B2-20260001',
  region: '310115',
  industry: 'I',
  isBranch: false,
  invitation,
});

async function found(uscc: string, invitation = '') {
  const founder = await person();
  return {
    founder,
    ...granted(await foundOrganisation(ports, founder, TEST_MOMENT, founding(uscc, invitation))),
  };
}

const stateOf = async (id: string) =>
  db.root
    .selectFrom('organisation')
    .select(['verification', 'verified_by_name as by', 'verified_at as at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
const eventsOf = async (id: string) =>
  (
    await db.root
      .selectFrom('journal')
      .select(['type', 'payload'])
      .where('organisation_id', '=', id)
      .orderBy('seq')
      .execute()
  ).map(({ type, payload }) => `${type} ${payload}`);
const PENDING = { verification: 'pending', by: null, at: null };

describe('an invitation from the roster', () => {
  it('verifies the enterprise that is founded by its link, in the name of the office', async () => {
    const uscc = newCode();
    const { organisationId, isVerified } = await found(uscc, await invited(uscc));
    expect(isVerified).toBe(true);
    expect(await stateOf(organisationId)).toEqual({
      verification: 'verified',
      by: supervisor.name,
      at: TEST_MOMENT.now,
    });
    expect((await eventsOf(organisationId))[1]).toMatch(/^organisation\.verified .*roster-invitation/);
    const told = await db.root
      .selectFrom('notice')
      .select('id')
      .where('organisation_id', '=', organisationId)
      .where('rule', '=', 'organisation.founded')
      .execute();
    expect(told).toEqual([]);
  });

  it('verifies an enterprise that had registered without it, once', async () => {
    const uscc = newCode();
    const token = await invited(uscc);
    const { organisationId, founder, isVerified } = await found(uscc);
    expect(isVerified).toBe(false);
    expect(await stateOf(organisationId)).toEqual(PENDING);
    const redeem = () =>
      redeemRosterInvitation(ports, founder, TEST_MOMENT, { token, enterpriseId: organisationId });
    expect((await redeem()).ok).toBe(true);
    expect((await stateOf(organisationId)).verification).toBe('verified');
    const events = await eventsOf(organisationId);
    expect(await redeem()).toMatchObject({ ok: false, refusal: { code: 'gone' } });
    expect(await eventsOf(organisationId)).toEqual(events);
  });

  it('serves the enterprise that it names and no other, its owner and nobody else, and only for 30 days', async () => {
    const uscc = newCode();
    const token = await invited(uscc);
    const other = await found(newCode(), token);
    expect(other.isVerified).toBe(false);
    expect(await stateOf(other.organisationId)).toEqual(PENDING);

    const { organisationId, founder } = await found(uscc);
    const redeem = (by: Person, now: string, secret = token) =>
      redeemRosterInvitation(ports, by, momentAt(now), { token: secret, enterpriseId: organisationId });
    const attempts = [
      await redeem(other.founder, TEST_MOMENT.now),
      await redeem(founder, '2026-12-23T02:00:01.000Z'),
      await redeem(founder, TEST_MOMENT.now, 'never given out'),
    ];
    for (const attempt of attempts) expect(attempt).toMatchObject({ ok: false, refusal: { code: 'gone' } });
    expect(await stateOf(organisationId)).toEqual(PENDING);
    expect(await eventsOf(organisationId)).toHaveLength(1);
    expect((await redeem(founder, '2026-12-23T01:59:59.000Z')).ok).toBe(true);
  });
});
