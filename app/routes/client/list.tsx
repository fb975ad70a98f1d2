import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ClientFilterSchema } from '../../domain/organisation/client-filter.ts';
import { readSearch } from '../../http/form.server.ts';
import { ClientBoard } from './client-board.tsx';
import { loadClients } from './client-list.server.ts';

export const meta: MetaFunction = () => [{ title: '客户 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  return loadClients(incoming, readSearch(incoming.request, ClientFilterSchema));
}

export default function Clients() {
  const board = useLoaderData<typeof loader>();
  return <ClientBoard board={board} />;
}
