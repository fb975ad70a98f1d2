import { route, type RouteConfigEntry } from '@remix-run/route-config';
import { houseRoutes } from '../assessment/addresses.ts';

/** Addresses of this room. */
export const certificateAddresses: RouteConfigEntry[] = [
  ...houseRoutes('certificates', 'routes/certificate/list.tsx'),
  route('certificates/new', 'routes/certificate/new.tsx'),
  ...houseRoutes('certificates/:id', 'routes/certificate/record.tsx'),
  route('certificates/:id/submit', 'routes/certificate/submit.tsx'),
  route('certificates/:id/withdraw', 'routes/certificate/withdraw.tsx'),
  ...houseRoutes('certificates/:id/scan', 'routes/certificate/scan.ts'),
  ...houseRoutes('certificates/:id/view', 'routes/certificate/view.tsx'),
  route('maturity/certificates', 'routes/certificate/submitted.tsx'),
  route('maturity/certificates/export', 'routes/certificate/export.ts'),
  route('maturity/certificates/:organisationId/:id/scan', 'routes/certificate/submitted-scan.ts'),
  route('maturity/certificates/:organisationId/:id', 'routes/certificate/submitted-record.tsx'),
];
