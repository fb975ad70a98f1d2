import type { ServerBuild } from '@remix-run/node';
import { outlastAction, outlastLoader } from '#app/http/outage.server.ts';

type Route = ServerBuild['routes'][string];

function outlastRoute(route: Route): Route {
  const { module } = route;
  const hasPage = module.default !== undefined;
  return {
    ...route,
    module: {
      ...module,
      ...(module.loader ? { loader: outlastLoader(module.loader, hasPage) } : {}),
      ...(module.action ? { action: outlastAction(module.action, hasPage) } : {}),
    },
  };
}

/** The pages' build, each loader and action of which tells of an outage in words, status 503, and keeps what was typed. */
export function outlast(build: ServerBuild): ServerBuild {
  return {
    ...build,
    routes: Object.fromEntries(Object.entries(build.routes).map(([id, route]) => [id, outlastRoute(route)])),
  };
}
