import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const operatorAddresses: RouteConfigEntry[] = [
  route('operator/calendar', 'routes/operator/calendar.tsx'),
  route('operator/calendar/apply', 'routes/operator/calendar-apply.ts'),
  route('operator/outbox', 'routes/operator/outbox.tsx'),
  route('operator/outbox/retry', 'routes/operator/outbox-retry.ts'),
  route('operator/journal', 'routes/operator/journal.tsx'),
  route('operator/journal/checkpoint', 'routes/operator/journal-checkpoint.ts'),
  route('operator/regulators', 'routes/operator/regulators.tsx'),
  route('operator/regulators/:id', 'routes/operator/regulator.tsx'),
  route('operator/regulators/:id/end', 'routes/operator/regulator-end.ts'),
  route('operator/settings', 'routes/operator/settings.tsx'),
];
