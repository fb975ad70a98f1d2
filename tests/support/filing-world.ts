import { Readable } from 'node:stream';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { emptyBody, sampleBody } from '#app/domain/filing/body.ts';
import type { FilingBody } from '#app/domain/filing/form.ts';
import type { AttachmentSlot } from '#app/domain/filing/option.ts';
import { usccCheckCharacter } from '#app/domain/organisation/uscc.ts';
import type { Result } from '#app/domain/refusal/refusal.ts';
import { addAttachment } from '#app/services/attachment/add-attachment.server.ts';
import { createFiling } from '#app/services/filing/create-filing.server.ts';
import { freezeFiling } from '#app/services/filing/freeze-filing.server.ts';
import { saveDraft } from '#app/services/filing/save-draft.server.ts';
import { saveSealing } from '#app/services/filing/save-sealing.server.ts';
import type { Ports } from '#app/services/ports.ts';
import { TEST_MOMENT } from './world.ts';

/** The code of the enterprises that these helpers file for; it is the sample body's own. */
export const SAMPLE_USCC = '91310115MA1K00015K';

/** A well-formed sample code, another one for each number up to 9999. */
export function sampleCode(number: number): string {
  const first = `91310115MA1K9${String(number).padStart(4, '0')}`;
  return `${first}${usccCheckCharacter(first) ?? ''}`;
}

/** The value of a result; a refusal fails the test with its words. */
export function granted<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

/** The smallest content that counts as a PDF; `mark` tells files apart. */
export function pdfContent(mark = ''): Readable {
  return Readable.from([Buffer.from(`%PDF-1.4\n%${mark}\n%%EOF\n`)]);
}

/** Answers that put an enterprise into the guideline's scope. */
export const IN_SCOPE: FilingBody['scope'] = {
  categories: ['icp'],
  licensedIn: 'shanghai',
  judgement: '',
  judgementReason: '',
};

/** Begins a first filing and answers its id. */
export async function beginFiling(ports: Ports, actor: Actor, moment: Moment = TEST_MOMENT): Promise<string> {
  const started = await createFiling(ports, actor, moment, { kind: 'first', scope: IN_SCOPE, change: null });
  return granted(started).filingId;
}

/** Fills a draft with the sample body. */
export async function fillFiling(
  ports: Ports,
  actor: Actor,
  filingId: string,
  overrides: Parameters<typeof sampleBody>[0] = {},
  moment: Moment = TEST_MOMENT,
): Promise<void> {
  const mine = sampleBody({ enterprise: { uscc: SAMPLE_USCC }, ...overrides });
  granted(await saveDraft(ports, actor, moment, { filingId, base: emptyBody(), mine }));
}

/** Uploads a small PDF. */
export async function uploadPdf(
  ports: Ports,
  actor: Actor,
  filingId: string,
  slot: AttachmentSlot,
  mark = slot as string,
  moment: Moment = TEST_MOMENT,
): Promise<string> {
  const file = { filingId, slot, fileName: `${slot}.pdf`, content: pdfContent(mark) };
  return granted(await addAttachment(ports, actor, moment, file)).attachmentId;
}

/** Freezes a complete draft, uploads the signed scan, and notes the day of the signature. */
export async function sealFiling(
  ports: Ports,
  actor: Actor,
  filingId: string,
  moment: Moment = TEST_MOMENT,
): Promise<void> {
  granted(await freezeFiling(ports, actor, moment, { filingId }));
  await uploadPdf(ports, actor, filingId, 'signed_scan', `scan ${moment.now}`, moment);
  const sealing = {
    'sealing.signedOn': moment.today,
    'submission.channel': 'platform',
    'submission.paperSubmittedOn': '',
  } as const;
  granted(await saveSealing(ports, actor, moment, { filingId, sealing }));
}
