import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { batchWords as w } from '../../i18n/batch.ts';
import { resolveBatchThread } from '../../services/batch/resolve-batch-thread.server.ts';
import { backToBatch, pressOn } from './load-batch.server.ts';

/** 关闭意见, or throwing a draft away. */
export function action(incoming: ActionFunctionArgs) {
  const thread = incoming.params.threadId ?? '';
  return pressOn(incoming, {
    schema: z.object({}),
    run: (ports, actor, moment, input) => resolveBatchThread(ports, actor, moment, { ...input, thread }),
    said: (what) => (what === 'resolved' ? w.resolved : w.discarded),
  });
}

export const loader = backToBatch;
