import type { RouteConfigEntry } from '@remix-run/route-config';
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import routes from '#app/routes.ts';

/** A route's two doors, as its file exports them. */
export interface RouteModule {
  readonly loader?: (incoming: LoaderFunctionArgs) => unknown;
  readonly action?: (incoming: ActionFunctionArgs) => unknown;
}

/** An address of the product: its pattern, its parameters in order, and the file behind it. */
export interface Address {
  readonly pattern: string;
  readonly params: readonly string[];
  load(): Promise<RouteModule>;
}

const files = import.meta.glob<RouteModule>('../../../app/routes/**/*.{ts,tsx}');

/** Parameters that name no row of a tenant: a part of a model or plan, a step, a format, a secret that opens by itself. */
const PLAIN_PARAMS: ReadonlySet<string> = new Set([
  'code',
  'domain',
  'format',
  'itemId',
  'key',
  'kind',
  'step',
  'targetId',
  'token',
]);

function addressOf(entry: RouteConfigEntry): Address {
  const pattern = entry.path ?? '';
  const load = files[`../../../app/${entry.file}`];
  if (!load) throw new Error(`no file behind /${pattern}: ${entry.file}`);
  return { pattern, params: (pattern.match(/:\w+/g) ?? []).map((name) => name.slice(1)), load };
}

/** Every address of the product, as the build knows them. */
export const ADDRESSES: readonly Address[] = (routes as RouteConfigEntry[]).map(addressOf);

/** The parameters of an address that name rows of a tenant. */
export function idParams(address: Address): string[] {
  return address.params.filter((name) => !PLAIN_PARAMS.has(name));
}

/** The address with its parameters filled in. */
export function pathOf(address: Address, params: Readonly<Record<string, string>>): string {
  return `/${address.pattern.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '')}`;
}
