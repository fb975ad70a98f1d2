import { Title } from '@mantine/core';
import type { Designation } from '#db/queries/designation.read.ts';
import type { DesignationState } from '../../domain/designation/designation.ts';
import { DESIGNATIONS } from '../../domain/target/plan.ts';
import { designationWords as w } from '../../i18n/designation.ts';
import { useText } from '../../i18n/language.tsx';
import { DesignationSign } from '../designation/designation-sign.tsx';

/** What authorities gave the enterprise, the latest first; nothing where there is none. */
export function OwnDesignations({
  designations,
}: {
  designations: readonly (Pick<Designation, 'id' | 'kind' | 'sinceOn' | 'endedOn' | 'basis'> & {
    readonly state: DesignationState;
  })[];
}) {
  const t = useText();
  if (designations.length === 0) return null;
  return (
    <section className="sh-card" aria-labelledby="designations">
      <Title order={2} id="designations" mb="sm">
        {t(w.own)}
      </Title>
      <ul style={{ paddingLeft: 18, margin: 0 }}>
        {designations.map((one) => (
          <li key={one.id}>
            <strong>{t(DESIGNATIONS[one.kind])}</strong> <DesignationSign state={one.state} />
            <div className="sh-muted">
              {t(w.sinceOn)} {one.sinceOn}
              {one.endedOn && ` · ${t(w.endedOn)} ${one.endedOn}`} · {t(w.basis)}：{one.basis}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
