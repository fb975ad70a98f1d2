import type { Actor } from '#app/domain/account/actor.ts';
import { isEmptyValue } from '#app/domain/filing/body.ts';
import { flattenBody } from '#app/domain/filing/body-text.ts';
import { FORM_SECTIONS } from '#app/domain/filing/form.ts';
import { type FilingIntent, allowedIntents, isEditable } from '#app/domain/filing/state.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Words } from '#app/domain/words.ts';
import { getDraft } from '#db/queries/draft.read.ts';
import { openBody } from '#db/queries/filing-body.ts';
import {
  type FilingRecord,
  type TimelineEvent,
  getFiling,
  getSubmittedVersion,
  listTimeline,
} from '#db/queries/filing.read.ts';
import type { Ports } from '../ports.ts';

/** A section of a client's filing, personal values masked, empty ones left out. */
export interface ClientSection {
  readonly id: string;
  readonly title: Words;
  readonly lines: readonly { readonly path: string; readonly label: Words; readonly text: Words }[];
}

/** A client's filing as its consultant reads it. */
export interface ClientFiling {
  readonly filing: FilingRecord;
  readonly sections: readonly ClientSection[];
  /** True when the draft is shown, false when it is what was submitted last. */
  readonly isDraft: boolean;
  readonly savedAt: string | null;
  readonly intents: readonly FilingIntent[];
  readonly timeline: readonly TimelineEvent[];
}

/** Reads a filing in the client's house by a live grant; masked, and never more than the grant shows. */
export async function readClientFiling(
  ports: Pick<Ports, 'db' | 'sealer'>,
  actor: Actor,
  filingId: string,
): Promise<Result<ClientFiling>> {
  const { scope } = actor;
  if (scope.kind !== 'consultant') return refuse('forbidden');
  return ports.db.transaction(scope, async (trx) => {
    const filing = await getFiling(trx, scope.clientId, filingId);
    if (!filing) return refuse('not_found');
    const draft = await getDraft(trx, scope.clientId, filingId);
    const submitted = await getSubmittedVersion(trx, scope.clientId, filingId);
    const isDraft = draft !== undefined && (isEditable(filing) || !submitted);
    const stored = isDraft ? draft.body : submitted?.body;
    if (stored === undefined) return refuse('not_found');
    const lines = flattenBody(openBody(ports.sealer, scope.clientId, stored), 'masked').filter(
      (line) => !isEmptyValue(line.value),
    );
    const sections = FORM_SECTIONS.map(({ id, title }) => ({
      id,
      title,
      lines: lines
        .filter((line) => line.section === id)
        .map(({ path, label, text }) => ({ path, label, text })),
    })).filter((section) => section.lines.length > 0);
    const { status, stage } = filing;
    return done({
      filing,
      sections,
      isDraft,
      savedAt: isDraft ? draft.updatedAt : null,
      intents: allowedIntents({ status, stage, role: 'consultant', grantRights: scope.rights }),
      timeline: await listTimeline(trx, scope.clientId, filingId),
    });
  });
}
