import {
  crosswalkByIds,
  readCrosswalk,
  reversedCrosswalk,
  type Crosswalk,
} from '#app/domain/assessment/crosswalk.ts';
import type { MaturityModel } from '#app/domain/assessment/model.ts';
import dcmmEditions from './crosswalk/dcmm-2018-2025.yaml?raw';
import dcmmDsmm from './crosswalk/dcmm-2025-dsmm-2019.yaml?raw';
import { maturityModels, openFile } from './model.ts';

const FILES = [
  { name: 'assessments/crosswalk/dcmm-2018-2025.yaml', text: dcmmEditions },
  { name: 'assessments/crosswalk/dcmm-2025-dsmm-2019.yaml', text: dcmmDsmm },
];

/** One crosswalk's file, read, checked against its models and frozen. @throws ModelFileError naming file, line and reason */
export function openCrosswalk(
  name: string,
  text: string,
  models: ReadonlyMap<string, MaturityModel>,
): Crosswalk {
  return openFile(name, text, (value) => readCrosswalk(value, models));
}

let opened: readonly Crosswalk[] | undefined;

/** The shipped crosswalks as written; read once. @throws ModelFileError where a file does not hold */
export function crosswalks(): readonly Crosswalk[] {
  opened ??= FILES.map(({ name, text }) => openCrosswalk(name, text, maturityModels()));
  return opened;
}

/** The way from one shipped model to another, in either direction; undefined where none is known. */
export function crosswalkBetween(fromId: string, toId: string): Crosswalk | undefined {
  const written = crosswalks().find(({ from, to }) => from === fromId && to === toId);
  if (written) return written;
  const back = crosswalks().find(({ from, to }) => from === toId && to === fromId);
  return back && reversedCrosswalk(back);
}

/**
 * The way by which an assessment by one model may begin with one by another: the shipped crosswalk of two editions, or
 * equal ids for a model and itself and for two own models; undefined where answers can't be carried.
 */
export function crosswalkFor(from: MaturityModel, to: MaturityModel): Crosswalk | undefined {
  if (from.id === to.id || (from.family === 'own' && to.family === 'own')) return crosswalkByIds(from, to);
  const crosswalk = crosswalkBetween(from.id, to.id);
  return crosswalk?.kind === 'edition' ? crosswalk : undefined;
}
