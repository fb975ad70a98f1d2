import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { action, loader } from '#app/routes/filing/upload.tsx';
import { submitFiling } from '#app/services/filing/submit-filing.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import {
  beginFiling,
  fillFiling,
  granted,
  sampleCode,
  sealFiling,
  uploadPdf,
} from '#tests/support/filing-world.ts';
import { FORM_TOKEN, incoming, refusalIn, statusOf } from '#tests/support/incoming.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

let db: OpenDatabase;
let ports: Ports;
let owner: Actor;
let filingId: string;

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  const uscc = sampleCode(71);
  owner = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise', uscc }), 'owner');
  filingId = await beginFiling(ports, owner);
  await fillFiling(ports, owner, filingId, { enterprise: { uscc } });
});
afterAll(() => db.close());

function put(
  fields: Record<string, string>,
  file?: readonly [name: string, content: string],
  allowance = 100,
) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ _csrf: FORM_TOKEN, slot: 'appointment', ...fields }))
    body.append(name, value);
  if (file) body.append('file', new File([file[1]], file[0]));
  const asked = incoming(ports, owner, `/filings/${filingId}/attachments`, {
    body,
    params: { filingId },
    allowance,
  });
  return action(asked);
}
const PDF = (mark: string) => [`${mark}.pdf`, `%PDF-1.4\n%${mark}\n%%EOF\n`] as const;
const slots = async () => {
  const page = await loader(incoming(ports, owner, '/x', { params: { filingId } }));
  return Object.fromEntries(
    page.slots.map(({ slot, mayUpload, files }) => [slot, [mayUpload, files.length]]),
  );
};

describe('a file of a filing', () => {
  it('is taken, and leads back to the page that sent it', async () => {
    const back = `/filings/${filingId}/edit#attachments.appointment`;
    const answer = (await put({ back }, PDF('a'))) as Response;
    expect([answer.status, answer.headers.get('location')]).toEqual([302, back]);
    expect(await slots()).toMatchObject({ appointment: [true, 1], signed_scan: [false, 0] });
  });

  it.each([
    ['there already', PDF('a'), 409],
    ['of another kind', ['a.pdf', '<svg/>'] as const, 415],
    ['misnamed', ['a.svg', '%PDF-1.4\n%%EOF\n'] as const, 415],
    ['empty', ['a.pdf', ''] as const, 422],
    ['none', undefined, 422],
  ])('that is %s is refused beside its field', async (_what, file, status) => {
    const before = await slots();
    const answer = await put({ back: 'https://evil.test/' }, file);
    expect(await statusOf(() => Promise.resolve(answer))).toBe(status);
    const { refusal, values } = refusalIn(answer);
    expect(JSON.stringify(refusal)).toMatch(/\p{Script=Han}/u);
    // What comes back tells the page which field it is, and never leads out of the site.
    expect(values).toEqual({ slot: 'appointment', back: `/filings/${filingId}` });
    expect(await slots()).toEqual(before);
  });

  it('beyond the allowance, of no place, or of a place that is closed now, is refused', async () => {
    const statuses = [
      await put({}, PDF('b'), 0),
      await put({ slot: 'x' }, PDF('b')),
      await put({ slot: 'signed_scan' }, PDF('b')),
    ].map((answer) => statusOf(() => Promise.resolve(answer)));
    expect(await Promise.all(statuses)).toEqual([429, 422, 409]);
  });

  it('of a filing that was submitted is refused on a page that still says what is there', async () => {
    await uploadPdf(ports, owner, filingId, 'organisation_chart');
    await sealFiling(ports, owner, filingId);
    granted(await submitFiling(ports, owner, TEST_MOMENT, { filingId, submitKey: 'k' }));
    expect(await statusOf(async () => await put({}, PDF('c')))).toBe(409);
    expect(await slots()).toMatchObject({ appointment: [false, 1], organisation_chart: [false, 1] });
  });
});
