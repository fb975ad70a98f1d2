import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const noticeAddresses: RouteConfigEntry[] = [
  route('messages', 'routes/notice/messages.tsx'),
  route('messages/read-all', 'routes/notice/read-all.ts'),
  route('messages/:noticeId/open', 'routes/notice/open.ts'),
  route('demo/outbox', 'routes/notice/demo-outbox.tsx'),
];
