import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { batchWords as w } from '../../i18n/batch.ts';
import { releaseBatch } from '../../services/batch/release-batch.server.ts';
import { backToBatch, pressOn } from './load-batch.server.ts';

/** 退回待办. */
export function action(incoming: ActionFunctionArgs) {
  return pressOn(incoming, { schema: z.object({}), run: releaseBatch, said: () => w.released });
}

export const loader = backToBatch;
