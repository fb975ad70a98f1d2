import { NativeSelect } from '@mantine/core';
import { Link } from '@remix-run/react';
import { FilterBar, FilterSearch } from '../../components/list/filter-bar.tsx';
import { ROSTER_STATES, rosterSearch, type RosterState } from '../../domain/roster/roster-filter.ts';
import { useText } from '../../i18n/language.tsx';
import { rosterWords as w } from '../../i18n/roster.ts';
import type { RosterPage } from './roster.tsx';

/** Share of the whole, one decimal. */
function shareOf(count: number, all: number): string {
  return `${((count / all) * 100).toFixed(1)}%`;
}

/** Six figures, each a link to its enterprises; the first is the denominator of the rest. */
export function RosterFigures({ page }: { page: RosterPage }) {
  const t = useText();
  const states = Object.keys(ROSTER_STATES) as RosterState[];
  return (
    <ul className="sh-figures" aria-label={t(w.figures)}>
      {states.map((state) => (
        <li key={state}>
          <Link
            to={`/roster${rosterSearch(page.filter, { state })}`}
            aria-current={page.filter.state === state ? 'true' : undefined}
          >
            {t(ROSTER_STATES[state])}
            <strong>{page.counts[state].toLocaleString('en-US')}</strong>
            <span className="sh-muted">
              {state === 'all' ? '100%' : `${t(w.of)} ${shareOf(page.counts[state], page.counts.all)}`}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Region and search; the state is chosen by the figures. */
export function RosterFilters({ page }: { page: RosterPage }) {
  const t = useText();
  const { filter } = page;
  return (
    <FilterBar
      key={rosterSearch(filter)}
      label={w.filters}
      apply={w.apply}
      clear={rosterSearch(filter) === '' ? null : { to: '/roster', label: w.clear }}
      style={{ marginBottom: 12 }}
    >
      <input type="hidden" name="state" value={filter.state} />
      {page.regions.length > 0 && (
        <NativeSelect
          name="region"
          label={t(w.region)}
          defaultValue={filter.region}
          data={[
            { value: '', label: t(w.anyRegion) },
            ...page.regions.map(({ code, name }) => ({ value: code, label: t(name) })),
          ]}
        />
      )}
      <FilterSearch label={w.search} hint={w.searchHint} value={filter.q} />
    </FilterBar>
  );
}
