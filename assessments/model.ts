import { createHash } from 'node:crypto';
import type { MaturityModel } from '#app/domain/assessment/model.ts';
import {
  atPlace,
  readShippedModel,
  shippedModel,
  type FileReading,
} from '#app/domain/assessment/model-file.ts';
import { wordsOf } from '#app/domain/words.ts';
import dcmm2018 from './dcmm/2018.yaml?raw';
import dcmm2025 from './dcmm/2025.yaml?raw';
import dsmm2019 from './dsmm/2019.yaml?raw';
import { readYaml } from './yaml-text.ts';

const FILES = [
  { name: 'assessments/dcmm/2025.yaml', text: dcmm2025 },
  { name: 'assessments/dcmm/2018.yaml', text: dcmm2018 },
  { name: 'assessments/dsmm/2019.yaml', text: dsmm2019 },
];

/** A shipped file of data that does not hold: the product must not start with it. */
export class ModelFileError extends Error {
  constructor(file: string, problems: readonly { readonly line: number; readonly message: string }[]) {
    const lines = problems.map(({ line, message }) => {
      const { zh, en } = wordsOf(message);
      return `${file}:${line}：${zh} / ${en}`;
    });
    super(`内置数据文件有误，无法启动。/ A shipped file does not hold.\n${lines.join('\n')}`);
    this.name = 'ModelFileError';
  }
}

/**
 * What a shipped file of data says.
 * @throws ModelFileError naming file, line and reason of everything that is wrong
 */
export function openFile<T>(name: string, text: string, read: (value: unknown) => FileReading<T>): T {
  const yaml = readYaml(text);
  if (!yaml.ok) throw new ModelFileError(name, yaml.problems);
  const reading = read(yaml.value);
  if (reading.ok) return reading.file;
  throw new ModelFileError(
    name,
    reading.problems.map(({ path, message }) => ({
      line: yaml.lineOf(path),
      message: atPlace(path, message),
    })),
  );
}

/** SM3 (GB/T 32905-2016) of the text, as hex. */
export function sm3(text: string): string {
  return createHash('sm3').update(text).digest('hex');
}

/** One model's file, read, checked and frozen. @throws ModelFileError */
export function openModel(name: string, text: string): MaturityModel {
  return shippedModel(openFile(name, text, readShippedModel), sm3);
}

let opened: ReadonlyMap<string, MaturityModel> | undefined;

/** The shipped models by id, newest edition first; read once. @throws ModelFileError where a file does not hold */
export function maturityModels(): ReadonlyMap<string, MaturityModel> {
  opened ??= together(FILES.map(({ name, text }) => openModel(name, text)));
  return opened;
}

/** The shipped model with this id; undefined where there is none. */
export function maturityModel(id: string): MaturityModel | undefined {
  return maturityModels().get(id);
}

/** Models by id; editions that name each other must both be there and agree. */
function together(models: readonly MaturityModel[]): ReadonlyMap<string, MaturityModel> {
  const byId = new Map(models.map((model) => [model.id, model]));
  if (byId.size !== models.length) throw new Error('assessments: two models have one id');
  for (const model of models) {
    if (model.supersedes && byId.get(model.supersedes)?.supersededBy !== model.id) {
      throw new Error(`assessments: ${model.id} supersedes ${model.supersedes}, which doesn't say so`);
    }
    if (model.supersededBy && byId.get(model.supersededBy)?.supersedes !== model.id) {
      throw new Error(
        `assessments: ${model.id} is superseded by ${model.supersededBy}, which doesn't say so`,
      );
    }
  }
  return byId;
}
