import { build } from 'esbuild';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What the form imports before it can be used: files of ours and packages; what comes later isn't among it. */
async function importedFirst(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [resolve(entry)],
    bundle: true,
    splitting: true,
    format: 'esm',
    jsx: 'automatic',
    packages: 'external',
    loader: { '.css': 'empty' },
    outdir: resolve('build/unwritten'),
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const found = new Set<string>();
  const seen = new Set<string>();
  const outputs = Object.entries(metafile.outputs);
  const waiting = outputs.flatMap(([path, { entryPoint }]) => (entryPoint === entry ? [path] : []));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const output = metafile.outputs[path];
    for (const name of Object.keys(output?.inputs ?? {})) found.add(name);
    for (const { path: next, kind, external } of output?.imports ?? []) {
      if (kind !== 'import-statement') continue;
      if (external) found.add(next);
      else waiting.push(next);
    }
  }
  return [...found];
}

describe('the filing’s form', async () => {
  const first = await importedFirst('app/components/filing/filing-form.tsx');

  it('is read at all', () => {
    expect(first).toContain('app/domain/filing/completeness.ts');
    expect(first).toContain('react-hook-form');
  });

  it.each([
    ['the schemas of the server', 'zod'],
    ['the law library', 'app/domain/law/clause.ts'],
    ['the privacy notice', 'app/domain/account/privacy.ts'],
    ['the words of the other filing pages', 'app/i18n/filing.ts'],
    ['the dialog that signs in again', 'app/components/filing/sign-in-again.tsx'],
  ])('doesn’t wait for %s', (_what, path) => {
    expect(first).not.toContain(path);
  });
});
