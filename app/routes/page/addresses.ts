import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const pageAddresses: RouteConfigEntry[] = [
  route('start', 'routes/page/start.tsx'),
  route('law', 'routes/page/law.tsx'),
  route('accessibility', 'routes/page/accessibility.tsx'),
  route('*', 'routes/page/not-found.tsx'),
];
