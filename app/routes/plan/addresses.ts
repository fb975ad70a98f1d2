import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const planAddresses: RouteConfigEntry[] = [
  route('plans', 'routes/plan/plans.tsx'),
  route('plans/library', 'routes/plan/library.tsx'),
  route('plans/library/:key', 'routes/plan/library-plan.tsx'),
  route('plans/new', 'routes/plan/new.tsx'),
  route('plans/import', 'routes/plan/import.tsx'),
  route('plans/import/template', 'routes/plan/template.ts'),
  route('plans/imports/:id', 'routes/plan/import-run.tsx'),
  route('plans/:planId/draft', 'routes/plan/draft.ts'),
  route('plans/:planId/edit', 'routes/plan/edit.tsx'),
  route('plans/:planId/edit/new-target', 'routes/plan/new-target.tsx'),
  route('plans/:planId/edit/targets/:targetId', 'routes/plan/edit-target.tsx'),
  route('plans/:planId/delete-draft', 'routes/plan/delete-draft.tsx'),
  route('plans/:planId/publish', 'routes/plan/publish.tsx'),
  route('plans/:planId/versions', 'routes/plan/versions.tsx'),
  route('plans/:planId/settings', 'routes/plan/settings.tsx'),
  route('plans/:planId/withdraw', 'routes/plan/withdraw.tsx'),
  route('plans/:planId/split', 'routes/plan/split.tsx'),
];
