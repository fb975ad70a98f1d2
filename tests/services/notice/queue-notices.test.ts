import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { words } from '#app/domain/words.ts';
import {
  queueNotices,
  recipientsOfOrganisation,
  recipientsOfRegulator,
  type NoticeToQueue,
} from '#app/services/notice/queue-notices.step.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeActor, makeOrganisation, testPorts, TEST_MOMENT } from '#tests/support/world.ts';

describe('queueing notices', () => {
  let db: OpenDatabase;
  let ports: Ports;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
  });
  afterAll(() => db.close());

  const notice = (organisationId: string, more: Partial<NoticeToQueue> = {}): NoticeToQueue => ({
    organisationId,
    rule: 'filing.returned',
    occurrence: newId(TEST_MOMENT.now),
    subject: words('备案已退回补正', 'Filing returned for correction'),
    body: words('请在系统中查看意见。', 'See the comments in the product.'),
    link: '/filings/1?token=not-for-the-operator',
    ...more,
  });

  async function enterprise() {
    const organisation = await makeOrganisation(ports, { kind: 'enterprise' });
    const owner = await makeActor(ports, organisation, 'owner');
    const viewer = await makeActor(ports, organisation, 'viewer');
    return { organisation, owner, viewer };
  }
  const rowsOf = async (occurrence: string) =>
    (await db.root.selectFrom('notice').selectAll().where('occurrence', '=', occurrence).execute()).sort(
      (a, b) => (a.channel < b.channel ? -1 : 1),
    );

  it('writes one row a recipient and channel, product ones at once, the content sealed', async () => {
    const { organisation, owner } = await enterprise();
    const given = notice(organisation.id);
    const count = await db.transaction(owner.scope, async (trx) =>
      queueNotices(trx, ports, TEST_MOMENT, given, [
        { accountId: owner.accountId, email: 'li@test.example' },
      ]),
    );
    expect(count).toBe(2);
    const rows = await rowsOf(given.occurrence);
    expect(rows.map((row) => [row.channel, row.state, row.recipient_mask])).toEqual([
      ['mail', 'waiting', 'l***@test.example'],
      ['product', 'sent', 'l***@test.example'],
    ]);
    expect(rows[0]?.link).toBe('');
    expect(rows[0]?.message_id).toBe(`<${rows[0]?.id}@127.0.0.1>`);
    const body = await db.root
      .selectFrom('notice_body')
      .selectAll()
      .where('notice_id', '=', rows[0]?.id ?? '')
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(body)).not.toMatch(/li@test|退回补正|token/);
    expect(ports.sealer.open('notice.address', body.address_cipher ?? '', body.notice_id)).toBe(
      'li@test.example',
    );
    expect(
      JSON.parse(ports.sealer.open('notice.content', body.content_cipher, body.notice_id)),
    ).toMatchObject({
      subject: given.subject,
      link: given.link,
    });
  });

  it('queues the same happening once, however often it is told', async () => {
    const { organisation, owner } = await enterprise();
    const given = notice(organisation.id);
    const tell = () =>
      db.transaction({ kind: 'job', name: 'reminder' }, async (trx) =>
        queueNotices(
          trx,
          ports,
          TEST_MOMENT,
          given,
          await recipientsOfOrganisation(trx, ports, organisation.id),
        ),
      );
    expect(await Promise.all([tell(), tell()])).toEqual(expect.arrayContaining([4, 0]));
    expect(await tell()).toBe(0);
    expect(await rowsOf(given.occurrence)).toHaveLength(4);
    expect(owner.accountId).toBeTruthy();
  });

  it('reaches an address without an account by mail alone', async () => {
    const { organisation, owner } = await enterprise();
    const given = notice(organisation.id);
    await db.transaction(owner.scope, (trx) =>
      queueNotices(trx, ports, TEST_MOMENT, given, [{ accountId: null, email: 'new@test.example' }]),
    );
    const rows = await rowsOf(given.occurrence);
    expect(rows.map((row) => [row.channel, row.recipient_id])).toEqual([['mail', null]]);
    expect(rows[0]?.recipient_key).not.toContain('new@');
  });

  it('finds the people of an organisation by role, and the regulators of a region', async () => {
    const { organisation, owner, viewer } = await enterprise();
    const bureau = await makeOrganisation(ports, { kind: 'regulator' });
    const city = await makeActor(ports, bureau, 'reviewer');
    const district = await makeActor(ports, bureau, 'reviewer', { regionCode: '310115' });
    const elsewhere = await makeActor(ports, bureau, 'reviewer', { regionCode: '310104' });
    await db.transaction(owner.scope, async (trx) => {
      const all = await recipientsOfOrganisation(trx, ports, organisation.id);
      expect(all.map((one) => one.accountId).sort()).toEqual([owner.accountId, viewer.accountId].sort());
      const owners = await recipientsOfOrganisation(trx, ports, organisation.id, ['owner', 'cdo']);
      expect(owners.map((one) => one.accountId)).toEqual([owner.accountId]);
      expect(owners[0]?.email).toMatch(/@test\.example$/);
      const officials = await recipientsOfRegulator(trx, ports, 'sh-cdo', '310115');
      const ids = officials.map((one) => one.accountId);
      expect(ids).toContain(city.accountId);
      expect(ids).toContain(district.accountId);
      expect(ids).not.toContain(elsewhere.accountId);
      expect(officials[0]?.organisationId).toBe(bureau.id);
    });
  });

  it('shows a stranger nobody', async () => {
    const { organisation } = await enterprise();
    const other = await enterprise();
    await db.transaction(other.owner.scope, async (trx) => {
      expect(await recipientsOfOrganisation(trx, ports, organisation.id)).toEqual([]);
    });
  });

  it('posts once to each webhook of the house that is told, and to no other', async () => {
    const { organisation, owner } = await enterprise();
    const other = await enterprise();
    for (const [house, label] of [
      [organisation, '数据部群'],
      [other.organisation, '他人的群'],
    ] as const) {
      const actor = house === organisation ? owner : other.owner;
      await db.transaction(actor.scope, (trx) =>
        trx
          .insertInto('webhook_target')
          .values({
            organisation_id: house.id,
            id: newId(TEST_MOMENT.now),
            kind: 'wecom',
            label,
            url_cipher: 'x',
            secret_cipher: null,
            created_at: TEST_MOMENT.now,
            removed_at: null,
          })
          .execute(),
      );
    }
    const given = notice(organisation.id);
    await db.transaction({ kind: 'job', name: 'reminder' }, async (trx) =>
      queueNotices(
        trx,
        ports,
        TEST_MOMENT,
        given,
        await recipientsOfOrganisation(trx, ports, organisation.id),
      ),
    );
    const hooks = (await rowsOf(given.occurrence)).filter((row) => row.channel === 'webhook');
    expect(hooks.map((row) => [row.recipient_mask, row.recipient_id])).toEqual([['数据部群', null]]);
  });

  it('writes nothing when the caller’s transaction rolls back', async () => {
    const { organisation, owner } = await enterprise();
    const given = notice(organisation.id);
    await expect(
      db.transaction(owner.scope, async (trx) => {
        await queueNotices(trx, ports, TEST_MOMENT, given, [{ accountId: null, email: 'a@test.example' }]);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(await rowsOf(given.occurrence)).toEqual([]);
  });
});
