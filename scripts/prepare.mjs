// Brings a clone to the point where it can run: installs when dependencies are absent, builds when sources are newer.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const home = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a command in the product's folder; ends this process with its status if it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: home, stdio: 'inherit', ...options });
  if (result.error) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function digestOf(paths) {
  const hash = createHash('sha256');
  const add = (path) => {
    const full = join(home, path);
    if (!existsSync(full)) return;
    for (const entry of readdirSync(full, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const child = `${path}/${entry.name}`;
      if (entry.isDirectory()) add(child);
      else if (/\.(ts|tsx|js|mjs|css|json|yaml)$/.test(entry.name))
        hash.update(child).update(readFileSync(join(home, child)));
    }
  };
  for (const path of paths) add(path);
  for (const file of [
    'package.json',
    'package-lock.json',
    'vite.config.ts',
    'remix.config.js',
    'tsconfig.json',
  ]) {
    hash.update(readFileSync(join(home, file)));
  }
  return hash.digest('hex');
}

function recorded(path) {
  return existsSync(join(home, path)) ? readFileSync(join(home, path), 'utf8') : '';
}

/** Installs from the lockfile when node_modules is absent or belongs to another lockfile. */
export function ensureInstalled() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(
      `需要 Node.js 20.19 或更新（当前 ${process.versions.node}）。/ Node.js 20.19 or newer is needed.`,
    );
    process.exit(1);
  }
  const mark = 'node_modules/.shuheng-lock';
  const lock = createHash('sha256')
    .update(readFileSync(join(home, 'package-lock.json')))
    .digest('hex');
  if (recorded(mark) === lock) return;
  if (!existsSync(join(home, 'node_modules/.package-lock.json')) || recorded(mark) !== lock) {
    console.log('正在安装依赖… / Installing dependencies…');
    // `npm install` honours the lockfile; `npm ci` refuses one made behind a registry that lacks other platforms' binaries.
    run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline']);
    const after = createHash('sha256')
      .update(readFileSync(join(home, 'package-lock.json')))
      .digest('hex');
    writeFileSync(join(home, mark), after);
  }
}

/** Lets esbuild read `?raw` as Vite does: the file's text, taken into the bundle. */
export const rawText = {
  name: 'shuheng:raw-text',
  setup(build) {
    build.onResolve({ filter: /\?raw$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.slice(0, -'?raw'.length)),
      namespace: 'raw-text',
    }));
    build.onLoad({ filter: /.*/, namespace: 'raw-text' }, ({ path }) => ({
      contents: readFileSync(path, 'utf8'),
      loader: 'text',
      watchFiles: [path],
    }));
  },
};

/** Bundles the entry points (server, command line) for Node. */
export async function buildEntries(folder = 'build/entry') {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: home,
    entryPoints: ['entry/server.ts', 'entry/cli.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    plugins: [rawText],
    outdir: folder,
    sourcemap: 'linked',
    logLevel: 'warning',
  });
}

/** Builds pages and entry points when a source changed since the last build. */
export async function ensureBuilt() {
  const digest = digestOf(['app', 'assessments', 'db', 'entry', 'seeds']);
  const mark = 'build/.digest';
  if (recorded(mark) === digest) return;
  console.log('正在构建… / Building…');
  await buildAll();
}

/** Builds everything, whatever was built before. */
export async function buildAll() {
  run(process.execPath, ['node_modules/@remix-run/dev/dist/cli.js', 'vite:build', '--logLevel', 'warn']);
  await buildEntries();
  mkdirSync(join(home, 'build'), { recursive: true });
  writeFileSync(join(home, 'build/.digest'), digestOf(['app', 'assessments', 'db', 'entry', 'seeds']));
}

/** Bundles one file of the tests that measures or verifies into a scratch folder, and answers where it lies. */
export async function bundle(entry) {
  const { build } = await import('esbuild');
  const outfile = join(home, '.cache', entry.replace(/\.ts$/, '.js'));
  await build({
    absWorkingDir: home,
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    plugins: [rawText],
    outfile,
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  return outfile;
}

/** Bundles such a file, and runs it. */
export async function runBundled(entry) {
  await import(pathToFileURL(await bundle(entry)).href);
}

/** Runs a bundled entry point, with the signals passed on. */
export async function runEntry(name, args, folder = 'build/entry') {
  process.env.SHUHENG_HOME ??= home;
  const path = join(home, folder, `${name}.js`);
  process.argv = [process.argv[0], path, ...args];
  await import(pathToFileURL(path).href);
}
