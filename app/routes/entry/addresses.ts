import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const entryAddresses: RouteConfigEntry[] = [
  route('plans/:planId/entries', 'routes/entry/entries.tsx'),
  route('plans/:planId/entries/export', 'routes/entry/export.ts'),
  route('plans/:planId/entries/:organisationId/:entryId', 'routes/entry/entry.tsx'),
];
