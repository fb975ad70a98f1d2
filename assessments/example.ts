import type { MaturityModel } from '#app/domain/assessment/model.ts';
import { ownModel, readOwnModel } from '#app/domain/assessment/model-file.ts';
import text from './example/own.yaml?raw';
import { openFile, sm3 } from './model.ts';

/** An own model to begin from, as the text of its file. */
export const exampleModelText: string = text;

/** The same example as a model. */
export function exampleModel(): MaturityModel {
  return ownModel(
    openFile('assessments/example/own.yaml', text, readOwnModel),
    { id: 'example', version: 1 },
    sm3,
  );
}
