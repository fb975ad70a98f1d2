import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const pageAddresses: RouteConfigEntry[] = [route('start', 'routes/start/start.tsx')];
