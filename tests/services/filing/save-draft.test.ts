import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { emptyBody, sampleBody, withField } from '#app/domain/filing/body.ts';
import type { FilingBody } from '#app/domain/filing/form.ts';
import { saveDraft } from '#app/services/filing/save-draft.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { getDraft } from '#db/queries/draft.read.ts';
import { openBody } from '#db/queries/filing-body.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { beginFiling, granted } from '#tests/support/filing-world.ts';
import { makeActor, makeOrganisation, testPorts, TEST_MOMENT } from '#tests/support/world.ts';

describe('saving a draft', () => {
  let db: OpenDatabase;
  let ports: Ports;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
  });
  afterAll(() => db.close());

  async function draft() {
    const organisation = await makeOrganisation(ports, { kind: 'enterprise' });
    const owner = await makeActor(ports, organisation, 'owner');
    const colleague = await makeActor(ports, organisation, 'preparer');
    const filingId = await beginFiling(ports, owner);
    const read = () =>
      db.transaction(owner.scope, async (trx) => {
        const row = await getDraft(trx, organisation.id, filingId);
        if (!row) throw new Error('no draft');
        return { row, body: openBody(ports.sealer, organisation.id, row.body) };
      });
    const save = (actor: Actor, base: FilingBody, mine: FilingBody) =>
      saveDraft(ports, actor, TEST_MOMENT, { filingId, base, mine });
    return { organisation, owner, colleague, filingId, read, save };
  }

  it('merges what two people change in different places', async () => {
    const { owner, colleague, read, save } = await draft();
    const base = (await read()).body;
    granted(await save(owner, base, withField(base, 'cdo.name', '李示例')));
    const second = granted(await save(colleague, base, withField(base, 'cdo.position', '副总经理')));
    expect(second.conflicts).toEqual([]);
    expect((await read()).body.cdo).toMatchObject({ name: '李示例', position: '副总经理' });
  });

  it('never overwrites silently: the place that both changed keeps the first value and names both', async () => {
    const { owner, colleague, read, save } = await draft();
    const base = (await read()).body;
    granted(await save(owner, base, withField(base, 'cdo.name', '甲')));
    const second = granted(await save(colleague, base, withField(base, 'cdo.name', '乙')));
    expect(second.conflicts).toEqual([{ path: 'cdo.name', mine: '乙', theirs: '甲' }]);
    expect((await read()).body.cdo.name).toBe('甲');
    // A choice for one's own value is an edit on top of theirs.
    granted(await save(colleague, second.body, withField(second.body, 'cdo.name', '乙')));
    expect((await read()).body.cdo.name).toBe('乙');
  });

  it('writes nothing when nothing changed', async () => {
    const { owner, read, save } = await draft();
    const { row, body } = await read();
    const saved = granted(await save(owner, body, body));
    expect(saved.revision).toBe(row.revision);
    expect((await read()).row).toEqual(row);
  });

  it('seals personal values and keeps them out of the column’s clear part and the journal', async () => {
    const { organisation, owner, read, save } = await draft();
    const { body } = await read();
    granted(await save(owner, body, sampleBody()));
    const { row } = await read();
    const stored = JSON.stringify(row.body);
    expect(stored).not.toContain('13800000001');
    expect((await read()).body.cdo.mobile).toBe('13800000001');
    const events = await db.transaction(owner.scope, (trx) =>
      trx
        .selectFrom('journal')
        .select('payload')
        .where('organisation_id', '=', organisation.id)
        .where('type', '=', 'draft.saved')
        .execute(),
    );
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events)).not.toContain('李示例');
  });

  it('is refused to viewers and to other enterprises', async () => {
    const { organisation, read, save } = await draft();
    const { row, body } = await read();
    const viewer = await makeActor(ports, organisation, 'viewer');
    const stranger = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
    const edited = withField(body, 'cdo.name', '外人');
    expect(await save(viewer, body, edited)).toMatchObject({ refusal: { code: 'forbidden' } });
    expect(await save(stranger, emptyBody(), edited)).toMatchObject({ refusal: { code: 'not_found' } });
    expect((await read()).row).toEqual(row);
  });
});
