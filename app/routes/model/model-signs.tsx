import { Sign, Tag } from '../../components/layout/sign.tsx';
import { useText } from '../../i18n/language.tsx';
import { modelWords as w } from '../../i18n/model.ts';

const EDITION_TONES = { current: 'green', notYet: 'blue', superseded: 'grey' } as const;
const OWN_TONES = { draft: 'amber', published: 'green', withdrawn: 'grey' } as const;

/** Whether an edition is in force. */
export function EditionSign({ state }: { state: keyof typeof EDITION_TONES }) {
  const t = useText();
  return <Sign tone={EDITION_TONES[state]}>{t(w[state])}</Sign>;
}

/** The state of an own model. */
export function OwnSign({ state }: { state: keyof typeof OWN_TONES }) {
  const t = useText();
  return <Sign tone={OWN_TONES[state]}>{t(w.states[state])}</Sign>;
}

/** That the criteria of a shipped model are our own words. */
export function OwnWordingTag() {
  const t = useText();
  return <Tag>{t(w.ownWording)}</Tag>;
}

/** How much a model asks, such as 9 个能力域 · 33 个评估项 · 328 条准则. */
export function ModelCounts({
  counts,
}: {
  counts: { domains: number; items: number; dimensions: number; criteria: number };
}) {
  const t = useText();
  const parts = [
    `${counts.domains} ${t(w.domains)}`,
    `${counts.items} ${t(w.items)}${counts.dimensions > 0 ? ` × ${counts.dimensions} ${t(w.dimensions)}` : ''}`,
    `${counts.criteria} ${t(w.criteria)}`,
  ];
  return <>{parts.join(' · ')}</>;
}
