import { groupRows, normaliseBody, withRows } from '#app/domain/filing/body.ts';
import { DraftBodySchema } from '#app/domain/filing/draft-schema.ts';
import { isGroup } from '#app/domain/filing/field.ts';
import { readFormBody } from '#app/domain/filing/form-entry.ts';
import { type FilingBody, formItem } from '#app/domain/filing/form.ts';
import { type Refusal, refuse } from '#app/domain/refusal/refusal.ts';
import { textEntries } from '../../http/form.server.ts';

function readBase(text: FormDataEntryValue | null): FilingBody {
  try {
    return normaliseBody(JSON.parse(typeof text === 'string' ? text : '{}'));
  } catch {
    return normaliseBody({}); // a form without its base merges onto nothing: whatever differs becomes a conflict
  }
}

function withAddedRow(body: FilingBody, group: string): FilingBody {
  const item = formItem(group);
  if (item === null || !isGroup(item) || groupRows(body, group).length >= item.maxRows) return body;
  const used = new Set(groupRows(body, group).map(({ id }) => id));
  let number = used.size + 1;
  while (used.has(`n${number}`)) number += 1;
  return normaliseBody(withRows(body, group, [...groupRows(body, group), { id: `n${number}` }]));
}

/** A draft as the whole form posts it: what it was typed onto, what was typed, and the group that gets a row. */
export function readPostedDraft(form: FormData) {
  const base = readBase(form.get('_base'));
  const posted = readFormBody(textEntries(form), base, { keepBlankRows: true });
  const add = form.get('_add');
  const group = typeof add === 'string' ? add : null;
  const mine = DraftBodySchema.safeParse(group === null ? posted : withAddedRow(posted, group));
  return { base, mine, group };
}

function parseBody(text: FormDataEntryValue | null) {
  try {
    return DraftBodySchema.safeParse(JSON.parse(typeof text === 'string' ? text : ''));
  } catch {
    return null; // not JSON: answered as invalid
  }
}

/** What autosave sends: the body that was typed, and the one that it was typed onto; or why it can't be read. */
export function readAutosave(
  form: FormData,
): { ok: true; base: FilingBody; mine: FilingBody } | { ok: false; refusal: Refusal } {
  const base = parseBody(form.get('base'));
  const mine = parseBody(form.get('mine'));
  if (base?.success && mine?.success) return { ok: true, base: base.data, mine: mine.data };
  const issue = mine && !mine.success ? mine.error.issues[0] : undefined;
  const en: unknown = issue?.code === 'custom' ? issue.params?.['en'] : undefined;
  return refuse('invalid', issue ? { words: { zh: issue.message, en: String(en ?? issue.message) } } : {});
}
