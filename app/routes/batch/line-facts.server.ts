import { z } from 'zod';
import { regionName } from '../../domain/organisation/region.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import {
  isTarget,
  type LineAction,
  type LineKind,
  lineKindsOf,
  LineSchema,
  type LineSubject,
  reportableRegions,
} from '../../domain/target/line.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { subjectName } from '../entry/entry-view.server.ts';
import type { LineFormFacts } from './line-form.tsx';
import { batchPath, type LoadedBatch } from './load-batch.server.ts';

/** A line as its form posts it, with what goes with the press. */
export const PostedLineSchema = LineSchema.extend({
  isTwice: z.string().optional(),
  then: z.string().optional(),
  revision: z.coerce.number().int().min(0).max(2_000_000_000).catch(0),
});

/** What a stored line or entry says, as a form holds it. */
export interface StoredFacts {
  readonly name: string;
  readonly uscc: string | null;
  readonly regionCode: string;
  readonly onDate: string;
  readonly endedOn: string | null;
  readonly quantity: number | null;
  readonly value: number | null;
  readonly source: string;
  readonly document: string;
  readonly note: string;
}

/** The fields of a form from what is stored. */
export function initialOf(stored: StoredFacts): Record<string, string> {
  return {
    name: stored.name,
    uscc: stored.uscc ?? '',
    region: stored.regionCode,
    onDate: stored.onDate,
    endedOn: stored.endedOn ?? '',
    quantity: stored.quantity === null ? '' : String(stored.quantity),
    value: stored.value === null ? '' : String(stored.value),
    source: stored.source,
    document: stored.document,
    note: stored.note,
  };
}

function subjectFacts(subject: LineSubject): LineFormFacts['subject'] {
  const { id, clause } = subject;
  const name = subjectName(subject);
  if (!isTarget(subject)) {
    return { id, clause, name, summary: null, entryName: null, unit: null, isSummed: false };
  }
  const { summary, entryName, unit, measure } = subject;
  return { id, clause, name, summary, entryName, unit, isSummed: measure === 'sum' };
}

/** What the form of a line shows; 409 where the plan takes no reports any more. */
export function lineFormFacts(
  loaded: LoadedBatch,
  subject: LineSubject,
  line: {
    readonly action: LineAction;
    readonly kind: LineKind;
    readonly initial: Readonly<Record<string, string>>;
    readonly revision: number | null;
  },
): LineFormFacts {
  const { batch, plan, visit } = loaded;
  if (!plan) throw refusalResponse(refuse('not_allowed_now').refusal);
  const back = batchPath(batch);
  const other = lineKindsOf(subject).find((kind) => kind !== line.kind);
  const isNew = line.action === 'add' && line.revision === null;
  const codes = reportableRegions(visit.scope.regionCode, plan.content.region);
  return {
    ...line,
    batchTitle: batch.title,
    back,
    otherKind:
      isNew && other
        ? { kind: other, to: `${back}/lines/new?target=${encodeURIComponent(subject.id)}&kind=${other}` }
        : null,
    subject: subjectFacts(subject),
    regions: codes.map((code) => ({ code, name: regionName(code) })),
  };
}
