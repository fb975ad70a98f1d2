import { z } from 'zod';

/** The filter of a consultancy's clients as it stands in the address; what isn't one of the values counts as none. */
export const ClientFilterSchema = z.object({
  q: z.string().trim().max(60).catch(''),
  /** The page, from 1. */
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type ClientFilter = z.infer<typeof ClientFilterSchema>;
