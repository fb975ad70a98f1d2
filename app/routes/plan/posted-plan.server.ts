import { data } from '@remix-run/node';
import { getPlanDraft } from '#db/queries/plan.read.ts';
import type { PlanContent } from '../../domain/target/plan.ts';
import type { Fields, FieldsReading } from '../../domain/target/plan-form.ts';
import type { Words } from '../../domain/words.ts';
import type { Incoming } from '../../http/context.server.ts';
import { readPosted, textEntries } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { savePlanDraft } from '../../services/plan/save-plan-draft.server.ts';
import type { LoadedPlan } from './load-plan.server.ts';

/** The texts of a posted form by the name of their field. */
export async function readPostedFields(incoming: Incoming): Promise<Fields> {
  return Object.fromEntries(textEntries(await readPosted(incoming)));
}

/** The page again with what was typed, and with more rows. */
export function moreRows(values: Fields) {
  return data({ values });
}

/** The revision that a form began with; a text that is none is older than any. */
function revisionIn(values: Fields): number {
  return /^\d{1,9}$/.test(values.revision ?? '') ? Number(values.revision) : 0;
}

/**
 * Saves a part of the draft from a posted form and leads on. Who was overtaken by somebody else gets his text back with
 * the revision that is now, so that saving again puts his part on top of the other's.
 */
export async function saveDraftPart(
  incoming: Incoming,
  { visit, plan }: Pick<LoadedPlan, 'visit' | 'plan'>,
  values: Fields,
  change: (content: PlanContent) => FieldsReading<PlanContent>,
  after: { readonly to: string; readonly message: Words },
) {
  const { ports, isSecure } = incoming.context;
  const result = await savePlanDraft(ports, visit.actor, visit.moment, {
    planId: plan.id,
    revision: revisionIn(values),
    change,
  });
  if (result.ok) return redirectWith(after.to, after.message, { isSecure });
  if (result.refusal.code !== 'conflict') return refused(result.refusal, values);
  const now = await ports.db.transaction(visit.scope, (trx) => getPlanDraft(trx, visit.scope, plan.id));
  return refused(result.refusal, { ...values, revision: String(now?.revision ?? '') });
}
