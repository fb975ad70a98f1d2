import type { ActionFunctionArgs } from '@remix-run/node';
import { BatchReplySchema } from '../../domain/target/batch.ts';
import { onceOnly } from '../../http/once.server.ts';
import { batchWords as w } from '../../i18n/batch.ts';
import { replyBatchThread } from '../../services/batch/reply-batch-thread.server.ts';
import { backToBatch, batchPath, pressOn } from './load-batch.server.ts';

/** 回复. */
export function action(incoming: ActionFunctionArgs) {
  const thread = incoming.params.threadId ?? '';
  return pressOn(incoming, {
    schema: BatchReplySchema,
    run: (ports, actor, moment, input) =>
      onceOnly(incoming, input, () => replyBatchThread(ports, actor, moment, { ...input, thread })),
    said: () => w.replied,
    to: (key) => `${batchPath(key)}#thread-${thread}`,
  });
}

export const loader = backToBatch;
