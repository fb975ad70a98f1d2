import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
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
    <Form
      method="get"
      key={evidenceSearch(filter)}
      className="sh-card sh-filters"
      role="search"
      aria-label={t(w.filters)}
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
      <TextInput
        name="q"
        type="search"
        label={t(w.search)}
        placeholder={t(w.searchHint)}
        defaultValue={filter.q}
        maxLength={60}
        className="sh-filters-wide"
      />
      <div className="sh-filters-actions">
        <Button type="submit">{t(w.apply)}</Button>{' '}
        {evidenceSearch(filter) !== '' && (
          <Button component={Link} to={`${base}/evidence`} variant="subtle">
            {t(w.clear)}
          </Button>
        )}
      </div>
    </Form>
  );
}
