import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const calendarAddresses: RouteConfigEntry[] = [route('calendar', 'routes/calendar/calendar.tsx')];
