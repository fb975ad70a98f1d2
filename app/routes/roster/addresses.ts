import type { RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const rosterAddresses: RouteConfigEntry[] = [];
