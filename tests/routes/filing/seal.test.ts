import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action } from '#app/routes/filing/seal.tsx';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { beginFiling, fillFiling, sampleCode, sealFiling, uploadPdf } from '#tests/support/filing-world.ts';
import { FORM_TOKEN, incoming, refusalIn } from '#tests/support/incoming.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

let db: OpenDatabase;
let ports: Ports;
beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
});
afterAll(() => db.close());

async function sealed(number: number, isWhole = true) {
  const uscc = sampleCode(number);
  const owner = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise', uscc }), 'owner');
  const filingId = await beginFiling(ports, owner);
  await fillFiling(ports, owner, filingId, { enterprise: { uscc } });
  await uploadPdf(ports, owner, filingId, 'appointment');
  if (isWhole) await sealFiling(ports, owner, filingId);
  return (submitKey: string) =>
    action(
      incoming(ports, owner, `/filings/${filingId}/seal`, {
        params: { filingId },
        body: new URLSearchParams({
          _csrf: FORM_TOKEN,
          submit_key: submitKey,
          'sealing.signedOn': TEST_MOMENT.today,
          'submission.channel': 'platform',
          'submission.paperSubmittedOn': '',
        }),
      }),
    );
}

/** What an action throws at a page that is no more. */
async function thrownBy(asked: Promise<unknown>): Promise<Response> {
  const answer = await asked.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(answer instanceof Response)) throw new Error('nothing was thrown');
  return answer;
}

describe('submitting from the page of the seal', () => {
  it('leads to the receipt, and there again however often the same page is sent', async () => {
    const submit = await sealed(81);
    const key = randomUUID();
    for (const answer of [await submit(key), await submit(key)]) {
      expect(answer).toMatchObject({ status: 302 });
      expect((answer as Response).headers.get('location')).toMatch(/\/receipt$/);
    }
  });

  it('says that it was submitted already where another page sent it first, instead of leading away', async () => {
    const submit = await sealed(82);
    await submit(randomUUID());
    const answer = await thrownBy(submit(randomUUID()));
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ words: { zh: expect.stringContaining('已报送') as string } });
  });

  it('stays on the page with what was typed where it only lacks something', async () => {
    const submit = await sealed(83);
    const answer = await submit('no key');
    expect(refusalIn(answer).refusal.code).toBe('invalid');
    expect(refusalIn(answer).values['sealing.signedOn']).toBe(TEST_MOMENT.today);
  });

  it('says so where the version was opened again meanwhile', async () => {
    const submit = await sealed(84, false);
    expect((await thrownBy(submit(randomUUID()))).status).toBe(409);
  });
});
