import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { batchWords as w } from '../../i18n/batch.ts';
import { deleteBatch } from '../../services/batch/delete-batch.server.ts';
import { backToBatch, pressOn } from './load-batch.server.ts';

/** 删除草稿. */
export function action(incoming: ActionFunctionArgs) {
  return pressOn(incoming, {
    schema: z.object({}),
    run: deleteBatch,
    said: () => w.deleted,
    to: () => '/batches',
  });
}

export const loader = backToBatch;
