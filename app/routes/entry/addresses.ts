import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const entryAddresses: RouteConfigEntry[] = [
  route('plans/:planId/entries', 'routes/entry/entries.tsx'),
  route('plans/:planId/entries/export', 'routes/entry/export.ts'),
  route('plans/:planId/entries/:organisationId/:entryId', 'routes/entry/entry.tsx'),
  route('plans/:planId/import', 'routes/entry/import.tsx'),
  route('plans/:planId/import/template', 'routes/entry/template.ts'),
  route('entry-imports/:runId', 'routes/entry/import-run.tsx'),
  route('entry-imports/:runId/discard', 'routes/entry/discard-import.ts'),
  // By the import for the house that made it; by its batch for the plan's house, which undoes what it recorded.
  route('entry-imports/:runId/undo', 'routes/entry/undo-import.tsx', { id: 'routes/entry/undo-import:run' }),
  route('batches/:organisationId/:batchId/undo-import', 'routes/entry/undo-import.tsx', {
    id: 'routes/entry/undo-import:batch',
  }),
];
