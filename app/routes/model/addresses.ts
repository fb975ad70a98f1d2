import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const modelAddresses: RouteConfigEntry[] = [
  route('models', 'routes/model/models.tsx'),
  route('models/import', 'routes/model/import-model.tsx'),
  route('models/template', 'routes/model/template.ts'),
  route('models/:id', 'routes/model/model.tsx'),
  route('models/:id/workbook', 'routes/model/workbook.ts'),
  route('models/:id/publish', 'routes/model/publish.ts'),
  route('models/:id/withdraw', 'routes/model/withdraw.tsx'),
  route('models/:id/:domain', 'routes/model/model-domain.tsx'),
];
