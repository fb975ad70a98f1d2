import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { checkReturn } from '#app/domain/filing/review.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { listThreads } from '#db/queries/comment.read.ts';
import { publishThreads } from '#db/queries/comment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { updateReturned } from '#db/queries/review.write.ts';
import type { Ports } from '../ports.ts';
import { lockFilingFor, officerWho } from './regulator.step.server.ts';
import { tellEnterprise } from './tell-enterprise.step.server.ts';

/**
 * 退回补正: needs at least one open comment; publishes all that were drafted, hands the filing back and tells the
 * enterprise. The first submission's date stands: a return doesn't make it late.
 * @returns how many comments the enterprise has to meet
 */
export async function returnFiling(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly filing: string },
): Promise<Result<{ open: number }>> {
  const officer = officerWho(actor, 'returnFiling');
  if (!officer.ok) return officer;
  return ports.db.transaction(officer.value.scope, async (trx) => {
    const locked = await lockFilingFor(trx, officer.value, 'returnFiling', input.filing);
    if (!locked.ok) return locked;
    const filing = locked.value;
    const threads = await listThreads(trx, filing.organisationId, filing.id);
    const check = checkReturn(threads);
    if (!check.ok) return refuse('incomplete', { words: check.message });
    const open = threads.filter((thread) => thread.state === 'open');
    await publishThreads(trx, filing.organisationId, filing.id, moment.now);
    await updateReturned(trx, filing, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: filing.organisationId,
      type: 'filing.returned',
      payload: {
        version: filing.currentVersionNo,
        threads: open.map((thread) => ({ id: thread.id, field: thread.anchor })),
      },
      subjectId: filing.id,
      shared: true,
    });
    await tellEnterprise(trx, ports, moment, filing, {
      rule: 'filing.returned',
      occurrence: `${filing.id}:${filing.currentVersionNo}`,
      subject: words(
        `备案 ${filing.serialNo ?? ''} 退回补正`,
        `Filing ${filing.serialNo ?? ''} was returned for correction`,
      ),
      body: words(
        `${filing.enterpriseName}：所报送的备案退回补正，共 ${open.length} 条意见，请逐条答复或修改后重新报送。`,
        `${filing.enterpriseName}: your filing was returned with ${open.length} comments. Answer or correct each and submit again.`,
      ),
    });
    return done({ open: open.length });
  });
}
