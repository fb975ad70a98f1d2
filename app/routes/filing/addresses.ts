import { route, type RouteConfigEntry } from '@remix-run/route-config';

/** Addresses of this room. */
export const filingAddresses: RouteConfigEntry[] = [
  route('filings', 'routes/filing/list.tsx'),
  route('filings/new', 'routes/filing/new.tsx'),
  route('filings/:filingId', 'routes/filing/record.tsx'),
  route('filings/:filingId/edit', 'routes/filing/edit.tsx'),
  route('filings/:filingId/draft', 'routes/filing/draft.ts'),
  route('filings/:filingId/seal', 'routes/filing/seal.tsx'),
  route('filings/:filingId/sealing', 'routes/filing/save-sealing.ts'),
  route('filings/:filingId/unfreeze', 'routes/filing/unfreeze.ts'),
  route('filings/:filingId/check', 'routes/filing/internal-check.ts'),
  route('filings/:filingId/withdraw', 'routes/filing/withdraw.ts'),
  route('filings/:filingId/delete', 'routes/filing/delete-draft.ts'),
  route('filings/:filingId/receipt', 'routes/filing/receipt.tsx'),
  route('filings/:filingId/receipt.pdf', 'routes/filing/receipt-pdf.ts'),
  route('filings/:filingId/print.pdf', 'routes/filing/print-pdf.ts'),
  route('filings/:filingId/compare', 'routes/filing/compare.tsx'),
  route('filings/:filingId/threads/:threadId/answer', 'routes/filing/answer-comment.ts'),
  route('filings/:filingId/threads/:threadId/accept', 'routes/filing/accept-proposal.ts'),
  route('filings/:filingId/attachments', 'routes/filing/upload.ts'),
  route('filings/:filingId/attachments/:attachmentId', 'routes/filing/download.ts'),
  route('filings/:filingId/attachments/:attachmentId/view', 'routes/filing/view-attachment.tsx'),
  route('filings/:filingId/attachments/:attachmentId/void', 'routes/filing/void-attachment.ts'),
  route('verify', 'routes/filing/verify.tsx'),
  route('verify/:code', 'routes/filing/verify-code.tsx'),
];
