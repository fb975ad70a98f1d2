import type { ReactNode } from 'react';
import { PageHeader } from './page-header.tsx';

/** A page with one short form: signing in, registering, changing one thing. */
export function NarrowPage({
  title,
  lead,
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="sh-form" style={{ margin: '0 auto' }}>
      <PageHeader title={title} lead={lead} />
      {children}
    </div>
  );
}
