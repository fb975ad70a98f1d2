import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room: what a regulator sees of assessments, and what it orders. */
export const maturityAddresses: RouteConfigEntry[] = [
  route('maturity', 'routes/maturity/list.tsx'),
  route('maturity/orders', 'routes/maturity/orders.tsx'),
  route('maturity/orders/new', 'routes/maturity/new-order.tsx'),
  route('maturity/:organisationId/:assessmentId', 'routes/maturity/record.tsx'),
];
