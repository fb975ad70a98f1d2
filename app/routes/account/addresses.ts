import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const accountAddresses: RouteConfigEntry[] = [
  route('sign-in', 'routes/account/sign-in.tsx'),
  route('sign-out', 'routes/account/sign-out.ts'),
  route('second-factor', 'routes/account/second-factor.tsx'),
  route('second-factor/setup', 'routes/account/second-factor-setup.tsx'),
];
