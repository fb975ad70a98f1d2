import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { canonicalContent } from '#app/domain/filing/content.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import type { Ports } from '../ports.ts';
import { openDossier } from './check-filing.step.server.ts';
import { locateFiling } from './locate-filing.step.server.ts';
import { printedForm } from './print-form.step.server.ts';
import type { PrintedFile } from './print-receipt.server.ts';

/**
 * The draft as it stands, printed for reading: marked as not frozen, without boxes to sign and without a QR code, so
 * that nobody signs it by mistake.
 */
export async function printFiling(
  ports: Pick<Ports, 'db' | 'sealer' | 'pdf' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { filingId: string },
): Promise<Result<PrintedFile>> {
  const found = await ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateFiling(trx, actor, input.filingId, 'view', false);
    return located.ok ? done(await openDossier(trx, ports, located.value)) : located;
  });
  if (!found.ok) return found;
  const dossier = found.value;
  const {
    verification: _,
    signatureBoxes: __,
    ...form
  } = printedForm(dossier, {
    origin: ports.site.origin,
    digest: sm3Hex(canonicalContent(dossier.body)),
    verificationCode: '',
    frozenAt: moment.now,
  });
  const bytes = await ports.pdf.renderForm({
    ...form,
    subtitleLines: ['草稿，供核对，不作签字盖章用', ...form.subtitleLines],
    signatureBoxes: [],
  });
  return done({ fileName: `备案表草稿-${moment.today}.pdf`, bytes });
}
