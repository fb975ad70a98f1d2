import { Sign } from '../../components/layout/sign.tsx';
import { EVIDENCE_TERMS, type EvidenceTerm } from '../../domain/evidence/evidence.ts';
import { useText } from '../../i18n/language.tsx';
import { evidenceWords as w } from '../../i18n/evidence.ts';

/** How evidence stands: retired, or by its effective period. */
export function EvidenceSign({ term, retiredAt }: { term: EvidenceTerm; retiredAt: string | null }) {
  const t = useText();
  if (retiredAt !== null) return <Sign tone="grey">{t(w.retiredSign)}</Sign>;
  const { name, tone } = EVIDENCE_TERMS[term];
  return <Sign tone={tone}>{t(name)}</Sign>;
}

/** From when until when evidence holds; open ends are named. */
export function PeriodText({ from, until }: { from: string | null; until: string | null }) {
  const t = useText();
  if (from === null && until === null) return <>—</>;
  return (
    <span className="sh-nowrap">
      {from ?? '…'} – {until ?? t(w.openEnd)}
    </span>
  );
}
