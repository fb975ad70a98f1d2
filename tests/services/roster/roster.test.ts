import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { usccCheckCharacter } from '#app/domain/organisation/uscc.ts';
import type { RosterState } from '#app/domain/roster/roster-filter.ts';
import type { Ports } from '#app/services/ports.ts';
import { claimFiling } from '#app/services/review/claim-filing.server.ts';
import { recordFiling } from '#app/services/review/record-filing.server.ts';
import { applyRoster } from '#app/services/roster/apply-roster.server.ts';
import { discardRoster } from '#app/services/roster/discard-roster.server.ts';
import { inviteRoster } from '#app/services/roster/invite-roster.server.ts';
import { previewRoster } from '#app/services/roster/preview-roster.server.ts';
import { removeRosterEntry } from '#app/services/roster/remove-roster-entry.server.ts';
import { urgeRoster } from '#app/services/roster/urge-roster.server.ts';
import { writeRosterTemplate } from '#app/services/roster/write-roster-template.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { countRoster, getImportRun, listRoster } from '#db/queries/roster.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeSubmittedFiling } from '#tests/support/filing.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

let db: OpenDatabase;
let ports: Ports;
beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
});
afterAll(() => db.close());

let serial = 0;
function newCode(): string {
  serial += 1;
  const stem = `91310115MA${String(serial).padStart(7, '0')}`;
  return `${stem}${usccCheckCharacter(stem) ?? ''}`;
}

/** An office of its own for each test, so that rosters don't mix. */
async function office() {
  const organisation = await makeOrganisation(ports, { kind: 'regulator' });
  const supervisor = await makeActor(ports, organisation, 'supervisor');
  const reviewer = await makeActor(ports, organisation, 'reviewer');
  return { organisation, supervisor, reviewer };
}

function scopeOf(actor: Actor): RegulatorScope {
  if (actor.scope.kind !== 'regulator') throw new Error('a regulator is needed');
  return actor.scope;
}

const HEADER = '企业名称,统一社会信用代码,许可证编号,业务种类,所在地区代码,联系邮箱';
const line = (name: string, uscc: string, contact = '') => `${name},${uscc},沪B2-1,B25,310115,${contact}`;

function preview(actor: Actor, lines: readonly string[]) {
  return previewRoster(ports, actor, TEST_MOMENT, {
    fileName: '名录.csv',
    content: Readable.from([Buffer.from([HEADER, ...lines].join('\n'))]),
  });
}

const valueOf = <T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};
const codeOf = (result: { ok: boolean; refusal?: { code: string } }) =>
  result.ok ? 'done' : result.refusal?.code;

async function imported(actor: Actor, lines: readonly string[]) {
  const { id } = valueOf(await preview(actor, lines));
  return valueOf(await applyRoster(ports, actor, TEST_MOMENT, { runId: id }));
}

const listed = (actor: Actor, state: RosterState = 'all') =>
  db.transaction(actor.scope, async (trx) => {
    const filter = { state, region: '', q: '', after: '' };
    return (await listRoster(trx, scopeOf(actor), filter, TEST_MOMENT.today)).rows;
  });

async function noticesTo(organisationId: string): Promise<{ rule: string; channel: string; mask: string }[]> {
  return db.root
    .selectFrom('notice')
    .select(['rule', 'channel', 'recipient_mask as mask'])
    .where('organisation_id', '=', organisationId)
    .orderBy('channel')
    .execute();
}

