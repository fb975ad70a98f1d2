import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const bulletinAddresses: RouteConfigEntry[] = [
  route('bulletins', 'routes/bulletin/bulletins.tsx'),
  route('bulletins/new', 'routes/bulletin/new.tsx'),
  route('bulletins/:bulletinId', 'routes/bulletin/bulletin.tsx'),
  route('bulletins/:bulletinId/publish', 'routes/bulletin/publish.tsx'),
  route('bulletins/:bulletinId/delete', 'routes/bulletin/delete.tsx'),
  route('bulletins/:bulletinId/export/:format', 'routes/bulletin/export.ts'),
];
