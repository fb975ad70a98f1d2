import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import * as settings from '#app/routes/operator/settings.tsx';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { FORM_TOKEN, incoming, refusalIn, statusOf } from '#tests/support/incoming.ts';
import { makeActor, makeOrganisation, testPorts } from '#tests/support/world.ts';

describe('the retention among the platform’s settings', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let operator: Actor;
  let owner: Actor;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    owner = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
    const { PLATFORM_ORGANISATION_ID } = await import('#db/platform.ts');
    operator = {
      scope: { kind: 'operator', accountId: owner.accountId ?? '', organisationId: PLATFORM_ORGANISATION_ID },
      accountId: owner.accountId,
      name: '示例运营',
      side: 'operator',
    };
  });
  afterAll(() => db.close());

  const post = (actor: Actor, fields: Record<string, string>, form = 'retention') =>
    settings.action(
      incoming(ports, actor, `/operator/settings?form=${form}`, {
        body: new URLSearchParams({ _csrf: FORM_TOKEN, ...fields }),
      }),
    );
  const load = () => settings.loader(incoming(ports, operator, '/operator/settings'));

  it('is unset at first, set with a tick, and taken back', async () => {
    expect(await load()).toMatchObject({ retentionMonths: null, dueCount: 0 });
    expect(await statusOf(async () => post(operator, { retentionMonths: '36', confirm: 'yes' }))).toBe(302);
    expect(await load()).toMatchObject({ retentionMonths: 36, dueCount: 0 });
    expect(await statusOf(async () => post(operator, { retentionMonths: '' }))).toBe(302);
    expect(await load()).toMatchObject({ retentionMonths: null });
  });

  it('is refused beside the field, what was typed kept', async () => {
    const answer = await post(operator, { retentionMonths: '六', confirm: 'yes' });
    expect(await statusOf(() => Promise.resolve(answer))).toBe(422);
    expect(Object.keys(refusalIn(answer).refusal.fields)).toEqual(['retentionMonths']);
    expect(refusalIn(answer).values.retentionMonths).toBe('六');
    const untold = await post(operator, { retentionMonths: '36' });
    expect(Object.keys(refusalIn(untold).refusal.fields)).toEqual(['confirm']);
    expect(await load()).toMatchObject({ retentionMonths: null });
  });

  it('is the operator’s alone', async () => {
    expect(await statusOf(async () => post(owner, { retentionMonths: '1', confirm: 'yes' }))).toBe(403);
  });

  it('leaves the footer’s form as it was', async () => {
    const fields = { icpNumber: '沪ICP备20260001号-1', policeNumber: '' };
    expect(await statusOf(async () => post(operator, fields, ''))).toBe(302);
    expect(await load()).toMatchObject({ icpNumber: '沪ICP备20260001号-1', retentionMonths: null });
  });
});
