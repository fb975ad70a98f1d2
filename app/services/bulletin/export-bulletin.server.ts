import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { bulletinDocument } from '#app/domain/bulletin/print.ts';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { getBulletin } from '#db/queries/bulletin.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { gatherBulletin, sealBulletin } from './gather-bulletin.step.server.ts';

/** Formats of a bulletin, with the type that a browser is told. */
export const BULLETIN_TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;
export type BulletinFormat = keyof typeof BULLETIN_TYPES;

/** A file made on the spot. */
export interface BulletinFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** A bulletin as PDF or DOCX; a draft is marked 草稿. Whoever may read it may export it, and each export is an event. */
export async function exportBulletin(
  ports: Pick<Ports, 'db' | 'pdf' | 'documents' | 'site'>,
  actor: Actor,
  moment: Moment,
  calendar: Calendar,
  request: { readonly id: string; readonly format: BulletinFormat },
): Promise<Result<BulletinFile>> {
  const { scope } = actor;
  if (scope.kind !== 'regulator') return refuse('forbidden');
  const { id, format } = request;
  const found = await ports.db.transaction(scope, async (trx) => {
    const bulletin = await getBulletin(trx, scope, id);
    if (!bulletin) return undefined;
    const content = await gatherBulletin(trx, scope, moment, calendar, bulletin);
    const digest = bulletin.digest ?? sealBulletin(content).digest;
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'bulletin.exported',
      payload: { format, state: bulletin.state, digest },
      subjectId: id,
      shared: false,
    });
    return { bulletin, content, digest };
  });
  if (!found) return refuse('not_found');
  const { bulletin, content, digest } = found;
  const document = bulletinDocument(content, {
    digest,
    isDraft: bulletin.state === 'draft',
    asAt: bulletin.publishedAt ?? moment.now,
    publishedByName: bulletin.publishedByName,
    address: `${ports.site.origin}/bulletins/${id}`,
  });
  const bytes =
    format === 'pdf'
      ? await ports.pdf.renderReport(document)
      : await ports.documents.writeReport(document, undefined, (scene) => ports.pdf.drawPicture(scene));
  const name = `${content.title}${bulletin.state === 'draft' ? '-草稿' : ''}`;
  return done({
    fileName: `${name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').slice(0, 100)}.${format}`,
    contentType: BULLETIN_TYPES[format],
    bytes,
  });
}
