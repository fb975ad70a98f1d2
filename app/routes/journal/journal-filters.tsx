import { NativeSelect, TextInput } from '@mantine/core';
import { Link } from '@remix-run/react';
import { FilterBar } from '../../components/list/filter-bar.tsx';
import { type JournalFilter, journalSearch } from '../../domain/journal/journal-filter.ts';
import { eventWords } from '../../i18n/filing-event.ts';
import { auditWords as w, kindsOf, nounWords } from '../../i18n/journal.ts';
import { useText } from '../../i18n/language.tsx';
import type { JournalPage } from './journal.tsx';

/** Nothing narrowed, but still the same chain. */
const WHOLE: Partial<JournalFilter> = { kind: '', person: '', subject: '', from: '', until: '' };

/** Whether a filter narrows the chain at all. */
export function isNarrowed(filter: JournalFilter): boolean {
  return journalSearch(filter) !== journalSearch(filter, WHOLE);
}

/** Kind of event, person and days. */
export function JournalFilters({ page }: { page: JournalPage }) {
  const t = useText();
  const { filter } = page;
  const kinds = kindsOf(page.isOwn ? page.kind : 'enterprise').map(({ noun, types }) => ({
    group: t(nounWords(noun)),
    items: [
      { value: noun, label: t(w.allOf(nounWords(noun))) },
      ...types.map((type) => ({ value: type, label: t(eventWords(type)) })),
    ],
  }));
  return (
    <FilterBar
      key={journalSearch(filter)}
      label={w.filters}
      apply={w.apply}
      clear={isNarrowed(filter) ? { to: `/journal${journalSearch(filter, WHOLE)}`, label: w.clear } : null}
      style={{ marginBottom: 12 }}
    >
      {filter.of !== '' && <input type="hidden" name="of" value={filter.of} />}
      {filter.subject !== '' && <input type="hidden" name="subject" value={filter.subject} />}
      <NativeSelect
        name="kind"
        label={t(w.kind)}
        defaultValue={filter.kind}
        data={[{ value: '', label: t(w.anyKind) }, ...kinds]}
      />
      <TextInput name="person" label={t(w.person)} defaultValue={filter.person} maxLength={40} />
      <TextInput name="from" type="date" label={t(w.from)} defaultValue={filter.from} />
      <TextInput name="until" type="date" label={t(w.until)} defaultValue={filter.until} />
    </FilterBar>
  );
}

/** How many there are, and the subject that the list is narrowed to. */
export function JournalChips({ page }: { page: JournalPage }) {
  const t = useText();
  const { filter } = page;
  return (
    <div className="sh-chips">
      <strong>{t(w.count(page.count, page.counted))}</strong>
      {filter.subject !== '' && (
        <Link className="sh-chip" to={`/journal${journalSearch(filter, { subject: '' })}`} title={t(w.drop)}>
          {t(w.subjectOnly)} {filter.subject.slice(-8)} <span aria-hidden="true">×</span>
        </Link>
      )}
    </div>
  );
}
