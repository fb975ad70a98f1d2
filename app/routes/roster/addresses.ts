import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const rosterAddresses: RouteConfigEntry[] = [
  route('roster', 'routes/roster/roster.tsx'),
  route('roster/template', 'routes/roster/template.ts'),
  route('roster/import', 'routes/roster/import.tsx'),
  route('roster/imports/:id', 'routes/roster/import-run.tsx'),
  route('roster/imports/:id/apply', 'routes/roster/apply-import.ts'),
  route('roster/imports/:id/discard', 'routes/roster/discard-import.ts'),
  route('roster/urge', 'routes/roster/urge.tsx'),
  route('roster/invite', 'routes/roster/invite.ts'),
  route('roster/:id/remove', 'routes/roster/remove.tsx'),
];
