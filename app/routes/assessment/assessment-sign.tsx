import { Sign, Tag } from '../../components/layout/sign.tsx';
import { STATE_SIGNS, type AssessmentSide, type AssessmentState } from '../../domain/assessment/state.ts';
import { assessmentWords as w } from '../../i18n/assessment.ts';
import { useText } from '../../i18n/language.tsx';

/** State and kind of an assessment; 双评估 only where a regulator ordered it. */
export function AssessmentSigns({
  assessment,
}: {
  assessment: {
    readonly state: AssessmentState;
    readonly side: AssessmentSide;
    readonly orderId: string | null;
    readonly submittedAt: string | null;
  };
}) {
  const t = useText();
  const { state, side, orderId, submittedAt } = assessment;
  return (
    <span className="sh-signs">
      <Sign tone={STATE_SIGNS[state].tone}>{t(STATE_SIGNS[state].label)}</Sign>
      {submittedAt !== null && <Sign tone="blue">{t(w.submitted)}</Sign>}
      <Tag>{t(w.sides[side])}</Tag>
      {orderId !== null && <Tag>{t(w.twofold)}</Tag>}
    </span>
  );
}
