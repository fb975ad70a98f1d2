import { route, type RouteConfigEntry } from '@remix-run/route-config';

const ONE = 'batches/:organisationId/:batchId';

/** Addresses of this room. */
export const batchAddresses: RouteConfigEntry[] = [
  route('batches', 'routes/batch/list.tsx'),
  route('batches/new', 'routes/batch/new.tsx'),
  route(ONE, 'routes/batch/batch.tsx'),
  route(`${ONE}/lines/new`, 'routes/batch/new-line.tsx'),
  route(`${ONE}/lines/:lineId`, 'routes/batch/line.tsx'),
  route(`${ONE}/lines/:lineId/remove`, 'routes/batch/remove-line.ts'),
  route(`${ONE}/submit`, 'routes/batch/submit.ts'),
  route(`${ONE}/withdraw`, 'routes/batch/withdraw.tsx'),
  route(`${ONE}/delete`, 'routes/batch/delete.ts'),
  route(`${ONE}/claim`, 'routes/batch/claim.ts'),
  route(`${ONE}/release`, 'routes/batch/release.ts'),
  route(`${ONE}/return`, 'routes/batch/return.tsx'),
  route(`${ONE}/record`, 'routes/batch/record.tsx'),
  route(`${ONE}/threads/:threadId/reply`, 'routes/batch/reply.ts'),
  route(`${ONE}/threads/:threadId/answer`, 'routes/batch/answer.ts'),
  route(`${ONE}/threads/:threadId/resolve`, 'routes/batch/resolve.ts'),
];
