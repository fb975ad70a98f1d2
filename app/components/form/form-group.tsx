import type { ReactNode } from 'react';

/** The fields of one group under its heading. */
export function Group({
  id,
  title,
  note,
  children,
}: {
  id?: string;
  title: string;
  note?: string;
  children: ReactNode;
}) {
  return (
    <fieldset id={id} className="sh-card" style={{ margin: '0 0 16px', minWidth: 0 }}>
      <legend
        style={{ fontWeight: 600, fontSize: 16, float: 'left', width: '100%', padding: 0, marginBottom: 8 }}
      >
        {title}
      </legend>
      <div style={{ clear: 'both' }}>
        {note && (
          <p className="sh-muted" style={{ marginTop: 0 }}>
            {note}
          </p>
        )}
        {children}
      </div>
    </fieldset>
  );
}

/** Fields that stand beside each other where there is room. */
export function Line({ children }: { children: ReactNode }) {
  return <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0 12px', marginBottom: 8 }}>{children}</div>;
}
