import { Link } from '@remix-run/react';
import type { Tone } from '../../domain/filing/state.ts';
import { words, type Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';

/** One figure of a board: what is counted, how many, and where they are listed. */
export interface FigureView {
  readonly label: Words;
  /** A count, or a text such as a date. */
  readonly value: number | string;
  readonly to: string;
  readonly tone: Tone;
  readonly note?: Words | undefined;
}

const LIMIT = 1000;

/** `12,345`; beyond what was counted `1,000+`. */
function figureText(value: number | string): string {
  if (typeof value === 'string') return value;
  return value > LIMIT ? `${LIMIT.toLocaleString('en')}+` : value.toLocaleString('en');
}

/** A row of at most six figures, each a link to what it counts. */
export function Figures({ title, figures }: { title: Words; figures: readonly FigureView[] }) {
  const t = useText();
  return (
    <section aria-label={t(title)} className="sh-figures">
      {figures.map((figure) => (
        <Link key={figure.to + figure.label.zh} to={figure.to} className="sh-figure" data-tone={figure.tone}>
          <span className="sh-figure-value">{figureText(figure.value)}</span>
          <span>{t(figure.label)}</span>
          {figure.note && <span className="sh-muted">{t(figure.note)}</span>}
        </Link>
      ))}
    </section>
  );
}

/** The tone of a figure that is fine at zero. */
export function toneUnlessZero(value: number, tone: Tone): Tone {
  return value === 0 ? 'grey' : tone;
}

/** Title of a board for those who can't see it. */
export const BOARD = words('概览', 'Overview');
