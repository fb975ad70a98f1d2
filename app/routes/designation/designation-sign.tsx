import { Sign } from '../../components/layout/sign.tsx';
import { DESIGNATION_STATES, type DesignationState } from '../../domain/designation/designation.ts';
import { useText } from '../../i18n/language.tsx';

/** How a designation stands, as a sign. */
export function DesignationSign({ state }: { state: DesignationState }) {
  const t = useText();
  return <Sign tone={state === 'held' ? 'green' : 'grey'}>{t(DESIGNATION_STATES[state])}</Sign>;
}
