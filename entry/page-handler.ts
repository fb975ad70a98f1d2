import { createRequestHandler, type RequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import type { Request } from 'express';
import type { RequestContext } from '#app/http/context.server.ts';

type Route = NonNullable<ServerBuild['routes'][string]>;

const ROOT = 'root';
/** The room of the first page: of `/` and of its data. */
const FIRST_PAGE = '';

/** The first segment of a route's path, in lower case; null where it could be any. */
function roomOf(route: Route): string | null {
  const segment = (route.path ?? '').split('/')[0] ?? '';
  return /[:*?]/.test(segment) ? null : segment.toLowerCase();
}

/** The first segment of an address, in lower case; `.data` is what the browser fetches on navigation. */
export function roomOfAddress(path: string): string {
  const segment = decodeURIComponent(path).split('/')[1] ?? '';
  const room = segment.toLowerCase().replace(/\.data$/, '');
  return room === '_root' ? FIRST_PAGE : room;
}

/** The room of a route or of the one above it that has a path right under the root. */
function roomIn(routes: ServerBuild['routes'], route: Route): string | null {
  const parent = route.parentId === undefined ? undefined : routes[route.parentId];
  return parent && parent.id !== ROOT ? roomIn(routes, parent) : roomOf(route);
}

/**
 * The builds by the first segment of an address: each has the root, the first page, what may answer any address, and
 * the routes of its room. The router looks at every route that it has for each request, several times; of three
 * hundred a few matter.
 */
export function buildsByRoom(build: ServerBuild): ReadonlyMap<string, ServerBuild> {
  const all = Object.values(build.routes).filter((route) => route !== undefined);
  const rooms = new Set(all.map((route) => roomIn(build.routes, route)).filter((room) => room !== null));
  const builds = new Map<string, ServerBuild>();
  for (const room of [...rooms, FIRST_PAGE]) {
    const belongs = ([id]: [string, unknown]) => {
      const route = build.routes[id];
      const own = route ? roomIn(build.routes, route) : null;
      return id === ROOT || own === null || own === room || own === FIRST_PAGE;
    };
    const keep = <T>(record: Record<string, T>) => Object.fromEntries(Object.entries(record).filter(belongs));
    builds.set(room, {
      ...build,
      routes: keep(build.routes),
      assets: { ...build.assets, routes: keep(build.assets.routes) },
    });
  }
  return builds;
}

/** What a page is told of its request; made anew for each. */
type GetContext = (request: Request, response: Parameters<RequestHandler>[1]) => RequestContext;

/** Answers pages: each room by a handler of its own, whatever no room has by that of the first page. */
export function createPageHandler(build: ServerBuild, mode: string, getContext: GetContext): RequestHandler {
  const builds = buildsByRoom(build);
  const make = (one: ServerBuild) =>
    createRequestHandler({
      build: one,
      mode,
      getLoadContext: (request, response) => ({ ...getContext(request, response) }),
    });
  const handlers = new Map<string, RequestHandler>();
  const whole = make(build);
  return (request, response, next) => {
    // The browser asks here for the routes that links lead to: of any room.
    if (request.path === '/__manifest') return whole(request, response, next);
    const room = roomOfAddress(request.path);
    const key = builds.has(room) ? room : FIRST_PAGE;
    const handler = handlers.get(key) ?? make(builds.get(key) ?? build);
    handlers.set(key, handler);
    return handler(request, response, next);
  };
}
