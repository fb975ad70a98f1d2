import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { BulletinText } from '#app/domain/bulletin/period.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { lockBulletin } from '#db/queries/bulletin.read.ts';
import { updateBulletinText } from '#db/queries/bulletin.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { writingOffice } from './office.step.server.ts';

const OVERTAKEN = words(
  '这份草稿在您打开之后被修改过。您填写的内容仍在本页，尚未保存：核对后再次保存，即替换已有的标题与说明。',
  'This draft was changed after you opened it. What you typed is still here and not saved: check it and save again to replace the title and remarks.',
);

/** Saves the title and the remarks of a draft. Who began with an older revision is told, and nothing is written. */
export async function saveBulletin(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: BulletinText & { readonly id: string },
): Promise<Result<{ revision: number }>> {
  const office = writingOffice(actor);
  if (!office.ok) return office;
  const scope = office.value;
  const { id, title, remarks } = input;
  return ports.db.transaction(scope, async (trx) => {
    const draft = await lockBulletin(trx, scope, id);
    if (!draft) return refuse('not_found');
    if (draft.state !== 'draft') return refuse('not_allowed_now');
    if (draft.title === title && draft.remarks === remarks) return done({ revision: draft.revision });
    if (draft.revision !== input.revision) return refuse('conflict', { words: OVERTAKEN });
    await updateBulletinText(trx, scope, id, { title, remarks }, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'bulletin.saved',
      payload: { revision: draft.revision + 1, title },
      subjectId: id,
      shared: false,
    });
    return done({ revision: draft.revision + 1 });
  });
}
