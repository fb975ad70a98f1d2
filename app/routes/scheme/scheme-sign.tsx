import { Sign } from '../../components/layout/sign.tsx';
import { useText } from '../../i18n/language.tsx';
import { schemeWords as w } from '../../i18n/scheme.ts';

const TONES = { draft: 'amber', published: 'green', withdrawn: 'grey' } as const;

/** The state of a scheme. */
export function SchemeSign({ state }: { state: keyof typeof TONES }) {
  const t = useText();
  return <Sign tone={TONES[state]}>{t(w.states[state])}</Sign>;
}
