import { systemActor, type Moment } from '#app/domain/account/actor.ts';
import { BACKUP_SUBJECT_ID, PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';

const SCOPE = { kind: 'job', name: 'housekeeping' } as const;

/** Notes in the platform's journal that a backup was made and of which instant. */
export async function recordBackup(
  ports: Pick<Ports, 'db'>,
  moment: Moment,
  made: { readonly at: string; readonly tables: number; readonly rows: number; readonly files: number },
): Promise<void> {
  await ports.db.transaction(SCOPE, (trx) =>
    appendJournal(trx, systemActor(SCOPE), moment, {
      organisationId: PLATFORM_ORGANISATION_ID,
      type: 'backup.made',
      payload: { ...made },
      subjectId: BACKUP_SUBJECT_ID,
      shared: false,
    }),
  );
}
