import type { LoaderFunctionArgs } from '@remix-run/node';
import { wallView } from './wall-view.server.ts';

/** What the wall shows, as JSON, for its refresh every minute. */
export async function loader(incoming: LoaderFunctionArgs) {
  return Response.json(await wallView(incoming, incoming.params));
}
