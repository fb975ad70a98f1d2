import { randomUUID } from 'node:crypto';
import { createSealer } from '#db/crypto/sealer.ts';
import { APP_ROLE, scopeSettings } from '#db/client.ts';
import { openBody } from '#db/queries/filing-body.ts';
import type { Actor } from '#app/domain/account/actor.ts';
import { BENCH_SECRET } from './server.ts';
import type { Caller } from './session.ts';
import { rowsOf } from './stamp.ts';
import type { World, Writer } from './world.ts';
import type { Place, Writing } from './write.ts';

/** A form as the browser posts it. */
export function post(path: string, caller: Caller, origin: string, fields: Readonly<Record<string, string>>) {
  return {
    method: 'POST' as const,
    path,
    headers: { cookie: caller.cookie, origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ _csrf: caller.token, ...fields }).toString(),
  };
}

/** The settings of a member in his own, stamped, house. */
export function memberSettings(owner: Actor, place: Place): Record<string, string> {
  const { scope } = owner;
  if (scope.kind !== 'member') throw new Error('a member writes');
  const here = {
    ...scope,
    accountId: place.id(scope.accountId),
    organisationId: place.id(scope.organisationId),
  };
  return { role: APP_ROLE, ...scopeSettings(here) };
}

/** The text with everything that tells the sample from the place replaced. */
function inPlace(text: string, sample: readonly string[], place: Place): string {
  return sample.reduce((all, one, index) => all.replaceAll(one, place.texts[index] ?? ''), text);
}

/** The body of the sample's draft as the page holds it. */
function draftOf(writer: Writer): string {
  const sealer = createSealer({ masterSecret: BENCH_SECRET, keyId: 'k1' });
  const [draft] = rowsOf(writer.image, 'filing_draft').filter(
    (row) => row.filing_id === writer.sample.filingId,
  );
  const stored: unknown = JSON.parse(draft?.body ?? '{}');
  return JSON.stringify(openBody(sealer, writer.image.organisationId, stored));
}

/** Saving a draft, submitting, and putting on record. */
export function filingWritings(world: World, origin: string): Writing[] {
  const { draft, sealed } = world.writers;
  const settled = world.samples.at(-1);
  const settledMould = world.moulds.at(-1);
  const [reviewer] = world.office.reviewers;
  if (!settled || !settledMould || !reviewer) throw new Error('nobody decides');
  const body = draftOf(draft);
  const changed = (text: string) => {
    const value = JSON.parse(text) as { enterprise: Record<string, unknown> };
    return JSON.stringify({ ...value, enterprise: { ...value.enterprise, department: '数据治理办公室' } });
  };
  const ownerIn = (writer: Writer) => (place: Place) => place.id(writer.sample.owner.accountId ?? '');
  return [
    {
      key: 'save-draft',
      name: '保存草稿 / save a draft',
      part: 'filings',
      mould: draft,
      organisationId: draft.image.organisationId,
      accountId: ownerIn(draft),
      settings: (place) => memberSettings(draft.sample.owner, place),
      expected: 200,
      request: (place, caller) => {
        const base = inPlace(body, draft.texts, place);
        const address = `/filings/${place.id(draft.sample.filingId)}/draft`;
        return post(address, caller, origin, { base, mine: changed(base) });
      },
    },
    {
      key: 'submit',
      name: '报送 / submit',
      part: 'filings',
      mould: sealed,
      organisationId: sealed.image.organisationId,
      accountId: ownerIn(sealed),
      settings: (place) => memberSettings(sealed.sample.owner, place),
      expected: 202,
      request: (place, caller) =>
        post(`/filings/${place.id(sealed.sample.filingId)}/seal.data`, caller, origin, {
          submit_key: randomUUID(),
          'sealing.signedOn': world.today,
          'submission.channel': 'platform',
          'submission.paperSubmittedOn': '',
        }),
    },
    {
      key: 'decide',
      name: '备案存档 / put on record',
      part: 'filings',
      mould: settledMould,
      organisationId: settled.organisation.id,
      accountId: () => reviewer.accountId ?? '',
      settings: () => settingsOf(reviewer),
      expected: 202,
      request: (place, caller) =>
        post(`/review/${place.id(settled.filingId)}/record.data`, caller, origin, { version: '1' }),
    },
  ];
}

const settingsOf = (actor: Actor) => ({ role: APP_ROLE, ...scopeSettings(actor.scope) });
