/** Values that canonical JSON can hold. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function write(value: unknown, trail: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'));
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON: not a finite number at ${trail}`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => write(item, `${trail}[${index}]`)).join(',')}]`;
  }
  if (typeof value === 'object') return writeObject(value, trail);
  throw new TypeError(`canonical JSON: ${typeof value} at ${trail}`);
}

function writeObject(value: object, trail: string): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`canonical JSON: not a plain object at ${trail}`);
  }
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => [key.normalize('NFC'), item] as const)
    .sort(([a], [b]) => byCodeUnit(a, b));
  for (const [index, [key]] of entries.entries()) {
    if (index > 0 && entries[index - 1]?.[0] === key) {
      throw new TypeError(`canonical JSON: two keys are one after NFC at ${trail}.${key}`);
    }
  }
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${write(item, `${trail}.${key}`)}`).join(',')}}`;
}

/**
 * One text for one content, the input of every digest: keys sorted by code unit, strings and keys in NFC,
 * no blanks, undefined members left out. Equal content gives equal text on every machine.
 * @throws TypeError for what JSON can't hold (NaN, Date, undefined in a list): a bug of the caller
 */
export function canonicalJson(value: JsonValue): string {
  return write(value, '$');
}
