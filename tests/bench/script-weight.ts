import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The parts of the build's manifest that say which scripts a page loads. */
interface Manifest {
  readonly entry: { readonly module: string; readonly imports: readonly string[] };
  readonly routes: Readonly<
    Record<
      string,
      {
        readonly id: string;
        readonly parentId?: string;
        readonly module: string;
        readonly imports?: readonly string[];
      }
    >
  >;
}

/** The manifest as the browser gets it: a script that sets a variable. */
function readManifest(assets: string): Manifest {
  const name = readdirSync(assets).find((file) => /^manifest-[\w-]+\.js$/.test(file));
  if (!name) throw new Error('the build has no manifest');
  const text = readFileSync(join(assets, name), 'utf8');
  return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as Manifest;
}

/** Every script that one imports before it runs, itself included; what is imported on demand isn't. */
function closure(assets: string, first: readonly string[]): Set<string> {
  const all = new Set<string>();
  const waiting = [...first];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const name = path.replace(/^.*\//, '');
    if (all.has(name)) continue;
    all.add(name);
    const text = readFileSync(join(assets, name), 'utf8');
    for (const [, next = ''] of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g))
      waiting.push(next);
  }
  return all;
}

/** Scripts that are loaded before the filing's form can be used, as gzip sends them, in KB (1,000 bytes). */
export function scriptsBeforeForm(route = 'routes/filing/edit'): number {
  const assets = resolve('build/client/assets');
  const manifest = readManifest(assets);
  const first = [manifest.entry.module, ...manifest.entry.imports];
  for (let id: string | undefined = route; id !== undefined; id = manifest.routes[id]?.parentId) {
    const found = manifest.routes[id];
    if (!found) throw new Error(`the manifest has no ${id}`);
    first.push(found.module, ...(found.imports ?? []));
  }
  let bytes = 0;
  for (const name of closure(assets, first)) bytes += gzipSync(readFileSync(join(assets, name))).length;
  return bytes / 1000;
}