describe('importing', () => {
  it('previews without touching the roster, then applies once', async () => {
    const { supervisor } = await office();
    const { id } = valueOf(await preview(supervisor, [line('示例甲', newCode(), 'a@test.example')]));
    expect(await listed(supervisor)).toEqual([]);
    const apply = () => applyRoster(ports, supervisor, TEST_MOMENT, { runId: id });
    expect(valueOf(await apply())).toEqual({ added: 1, updated: 0 });
    expect(codeOf(await apply())).toBe('not_allowed_now');
    expect(await listed(supervisor)).toMatchObject([
      { name: '示例甲', contactMask: '***@test.example', enterpriseId: null },
    ]);
  });

  it('keeps no address in the clear, in the import or in the roster', async () => {
    const { supervisor } = await office();
    const { id } = valueOf(
      await preview(supervisor, [line('示例乙', newCode(), 'very.secret@test.example')]),
    );
    const run = await db.root.selectFrom('import_run').selectAll().where('id', '=', id).executeTakeFirst();
    expect(JSON.stringify(run)).not.toContain('very.secret');
    await applyRoster(ports, supervisor, TEST_MOMENT, { runId: id });
    expect(JSON.stringify(await db.root.selectFrom('roster_entry').selectAll().execute())).not.toContain(
      'very.secret',
    );
  });

  it('applies nothing of an import with one bad row', async () => {
    const { supervisor } = await office();
    const { id } = valueOf(await preview(supervisor, [line('示例丙', newCode()), line('示例丁', '123')]));
    expect(codeOf(await applyRoster(ports, supervisor, TEST_MOMENT, { runId: id }))).toBe('incomplete');
    expect(await listed(supervisor)).toEqual([]);
  });

  it('brings known holders up to date by their code, without losing their contact', async () => {
    const { supervisor } = await office();
    const uscc = newCode();
    await imported(supervisor, [line('旧名', uscc, 'old@test.example')]);
    expect(await imported(supervisor, [line('新名', uscc), line('另一家', newCode())])).toEqual({
      added: 1,
      updated: 1,
    });
    const rows = await listed(supervisor);
    expect(rows).toHaveLength(2);
    expect(rows.find((row) => row.uscc === uscc)).toMatchObject({
      name: '新名',
      contactMask: 'o***@test.example',
    });
  });

  it('refuses files that are no table, or lack a column', async () => {
    const { supervisor } = await office();
    const read = (content: string) =>
      previewRoster(ports, supervisor, TEST_MOMENT, {
        fileName: 'x.csv',
        content: Readable.from([Buffer.from(content)]),
      });
    expect(await read('企业名称\n示例')).toMatchObject({ refusal: { fields: { file: {} } } });
    expect(await read('')).toMatchObject({ refusal: { fields: { file: {} } } });
    expect(await read(`${HEADER}\n`)).toMatchObject({ refusal: { fields: { file: {} } } });
  });

  it('is the supervisor’s, and no other office’s', async () => {
    const [one, other] = [await office(), await office()];
    expect(codeOf(await preview(one.reviewer, [line('示例', newCode())]))).toBe('forbidden');
    const { id } = valueOf(await preview(one.supervisor, [line('示例', newCode())]));
    expect(codeOf(await applyRoster(ports, other.supervisor, TEST_MOMENT, { runId: id }))).toBe('not_found');
    const scope = scopeOf(other.supervisor);
    expect(await db.transaction(scope, (trx) => getImportRun(trx, scope, id))).toBeUndefined();
  });

  it('can be put aside, and then not applied', async () => {
    const { supervisor } = await office();
    const { id } = valueOf(await preview(supervisor, [line('示例', newCode())]));
    expect(codeOf(await discardRoster(ports, supervisor, TEST_MOMENT, { runId: id }))).toBe('done');
    expect(codeOf(await applyRoster(ports, supervisor, TEST_MOMENT, { runId: id }))).toBe('not_allowed_now');
  });

  it('reads its own template once it is filled in', async () => {
    const pieces: Buffer[] = [];
    for await (const piece of writeRosterTemplate(ports)) pieces.push(Buffer.from(piece as Uint8Array));
    const table = await ports.spreadsheets.readTable(Readable.from([Buffer.concat(pieces)]), {
      fileName: 't.xlsx',
      maxRows: 10,
      maxBytes: 1_000_000,
    });
    expect(table).toMatchObject({ ok: true, headers: HEADER.split(',') });
  });
});

/** A roster with one enterprise in each state. */
async function mixedRoster() {
  const made = await office();
  const { supervisor } = made;
  const codes = { recorded: newCode(), pending: newCode(), silent: newCode(), stranger: newCode() };
  const enterpriseOf = async (uscc: string) => {
    const enterprise = await makeOrganisation(ports, { kind: 'enterprise', uscc });
    return { enterprise, owner: await makeActor(ports, enterprise, 'owner') };
  };
  const recorded = await enterpriseOf(codes.recorded);
  const filing = await makeSubmittedFiling(ports, recorded.owner);
  await claimFiling(ports, supervisor, TEST_MOMENT, { filing: filing.id, takeOver: '' });
  valueOf(await recordFiling(ports, supervisor, TEST_MOMENT, { filing: filing.id, version: 1 }));
  const pending = await enterpriseOf(codes.pending);
  await makeSubmittedFiling(ports, pending.owner);
  const silent = await enterpriseOf(codes.silent);
  await imported(supervisor, [
    line('已备案', codes.recorded),
    line('办理中', codes.pending),
    line('未备案', codes.silent),
    line('未注册', codes.stranger, 'contact@test.example'),
    line('无联系', newCode()),
  ]);
  const rows = await listed(supervisor);
  const entryOf = (name: string) => rows.find((row) => row.name === name)?.id ?? '';
  return { ...made, silent, entryOf };
}

