/** Where the parts of a JSON text stand. Lines start at 1; paths are like `rest[2].to`, the whole text is ''. */
export type JsonLocation = {
  lines: ReadonlyMap<string, number>;
  /** Keys written twice in one object, of which JSON.parse would silently keep the last. */
  duplicates: { path: string; line: number }[];
  /** The line of the first character that JSON does not allow there. */
  brokenLine?: number;
};

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const MAX_DEPTH = 32;

/** Walks a JSON text once. Nesting deeper than 32 counts as broken. */
export function locateJson(text: string): JsonLocation {
  const walker = new JsonWalker(text);
  const complete = walker.value('', 0) && walker.atEnd();
  const { lines, duplicates } = walker;
  return complete ? { lines, duplicates } : { lines, duplicates, brokenLine: walker.line() };
}

/** Each step answers whether the text is sound so far; when it is not, the position stays where it breaks. */
class JsonWalker {
  readonly lines = new Map<string, number>();
  readonly duplicates: { path: string; line: number }[] = [];
  private readonly text: string;
  private position = 0;

  constructor(text: string) {
    this.text = text;
  }

  line(): number {
    return this.text.slice(0, this.position).split('\n').length;
  }

  atEnd(): boolean {
    this.match(SPACE);
    return this.position === this.text.length;
  }

  value(path: string, depth: number): boolean {
    this.match(SPACE);
    if (depth > MAX_DEPTH) return false;
    if (!this.lines.has(path)) this.lines.set(path, this.line());
    if (this.take('{')) return this.take('}') || this.members(path, depth);
    if (this.take('[')) return this.take(']') || this.items(path, depth);
    return this.match(STRING) !== undefined || this.match(SCALAR) !== undefined;
  }

  private members(path: string, depth: number): boolean {
    const keys = new Set<string>();
    do {
      this.match(SPACE);
      const line = this.line();
      const literal = this.match(STRING);
      if (literal === undefined) return false;
      const key = String(JSON.parse(literal));
      const memberPath = path === '' ? key : `${path}.${key}`;
      if (keys.has(key)) this.duplicates.push({ path: memberPath, line });
      keys.add(key);
      if (!this.take(':') || !this.value(memberPath, depth + 1)) return false;
    } while (this.take(','));
    return this.take('}');
  }

  private items(path: string, depth: number): boolean {
    let index = 0;
    do {
      if (!this.value(`${path}[${index}]`, depth + 1)) return false;
      index += 1;
    } while (this.take(','));
    return this.take(']');
  }

  private take(character: string): boolean {
    this.match(SPACE);
    if (this.text[this.position] !== character) return false;
    this.position += 1;
    return true;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }
}
