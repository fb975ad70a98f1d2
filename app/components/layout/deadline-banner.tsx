import { Alert } from '@mantine/core';
import { Link } from '@remix-run/react';
import type { PlainDate } from '../../domain/calendar/plain-date.ts';
import type { Tone } from '../../domain/filing/state.ts';
import { words, type Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { Sign } from './sign.tsx';

/** One open duty with its countdown, in working days. */
export interface DutyView {
  readonly id: string;
  readonly title: Words;
  readonly dueOn: PlainDate;
  readonly countdown: Words;
  readonly tone: Tone;
  readonly provisional: boolean;
  readonly to: string;
  /** Whether a filing that answers it is begun. */
  readonly isBegun: boolean;
  /** Where the counting is explained, day by day. */
  readonly explanation: string;
}

const w = {
  region: words('待办期限', 'Deadlines'),
  due: words('截止', 'due'),
  provisional: words('暂定', 'provisional'),
  why: words('怎么算的', 'how it is counted'),
};

/** The countdown that stands on every page of an enterprise with a re-filing due. */
export function DeadlineBanner({ duties }: { duties: readonly DutyView[] }) {
  const t = useText();
  return (
    <Alert
      component="section"
      aria-label={t(w.region)}
      color={duties.some((duty) => duty.tone === 'red') ? 'red' : 'yellow'}
      variant="light"
      mb="md"
      py={8}
      className="sh-no-print"
    >
      {duties.map((duty) => (
        <div
          key={duty.id}
          style={{ display: 'flex', flexWrap: 'wrap', gap: '2px 10px', alignItems: 'center' }}
        >
          <Link to={duty.to}>{t(duty.title)}</Link>
          <Sign tone={duty.tone}>{t(duty.countdown)}</Sign>
          <span>
            {t(w.due)} {duty.dueOn}
          </span>
          {duty.provisional && (
            <Sign tone="grey" dashed>
              {t(w.provisional)}
            </Sign>
          )}
          <Link to={duty.explanation}>{t(w.why)}</Link>
        </div>
      ))}
    </Alert>
  );
}
