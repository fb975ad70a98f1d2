import { Sign, Tag } from '../../components/layout/sign.tsx';
import { useText } from '../../i18n/language.tsx';
import { planWords as w } from '../../i18n/plan.ts';

const TONES = { draft: 'grey', published: 'green', withdrawn: 'grey' } as const;

/** A plan's state, who may read it, and whether a draft waits. */
export function PlanSigns({
  plan,
  draftNo = null,
}: {
  plan: {
    readonly state: keyof typeof TONES;
    readonly isPublic: boolean;
    readonly isDemo: boolean;
  };
  draftNo?: number | null;
}) {
  const t = useText();
  return (
    <>
      <Sign tone={TONES[plan.state]}>{t(w.states[plan.state])}</Sign>
      {plan.state === 'published' && <Tag>{t(plan.isPublic ? w.isPublic : w.isInside)}</Tag>}
      {draftNo !== null && plan.state !== 'draft' && <Sign tone="amber">{t(w.draftWaiting(draftNo))}</Sign>}
      {plan.isDemo && <Tag>{t(w.demo)}</Tag>}
    </>
  );
}
