/** The address from which the browser's router fetches a page's data, all of its loaders at once. */
export function navigationPath(path: string): string {
  const [place = '', search] = path.split('?');
  return `${place}.data${search === undefined ? '' : `?${search}`}`;
}

const SPECIAL: Readonly<Record<number, unknown>> = {
  [-1]: undefined,
  [-2]: NaN,
  [-3]: -Infinity,
  [-4]: -0,
  [-5]: null,
  [-6]: Infinity,
  [-7]: undefined,
};

/**
 * Reads what such an address answers: one flat list of values in which objects and lists name their parts by place.
 * Only plain values are known; a page of ours sends nothing else in what is compared.
 */
export function readNavigation(text: string): Record<string, { data?: unknown }> {
  const flat = JSON.parse(text.split('\n')[0] ?? '') as unknown[];
  const known = new Map<number, unknown>();
  const at = (index: number): unknown => {
    if (index < 0) return SPECIAL[index];
    if (known.has(index)) return known.get(index);
    const value = flat[index];
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      if (typeof value[0] === 'string') return { unread: value[0] };
      const list: unknown[] = [];
      known.set(index, list);
      for (const part of value as number[]) list.push(at(part));
      return list;
    }
    const record: Record<string, unknown> = {};
    known.set(index, record);
    for (const [key, part] of Object.entries(value as Record<string, number>)) {
      record[String(at(Number(key.slice(1))))] = at(part);
    }
    return record;
  };
  return at(0) as Record<string, { data?: unknown }>;
}
