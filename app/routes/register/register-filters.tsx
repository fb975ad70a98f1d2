import { NativeSelect } from '@mantine/core';
import { FilterBar, FilterSearch } from '../../components/list/filter-bar.tsx';
import { REGISTER_KINDS, registerSearch } from '../../domain/register/register-filter.ts';
import { REGISTER_CLASSES } from '../../domain/register/tally.ts';
import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { registerWords as w } from '../../i18n/register.ts';
import type { RegisterPage } from './register.tsx';

/** Class, kind, region and search; the day is kept. */
export function RegisterFilters({ page }: { page: RegisterPage }) {
  const t = useText();
  const { filter, at } = page;
  const choicesOf = (table: Readonly<Record<string, Words>>) =>
    Object.entries(table).map(([value, label]) => ({ value, label: t(label) }));
  const whole = registerSearch({ licence: 'all', kind: 'any', region: '', q: '', after: '' }, at);
  const search = registerSearch(filter, at);
  return (
    <FilterBar
      key={search}
      label={w.filters}
      apply={w.apply}
      clear={search === whole ? null : { to: `/cdo-register${whole}`, label: w.clear }}
      style={{ marginBottom: 12 }}
    >
      {at !== '' && <input type="hidden" name="at" value={at} />}
      <NativeSelect
        name="licence"
        label={t(w.licence)}
        defaultValue={filter.licence}
        data={choicesOf({ ...REGISTER_CLASSES, all: w.anyClass })}
      />
      <NativeSelect
        name="kind"
        label={t(w.kind)}
        defaultValue={filter.kind}
        data={choicesOf(REGISTER_KINDS)}
      />
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
