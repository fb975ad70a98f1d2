import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';

/**
 * A model or scheme by its name, leading to its page. One that a client wrote has its page in the client's own house
 * alone, so in a client's house only shipped ones lead anywhere.
 */
export function DefinitionLink({
  room,
  id,
  inClient,
  children,
}: {
  room: 'models' | 'schemes';
  id: string;
  inClient: boolean;
  children: ReactNode;
}) {
  if (inClient && id.startsWith('own:')) return <>{children}</>;
  return <Link to={`/${room}/${encodeURIComponent(id)}`}>{children}</Link>;
}
