import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Mail, Mailer, MailResult } from '#app/adapters/mail/port.ts';
import type { Webhook, WebhookMessage, WebhookTarget } from '#app/adapters/webhook/port.ts';
import type { Actor } from '#app/domain/account/actor.ts';
import { words } from '#app/domain/words.ts';
import type { Channels } from '#app/services/notice/channel.ts';
import { deliverNotices } from '#app/services/notice/deliver-notices.server.ts';
import {
  queueNotices,
  recipientsOfOrganisation,
  type NoticeToQueue,
} from '#app/services/notice/queue-notices.step.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { seedCalendar } from '#seeds/calendar/index.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import {
  makeActor,
  makeOrganisation,
  momentAt,
  testPorts,
  TEST_MOMENT,
  type TestOrganisation,
} from '#tests/support/world.ts';

const MINUTE = 60_000;
const later = (minutes: number) =>
  momentAt(new Date(Date.parse(TEST_MOMENT.now) + minutes * MINUTE).toISOString());

describe('delivering the outbox', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let house: TestOrganisation;
  let owner: Actor;
  let mails: Mail[];
  let posts: { target: WebhookTarget; message: WebhookMessage }[];
  let answer: (mail: Mail) => MailResult | Promise<MailResult>;

  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    house = await makeOrganisation(ports, { kind: 'enterprise' });
    owner = await makeActor(ports, house, 'owner', { email: 'owner@test.example' });
  });
  beforeEach(async () => {
    for (const table of ['notice', 'webhook_target'] as const) await db.root.deleteFrom(table).execute();
    mails = [];
    posts = [];
    answer = () => ({ accepted: true });
  });
  afterAll(() => db.close());

  const mailer: Mailer = {
    send: async (mail) => {
      mails.push(mail);
      return answer(mail);
    },
  };
  const webhook: Webhook = {
    post: (target, message) => {
      posts.push({ target, message });
      return Promise.resolve({ delivered: true });
    },
  };
  const deliver = (moment = TEST_MOMENT, channels: Partial<Channels> = {}) =>
    deliverNotices(ports, { mailer, webhook, ...channels }, { moment: () => moment }, seedCalendar);

  const queue = (more: Partial<NoticeToQueue> = {}) =>
    db.transaction({ kind: 'job', name: 'reminder' }, async (trx) =>
      queueNotices(
        trx,
        ports,
        TEST_MOMENT,
        {
          organisationId: house.id,
          rule: 'filing.returned',
          occurrence: newId(TEST_MOMENT.now),
          subject: words('备案已退回补正', 'Filing returned'),
          body: words('请查看意见。', 'See the comments.'),
          link: '/filings/1',
          ...more,
        },
        await recipientsOfOrganisation(trx, ports, house.id),
      ),
    );
  const row = () =>
    db.root.selectFrom('notice').selectAll().where('channel', '=', 'mail').executeTakeFirstOrThrow();

  it('sends a mail once, with its address, both tongues and the link', async () => {
    await queue();
    expect(await deliver()).toMatchObject({ sent: 1, failed: 0 });
    expect(await deliver()).toMatchObject({ sent: 0 });
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: 'owner@test.example', subject: '备案已退回补正 / Filing returned' });
    expect(mails[0]?.text).toContain('请查看意见。\n\nSee the comments.\n\nhttp://127.0.0.1:3000/filings/1');
    expect(await row()).toMatchObject({ state: 'sent', attempts: 1, sent_at: TEST_MOMENT.now });
  });

  it('leaves mail waiting where there is no mailer', async () => {
    await queue();
    expect(await deliver(TEST_MOMENT, { mailer: null })).toMatchObject({ sent: 0, postponed: 0 });
    expect((await row()).state).toBe('waiting');
  });

  it('repeats a mail after a crash between acceptance and record, with the same Message-ID, and says so', async () => {
    await queue();
    // The server took the mail, and the process died: what it would have written never came.
    answer = () => new Promise<MailResult>(() => undefined);
    void deliver();
    await expect.poll(() => mails.length).toBe(1);
    expect((await row()).state).toBe('sending');

    answer = () => ({ accepted: true });
    expect(await deliver(later(1))).toMatchObject({ sent: 0, recovered: 0 });
    expect(await deliver(later(6))).toMatchObject({ sent: 1, recovered: 1 });
    expect(await deliver(later(60))).toMatchObject({ sent: 0 });
    expect(mails).toHaveLength(2);
    expect(mails[1]?.messageId).toBe(mails[0]?.messageId);
    expect(await row()).toMatchObject({ state: 'sent', attempts: 2, last_error: 'may_repeat' });
  });

  it('lets the late record of a process that lost its lease change nothing', async () => {
    await queue();
    let release: (result: MailResult) => void = () => undefined;
    answer = () => new Promise<MailResult>((resolve) => (release = resolve));
    const slow = deliver();
    await expect.poll(() => mails.length).toBe(1);
    answer = () => ({ accepted: true });
    await deliver(later(6));
    release({ accepted: false, permanent: true, uncertain: false, reason: 'refused', replyCode: 550 });
    await slow;
    expect((await row()).state).toBe('sent');
  });

  it('is sent by one of two processes, not by both', async () => {
    await queue();
    await Promise.all([deliver(), deliver()]);
    expect(mails).toHaveLength(1);
  });

  it('backs off after a temporary refusal, and fails after a lasting one', async () => {
    await queue();
    answer = () => ({
      accepted: false,
      permanent: false,
      uncertain: false,
      reason: 'refused',
      replyCode: 451,
    });
    expect(await deliver()).toMatchObject({ postponed: 1 });
    expect(await row()).toMatchObject({
      state: 'waiting',
      last_error: 'refused 451',
      not_before: later(1).now,
    });
    await deliver();
    expect(mails).toHaveLength(1);
    answer = () => ({
      accepted: false,
      permanent: true,
      uncertain: false,
      reason: 'refused',
      replyCode: 550,
    });
    expect(await deliver(later(1))).toMatchObject({ failed: 1 });
    expect(await row()).toMatchObject({ state: 'failed', last_error: 'refused 550' });
  });

  it('tries one mail, not all, while the server is out of reach, and loses none', async () => {
    for (let n = 0; n < 3; n += 1) await queue();
    answer = () => ({
      accepted: false,
      permanent: false,
      uncertain: false,
      reason: 'unreachable',
      replyCode: undefined,
    });
    await deliver();
    expect(mails).toHaveLength(1);
    answer = () => ({ accepted: true });
    expect(await deliver(later(1))).toMatchObject({ sent: 3 });
  });

  it('holds reminders back outside working hours, and nothing else', async () => {
    const night = momentAt('2026-11-23T14:00:00.000Z');
    await queue({ rule: 'reminder.due-today' });
    await queue({ rule: 'account.verify-email' });
    expect(await deliver(night)).toMatchObject({ sent: 1 });
    expect(await deliver(momentAt('2026-11-28T03:00:00.000Z'))).toMatchObject({ sent: 0 });
    expect(await deliver(momentAt('2026-11-30T01:00:00.000Z'))).toMatchObject({ sent: 1 });
  });

  it('fails a content that can not be opened, and goes on with the next', async () => {
    await queue();
    await db.root
      .updateTable('notice_body')
      .set({ content_cipher: 'broken' })
      .where('channel', '=', 'mail')
      .execute();
    await queue();
    expect(await deliver()).toMatchObject({ failed: 1, sent: 1 });
  });

  it('posts to the webhook of the house with its own address, until it is removed', async () => {
    await db.transaction(owner.scope, (trx) =>
      trx
        .insertInto('webhook_target')
        .values({
          organisation_id: house.id,
          id: newId(TEST_MOMENT.now),
          kind: 'dingtalk',
          label: '群',
          url_cipher: ports.sealer.seal('webhook.url', 'https://oapi.example/robot', house.id),
          secret_cipher: ports.sealer.seal('webhook.secret', 'SEC1', house.id),
          created_at: TEST_MOMENT.now,
          removed_at: null,
        })
        .execute(),
    );
    await queue();
    await deliver(TEST_MOMENT, { mailer: null });
    expect(posts[0]?.target).toEqual({
      format: 'dingtalk',
      url: 'https://oapi.example/robot',
      secret: 'SEC1',
    });
    expect(posts[0]?.message).toMatchObject({
      title: '备案已退回补正 / Filing returned',
      url: 'http://127.0.0.1:3000/filings/1',
    });
    await queue();
    await db.root.updateTable('webhook_target').set({ removed_at: TEST_MOMENT.now }).execute();
    expect(await deliver(TEST_MOMENT, { mailer: null })).toMatchObject({ failed: 1 });
    expect(posts).toHaveLength(1);
  });
});
