import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { batchWords as w } from '../../i18n/batch.ts';
import { claimBatch } from '../../services/batch/claim-batch.server.ts';
import { backToBatch, pressOn } from './load-batch.server.ts';

/** 领取, or taking over. */
export function action(incoming: ActionFunctionArgs) {
  return pressOn(incoming, {
    schema: z.object({ takeOver: z.string().optional() }),
    run: (ports, actor, moment, { batch, takeOver }) =>
      claimBatch(ports, actor, moment, { batch, takeOver: takeOver === 'yes' }),
    said: () => w.claimed,
  });
}

export const loader = backToBatch;
