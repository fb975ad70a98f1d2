import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const boardAddresses: RouteConfigEntry[] = [
  route('plans/:planId', 'routes/board/board.tsx'),
  route('plans/:planId/wall', 'routes/board/wall.tsx'),
  route('plans/:planId/wall/facts', 'routes/board/wall-facts.ts'),
  route('plans/:planId/cities', 'routes/board/cities.tsx'),
  route('plans/:planId/compare', 'routes/board/compare.tsx'),
  route('open/plans', 'routes/board/open-plans.tsx'),
  route('open/plans/:planId', 'routes/board/open-board.tsx'),
  route('open/plans/:planId/targets/:targetId', 'routes/board/open-target.tsx'),
];
