import { describe, expect, it } from 'vitest';
import type { Scope } from '#app/domain/account/scope.ts';
import { setStage } from './definer/stage.ts';
import { ACCOUNTS, GRANTS, ORGANISATIONS } from './isolation/identity.ts';
import { ASSESSING } from './isolation/probe-assessment.ts';
import { SCOPES } from './isolation/walk.ts';

const stage = setStage();
const TODAY = '2026-11-23';
const A = ORGANISATIONS.A;
const house = (accountId: string, organisationId: string): Scope => ({
  kind: 'member',
  accountId,
  organisationId,
  role: 'consultant',
});
const HELPERS = house(ACCOUNTS.consultant, ORGANISATIONS.consultancy);
const ASSESSORS = house(ACCOUNTS.assessor, ORGANISATIONS.assessors);
const RIVALS = house(ACCOUNTS.rival, ORGANISATIONS.rivals);

const ask = (scope: string | Scope, today = TODAY) =>
  stage.as(scope, 'select grant_id, next_due, is_busy from client_affairs($1) order by grant_id', [today]);
const owner = (text: string) => stage.owner(text, [A]);
/** Ends everything that is under way at A, so that a test begins one thing again. */
async function settle(): Promise<void> {
  await stage.owner('set local session_replication_role = replica');
  await owner('update change_report set closed_at = now() where organisation_id = $1');
  await owner(`delete from filing_draft where organisation_id = $1`);
  await owner(`update filing set status = 'withdrawn' where organisation_id = $1 and status <> 'on_record'`);
  await owner(
    `update assessment set state = 'signed', signed_at = now(), signed_by_name = 'x' where organisation_id = $1`,
  );
  await owner(`update assessment_thread set state = 'resolved' where organisation_id = $1`);
  await stage.owner('set local session_replication_role = origin');
}
const idle = (...grants: string[]) =>
  grants.map((grant_id) => ({ grant_id, next_due: null, is_busy: false }));
const busy = (...grants: string[]) => idle(...grants).map((row) => ({ ...row, is_busy: true }));

describe('client_affairs', () => {
  it('names the consultancy’s own living grants, whoever else asks', async () => {
    const rows = async (scope: string | Scope) => (await ask(scope)).map((row) => row.grant_id);
    expect(await rows(HELPERS)).toEqual([GRANTS.draft, GRANTS.read]);
    expect(await rows(ASSESSORS)).toEqual([GRANTS.assess, GRANTS.assessRead]);
    expect(await rows(RIVALS)).toEqual([GRANTS.rival]);
    for (const scope of Object.keys(SCOPES)) {
      if (scope !== 'consultancy') expect(await rows(scope)).toEqual([]);
    }
  });
  it('needs a membership of that consultancy, whatever house is claimed', async () => {
    expect(await ask(house(ACCOUNTS.rival, ORGANISATIONS.consultancy))).toEqual([]);
    await stage.owner('update membership set ended_at = now() where account_id = $1', [ACCOUNTS.consultant]);
    expect(await ask(HELPERS)).toEqual([]);
  });
  it('counts the last day in, the next day out', async () => {
    await stage.owner(`update client_grant set expires_on = '${TODAY}' where id = $1`, [GRANTS.draft]);
    expect((await ask(HELPERS)).map((row) => row.grant_id)).toContain(GRANTS.draft);
    expect((await ask(HELPERS, '2026-11-24')).map((row) => row.grant_id)).toEqual([GRANTS.read]);
  });
  it('tells the first day of an open change to who helps, not to who assesses', async () => {
    await settle();
    await owner(
      `update change_report set closed_at = null, first_submitted_on = null, due_on = '2026-11-27' where organisation_id = $1`,
    );
    expect(await ask(HELPERS)).toEqual(
      busy(GRANTS.draft, GRANTS.read).map((row) => ({ ...row, next_due: '2026-11-27' })),
    );
    expect(await ask(ASSESSORS)).toEqual(idle(GRANTS.assess, GRANTS.assessRead));
    await owner(`update change_report set first_submitted_on = '2026-11-26' where organisation_id = $1`);
    expect(await ask(HELPERS)).toEqual(idle(GRANTS.draft, GRANTS.read));
  });
  it('tells of a filing under way to who helps, not to who assesses', async () => {
    await settle();
    await stage.owner('set local session_replication_role = replica');
    await owner(`update filing set status = 'returned' where organisation_id = $1 and status = 'withdrawn'`);
    expect(await ask(HELPERS)).toEqual(busy(GRANTS.draft, GRANTS.read));
    expect(await ask(ASSESSORS)).toEqual(idle(GRANTS.assess, GRANTS.assessRead));
  });
  it.each([
    ['self-assessment', ASSESSING.assessmentId, true, false],
    ['independent assessment', ASSESSING.independentId, false, true],
  ])('tells of a %s under way to its own side', async (_what, id, helps, assesses) => {
    await settle();
    await stage.owner('set local session_replication_role = replica');
    await stage.owner(`update assessment set state = 'validating' where id = $1`, [id]);
    expect(await ask(HELPERS)).toEqual((helps ? busy : idle)(GRANTS.draft, GRANTS.read));
    expect(await ask(ASSESSORS)).toEqual((assesses ? busy : idle)(GRANTS.assess, GRANTS.assessRead));
    // Another consultancy's assessment says nothing to its rivals.
    expect(await ask(RIVALS)).toEqual(idle(GRANTS.rival));
  });
  it('tells of a question that is open in a signed assessment, and of none in a withdrawn one', async () => {
    await settle();
    await stage.owner('set local session_replication_role = replica');
    await stage.owner(`update assessment_thread set state = 'open' where assessment_id = $1`, [
      ASSESSING.assessmentId,
    ]);
    expect(await ask(HELPERS)).toEqual(busy(GRANTS.draft, GRANTS.read));
    await stage.owner(`update assessment set state = 'withdrawn' where id = $1`, [ASSESSING.assessmentId]);
    expect(await ask(HELPERS)).toEqual(idle(GRANTS.draft, GRANTS.read));
  });
});
