import { NativeSelect } from '@mantine/core';
import { Link } from '@remix-run/react';
import { FilterBar, FilterSearch } from '../../components/list/filter-bar.tsx';
import {
  QUEUE_ASSIGNEES,
  QUEUE_KINDS,
  QUEUE_LICENCES,
  QUEUE_STATES,
  QUEUE_TIMINGS,
  queueSearch,
  WHOLE_QUEUE,
  type QueueFilter,
} from '../../domain/review/queue-filter.ts';
import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { queueWords as w } from '../../i18n/review.ts';
import type { QueuePage } from './queue.tsx';

interface Choice {
  readonly value: string;
  readonly label: Words;
}

const choicesOf = (table: Readonly<Record<string, Words>>): Choice[] =>
  Object.entries(table).map(([value, label]) => ({ value, label }));

/** Each filter with its label and choices; the search comes last. */
function selectsOf(page: QueuePage): { name: keyof QueueFilter; label: Words; choices: Choice[] }[] {
  const same = (text: string) => ({ zh: text, en: text });
  return [
    { name: 'state', label: w.state, choices: choicesOf(QUEUE_STATES) },
    { name: 'kind', label: w.kind, choices: choicesOf(QUEUE_KINDS) },
    { name: 'timing', label: w.timing, choices: choicesOf(QUEUE_TIMINGS) },
    { name: 'licence', label: w.licence, choices: choicesOf(QUEUE_LICENCES) },
    {
      name: 'assignee',
      label: w.assignee,
      choices: [
        ...choicesOf(QUEUE_ASSIGNEES),
        ...page.colleagues.map((one) => ({ value: one.accountId, label: same(one.name) })),
      ],
    },
    {
      name: 'region',
      label: w.region,
      choices: [
        { value: '', label: w.anyRegion },
        ...page.regions.map(({ code, name }) => ({ value: code, label: name })),
      ],
    },
  ];
}

/** The filter bar: a plain form with GET, so that the address holds the filter. */
export function QueueFilters({ page }: { page: QueuePage }) {
  const t = useText();
  return (
    <FilterBar key={page.search} label={w.filters} apply={w.apply} clear={null}>
      {selectsOf(page)
        .filter(({ choices }) => choices.length > 1)
        .map(({ name, label, choices }) => (
          <NativeSelect
            key={name}
            name={name}
            label={t(label)}
            defaultValue={page.filter[name]}
            data={choices.map((choice) => ({ value: choice.value, label: t(choice.label) }))}
          />
        ))}
      <FilterSearch label={w.search} hint={w.searchHint} value={page.filter.q} />
    </FilterBar>
  );
}

/** What is filtered, each part removable, and how many filings that leaves. */
export function FilterChips({ page }: { page: QueuePage }) {
  const t = useText();
  const { filter } = page;
  const chips = [
    ...selectsOf(page).flatMap(({ name, label, choices }) => {
      if (filter[name] === WHOLE_QUEUE[name]) return [];
      const choice = choices.find(({ value }) => value === filter[name]);
      return [{ name, text: `${t(label)}：${choice ? t(choice.label) : filter[name]}` }];
    }),
    ...(filter.q === '' ? [] : [{ name: 'q' as const, text: `${t(w.search)}：${filter.q}` }]),
  ];
  return (
    <div className="sh-chips" aria-live="polite">
      <strong>
        {page.isMore && `${t(w.moreThan)} `}
        {page.count.toLocaleString('en-US')} {t(w.count)}
      </strong>
      {chips.map(({ name, text }) => (
        <Link
          key={name}
          className="sh-chip"
          to={`/queue${queueSearch(filter, { [name]: WHOLE_QUEUE[name] })}`}
          aria-label={`${t(w.remove)} ${text}`}
        >
          {text} <span aria-hidden="true">×</span>
        </Link>
      ))}
      {chips.length > 1 && <Link to="/queue">{t(w.clear)}</Link>}
    </div>
  );
}
