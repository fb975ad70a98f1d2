import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { batchWords as w } from '../../i18n/batch.ts';
import { removeLine } from '../../services/batch/remove-line.server.ts';
import { backToBatch, pressOn } from './load-batch.server.ts';

/** 移除一条. */
export function action(incoming: ActionFunctionArgs) {
  const lineId = incoming.params.lineId ?? '';
  return pressOn(incoming, {
    schema: z.object({}),
    run: (ports, actor, moment, { batch }) => removeLine(ports, actor, moment, { batch, lineId }),
    said: () => w.lineRemoved,
  });
}

export const loader = backToBatch;
