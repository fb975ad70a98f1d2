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
export const assessmentAddresses: RouteConfigEntry[] = [
  ...houseRoutes('assessments/:assessmentId/answers', 'routes/assessment/answers.ts'),
  ...houseRoutes('assessments/:assessmentId/items/:itemId', 'routes/assessment/item.tsx'),
  ...houseRoutes('assessments/:assessmentId/items/:itemId/validate', 'routes/assessment/validate-item.ts'),
  ...houseRoutes('assessments/:assessmentId/items/:itemId/return', 'routes/assessment/return-item.ts'),
  ...houseRoutes('assessments/:assessmentId/evidence-links', 'routes/assessment/link-evidence.ts'),
  ...houseRoutes('assessments/:assessmentId/threads', 'routes/assessment/threads.tsx'),
  ...houseRoutes('assessments/:assessmentId/threads/:threadId/reply', 'routes/assessment/reply-thread.ts'),
  ...houseRoutes(
    'assessments/:assessmentId/threads/:threadId/resolve',
    'routes/assessment/resolve-thread.ts',
  ),
];
