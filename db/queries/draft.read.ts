import type { DraftStage } from '../../app/domain/filing/state.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';

/** The working copy of a filing; its body is still sealed. */
export interface FilingDraft {
  readonly stage: DraftStage;
  readonly body: unknown;
  readonly revision: number;
  readonly frozenVersionId: string | null;
  readonly stageNote: string;
  readonly updatedAt: string;
  readonly updatedByName: string;
}

function draft(trx: Trx, organisationId: string, filingId: string) {
  return trx
    .selectFrom('filing_draft')
    .where('organisation_id', '=', organisationId)
    .where('filing_id', '=', filingId)
    .select([
      'stage',
      'body',
      'revision',
      'frozen_version_id as frozenVersionId',
      'stage_note as stageNote',
      'updated_at as updatedAt',
      'updated_by_name as updatedByName',
    ]);
}

/** The draft of a filing, or undefined. */
export async function getDraft(
  trx: Trx,
  organisationId: string,
  filingId: string,
): Promise<FilingDraft | undefined> {
  if (!isId(filingId)) return undefined;
  return draft(trx, organisationId, filingId).executeTakeFirst();
}

/** The draft of a filing, locked until the transaction ends, or undefined. */
export async function lockDraft(
  trx: Trx,
  organisationId: string,
  filingId: string,
): Promise<FilingDraft | undefined> {
  if (!isId(filingId)) return undefined;
  return draft(trx, organisationId, filingId).forUpdate().executeTakeFirst();
}
