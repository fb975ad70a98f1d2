import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import * as answer from '#app/routes/batch/answer.ts';
import * as page from '#app/routes/batch/batch.tsx';
import * as claim from '#app/routes/batch/claim.ts';
import * as erase from '#app/routes/batch/delete.ts';
import * as line from '#app/routes/batch/line.tsx';
import * as list from '#app/routes/batch/list.tsx';
import * as newLine from '#app/routes/batch/new-line.tsx';
import * as fresh from '#app/routes/batch/new.tsx';
import * as record from '#app/routes/batch/record.tsx';
import * as release from '#app/routes/batch/release.ts';
import * as removeLine from '#app/routes/batch/remove-line.ts';
import * as reply from '#app/routes/batch/reply.ts';
import * as resolve from '#app/routes/batch/resolve.ts';
import * as back from '#app/routes/batch/return.tsx';
import * as submit from '#app/routes/batch/submit.ts';
import * as withdraw from '#app/routes/batch/withdraw.tsx';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import type { BatchKey } from '#db/queries/batch.read.ts';
import { type BatchDesk, batchDesk, freshItem, valueOf } from '#tests/support/batch-desk.ts';
import { type BatchWorld, makeBatch, makeBatchWorld, revisionOf } from '#tests/support/batch-world.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { FORM_TOKEN, incoming, refusalIn, statusOf } from '#tests/support/incoming.ts';
import { makeActor, makeOrganisation, testPorts } from '#tests/support/world.ts';

