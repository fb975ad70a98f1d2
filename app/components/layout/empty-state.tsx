import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Why a list is empty and what fills it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="sh-card" style={{ textAlign: 'center', padding: '40px 16px' }}>
      <Text fw={600}>{title}</Text>
      {children && <div className="sh-muted">{children}</div>}
      {action && <div style={{ marginTop: 16 }}>{action}</div>}
    </div>
  );
}
