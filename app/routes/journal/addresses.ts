import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const journalAddresses: RouteConfigEntry[] = [
  route('journal', 'routes/journal/journal.tsx'),
  route('journal/export', 'routes/journal/export.ts'),
];