describe('the addresses of batches', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let world: BatchWorld;
  let desk: BatchDesk;
  let owner: Actor;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    world = await makeBatchWorld(ports, db);
    desk = batchDesk(db, ports, world);
    owner = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
  });
  afterAll(() => db.close());

  const posted = (fields: Record<string, string>) => new URLSearchParams({ _csrf: FORM_TOKEN, ...fields });
  const at = (
    actor: Actor | null,
    key: BatchKey,
    fields: Record<string, string> | null = null,
    more: { search?: string; params?: Record<string, string> } = {},
  ) =>
    incoming(ports, actor, `/batches/${key.organisationId}/${key.id}${more.search ?? ''}`, {
      params: { organisationId: key.organisationId, batchId: key.id, ...more.params },
      ...(fields ? { body: posted(fields) } : {}),
    });
  const item = (more: Record<string, string> = {}): Record<string, string> => ({
    kind: 'item',
    name: freshItem().name,
    region: '370100',
    onDate: '2023-06-01',
    ...more,
  });
  const locationOf = (answered: unknown) => (answered as Response).headers.get('location') ?? '';

  it('carry a batch from the first page to the record', async () => {
    const { city, province, planId } = world;
    const choices = await fresh.loader(
      incoming(ports, city.reviewer, `/batches/new?plan=${planId}&target=XC01`),
    );
    expect(choices.plans.map(({ id }) => id)).toContain(planId);
    const opened = await fresh.action(
      incoming(ports, city.reviewer, `/batches/new?plan=${planId}&target=XC01`, {
        body: posted({ plan: planId, title: '', note: '' }),
      }),
    );
    const found = /^\/batches\/([0-9a-f-]{36})\/([0-9a-f-]{36})\/lines\/new\?target=XC01$/.exec(
      locationOf(opened),
    );
    const key = { organisationId: found?.[1] ?? '', id: found?.[2] ?? '' };
    const form = await newLine.loader(at(city.reviewer, key, null, { search: '/lines/new?target=XC01' }));
    expect(form).toMatchObject({ kind: 'item', initial: { region: '370100' }, subject: { clause: '第1条' } });
    const search = '/lines/new?target=XC01';
    expect(await statusOf(() => newLine.action(at(city.reviewer, key, item(), { search })))).toBe(302);
    const again = await newLine.action(at(city.reviewer, key, item({ then: 'more' }), { search }));
    expect(locationOf(again)).toContain('/lines/new?target=XC01&kind=item');
    const shown = await page.loader(at(city.supervisor, key));
    expect(shown).toMatchObject({ count: 2, rights: { edit: true, submit: { zh: '报送' }, record: null } });
    const seen = { revision: String(shown.batch.revision) };
    expect(await statusOf(() => submit.action(at(city.supervisor, key, seen)))).toBe(302);
    expect(await statusOf(() => claim.action(at(province.reviewer, key, {})))).toBe(302);
    const asked = await record.loader(at(province.reviewer, key));
    expect(asked).toMatchObject({ count: 2, openCount: 0, isAtOnce: false });
    const done = await record.action(at(province.reviewer, key, { revision: String(asked.revision) }));
    expect(await statusOf(() => Promise.resolve(done))).toBe(302);
    const lists = await list.loader(incoming(ports, city.reviewer, '/batches'));
    expect(lists.done.map(({ id }) => id)).toContain(key.id);
    expect((await page.loader(at(city.reviewer, key))).events.map(({ type }) => type)).toContain(
      'batch.recorded',
    );
  });

  it('hide what is being mended, and show comments where they stand', async () => {
    const { city, province } = world;
    const key = await desk.batchIn('in_review', [
      ['XC01', freshItem()],
      ['XC01', freshItem()],
    ]);
    const [first = ''] = key.lines;
    const anchor = `lines[@${first}]`;
    const search = `?comment=${encodeURIComponent(anchor)}`;
    expect((await page.loader(at(province.reviewer, key, null, { search }))).commentOn?.anchor).toBe(anchor);
    const empty = await page.action(at(province.reviewer, key, { anchor, body: ' ', publish: 'draft' }));
    expect(Object.keys(refusalIn(empty).refusal.fields)).toEqual(['body']);
    const commented = await page.action(
      at(province.reviewer, key, { anchor, body: '请核对名称', publish: 'draft' }),
    );
    expect(locationOf(commented)).toMatch(/#thread-/);
    const asked = await back.loader(at(province.reviewer, key));
    expect(asked.threads).toMatchObject([{ text: '请核对名称' }]);
    const returned = await back.action(at(province.reviewer, key, { revision: String(asked.revision) }));
    expect(await statusOf(() => Promise.resolve(returned))).toBe(302);
    expect(await page.loader(at(province.reviewer, key))).toMatchObject({ areLinesHidden: true, lines: [] });
    const shown = await page.loader(at(city.reviewer, key));
    expect(shown.lines.map(({ threads }) => threads.length)).toEqual([1, 0]);
    const threadId = shown.lines[0]?.threads[0]?.id ?? '';
    const params = { threadId };
    expect(await statusOf(() => answer.action(at(city.reviewer, key, { body: '已核对' }, { params })))).toBe(
      302,
    );
    const lineOf = at(city.reviewer, key, null, { params: { lineId: first } });
    expect(await line.loader(lineOf)).toMatchObject({ revision: 1, action: 'add' });
    // Withdrawn before it is submitted again, what was mended has never been sent.
    const gone = await withdraw.action(at(city.reviewer, key, { reason: '不再报送' }));
    expect(await statusOf(() => Promise.resolve(gone))).toBe(302);
    const over = await page.loader(at(province.reviewer, key));
    expect(over).toMatchObject({ areLinesHidden: true, lines: [], count: 0 });
    expect((await page.loader(at(city.reviewer, key))).count).toBe(2);
  });

  it('keep what was typed beside what is wrong, and write nothing', async () => {
    const { city, planId } = world;
    const key = await makeBatch(ports, city.reviewer, planId, []);
    const search = '/lines/new?target=XC01';
    const wrong = item({ onDate: '2099-01-01', region: '370200', uscc: '123', note: '保留我' });
    const refused = refusalIn(await newLine.action(at(city.reviewer, key, wrong, { search })));
    expect(refused.values).toMatchObject({ note: '保留我', uscc: '123' });
    expect(Object.keys(refused.refusal.fields)).toEqual(['uscc']);
    const { uscc: _, ...late } = wrong;
    const again = refusalIn(await newLine.action(at(city.reviewer, key, late, { search })));
    expect(Object.keys(again.refusal.fields).sort()).toEqual(['onDate', 'region']);
    expect((await page.loader(at(city.reviewer, key))).count).toBe(0);
  });

  it('give the second of two officers 409 with both values', async () => {
    const { city } = world;
    const key = await desk.batchIn('draft', [['XC01', freshItem()]]);
    const params = { lineId: key.lines[0] ?? '' };
    const save = (actor: Actor, name: string, revision: string) =>
      line.action(at(actor, key, item({ name, revision }), { params }));
    expect(await statusOf(() => save(city.reviewer, '示例甲写', '1'))).toBe(302);
    const second = await save(city.supervisor, '示例乙写', '1');
    expect(await statusOf(() => Promise.resolve(second))).toBe(409);
    expect(refusalIn(second).values).toMatchObject({ name: '示例乙写' });
    expect(JSON.stringify(refusalIn(second).refusal.fields)).toContain('示例甲写');
    expect(await statusOf(() => save(city.supervisor, '示例乙写', '2'))).toBe(302);
  });

  it('correct and remove entries from their own pages', async () => {
    const { city, planId } = world;
    const recorded = await desk.batchIn('on_record', [['XC01', freshItem()]]);
    const entry = await db.root
      .selectFrom('entry')
      .select(['id', 'name'])
      .where('batch_id', '=', recorded.id)
      .executeTakeFirstOrThrow();
    const key = await makeBatch(ports, city.reviewer, planId, []);
    const choices = await fresh.loader(
      incoming(ports, city.reviewer, `/batches/new?plan=${planId}&entry=${entry.id}&action=correct`),
    );
    expect(choices.drafts.find(({ id }) => id === key.id)?.to).toContain(`entry=${entry.id}&action=correct`);
    const search = (action: string) => ({ search: `/lines/new?entry=${entry.id}&action=${action}` });
    expect(await newLine.loader(at(city.reviewer, key, null, search('correct')))).toMatchObject({
      action: 'correct',
      initial: { name: entry.name },
    });
    const theirs = await makeBatch(ports, world.otherCity.reviewer, planId, []);
    const stranger = () => newLine.loader(at(world.otherCity.reviewer, theirs, null, search('correct')));
    expect(await statusOf(stranger)).toBe(404);
    expect(await statusOf(() => newLine.action(at(city.reviewer, key, item(), search('correct'))))).toBe(302);
    expect(
      await statusOf(() => newLine.action(at(city.reviewer, key, item({ note: 'x' }), search('remove')))),
    ).toBe(409);
    expect((await page.loader(at(city.reviewer, key))).lines).toMatchObject([{ action: 'correct' }]);
  });

  it('press once more without harm, and say what stands in the way', async () => {
    const { city } = world;
    const key = await desk.batchIn('draft', [['XC01', freshItem()]]);
    const params = { lineId: key.lines[0] ?? '' };
    expect(locationOf(await submit.action(at(city.reviewer, key, { revision: 'x' })))).toBe(
      `/batches/${key.organisationId}/${key.id}`,
    );
    expect((await page.loader(at(city.reviewer, key))).batch.status).toBe('draft');
    expect(await statusOf(() => removeLine.action(at(city.reviewer, key, {}, { params })))).toBe(302);
    expect(await statusOf(() => removeLine.action(at(city.reviewer, key, {}, { params })))).toBe(404);
    expect(locationOf(await erase.action(at(city.reviewer, key, {})))).toBe('/batches');
    expect(await statusOf(() => erase.action(at(city.reviewer, key, {})))).toBe(404);
    const sent = await desk.batchIn('submitted', [['XC01', freshItem()]]);
    expect(await statusOf(() => withdraw.action(at(city.reviewer, sent, { reason: '' })))).toBe(422);
    expect(await statusOf(() => withdraw.action(at(city.reviewer, sent, { reason: '填错' })))).toBe(302);
    expect(await statusOf(() => withdraw.loader(at(city.reviewer, sent)))).toBe(409);
    expect(await statusOf(() => record.loader(at(world.province.reviewer, sent)))).toBe(409);
    expect(await statusOf(() => withdraw.action(at(city.reviewer, sent, { reason: '填错' })))).toBe(409);
  });

  it('answer 404 to every other house, 403 to everybody else, 401 to nobody in particular', async () => {
    const { otherCity } = world;
    const key = await desk.batchIn('in_review', [['XC01', freshItem()]]);
    valueOf(await desk.comment(world.province.reviewer, key));
    const params = { lineId: key.lines[0] ?? '', threadId: key.lines[0] ?? '' };
    const seen = { revision: String(await revisionOf(db, world.city.reviewer, key)) };
    const asks = (actor: Actor | null): Record<string, () => Promise<unknown>> => ({
      page: () => page.loader(at(actor, key)),
      newLine: () => newLine.loader(at(actor, key, null, { search: '/lines/new?target=XC01' })),
      line: () => line.loader(at(actor, key, null, { params })),
      return: () => back.loader(at(actor, key)),
      record: () => record.loader(at(actor, key)),
      withdraw: () => withdraw.loader(at(actor, key)),
    });
    const presses = (actor: Actor | null): Record<string, () => Promise<unknown>> => ({
      comment: () => page.action(at(actor, key, { anchor: 'batch', body: 'x' })),
      addLine: () => newLine.action(at(actor, key, item(), { search: '/lines/new?target=XC01' })),
      editLine: () => line.action(at(actor, key, item({ revision: '1' }), { params })),
      removeLine: () => removeLine.action(at(actor, key, {}, { params })),
      submit: () => submit.action(at(actor, key, seen)),
      withdraw: () => withdraw.action(at(actor, key, { reason: 'x' })),
      erase: () => erase.action(at(actor, key, {})),
      claim: () => claim.action(at(actor, key, {})),
      release: () => release.action(at(actor, key, {})),
      return: () => back.action(at(actor, key, seen)),
      record: () => record.action(at(actor, key, seen)),
      reply: () => reply.action(at(actor, key, { body: 'x' }, { params })),
      answer: () => answer.action(at(actor, key, { body: 'x' }, { params })),
      resolve: () => resolve.action(at(actor, key, {}, { params })),
    });
    for (const [name, ask] of Object.entries({
      ...asks(otherCity.supervisor),
      ...presses(otherCity.supervisor),
    })) {
      expect([name, await statusOf(ask)]).toEqual([name, 404]);
    }
    for (const [name, ask] of Object.entries({ ...asks(owner), ...presses(owner) })) {
      expect([name, await statusOf(ask)]).toEqual([name, 403]);
    }
    for (const [name, press] of Object.entries(presses(null))) {
      expect([name, await statusOf(press)]).toEqual([name, 401]);
    }
    expect((await desk.read(world.province.reviewer, key))?.status).toBe('in_review');
  });

  it.each(['x', '', '中', '%', '../..', '0'.repeat(400)])('answer 404 to “%s” for an id', async (id) => {
    const { reviewer } = world.city;
    const key = { organisationId: world.city.organisation.id, id };
    for (const one of [key, { organisationId: id, id: key.organisationId }]) {
      expect(await statusOf(() => page.loader(at(reviewer, one)))).toBe(404);
      expect(await statusOf(() => submit.action(at(reviewer, one, { revision: '1' })))).toBe(404);
      expect(await statusOf(() => Promise.resolve(submit.loader(at(reviewer, one))))).toBe(302);
    }
  });

  it.each(['?after=-1', '?after=9e99', '?after=x', '?comment=%00', '?comment=lines[@x]'])(
    'show the page to %s as to nothing',
    async (search) => {
      const key = await desk.batchIn('in_review', [['XC01', freshItem()]]);
      const shown = await page.loader(at(world.province.reviewer, key, null, { search }));
      expect(shown).toMatchObject({ count: 1, commentOn: null, lines: [{ position: 1 }] });
    },
  );

  const PLACES = ['2026-99-99', '2026-02-30', '0000-01-01'].map(
    (day) => `?after=${day}T00:00:00.000Z_01920001-0000-7000-8000-000000000001`,
  );

  it.each(['?after=x', '?after=_', ...PLACES])('list all to %s', async (search) => {
    expect(await statusOf(() => list.loader(incoming(ports, world.city.reviewer, `/batches${search}`)))).toBe(
      200,
    );
  });
});
