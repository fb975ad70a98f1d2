import { Readable } from 'node:stream';
import {
  atPlace,
  readOwnModel,
  type FileProblem,
  type OwnModelFile,
} from '#app/domain/assessment/model-file.ts';
import {
  assembleWorkbook,
  cellWords,
  MODEL_COLUMNS,
  NEEDED_COLUMNS,
  type WorkbookFacts,
} from '#app/domain/assessment/model-workbook.ts';
import { words, wordsOf, type Words } from '#app/domain/words.ts';
import { readYaml } from '#assessments/yaml-text.ts';
import { tableRefusalWords } from '../../i18n/table-refusal.ts';
import type { Ports } from '../ports.ts';

/** The largest file of a model, in bytes; DSMM with all its criteria has a tenth of it. */
export const MODEL_FILE_BYTES = 5_000_000;
const MOST_ROWS = 5000;

/** Something that is wrong in a file: where (line, or row and column; null: the file as a whole), and why. */
export interface ModelProblem {
  readonly place: Words | null;
  readonly message: Words;
}

/** A model's file as read, or everything that is wrong with it. */
export type ModelFileReading =
  | { readonly ok: true; readonly file: OwnModelFile }
  | { readonly ok: false; readonly problems: readonly ModelProblem[] };

/** A file of a model, as YAML or as a workbook by the template; a workbook's key, title and source stand in `facts`. */
export async function readModelFile(
  ports: Pick<Ports, 'spreadsheets'>,
  input: { readonly fileName: string; readonly bytes: Uint8Array; readonly facts: WorkbookFacts },
): Promise<ModelFileReading> {
  if (input.bytes.byteLength > MODEL_FILE_BYTES) return whole(TABLE.too_large);
  return /\.ya?ml$/i.test(input.fileName) ? readYamlModel(input.bytes) : readWorkbookModel(ports, input);
}

const TABLE = tableRefusalWords({ megabytes: MODEL_FILE_BYTES / 1_000_000, rows: MOST_ROWS });

function whole(message: Words): ModelFileReading {
  return { ok: false, problems: [{ place: null, message }] };
}

function readYamlModel(bytes: Uint8Array): ModelFileReading {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return whole(
      words('文件不是 UTF-8 编码，请另存为 UTF-8。', 'The file isn’t in UTF-8; save it as UTF-8.'),
    );
  }
  const yaml = readYaml(text);
  if (!yaml.ok) return { ok: false, problems: yaml.problems.map((one) => atLine(one.line, one.message)) };
  const reading = readOwnModel(yaml.value);
  if (reading.ok) return reading;
  return {
    ok: false,
    problems: inOrder(reading.problems, ({ path }) => yaml.lineOf(path)).map(({ path, message }) =>
      atLine(yaml.lineOf(path), atPlace(path, message)),
    ),
  };
}

function atLine(line: number, message: string): ModelProblem {
  return { place: words(`第 ${line} 行`, `line ${line}`), message: wordsOf(message) };
}

function inOrder<T>(list: readonly T[], numberOf: (one: T) => number): T[] {
  return [...list].sort((a, b) => numberOf(a) - numberOf(b));
}

async function readWorkbookModel(
  ports: Pick<Ports, 'spreadsheets'>,
  { fileName, bytes, facts }: { fileName: string; bytes: Uint8Array; facts: WorkbookFacts },
): Promise<ModelFileReading> {
  const table = await ports.spreadsheets.readTable(Readable.from([Buffer.from(bytes)]), {
    fileName,
    maxRows: MOST_ROWS,
    maxBytes: MODEL_FILE_BYTES,
  });
  if (!table.ok) return whole(TABLE[table.refusal]);
  const missing = NEEDED_COLUMNS.map((column) => MODEL_COLUMNS[column]).filter(
    (header) => !table.headers.includes(header),
  );
  if (missing.length > 0) {
    const list = missing.join('、');
    return whole(words(`缺少列：${list}。请使用模板。`, `Missing columns: ${list}. Use the template.`));
  }
  if (table.rows.length === 0) return whole(words('表中没有准则。', 'The table holds no criteria.'));
  const broken = table.rows.flatMap(({ rowNumber, problems }) =>
    problems.map(({ header, message }) => ({
      place: words(`第 ${rowNumber} 行“${header}”`, `row ${rowNumber}, ${header}`),
      message: words(message.zh, message.en),
    })),
  );
  if (broken.length > 0) return { ok: false, problems: broken };
  const workbook = assembleWorkbook(table.rows, facts);
  const clashes = workbook.problems.map(({ message, ...place }) => ({
    place: cellWords(place),
    message: wordsOf(message),
  }));
  const reading = readOwnModel(workbook.value);
  if (reading.ok && clashes.length === 0) return reading;
  const found = reading.ok ? [] : reading.problems;
  return {
    ok: false,
    problems: [
      ...clashes,
      ...inOrder(found, ({ path }) => workbook.placeOf(path)?.rowNumber ?? 0).map((problem) =>
        inCell(problem, workbook.placeOf(problem.path)),
      ),
    ],
  };
}

function inCell(
  { path, message }: FileProblem,
  place: ReturnType<ReturnType<typeof assembleWorkbook>['placeOf']>,
): ModelProblem {
  return place
    ? { place: cellWords(place), message: wordsOf(message) }
    : { place: null, message: wordsOf(atPlace(path, message)) };
}
