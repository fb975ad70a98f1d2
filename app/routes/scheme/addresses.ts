import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const schemeAddresses: RouteConfigEntry[] = [
  route('schemes', 'routes/scheme/schemes.tsx'),
  route('schemes/new', 'routes/scheme/new-scheme.tsx'),
  route('schemes/:id', 'routes/scheme/scheme.tsx'),
  route('schemes/:id/edit', 'routes/scheme/edit-scheme.tsx'),
  route('schemes/:id/publish', 'routes/scheme/publish.ts'),
  route('schemes/:id/withdraw', 'routes/scheme/withdraw-scheme.tsx'),
];
