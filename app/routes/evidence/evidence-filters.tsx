import { NativeSelect } from '@mantine/core';
import { FilterBar, FilterSearch } from '../../components/list/filter-bar.tsx';
import { EVIDENCE_KINDS, EVIDENCE_STATES, evidenceSearch } from '../../domain/evidence/evidence.ts';
import { evidenceWords as w } from '../../i18n/evidence.ts';
import { useText } from '../../i18n/language.tsx';
import { optionsOf } from '../organisation/select-options.ts';
import type { EvidenceListPage } from './list.tsx';

/** State, kind, owner and search. */
export function EvidenceFilters({ page }: { page: EvidenceListPage }) {
  const t = useText();
  const { filter, base } = page;
  return (
    <FilterBar
      key={evidenceSearch(filter)}
      label={w.filters}
      apply={w.apply}
      clear={evidenceSearch(filter) === '' ? null : { to: `${base}/evidence`, label: w.clear }}
      style={{ marginBottom: 12 }}
    >
      <NativeSelect
        name="state"
        label={t(w.state)}
        defaultValue={filter.state}
        data={optionsOf(EVIDENCE_STATES, t)}
      />
      <NativeSelect
        name="kind"
        label={t(w.kind)}
        defaultValue={filter.kind}
        data={[{ value: '', label: t(w.anyKind) }, ...optionsOf(EVIDENCE_KINDS, t)]}
      />
      <NativeSelect
        name="owner"
        label={t(w.owner)}
        defaultValue={filter.owner}
        data={[
          { value: '', label: t(w.anyOwner) },
          ...[...new Set([...page.owners, filter.owner])]
            .filter((name) => name !== '')
            .map((name) => ({ value: name, label: name })),
        ]}
      />
      <FilterSearch label={w.search} hint={w.searchHint} value={filter.q} />
    </FilterBar>
  );
}
