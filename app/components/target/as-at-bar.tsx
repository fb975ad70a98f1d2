import './judgement.css';
import { Button, TextInput } from '@mantine/core';
import { Form, Link, useLocation } from '@remix-run/react';
import { formatDateEn, formatDateZh, type PlainDate } from '../../domain/calendar/plain-date.ts';
import { words, type Words } from '../../domain/words.ts';
import { judgementWords as w } from '../../i18n/judgement.ts';
import { useText } from '../../i18n/language.tsx';

/** The day as at which a page shows its numbers, and the form to choose another; the rest of the address is kept. */
export function AsAtBar({
  asAt,
  today,
  refusal = null,
}: {
  asAt: PlainDate;
  /** No later day can be chosen. */
  today: PlainDate;
  /** Why the day that was asked for isn't it. */
  refusal?: Words | null;
}) {
  const t = useText();
  const { pathname, search } = useLocation();
  const parameters = new URLSearchParams(search);
  const asked = parameters.get('at');
  // Another day begins a list at its top again.
  for (const name of ['at', 'after']) parameters.delete(name);
  const rest = parameters.toString();
  return (
    <div className="sh-as-at">
      <strong>
        {t(w.asAt)} <time dateTime={asAt}>{t(words(formatDateZh(asAt), formatDateEn(asAt)))}</time>
      </strong>
      <Form method="get" action={pathname} className="sh-no-print" key={`${asAt} ${search}`}>
        {[...parameters].map(([name, value], index) => (
          <input key={`${name} ${index}`} type="hidden" name={name} value={value} />
        ))}
        <TextInput
          type="date"
          name="at"
          aria-label={t(w.asAtDay)}
          defaultValue={refusal && asked ? asked : asAt}
          max={today}
          error={refusal && t(refusal)}
        />
        <Button type="submit" variant="default">
          {t(w.apply)}
        </Button>
        {asked !== null && <Link to={`${pathname}${rest && `?${rest}`}`}>{t(w.standard)}</Link>}
      </Form>
    </div>
  );
}