describe('counting', () => {
  it('gives every state with the roster as denominator', async () => {
    const { supervisor } = await mixedRoster();
    const scope = scopeOf(supervisor);
    expect(await db.transaction(scope, (trx) => countRoster(trx, scope, TEST_MOMENT.today))).toEqual({
      all: 5,
      recorded: 1,
      pending: 1,
      missing: 3,
      overdue: 0,
      unregistered: 2,
    });
    expect((await listed(supervisor, 'missing')).map((row) => row.name).sort()).toEqual(
      ['无联系', '未备案', '未注册'].sort(),
    );
    expect((await listed(supervisor, 'recorded')).map((row) => row.name)).toEqual(['已备案']);
  });

  it('leaves out what was removed, with a reason in the office’s journal', async () => {
    const { supervisor, organisation, entryOf } = await mixedRoster();
    const input = { id: entryOf('未备案'), reason: '许可证已注销' };
    expect(valueOf(await removeRosterEntry(ports, supervisor, TEST_MOMENT, input))).toEqual({
      name: '未备案',
    });
    expect(await listed(supervisor)).toHaveLength(4);
    expect(codeOf(await removeRosterEntry(ports, supervisor, TEST_MOMENT, input))).toBe('not_found');
    const event = await db.root
      .selectFrom('journal')
      .select('payload')
      .where('organisation_id', '=', organisation.id)
      .where('type', '=', 'roster.removed')
      .executeTakeFirst();
    expect(event?.payload).toContain('许可证已注销');
  });
});

describe('urging and inviting', () => {
  it('reaches members, else the contact; leaves the settled and the unreachable; once a day', async () => {
    const { supervisor, organisation, silent, entryOf } = await mixedRoster();
    const entry = ['已备案', '未备案', '未注册', '无联系'].map(entryOf);
    const urge = () =>
      urgeRoster(ports, supervisor, TEST_MOMENT, { entry, text: '{企业名称}请备案：{期限}' });
    expect(valueOf(await urge())).toEqual({ urged: 2, settled: 1, unreachable: 1 });
    expect((await noticesTo(silent.enterprise.id)).map((one) => `${one.rule} ${one.channel}`)).toEqual([
      'roster.urged mail',
      'roster.urged product',
    ]);
    expect(await noticesTo(organisation.id)).toEqual([
      { rule: 'roster.urged', channel: 'mail', mask: 'c***@test.example' },
    ]);
    await urge();
    expect(await noticesTo(silent.enterprise.id)).toHaveLength(2);
    const urged = (await listed(supervisor)).filter((row) => row.lastUrgedAt !== null);
    expect(urged.map((row) => row.name).sort()).toEqual(['未备案', '未注册'].sort());
  });

  it('invites those who aren’t registered by a link of 30 days that is kept as a digest', async () => {
    const { supervisor, organisation, entryOf } = await mixedRoster();
    const entry = ['未备案', '未注册', '无联系'].map(entryOf);
    expect(valueOf(await inviteRoster(ports, supervisor, TEST_MOMENT, { entry }))).toEqual({
      invited: 1,
      left: 2,
    });
    const again = await inviteRoster(ports, supervisor, TEST_MOMENT, { entry: [entryOf('未注册')] });
    expect(valueOf(again)).toEqual({ invited: 1, left: 0 });
    const rows = await db.root
      .selectFrom('invitation')
      .select(['purpose', 'role', 'digest', 'expires_at', 'revoked_at'])
      .where('organisation_id', '=', organisation.id)
      .execute();
    expect(rows).toHaveLength(2);
    expect(rows.filter((row) => row.revoked_at === null)).toMatchObject([
      { purpose: 'roster', role: 'owner', expires_at: '2026-12-23T02:00:00.000Z' },
    ]);
    expect(rows.every((row) => /^[0-9a-f]{64}$/u.test(row.digest))).toBe(true);
  });

  it('is refused to reviewers where it is the supervisor’s, and to enterprises', async () => {
    const { reviewer, silent, entryOf } = await mixedRoster();
    const entry = [entryOf('未注册')];
    expect(codeOf(await inviteRoster(ports, reviewer, TEST_MOMENT, { entry }))).toBe('forbidden');
    expect(codeOf(await urgeRoster(ports, silent.owner, TEST_MOMENT, { entry, text: 'x' }))).toBe(
      'forbidden',
    );
  });
});
