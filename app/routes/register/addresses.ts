import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. (`/register` is where people register an account.) */
export const registerAddresses: RouteConfigEntry[] = [
  route('cdo-register', 'routes/register/register.tsx'),
  route('cdo-register/export', 'routes/register/export.ts'),
  route('cdo-register/:organisationId', 'routes/register/history.tsx'),
  route('overview', 'routes/register/overview.tsx'),
  route('overview/export', 'routes/register/export-overview.ts'),
];
