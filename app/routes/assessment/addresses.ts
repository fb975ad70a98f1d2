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
  ...houseRoutes('assessments', 'routes/assessment/list.tsx'),
  ...houseRoutes('assessments/new', 'routes/assessment/new.tsx'),
  ...houseRoutes('assessments/work', 'routes/assessment/work.tsx'),
  ...houseRoutes('assessments/:assessmentId', 'routes/assessment/record.tsx'),
  ...houseRoutes('assessments/:assessmentId/tailor', 'routes/assessment/tailor.tsx'),
  ...houseRoutes('assessments/:assessmentId/assign', 'routes/assessment/assign.tsx'),
  ...houseRoutes('assessments/:assessmentId/step/:step', 'routes/assessment/step.tsx'),
  ...houseRoutes('assessments/:assessmentId/sign', 'routes/assessment/sign.tsx'),
  ...houseRoutes('assessments/:assessmentId/receipt', 'routes/assessment/receipt.tsx'),
  ...houseRoutes('assessments/:assessmentId/bundle.zip', 'routes/assessment/bundle.ts'),
  ...houseRoutes('assessments/:assessmentId/carried', 'routes/assessment/carried.tsx'),
  route('assessments/:assessmentId/independent', 'routes/assessment/independent.tsx'),
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
  ...houseRoutes('assessments/:assessmentId/result', 'routes/assessment/result.tsx'),
  ...houseRoutes(
    'assessments/:assessmentId/result/derivation/:kind/:key',
    'routes/assessment/derivation.tsx',
  ),
  ...houseRoutes('assessments/:assessmentId/gaps', 'routes/assessment/gaps.tsx'),
  ...houseRoutes('assessments/:assessmentId/actions', 'routes/assessment/actions.tsx'),
  ...houseRoutes('assessments/:assessmentId/actions/new', 'routes/assessment/new-action.tsx'),
  ...houseRoutes('assessments/:assessmentId/actions/:actionId', 'routes/assessment/edit-action.tsx'),
  ...houseRoutes('assessments/:assessmentId/actions/:actionId/state', 'routes/assessment/move-action.ts'),
  ...houseRoutes('assessments/compare', 'routes/assessment/compare.tsx'),
  ...houseRoutes('assessments/trend', 'routes/assessment/trend.tsx'),
];
