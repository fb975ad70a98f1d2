import { index, route, type RouteConfig } from '@remix-run/route-config';

/** Every address of the product, once. */
export default [
  index('routes/home.tsx'),
  route('language', 'routes/language.ts'),
  route('sign-in', 'routes/account/sign-in.tsx'),
  route('sign-out', 'routes/account/sign-out.ts'),
  route('start', 'routes/start/start.tsx'),
] satisfies RouteConfig;
