import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ClientBoard } from './client-board.tsx';
import { loadClients } from './client-list.server.ts';

export const meta: MetaFunction = () => [{ title: '客户 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  return { clients: await loadClients(incoming) };
}

export default function Clients() {
  const { clients } = useLoaderData<typeof loader>();
  return <ClientBoard clients={clients} />;
}
