import { NativeSelect, TextInput } from '@mantine/core';
import { Link } from '@remix-run/react';
import { FilterBar, FilterSearch } from '../../components/list/filter-bar.tsx';
import { ENTRY_STATES, entrySearch } from '../../domain/target/entry-filter.ts';
import { LINE_KINDS } from '../../domain/target/line.ts';
import { entryWords as w } from '../../i18n/entry.ts';
import { useText } from '../../i18n/language.tsx';
import { optionsOf } from '../organisation/select-options.ts';
import type { EntriesPage } from './entries.tsx';

/** Target, kind, state, region, days and search of a plan's entries. */
export function EntryFilters({ page }: { page: EntriesPage }) {
  const t = useText();
  const { filter } = page;
  const whole =
    entrySearch({ ...filter, after: '' }) ===
    entrySearch(filter, {
      target: '',
      kind: '',
      state: 'counting',
      region: '',
      from: '',
      until: '',
      batch: '',
      q: '',
    });
  return (
    <FilterBar
      key={entrySearch(filter)}
      label={w.filters}
      apply={w.apply}
      clear={whole ? null : { to: `${page.base}${filter.at && `?at=${filter.at}`}`, label: w.clear }}
      style={{ marginBottom: 12 }}
    >
      {filter.at !== '' && <input type="hidden" name="at" value={filter.at} />}
      {filter.batch !== '' && <input type="hidden" name="batch" value={filter.batch} />}
      <NativeSelect
        name="target"
        label={t(w.target)}
        defaultValue={filter.target}
        data={[
          { value: '', label: t(w.anyTarget) },
          ...page.targets.map(({ id, name }) => ({ value: id, label: `${id} ${t(name)}` })),
        ]}
      />
      <NativeSelect
        name="kind"
        label={t(w.kind)}
        defaultValue={filter.kind}
        data={[{ value: '', label: t(w.anyKind) }, ...optionsOf(LINE_KINDS, t)]}
      />
      <NativeSelect
        name="state"
        label={t(w.state)}
        defaultValue={filter.state}
        data={optionsOf(ENTRY_STATES, t)}
      />
      {page.regions.length > 1 && (
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
      <TextInput name="from" type="date" label={t(w.from)} defaultValue={filter.from} />
      <TextInput name="until" type="date" label={t(w.until)} defaultValue={filter.until} />
      <FilterSearch label={w.search} value={filter.q} />
    </FilterBar>
  );
}

/** How many there are, and the batch that the list is narrowed to. */
export function EntryChips({ page }: { page: EntriesPage }) {
  const t = useText();
  return (
    <div className="sh-chips">
      <strong>{t(w.count(page.count))}</strong>
      {page.filter.batch !== '' && (
        <Link
          className="sh-chip"
          to={`${page.base}${entrySearch(page.filter, { batch: '' })}`}
          title={t(w.drop)}
        >
          {t(w.batchOnly)} <span aria-hidden="true">×</span>
        </Link>
      )}
    </div>
  );
}
