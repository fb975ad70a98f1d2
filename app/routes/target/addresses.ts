import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of one target, and of what is exported from a plan and from a target. */
export const targetAddresses: RouteConfigEntry[] = [
  route('plans/:planId/targets/:targetId', 'routes/target/target.tsx'),
  route('plans/:planId/targets/:targetId/export/:format', 'routes/target/export-target.ts'),
  route('plans/:planId/export/:format', 'routes/target/export-plan.ts'),
];
