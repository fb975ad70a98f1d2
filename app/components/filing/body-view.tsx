import { Title } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { fieldValue, groupRows, isEmptyValue, rowValue } from '../../domain/filing/body.ts';
import { type Disclosure, valueText } from '../../domain/filing/body-text.ts';
import { isShown, labelOf } from '../../domain/filing/condition.ts';
import { type FieldDefinition, type FieldValue, isGroup } from '../../domain/filing/field.ts';
import { rowAnchor } from '../../domain/filing/field-path.ts';
import { FORM_ENTRIES, FORM_SECTIONS, type FilingBody, type FormEntry } from '../../domain/filing/form.ts';
import type { Words } from '../../domain/words.ts';
import { filingWords as w } from '../../i18n/filing.ts';
import { useText } from '../../i18n/language.tsx';
import { OrganisationChart } from './organisation-chart.tsx';

interface BodyViewProps {
  readonly body: FilingBody;
  readonly disclosure?: Disclosure;
  /** What was recorded before, by anchor, and which anchors differ. */
  readonly before?: {
    readonly texts: ReadonlyMap<string, Words>;
    readonly changed: ReadonlySet<string>;
  } | null;
  /** What stands beside a field: comments and what may be done about them. */
  readonly beside?: (anchor: string) => ReactNode;
}

function Value({
  anchor,
  label,
  definition,
  value,
  view,
}: {
  anchor: string;
  label: string;
  definition: FieldDefinition;
  value: FieldValue;
  view: BodyViewProps;
}) {
  const t = useText();
  const text = t(valueText(definition, value, view.disclosure ?? 'full'));
  const isChanged = view.before?.changed.has(anchor) ?? false;
  const was = view.before?.texts.get(anchor);
  return (
    <>
      <dt id={anchor}>{label}</dt>
      <dd>
        {text === '' ? <span className="sh-muted">{t(w.emptyValue)}</span> : text}
        {isChanged && (
          <div className="sh-was">
            <strong>{t(w.changed)}</strong> · {t(w.previous)}：{(was && t(was)) || t(w.emptyValue)}
          </div>
        )}
        {view.beside?.(anchor)}
      </dd>
    </>
  );
}

function Entry({ entry, view }: { entry: FormEntry; view: BodyViewProps }) {
  const t = useText();
  const { key, item } = entry;
  const { body } = view;
  if (!isGroup(item)) {
    if (item.control === 'attachment') {
      const beside = view.beside?.(key);
      if (!beside) return null;
      return (
        <>
          <dt id={key}>{t(item.label)}</dt>
          <dd>{beside}</dd>
        </>
      );
    }
    const value = fieldValue(body, key);
    return <Value anchor={key} label={t(labelOf(item, body))} definition={item} value={value} view={view} />;
  }
  const rows = groupRows(body, key);
  return (
    <>
      <dt id={key}>{t(item.label)}</dt>
      <dd>
        {rows.length === 0 && <span className="sh-muted">{t(w.emptyValue)}</span>}
        {item.control === 'organisation-chart' && <OrganisationChart nodes={body.structureNodes} />}
        {rows.map((row, index) => (
          <div className="sh-row-card" key={row.id}>
            <strong>
              {t(item.rowLabel)} {index + 1}
            </strong>
            <dl className="sh-values">
              {Object.entries(item.fields)
                .filter(([name, inner]) => inner.required !== 'never' || !isEmptyValue(rowValue(row, name)))
                .map(([name, inner]) => (
                  <Value
                    key={name}
                    anchor={rowAnchor(key, row.id, name)}
                    label={t(inner.label)}
                    definition={inner}
                    value={rowValue(row, name)}
                    view={view}
                  />
                ))}
            </dl>
            {view.beside?.(rowAnchor(key, row.id))}
          </div>
        ))}
        {view.beside?.(key)}
      </dd>
    </>
  );
}

/** A filing's content, section by section, with what was on record before and the comments beside the fields. */
export function BodyView(view: BodyViewProps) {
  const t = useText();
  return (
    <>
      {FORM_SECTIONS.map((section) => {
        const entries = FORM_ENTRIES.filter(
          (entry) => entry.section.id === section.id && isShown(entry.item, view.body),
        );
        return (
          <section
            key={section.id}
            className="sh-card"
            id={`section-${section.id}`}
            style={{ marginBottom: 16 }}
          >
            <Title order={2} mb="sm">
              {t(section.title)}
            </Title>
            <dl className="sh-values">
              {entries.map((entry) => (
                <Fragment key={entry.key}>
                  <Entry entry={entry} view={view} />
                </Fragment>
              ))}
            </dl>
          </section>
        );
      })}
    </>
  );
}
