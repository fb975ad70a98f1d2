import { createContext, useContext } from 'react';
import type { MergeConflict } from '../../domain/filing/merge.ts';
import type { FilingBody } from '../../domain/filing/form.ts';
import type { Problem } from '../../domain/filing/completeness.ts';
import type { Words } from '../../domain/words.ts';
import type { FileView } from './attachment-list.tsx';
import type { ThreadFacts } from './thread-box.tsx';

/** What every field of the form looks at besides its own definition. */
export interface FormSurroundings {
  readonly body: FilingBody;
  /** Problems by the name of the control; missing values only once they were asked for. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  /** What the server refused, by the name of the control. */
  readonly refusedFields: Readonly<Record<string, Words>>;
  /** Recorded values as text by anchor, and the anchors that differ; null when nothing is on record. */
  readonly recorded: {
    readonly texts: ReadonlyMap<string, Words>;
    readonly changed: ReadonlySet<string>;
  } | null;
  readonly threads: ReadonlyMap<string, readonly ThreadFacts[]>;
  readonly conflicts: ReadonlyMap<string, MergeConflict>;
  readonly files: readonly FileView[];
  /** Null where files are left to the enterprise. */
  readonly filesAddress: string | null;
  readonly recordAddress: string;
  settle(conflict: MergeConflict, choice: 'mine' | 'theirs'): void;
}

const SurroundingsContext = createContext<FormSurroundings | null>(null);

/** Gives the fields of a form what surrounds them. */
export const SurroundingsProvider = SurroundingsContext.Provider;

/** What surrounds the fields. @throws Error outside a form: a bug of the caller */
export function useSurroundings(): FormSurroundings {
  const surroundings = useContext(SurroundingsContext);
  if (surroundings === null) throw new Error('a field stands outside the filing form');
  return surroundings;
}
