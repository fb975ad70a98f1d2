import { Button, Title } from '@mantine/core';
import { Fragment } from 'react';
import { type UseFormReturn, useFieldArray } from 'react-hook-form';
import { fieldValue, rowValue } from '../../domain/filing/body.ts';
import { valueText } from '../../domain/filing/body-text.ts';
import { isRequired, isShown, labelOf } from '../../domain/filing/condition.ts';
import { type FieldDefinition, type GroupDefinition, isGroup } from '../../domain/filing/field.ts';
import { controlName, rowAnchor } from '../../domain/filing/field-path.ts';
import { FORM_ITEMS, type FilingBody, type FormSection, type ItemKey } from '../../domain/filing/form.ts';
import type { MergeConflict } from '../../domain/filing/merge.ts';
import type { Clause } from '../../domain/law/clause.ts';
import { FORM_CLAUSES } from '../../domain/law/form-clause.ts';
import { words, type Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { formWords as w } from '../../i18n/filing-form.ts';
import { ClauseMark } from '../layout/clause-mark.tsx';
import { AttachmentList, UploadControls } from './attachment-list.tsx';
import { FieldControl, type LooseForm } from './field-control.tsx';
import { useSurroundings } from './form-context.ts';
import { OrganisationChart } from './organisation-chart.tsx';
import { ThreadBox } from './thread-box.tsx';

type LibraryForm = UseFormReturn<LooseForm>;

/** What the law says on a section, by its id. */
const SECTION_LAW: Readonly<Record<string, Clause>> = FORM_CLAUSES;

function asText(
  value: MergeConflict['mine'],
  definition: FieldDefinition,
  t: (pair: Words) => string,
): string {
  if (value === null || (typeof value === 'object' && !Array.isArray(value))) return t(w.emptyValue);
  return t(valueText(definition, value)) || t(w.emptyValue);
}

function ConflictBox({ conflict, definition }: { conflict: MergeConflict; definition: FieldDefinition }) {
  const t = useText();
  const { settle } = useSurroundings();
  return (
    <div className="sh-conflict" role="alert">
      <strong>{t(w.conflictTitle)}</strong>
      <dl>
        <dt className="sh-muted">{t(w.conflictMine)}</dt>
        <dd>{asText(conflict.mine, definition, t)}</dd>
        <dt className="sh-muted">{t(w.conflictTheirs)}</dt>
        <dd>{asText(conflict.theirs, definition, t)}</dd>
      </dl>
      <Button size="compact-sm" variant="default" mr="sm" onClick={() => settle(conflict, 'mine')}>
        {t(w.takeMine)}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => settle(conflict, 'theirs')}>
        {t(w.keepTheirs)}
      </Button>
    </div>
  );
}

/** What stands under a field: its conflict, what was on record, and the comments on it. */
function Beneath({ anchor, definition }: { anchor: string; definition: FieldDefinition | null }) {
  const t = useText();
  const { conflicts, recorded, threads, recordAddress } = useSurroundings();
  const conflict = conflicts.get(anchor);
  const was = recorded?.changed.has(anchor) ? recorded.texts.get(anchor) : undefined;
  return (
    <>
      {conflict && definition && <ConflictBox conflict={conflict} definition={definition} />}
      {recorded?.changed.has(anchor) && (
        <div className="sh-was">
          <strong>{t(w.changed)}</strong> · {t(w.previous)}：{(was && t(was)) || t(w.emptyValue)}
        </div>
      )}
      {(threads.get(anchor) ?? []).map((thread) => (
        <ThreadBox key={thread.id} thread={thread} to={`${recordAddress}#thread-${thread.id}`} />
      ))}
    </>
  );
}

interface PlaceProps {
  readonly form: LibraryForm;
  readonly name: string;
  readonly anchor: string;
  readonly definition: FieldDefinition;
  readonly label: Words;
  readonly initial: ReturnType<typeof fieldValue>;
}

function Place({ form, name, anchor, definition, label, initial }: PlaceProps) {
  const { body, problems, refusedFields } = useSurroundings();
  const here = problems.get(name) ?? [];
  const error = here.find(({ severity }) => severity === 'error')?.message ?? refusedFields[name] ?? null;
  const hint = here.find(({ severity }) => severity === 'warning')?.message ?? null;
  return (
    <FieldControl
      name={name}
      definition={definition}
      label={label}
      initial={initial}
      isRequired={isRequired(definition, 'freeze', body)}
      error={error}
      hint={hint}
      register={form.register}
    >
      <Beneath anchor={anchor} definition={definition} />
    </FieldControl>
  );
}

const FILES_BY_ENTERPRISE = words('附件由企业上传。', 'Files are uploaded by the enterprise.');

