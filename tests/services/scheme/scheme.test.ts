import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Actor } from '#app/domain/account/actor.ts';
import { readSchemeForm, schemeFields } from '#app/domain/assessment/scheme-form.ts';
import type { SchemeContent } from '#app/domain/assessment/scheme-file.ts';
import { changeScheme } from '#app/services/scheme/change-scheme.server.ts';
import { createScheme } from '#app/services/scheme/create-scheme.server.ts';
import { findScheme, listUsableSchemes } from '#app/services/scheme/find-scheme.step.server.ts';
import { publishScheme } from '#app/services/scheme/publish-scheme.server.ts';
import { withdrawScheme } from '#app/services/scheme/withdraw-scheme.server.ts';
import type { Ports } from '#app/services/ports.ts';
import { defaultScheme } from '#assessments/scheme.ts';
import type { OpenDatabase } from '#db/client.ts';
import { getScheme, listSchemes } from '#db/queries/scheme.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

let db: OpenDatabase;
let ports: Ports;
beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
});
afterAll(() => db.close());

interface House {
  readonly id: string;
  readonly actor: Actor;
}

async function house(kind: 'enterprise' | 'regulator' | 'consultancy'): Promise<House> {
  const organisation = await makeOrganisation(ports, { kind });
  const role = { enterprise: 'preparer', regulator: 'supervisor', consultancy: 'consultant' } as const;
  return { id: organisation.id, actor: await makeActor(ports, organisation, role[kind]) };
}

function content(changes: Readonly<Record<string, string>> = {}): SchemeContent {
  const reading = readSchemeForm({ ...schemeFields(defaultScheme('dcmm')), ...changes });
  if (!reading.ok) throw new Error(JSON.stringify(reading.fields));
  return reading.content;
}

async function drafted(at: House, options: { isOffered?: boolean; nextOf?: string } = {}): Promise<string> {
  const result = await createScheme(ports, at.actor, TEST_MOMENT, {
    content: content({ 'title.zh': '示例方案', 'gates.2.value': '0.7' }),
    isOffered: options.isOffered ?? false,
    nextOf: options.nextOf ?? null,
  });
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value.id;
}

async function published(at: House, options: { isOffered?: boolean } = {}): Promise<string> {
  const id = await drafted(at, options);
  expect((await publishScheme(ports, at.actor, TEST_MOMENT, id)).ok).toBe(true);
  return id;
}

const find = (at: House, id: string) => db.transaction(at.actor.scope, (trx) => findScheme(trx, id));
const usable = async (at: House) => {
  const schemes = await db.transaction(at.actor.scope, (trx) => listUsableSchemes(trx, [at.id], 'dcmm'));
  return schemes.map(({ id }) => id);
};
const codeOf = (result: { ok: boolean; refusal?: { code: string } }) =>
  result.ok ? 'done' : result.refusal?.code;

describe.each(['enterprise', 'consultancy', 'regulator'] as const)('a scheme of an %s', (kind) => {
  it('is a draft until it is published, and then an assessment may begin with it', async () => {
    const at = await house(kind);
    const id = await drafted(at);
    expect(await find(at, `own:${id}`)).toBeUndefined();
    expect(await usable(at)).toEqual(['dcmm-default']);
    expect((await publishScheme(ports, at.actor, TEST_MOMENT, id)).ok).toBe(true);
    const scheme = await find(at, `own:${id}`);
    expect(scheme).toMatchObject({ id: `own:${id}`, version: 1, title: { zh: '示例方案' } });
    expect(scheme?.gates[2].value).toBe('0.7');
    expect(await usable(at)).toEqual(['dcmm-default', `own:${id}`]);
  });
});

