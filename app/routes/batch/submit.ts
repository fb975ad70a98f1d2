import type { ActionFunctionArgs } from '@remix-run/node';
import { SeenSchema } from '../../domain/target/batch.ts';
import { batchWords as w } from '../../i18n/batch.ts';
import { submitBatch } from '../../services/batch/submit-batch.server.ts';
import { backToBatch, pressOn } from './load-batch.server.ts';

/** 报送. */
export function action(incoming: ActionFunctionArgs) {
  return pressOn(incoming, { schema: SeenSchema, run: submitBatch, said: () => w.submitted });
}

export const loader = backToBatch;
