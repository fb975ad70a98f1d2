import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** One page under two addresses: in the own house, and in a client's. */
export function houseRoutes(path: string, file: string): RouteConfigEntry[] {
  const id = file.replace(/\.tsx?$/, '');
  return [
    route(path, file, { id }),
    route(`clients/:grantId/${path}`, file, { id: id.replace('routes/', 'routes/client/of/') }),
  ];
}

/** Addresses of this room. */
export const assessmentAddresses: RouteConfigEntry[] = [];
