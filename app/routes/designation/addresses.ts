import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const designationAddresses: RouteConfigEntry[] = [
  route('designations', 'routes/designation/list.tsx'),
  route('designations/export', 'routes/designation/export.ts'),
  route('designations/new', 'routes/designation/new.tsx'),
  route('designations/:organisationId/:designationId/end', 'routes/designation/end.tsx'),
  route('designations/:organisationId/:designationId/remove', 'routes/designation/remove.tsx'),
];