function AttachmentPlace({ name, definition }: { name: string; definition: FieldDefinition }) {
  const t = useText();
  const { files, filesAddress, problems, refusedFields } = useSurroundings();
  const slot = name.slice('attachments.'.length);
  const ofSlot = files.filter((file) => file.slot === slot);
  const error = problems.get(name)?.[0]?.message ?? refusedFields[name];
  return (
    <div className="sh-field" id={name} role="group" aria-label={t(definition.label)}>
      <div style={{ fontWeight: 500 }}>
        {t(definition.label)}
        {definition.required === 'freeze' && (
          <span className="sh-required" aria-hidden="true">
            {' '}
            *
          </span>
        )}
      </div>
      {filesAddress === null ? (
        <div className="sh-muted">
          {ofSlot.map((file) => file.fileName).join('、')} {t(FILES_BY_ENTERPRISE)}
        </div>
      ) : (
        <>
          {/* With scripts the form saves itself; without them a file's own form leaves the rest behind. */}
          <noscript>
            <p className="sh-field-hint">{t(w.saveBeforeFiles)}</p>
          </noscript>
          <AttachmentList files={ofSlot} address={filesAddress} canRemove />
          <UploadControls
            formId={`upload-${slot}`}
            label={t(definition.label)}
            count={ofSlot.length}
            error={error ? t(error) : undefined}
          />
        </>
      )}
      <Beneath anchor={name} definition={null} />
    </div>
  );
}

function newRowId(): string {
  return crypto.randomUUID().slice(0, 13);
}

function Group({ form, groupKey, item }: { form: LibraryForm; groupKey: ItemKey; item: GroupDefinition }) {
  const t = useText();
  const { body, problems, refusedFields, conflicts } = useSurroundings();
  const rows = useFieldArray({ control: form.control, name: groupKey as never, keyName: '_key' });
  const fields = rows.fields as unknown as ({ _key: string; id: string } & Record<string, string>)[];
  const error = problems.get(groupKey)?.[0]?.message ?? refusedFields[groupKey];
  const isChart = item.control === 'organisation-chart';
  return (
    <fieldset id={groupKey} className="sh-choices sh-field">
      <legend>
        {t(item.label)}
        {isRequired(item, 'freeze', body) && (
          <span className="sh-required" aria-hidden="true">
            {' '}
            *
          </span>
        )}
      </legend>
      {item.help && <div className="sh-muted">{t(item.help)}</div>}
      <input type="hidden" name={groupKey} value="" />
      {isChart && <OrganisationChart nodes={body.structureNodes} />}
      {fields.map((row, index) => (
        <div
          className="sh-row-card"
          key={row.id}
          role="group"
          aria-label={`${t(item.rowLabel)} ${index + 1}`}
        >
          <div className="sh-row-head">
            <strong>
              {t(item.rowLabel)} {index + 1}
            </strong>
            <Button
              type="submit"
              name={controlName(groupKey, index, '_remove')}
              value="on"
              variant="subtle"
              color="red"
              size="compact-sm"
              aria-label={`${t(w.removeRow)} ${t(item.rowLabel)} ${index + 1}`}
              onClick={(event) => {
                event.preventDefault();
                rows.remove(index);
              }}
            >
              {t(w.removeRow)}
            </Button>
          </div>
          <input type="hidden" name={controlName(groupKey, index, 'id')} value={row.id} />
          {conflicts.has(rowAnchor(groupKey, row.id)) && (
            <div className="sh-conflict" role="alert">
              {t(w.conflictRow)}
            </div>
          )}
          {Object.entries(item.fields).map(([name, definition]) => (
            <Place
              key={name}
              form={form}
              name={controlName(groupKey, index, name)}
              anchor={rowAnchor(groupKey, row.id, name)}
              definition={definition}
              label={definition.label}
              initial={rowValue(row, name)}
            />
          ))}
        </div>
      ))}
      {error && <p className="sh-field-error">{t(error)}</p>}
      {fields.length < item.maxRows && (
        <Button
          type="submit"
          name="_add"
          value={groupKey}
          variant="default"
          size="compact-md"
          onClick={(event) => {
            event.preventDefault();
            const blank = Object.entries(item.fields).map(([name, { control }]) => [
              name,
              control === 'checkbox' ? false : control === 'multi-select' ? [] : '',
            ]);
            rows.append({ id: newRowId(), ...(Object.fromEntries(blank) as object) } as never);
          }}
        >
          {t(w.addRow)}
          {t(item.rowLabel)}
        </Button>
      )}
      <Beneath anchor={groupKey} definition={null} />
    </fieldset>
  );
}

function Item({ form, itemKey, initial }: { form: LibraryForm; itemKey: ItemKey; initial: FilingBody }) {
  const { body } = useSurroundings();
  const item = FORM_ITEMS[itemKey];
  if (!isShown(item, body)) return null;
  if (isGroup(item)) return <Group form={form} groupKey={itemKey} item={item} />;
  if (item.control === 'attachment') return <AttachmentPlace name={itemKey} definition={item} />;
  return (
    <Place
      form={form}
      name={itemKey}
      anchor={itemKey}
      definition={item}
      label={labelOf(item, body)}
      initial={fieldValue(initial, itemKey)}
    />
  );
}

/** One section of the form with all its fields that the answers so far ask for. */
export function FormSectionCard({
  form,
  section,
  initial,
}: {
  form: LibraryForm;
  section: FormSection;
  initial: FilingBody;
}) {
  const t = useText();
  const law = SECTION_LAW[section.id];
  return (
    <section className="sh-card" id={`section-${section.id}`} style={{ marginBottom: 16 }}>
      <div style={{ display: 'flex', gap: 8, alignItems: 'baseline', marginBottom: 12 }}>
        <Title order={2}>{t(section.title)}</Title>
        {law && <ClauseMark clause={law} />}
      </div>
      {section.intro && <p className="sh-muted">{t(section.intro)}</p>}
      {section.keys.map((key) => (
        <Fragment key={key}>
          <Item form={form} itemKey={key} initial={initial} />
        </Fragment>
      ))}
    </section>
  );
}