it('never changes once it is published, neither through the product nor in the database', async () => {
  const at = await house('consultancy');
  const id = await published(at);
  const change = { id, content: content({ 'gates.2.value': '0.1' }), isOffered: false };
  expect(codeOf(await changeScheme(ports, at.actor, TEST_MOMENT, change))).toBe('not_allowed_now');
  expect(codeOf(await publishScheme(ports, at.actor, TEST_MOMENT, id))).toBe('not_allowed_now');
  const rewrite = db.transaction(at.actor.scope, (trx) =>
    sql`update scoring_scheme set content = '{}' where id = ${id}`.execute(trx),
  );
  await expect(rewrite).rejects.toThrow();
});

it('goes on in a next version, and stays readable after it was withdrawn', async () => {
  const at = await house('enterprise');
  const first = await published(at);
  const second = await drafted(at, { nextOf: first });
  const rows = await db.transaction(at.actor.scope, (trx) => listSchemes(trx, at.id));
  expect(rows.map(({ version }) => version).sort()).toEqual([1, 2]);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(1);
  expect(await withdrawScheme(ports, at.actor, TEST_MOMENT, first)).toMatchObject({
    value: { wasDraft: false },
  });
  expect(await usable(at)).toEqual(['dcmm-default']);
  expect((await find(at, `own:${first}`))?.version).toBe(1);
  expect(await withdrawScheme(ports, at.actor, TEST_MOMENT, second)).toMatchObject({
    value: { wasDraft: true },
  });
  expect(await db.transaction(at.actor.scope, (trx) => getScheme(trx, second))).toBeUndefined();
});

it('changes as a draft, digest and all', async () => {
  const at = await house('enterprise');
  const id = await drafted(at);
  const before = await db.transaction(at.actor.scope, (trx) => getScheme(trx, id));
  const input = { id, content: content({ 'title.zh': '改名', 'floor.value': '0' }), isOffered: true };
  expect((await changeScheme(ports, at.actor, TEST_MOMENT, input)).ok).toBe(true);
  const after = await db.transaction(at.actor.scope, (trx) => getScheme(trx, id));
  // Only a regulator offers a scheme to others.
  expect(after).toMatchObject({ title: '改名', isOffered: false });
  expect(after?.digest).not.toBe(before?.digest);
});

describe('other houses', () => {
  it('see a regulator’s scheme only once it is offered and published', async () => {
    const [office, firm] = [await house('regulator'), await house('enterprise')];
    const hidden = await published(office);
    const offered = await published(office, { isOffered: true });
    const draft = await drafted(office, { isOffered: true });
    expect(await find(firm, `own:${hidden}`)).toBeUndefined();
    expect(await find(firm, `own:${draft}`)).toBeUndefined();
    expect((await find(firm, `own:${offered}`))?.id).toBe(`own:${offered}`);
    expect(await usable(firm)).toContain(`own:${offered}`);
  });

  it('neither see nor touch an enterprise’s', async () => {
    const [mine, other] = [await house('enterprise'), await house('consultancy')];
    const id = await drafted(mine);
    const change = { id, content: content(), isOffered: false };
    expect(codeOf(await changeScheme(ports, other.actor, TEST_MOMENT, change))).toBe('not_found');
    expect(codeOf(await publishScheme(ports, other.actor, TEST_MOMENT, id))).toBe('not_found');
    expect(codeOf(await withdrawScheme(ports, other.actor, TEST_MOMENT, id))).toBe('not_found');
    const next = { content: content(), isOffered: false, nextOf: id };
    expect(codeOf(await createScheme(ports, other.actor, TEST_MOMENT, next))).toBe('not_found');
  });

  it('refuses who may not write schemes, and finds nothing under odd ids', async () => {
    const organisation = await makeOrganisation(ports, { kind: 'enterprise' });
    const viewer = await makeActor(ports, organisation, 'viewer');
    const input = { content: content(), isOffered: false, nextOf: null };
    expect(codeOf(await createScheme(ports, viewer, TEST_MOMENT, input))).toBe('forbidden');
    const at = { id: organisation.id, actor: viewer };
    for (const id of ['own:', "own:'; drop table", 'nothing', 'own:00000000-0000-0000-0000-000000000000']) {
      expect(await find(at, id)).toBeUndefined();
    }
  });
});
