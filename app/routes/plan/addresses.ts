import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const planAddresses: RouteConfigEntry[] = [
  route('plans', 'routes/plan/plans.tsx'),
  route('plans/library', 'routes/plan/library.tsx'),
  route('plans/library/:key', 'routes/plan/library-plan.tsx'),
];
