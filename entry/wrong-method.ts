import type { ActionFunctionArgs, LoaderFunctionArgs, ServerBuild } from '@remix-run/node';
import { wrongMethod } from '#app/http/wrong-method.server.ts';

type Routes = ServerBuild['routes'];
type Route = NonNullable<Routes[string]>;

/** The whole pattern of a route's address, without slashes at its ends. */
function patternOf(routes: Routes, route: Route): string {
  const parent = route.parentId === undefined ? undefined : routes[route.parentId];
  return [parent ? patternOf(routes, parent) : '', route.path ?? ''].filter((part) => part !== '').join('/');
}

/** The pattern of the nearest page above an address that draws none; empty for the first page. */
function pageAbove(pages: ReadonlySet<string>, pattern: string): string {
  const parts = pattern.split('/');
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const above = parts.slice(0, length).join('/');
    if (pages.has(above)) return above;
  }
  return '';
}

/** The address of a pattern with its parameters filled in. */
function addressOf(pattern: string, params: LoaderFunctionArgs['params']): string {
  return `/${pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))}`;
}

function refuseIn(route: Route, above: string): Route {
  const { module } = route;
  const hasPage = module.default !== undefined;
  const refuse = (takes: 'post' | 'read') => (incoming: LoaderFunctionArgs | ActionFunctionArgs) => {
    throw wrongMethod(incoming, { takes, hasPage, back: addressOf(above, incoming.params) });
  };
  return {
    ...route,
    module: {
      ...module,
      // A page without a loader needs none to be read.
      ...(module.loader || hasPage ? {} : { loader: refuse('post') }),
      ...(module.action ? {} : { action: refuse('read') }),
    },
  };
}

/**
 * The pages' build, in which every address answers a method that it doesn't take in words, status 405, and says which
 * it takes. Otherwise the framework would answer in its own words for programmers, and log an error.
 */
export function refuseWrongMethods(build: ServerBuild): ServerBuild {
  const { routes } = build;
  const all = Object.entries(routes).flatMap(([id, route]) => (route ? [[id, route] as const] : []));
  const pages = new Set(
    all.filter(([, { module }]) => module.default).map(([, route]) => patternOf(routes, route)),
  );
  const refusing = all.map(
    ([id, route]) => [id, refuseIn(route, pageAbove(pages, patternOf(routes, route)))] as const,
  );
  return { ...build, routes: Object.fromEntries(refusing) };
}
