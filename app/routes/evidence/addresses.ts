import type { RouteConfigEntry } from '@remix-run/route-config';
import { houseRoutes } from '../assessment/addresses.ts';

/** Addresses of this room. */
export const evidenceAddresses: RouteConfigEntry[] = [
  ...houseRoutes('evidence', 'routes/evidence/list.tsx'),
  ...houseRoutes('evidence/new', 'routes/evidence/new.tsx'),
  ...houseRoutes('evidence/:id', 'routes/evidence/record.tsx'),
  ...houseRoutes('evidence/:id/edit', 'routes/evidence/edit.tsx'),
  ...houseRoutes('evidence/:id/retire', 'routes/evidence/retire.tsx'),
  ...houseRoutes('evidence/:id/file', 'routes/evidence/file.ts'),
  ...houseRoutes('evidence/:id/view', 'routes/evidence/view.tsx'),
];
