import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { bilingual } from '#app/domain/words.ts';

/** What is wrong in a YAML text: the line (from 1) and why, in both tongues (`wordsOf`). */
export interface LineProblem {
  readonly line: number;
  readonly message: string;
}

/** A YAML text as plain values, with the way back from a place to its line. */
export type YamlReading =
  | { readonly ok: true; readonly value: unknown; readonly lineOf: (path: readonly PropertyKey[]) => number }
  | { readonly ok: false; readonly problems: readonly LineProblem[] };

/** More than a person mends at once; what follows is mostly the first one's echo. */
const MOST_PROBLEMS = 20;

/**
 * Reads one YAML 1.2 document. Keys that stand twice, aliases (`*name`: a few can stand for gigabytes) and tags are
 * refused; dates stay texts.
 */
export function readYaml(text: string): YamlReading {
  try {
    return readDocument(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    // The parser goes down by recursion; a text of nothing but brackets ends its stack.
    if (!(error instanceof RangeError)) throw error;
    return { ok: false, problems: [{ line: 1, message: bilingual('嵌套过深', 'nested too deeply') }] };
  }
}

function readDocument(text: string): YamlReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems = [...document.errors, ...document.warnings].slice(0, MOST_PROBLEMS).map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    message: bilingual(`YAML 写法有误：${error.message}`, `not sound YAML: ${error.message}`),
  }));
  visit(document, {
    Alias: (_key, alias) => {
      const message = bilingual('不能使用别名（*名称）', 'aliases (*name) are not allowed');
      problems.push({ line: lines.linePos(alias.range?.[0] ?? 0).line, message });
    },
  });
  if (problems.length > 0) return { ok: false, problems };
  const value: unknown = document.toJS();
  return { ok: true, value, lineOf: (path) => lineOf(document, lines, path) };
}

/** The line of the node at the path, or of the innermost one above it that is there. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      offset = startOf(node) ?? offset;
    } else break;
  }
  return lines.linePos(offset).line;
}

function startOf(node: unknown): number | undefined {
  if (isScalar(node) || isMap(node) || isSeq(node)) return node.range?.[0];
  return undefined;
}
