import type { MetaFunction } from '@remix-run/node';
import { PageHeader } from '../../components/layout/page-header.tsx';
import type { Words } from '../../domain/words.ts';
import { accessibilityWords as w } from '../../i18n/law.ts';
import { useText } from '../../i18n/language.tsx';

export const meta: MetaFunction = () => [{ title: '无障碍说明 · 数衡 Shuheng' }];

function Points({ id, title, points }: { id: string; title: Words; points: readonly Words[] }) {
  const t = useText();
  return (
    <section className="sh-card" aria-labelledby={id} style={{ marginBottom: 12 }}>
      <h2 id={id} className="sh-h2">
        {t(title)}
      </h2>
      <ul style={{ margin: 0, paddingLeft: 20 }}>
        {points.map((point) => (
          <li key={point.zh}>{t(point)}</li>
        ))}
      </ul>
    </section>
  );
}

export default function Accessibility() {
  const t = useText();
  return (
    <div style={{ maxWidth: 800 }}>
      <PageHeader title={t(w.title)} lead={t(w.lead)} />
      <Points id="tested" title={w.tested} points={w.testedList} />
      <Points id="limits" title={w.limits} points={w.limitList} />
      <Points id="browsers" title={w.browsers} points={[w.browsersText]} />
      <Points id="contact" title={w.contact} points={[w.contactText]} />
    </div>
  );
}
