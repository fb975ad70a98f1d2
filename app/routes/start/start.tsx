import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { requireMembership } from '../../http/scope.server.ts';

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireMembership(incoming);
  return { kind: visit.acting.organisationKind };
}

export default function Start() {
  const { kind } = useLoaderData<typeof loader>();
  return <PageHeader title={kind} />;
}
