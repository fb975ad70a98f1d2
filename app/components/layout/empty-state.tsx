import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** Why a list is empty and what fills it. */
export function EmptyState({
  title,
  children,
  action,
  isPage = false,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** The state is all there is on the page: its title is the page's heading. */
  isPage?: boolean;
}) {
  return (
    <div className="sh-card" style={{ textAlign: 'center', padding: '40px 16px' }}>
      {isPage ? <Title order={1}>{title}</Title> : <Text fw={600}>{title}</Text>}
      {children && <div className="sh-muted">{children}</div>}
      {action && <div style={{ marginTop: 16 }}>{action}</div>}
    </div>
  );
}
