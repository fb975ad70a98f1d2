import { Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A page's head: title, state and due signs beside it, what explains it, and what to do next at the right. */
export function PageHeader({
  title,
  signs,
  lead,
  actions,
}: {
  title: ReactNode;
  signs?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="sh-page-head">
      <div style={{ minWidth: 0, flex: '1 1 320px' }}>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 10px', alignItems: 'center' }}>
          <Title order={1}>{title}</Title>
          {signs}
        </div>
        {lead && <div className="sh-muted">{lead}</div>}
      </div>
      {actions && <div className="sh-page-head-actions">{actions}</div>}
    </header>
  );
}
