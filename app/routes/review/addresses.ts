import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const reviewAddresses: RouteConfigEntry[] = [
  route('queue', 'routes/review/queue.tsx'),
  route('queue/export', 'routes/review/export-queue.ts'),
  route('queue/claim', 'routes/review/claim-batch.ts'),
  route('queue/assign', 'routes/review/assign-batch.ts'),
  route('queue/urge', 'routes/review/urge-batch.ts'),
  route('review/:id', 'routes/review/review.tsx'),
  route('review/:id/claim', 'routes/review/claim.ts'),
  route('review/:id/release', 'routes/review/release.ts'),
  route('review/:id/assign', 'routes/review/assign.ts'),
  route('review/:id/reply', 'routes/review/reply.ts'),
  route('review/:id/resolve', 'routes/review/resolve.ts'),
  route('review/:id/confirm-paper', 'routes/review/confirm-paper.ts'),
  route('review/:id/return', 'routes/review/return.tsx'),
  route('review/:id/record', 'routes/review/record.tsx'),
  route('review/:id/full', 'routes/review/full.tsx'),
  route('review/:id/bundle.zip', 'routes/review/bundle.ts'),
  route('review/:id/compare', 'routes/review/compare.tsx'),
  route('enterprises/:id', 'routes/review/enterprise.tsx'),
];
