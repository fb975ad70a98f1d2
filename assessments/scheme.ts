import type { ModelFamily } from '#app/domain/assessment/model.ts';
import { readShippedScheme, sealScheme } from '#app/domain/assessment/scheme-file.ts';
import type { ScoringScheme } from '#app/domain/assessment/scheme.ts';
import { openFile, sm3 } from './model.ts';
import dcmm from './scheme/dcmm-default.yaml?raw';
import dsmm from './scheme/dsmm-default.yaml?raw';
import own from './scheme/own-default.yaml?raw';

const FILES = [
  { name: 'assessments/scheme/dcmm-default.yaml', text: dcmm },
  { name: 'assessments/scheme/dsmm-default.yaml', text: dsmm },
  { name: 'assessments/scheme/own-default.yaml', text: own },
];

/** One scheme's file, read, checked and frozen. @throws ModelFileError naming file, line and reason */
export function openScheme(name: string, text: string): ScoringScheme {
  const { id, version, ...content } = openFile(name, text, readShippedScheme);
  return sealScheme(content, { id, version }, sm3);
}

let opened: ReadonlyMap<string, ScoringScheme> | undefined;

/** The shipped scoring schemes by id; read once. @throws ModelFileError where a file does not hold */
export function shippedSchemes(): ReadonlyMap<string, ScoringScheme> {
  opened ??= new Map(
    FILES.map(({ name, text }) => openScheme(name, text)).map((scheme) => [scheme.id, scheme]),
  );
  return opened;
}

/** The scheme that an assessment by a model of that family begins with. */
export function defaultScheme(family: ModelFamily): ScoringScheme {
  const scheme = shippedSchemes().get(`${family}-default`);
  if (!scheme) throw new Error(`assessments/scheme: no default for ${family}`);
  return scheme;
}
