import { Link } from '@remix-run/react';
import type { CSSProperties } from 'react';
import { Tag } from '../../components/layout/sign.tsx';
import { clientWords as w } from '../../i18n/client.ts';
import { useText } from '../../i18n/language.tsx';
import { layoutWords } from '../../i18n/layout.ts';
import type { SwitchTarget } from '../../domain/organisation/portfolio.ts';
import { ClientSwitch } from './client-switch.tsx';

/** Whose house a consultant is in. */
export interface ClientFacts {
  readonly grantId: string;
  readonly name: string;
  readonly colour: string;
  readonly isDemo: boolean;
  readonly purpose: 'help' | 'assess';
  readonly rights: 'read' | 'draft';
  readonly expiresOn: string;
  /** All clients of the consultancy, to switch between. */
  readonly targets: readonly SwitchTarget[];
}

/** The frame that carries a client's colour. */
export function clientFrame(colour: string): CSSProperties {
  return {
    border: `1px solid ${colour}`,
    borderLeft: `8px solid ${colour}`,
    borderRadius: 6,
    background: '#fff',
    padding: '8px 12px',
    marginBottom: 16,
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2px 12px',
    alignItems: 'center',
  };
}

/** The client's name and colour, at the head of every page of that client: two clients are never mixed up. */
export function ClientBar({ client }: { client: ClientFacts }) {
  const t = useText();
  return (
    <section aria-label={t(w.actingFor)} style={clientFrame(client.colour)}>
      <span>{t(w.actingFor)}</span>
      <strong>
        <Link to={`/clients/${client.grantId}`}>{client.name}</Link>
      </strong>
      {client.isDemo && <Tag>{t(layoutWords.sample)}</Tag>}
      <span className="sh-muted">
        {t(w[client.purpose])} · {t(w[client.rights])} · {t(w.expires)}{' '}
        <span className="sh-nowrap">{client.expiresOn}</span>
      </span>
      <span className="sh-muted">{t(w.never)}</span>
      <ClientSwitch grantId={client.grantId} targets={client.targets} />
    </section>
  );
}
