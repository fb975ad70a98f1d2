import type { PlainDate } from '../calendar/plain-date.ts';
import { CHANGE_KINDS, FILING_KINDS, type ChangeKind, type FilingKind } from '../filing/option.ts';
import type { Tone } from '../filing/state.ts';
import { words, type Words } from '../words.ts';
import { dated, sortAgenda, undated, type AgendaItem } from './agenda.ts';

/** What waits at one client of a consultancy. */
export interface ClientAffairs {
  readonly grantId: string;
  readonly name: string;
  readonly expiresOn: PlainDate;
  /** The grant ends soon. */
  readonly endsSoon: boolean;
  readonly changes: readonly {
    readonly id: string;
    readonly kind: ChangeKind;
    readonly dueOn: PlainDate;
    readonly words: Words;
    readonly tone: Tone;
  }[];
  readonly filings: readonly {
    readonly id: string;
    readonly kind: FilingKind;
    readonly state: { readonly code: string; readonly label: Words };
    /** A change's limit runs: the filing stands with its day among the changes already. */
    readonly isOwed: boolean;
    readonly openThreadCount: number;
  }[];
  /** How many things in its assessments wait for the visitor. */
  readonly workCount: number;
}

const GRANT = words('授权到期', 'Grant ends');
const WORK = words('评估工作', 'Work on assessments');
/** States of a filing in which the client's side has to act. */
const CLIENTS_TURN: readonly string[] = ['draft', 'internal_check', 'to_seal', 'returned'];

function itemsOf(client: ClientAffairs, today: PlainDate): AgendaItem[] {
  const { grantId, name } = client;
  const base = `/clients/${grantId}`;
  const changes = client.changes.map(({ id, kind, dueOn, words: countdown, tone }): AgendaItem => {
    return {
      key: `change ${id}`,
      what: CHANGE_KINDS[kind],
      about: name,
      by: dueOn,
      left: { words: countdown, tone },
      isProvisional: false,
      note: null,
      to: base,
    };
  });
  const filings = client.filings
    .filter(
      ({ state, isOwed }) => CLIENTS_TURN.includes(state.code) && (!isOwed || state.code === 'returned'),
    )
    .map(({ id, kind, state, openThreadCount }) => {
      const comments = words(` · ${openThreadCount} 条意见待处理`, ` · ${openThreadCount} comments to meet`);
      const isTalked = openThreadCount > 0;
      return undated({
        key: `filing ${grantId} ${id}`,
        what: FILING_KINDS[kind],
        about: name,
        note: words(
          `${state.label.zh}${isTalked ? comments.zh : ''}`,
          `${state.label.en}${isTalked ? comments.en : ''}`,
        ),
        to: `${base}/filings/${id}`,
      });
    });
  const work = undated({
    key: `work ${grantId}`,
    what: WORK,
    about: name,
    note: words(`${client.workCount} 项`, `${client.workCount} open`),
    to: `${base}/assessments/work`,
  });
  const grant = dated(
    { key: `grant ${grantId}`, what: GRANT, about: name, to: base },
    client.expiresOn,
    today,
  );
  return [
    ...changes,
    ...(client.endsSoon ? [grant] : []),
    ...(client.workCount > 0 ? [work] : []),
    ...filings,
  ];
}

/** What waits at a consultancy's clients, the earliest first. */
export function clientAgenda(clients: readonly ClientAffairs[], today: PlainDate): AgendaItem[] {
  return sortAgenda(clients.flatMap((client) => itemsOf(client, today)));
}
