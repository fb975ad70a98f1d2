import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { AgendaList } from '../../components/list/agenda-list.tsx';
import { clientAgenda } from '../../domain/agenda/client-agenda.ts';
import { requireMembership } from '../../http/scope.server.ts';
import { ClientBoard, WaitingElsewhere } from '../client/client-board.tsx';
import { loadClients } from '../client/client-list.server.ts';
import { EnterpriseStart } from './enterprise-start.tsx';
import { loadEnterpriseStart } from './enterprise-start.server.ts';
import { OperatorStart } from './operator-start.tsx';
import { loadOperatorStart } from './operator-start.server.ts';
import { RegulatorStart } from './regulator-start.tsx';
import { loadRegulatorStart } from './regulator-start.server.ts';

export const meta: MetaFunction = () => [{ title: '工作台 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { acting } = await requireMembership(incoming);
  switch (acting.organisationKind) {
    case 'enterprise':
      return { kind: 'enterprise' as const, facts: await loadEnterpriseStart(incoming) };
    case 'regulator':
      return { kind: 'regulator' as const, facts: await loadRegulatorStart(incoming) };
    case 'consultancy':
      return { kind: 'consultancy' as const, facts: await loadConsultancyStart(incoming) };
    case 'operator':
      return { kind: 'operator' as const, facts: await loadOperatorStart(incoming) };
  }
}

/** What waits at the clients, by when, and the clients themselves. */
async function loadConsultancyStart(incoming: LoaderFunctionArgs) {
  const { moment } = await requireMembership(incoming);
  const board = await loadClients(incoming, { q: '', page: 1 });
  return { board, agenda: clientAgenda(board.clients, moment.today) };
}

/** What do I have to do, and by when: for each kind of organisation. */
export default function Start() {
  const start = useLoaderData<typeof loader>();
  switch (start.kind) {
    case 'enterprise':
      return <EnterpriseStart facts={start.facts} />;
    case 'regulator':
      return <RegulatorStart facts={start.facts} />;
    case 'consultancy':
      return (
        <ClientBoard board={start.facts.board}>
          {start.facts.board.hasClients && <AgendaList items={start.facts.agenda} />}
          <WaitingElsewhere board={start.facts.board} />
        </ClientBoard>
      );
    case 'operator':
      return <OperatorStart facts={start.facts} />;
  }
}
