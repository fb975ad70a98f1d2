import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const changeAddresses: RouteConfigEntry[] = [
  route('changes', 'routes/change/list.tsx'),
  route('changes/new', 'routes/change/new.tsx'),
  route('changes/:changeId', 'routes/change/record.tsx'),
  route('changes/:changeId/begin', 'routes/change/begin.ts'),
  route('changes/:changeId/correct', 'routes/change/correct.tsx'),
  route('changes/:changeId/cancel', 'routes/change/cancel.tsx'),
];
