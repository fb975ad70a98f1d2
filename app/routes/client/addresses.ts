import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const clientAddresses: RouteConfigEntry[] = [
  route('portfolio', 'routes/client/portfolio.tsx'),
  route('clients', 'routes/client/list.tsx'),
  route('clients/:grantId', 'routes/client/client.tsx'),
  route('clients/:grantId/filings/:filingId', 'routes/client/filing.tsx'),
  route('clients/:grantId/filings/:filingId/bundle.zip', 'routes/client/bundle.ts'),
  route('clients/:grantId/filings/:filingId/edit', 'routes/client/edit.tsx'),
  route('clients/:grantId/filings/:filingId/draft', 'routes/client/draft.ts'),
];
