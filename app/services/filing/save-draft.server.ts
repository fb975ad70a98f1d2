import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { canonicalJson, type JsonValue } from '#app/domain/filing/canonical.ts';
import { changedPaths } from '#app/domain/filing/diff.ts';
import type { FilingBody } from '#app/domain/filing/form.ts';
import { type MergeConflict, mergeDrafts } from '#app/domain/filing/merge.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { updateDraft } from '#db/queries/draft.write.ts';
import { openBody, sealBody } from '#db/queries/filing-body.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { locateFiling } from './locate-filing.step.server.ts';

/** What was typed, and what it was typed onto. */
export interface DraftEdit {
  readonly filingId: string;
  /** The body that the page last had from the server. */
  readonly base: FilingBody;
  readonly mine: FilingBody;
}

/** How the draft stands now. Where both sides changed one place, it holds theirs and `conflicts` names both. */
export interface SavedDraft {
  readonly revision: number;
  readonly body: FilingBody;
  readonly conflicts: readonly MergeConflict[];
  readonly savedAt: string;
  /** Who had saved the draft before: what is merged in comes from there. */
  readonly mergedFromName: string;
}

/** Compares whole bodies: the order of rows and rows not yet filled in count too. */
function isSame(a: FilingBody, b: FilingBody): boolean {
  return canonicalJson(a as unknown as JsonValue) === canonicalJson(b as unknown as JsonValue);
}

/**
 * Saves an edit of a draft by merging it, field by field, with what others saved meanwhile. Nothing of theirs is
 * overwritten: a place that both changed keeps theirs, and the answer says so with both values.
 */
export async function saveDraft(
  ports: Pick<Ports, 'db' | 'sealer'>,
  actor: Actor,
  moment: Moment,
  edit: DraftEdit,
): Promise<Result<SavedDraft>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateFiling(trx, actor, edit.filingId, 'edit');
    if (!located.ok) return located;
    const { organisationId, draft } = located.value;
    const stored = openBody(ports.sealer, organisationId, draft.body);
    const { merged, conflicts } = mergeDrafts(edit.base, stored, edit.mine);
    const named = conflicts.map(({ path, mine, theirs }) => ({ path, mine: theirs, theirs: mine }));
    if (isSame(stored, merged)) {
      return done({
        revision: draft.revision,
        body: stored,
        conflicts: named,
        savedAt: draft.updatedAt,
        mergedFromName: draft.updatedByName,
      });
    }
    const revision = draft.revision + 1;
    await updateDraft(trx, organisationId, edit.filingId, {
      body: sealBody(ports.sealer, organisationId, merged),
      revision,
      updated_at: moment.now,
      updated_by_name: actor.name,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'draft.saved',
      payload: { revision, fields: [...changedPaths(stored, merged)] },
      subjectId: edit.filingId,
      shared: false,
    });
    return done({
      revision,
      body: merged,
      conflicts: named,
      savedAt: moment.now,
      mergedFromName: draft.updatedByName,
    });
  });
}
