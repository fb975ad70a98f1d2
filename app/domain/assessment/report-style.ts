import { z } from 'zod';
import { bilingual } from '../words.ts';

/** Longest opening text: it stands on the cover. */
const OPENING_LIMIT = 1000;

/** The form of a consultancy's report style. */
export const ReportStyleSchema = z.object({
  opening: z
    .string()
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .max(
          OPENING_LIMIT,
          bilingual(`卷首语不超过 ${OPENING_LIMIT} 字。`, `At most ${OPENING_LIMIT} characters.`),
        ),
    ),
  /** Takes the logo away. */
  removeLogo: z
    .string()
    .optional()
    .transform((value) => value === 'yes'),
});
export type ReportStyleInput = z.infer<typeof ReportStyleSchema>;
