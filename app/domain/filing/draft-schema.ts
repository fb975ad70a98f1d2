import { z } from 'zod';
import { readBody } from './body.ts';
import type { FilingBody } from './form.ts';

/**
 * Any input → a complete body in normal form: unknown keys are dropped, wrong types become empty, texts are cleaned
 * (NFC, trimmed, identifiers half-width and upper case). Refused are only texts and groups over their limits, because
 * cutting them would lose words silently. Idempotent.
 */
export const DraftBodySchema = z.unknown().transform((input, context): FilingBody => {
  const { body, complaints } = readBody(input);
  for (const { path, zh, en } of complaints) {
    context.addIssue({ code: 'custom', path, message: zh, params: { en } });
  }
  return body;
});
