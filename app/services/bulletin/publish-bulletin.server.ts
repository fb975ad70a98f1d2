import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { lockBulletin } from '#db/queries/bulletin.read.ts';
import { updateBulletinPublished } from '#db/queries/bulletin.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { gatherBulletin, sealBulletin } from './gather-bulletin.step.server.ts';
import { writingOffice } from './office.step.server.ts';

const MOVED = words(
  '自您打开本页以来，数字或文字有变化。本页已更新，请核对后再发布。',
  'Figures or words have changed since you opened this page. It shows them as they are now: check, then publish.',
);

/**
 * 发布: what the draft says now is frozen in its row with its digest. What is corrected or filed later doesn't change it.
 * @param input.digest of what the officer saw; anything else isn't published unseen
 */
export async function publishBulletin(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  calendar: Calendar,
  input: { readonly id: string; readonly digest: string },
): Promise<Result<{ digest: string }>> {
  const office = writingOffice(actor);
  if (!office.ok) return office;
  const scope = office.value;
  return ports.db.transaction(scope, async (trx) => {
    const draft = await lockBulletin(trx, scope, input.id);
    if (!draft) return refuse('not_found');
    if (draft.state !== 'draft') return refuse('not_allowed_now');
    const { content, digest } = sealBulletin(await gatherBulletin(trx, scope, moment, calendar, draft));
    if (digest !== input.digest) return refuse('conflict', { words: MOVED });
    const published = { content, digest, byName: actor.name, now: moment.now };
    await updateBulletinPublished(trx, scope, draft.id, published);
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'bulletin.published',
      payload: { from: draft.from, until: draft.until, title: draft.title, digest },
      subjectId: draft.id,
      shared: false,
    });
    return done({ digest });
  });
}
