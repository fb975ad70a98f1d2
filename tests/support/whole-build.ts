import type { ServerBuild } from '@remix-run/node';
import type { RouteConfigEntry } from '@remix-run/route-config';
import * as entryModule from '#app/entry.server.tsx';
import * as rootModule from '#app/root.tsx';
import routes from '#app/routes.ts';

type RouteModule = ServerBuild['routes'][string] extends infer R
  ? R extends { module: infer M }
    ? M
    : never
  : never;
interface BuiltRoute {
  readonly id: string;
  readonly parentId?: string;
  readonly path?: string;
  readonly index?: boolean;
  readonly module: RouteModule;
}

const files = import.meta.glob<RouteModule>('../../app/routes/**/*.{ts,tsx}');

async function builtRoute({ id, file, path, index }: RouteConfigEntry): Promise<BuiltRoute> {
  const load = files[`../../app/${file}`];
  if (!load) throw new Error(`no file behind ${path}: ${file}`);
  const place = { ...(path === undefined ? {} : { path }), ...(index ? { index } : {}) };
  return { id: id ?? `${file}:${path}`, parentId: 'root', ...place, module: await load() };
}

/** What the browser is told of a route. */
function assetOf({ module, ...route }: BuiltRoute) {
  return {
    ...route,
    hasAction: module.action !== undefined,
    hasLoader: module.loader !== undefined,
    hasErrorBoundary: module.ErrorBoundary !== undefined,
    module: `/assets/${route.id}.js`,
  };
}

/** Every page of the product as the build holds them, from their sources: nothing has to be built first. */
export async function wholeBuild(): Promise<ServerBuild> {
  const root: BuiltRoute = { id: 'root', path: '', module: rootModule as RouteModule };
  const all = [root, ...(await Promise.all((routes as RouteConfigEntry[]).map(builtRoute)))];
  const byId = <T>(value: (route: BuiltRoute) => T) =>
    Object.fromEntries(all.map((route) => [route.id, value(route)]));
  return {
    entry: { module: entryModule },
    routes: byId((route) => route),
    assets: {
      entry: { imports: [], module: '/assets/entry.js' },
      routes: byId(assetOf),
      url: '/assets/manifest.js',
      version: '1',
    },
    publicPath: '/',
    assetsBuildDirectory: 'build/client/assets',
    basename: '/',
    future: {
      v3_fetcherPersist: true,
      v3_relativeSplatPath: true,
      v3_throwAbortReason: true,
      v3_routeConfig: true,
      v3_singleFetch: true,
      v3_lazyRouteDiscovery: true,
      unstable_optimizeDeps: false,
    },
    isSpaMode: false,
    mode: 'production',
  } as unknown as ServerBuild;
}
