import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { PostedField } from '../../components/form/posted-field.ts';
import { rowCount, type Fields } from '../../domain/target/plan-form.ts';
import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { planFormWords as w } from '../../i18n/plan-form.ts';
import { Group, Line } from '../../components/form/form-group.tsx';

type FieldOf = (name: string) => PostedField;
type Text = (pair: Words) => string;

const wide = (basis: number) => ({ flex: `1 1 ${basis}px` });

/** A text in both tongues; English may be left out. */
export function PairInputs({
  field,
  name,
  label,
  required = false,
  isLong = false,
}: {
  field: FieldOf;
  name: string;
  label: string;
  required?: boolean;
  isLong?: boolean;
}) {
  const t = useText();
  const Input = isLong ? Textarea : TextInput;
  const long = isLong ? { autosize: true, minRows: 2 } : {};
  return (
    <Line>
      <Input {...field(`${name}.zh`)} {...long} label={label} required={required} mb="xs" style={wide(260)} />
      <Input
        {...field(`${name}.en`)}
        {...long}
        label={`${label} · ${t(w.english)}`}
        mb="xs"
        style={wide(260)}
      />
    </Line>
  );
}

function PartRows({ field, rows }: { field: FieldOf; rows: number }) {
  const t = useText();
  return Array.from({ length: rows }, (_, row) => (
    <Line key={row}>
      <TextInput
        {...field(`parts.${row}.id`)}
        label={`${t(w.partId)} ${row + 1}`}
        mb="xs"
        style={{ flex: '0 1 120px' }}
      />
      <TextInput
        {...field(`parts.${row}.title.zh`)}
        label={`${t(w.partTitle)} ${row + 1}`}
        mb="xs"
        style={wide(220)}
      />
      <TextInput
        {...field(`parts.${row}.title.en`)}
        label={`${t(w.partTitle)} ${row + 1} · ${t(w.english)}`}
        mb="xs"
        style={wide(220)}
      />
    </Line>
  ));
}

function DeliverableRows({ field, fields, rows }: { field: FieldOf; fields: Fields; rows: number }) {
  const t = useText();
  const parts = Array.from({ length: rowCount(fields, 'parts') }, (_, row) => fields[`parts.${row}.id`] ?? '')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  return Array.from({ length: rows }, (_, row) => {
    const name = `deliverables.${row}`;
    const label = (pair: Words) => `${t(pair)} ${row + 1}`;
    return (
      <div key={row} style={{ borderTop: row > 0 ? '1px solid var(--sh-line)' : undefined, paddingTop: 8 }}>
        <Line>
          <TextInput {...field(`${name}.id`)} label={label(w.taskId)} mb="xs" style={{ flex: '0 1 110px' }} />
          <NativeSelect
            {...field(`${name}.part`)}
            label={label(w.part)}
            data={['', ...new Set(parts)]}
            mb="xs"
            style={{ flex: '0 1 130px' }}
          />
          <TextInput
            {...field(`${name}.clause`)}
            label={label(w.clause)}
            mb="xs"
            style={{ flex: '1 1 130px' }}
          />
          <TextInput
            {...field(`${name}.deadline`)}
            type="date"
            label={label(w.deadline)}
            mb="xs"
            style={{ flex: '0 1 160px' }}
          />
        </Line>
        <PairInputs field={field} name={`${name}.text`} label={label(w.task)} />
      </div>
    );
  });
}

/** What a plan's document says, its parts, defects and deliverables, as fields that keep what was typed. */
export function PlanInputs({
  field,
  fields,
  regions,
}: {
  field: FieldOf;
  fields: Fields;
  /** Regions to choose from; null where key and region are fixed. */
  regions: readonly { readonly value: string; readonly label: string }[] | null;
}) {
  const t = useText();
  return (
    <>
      <Group title={t(w.facts)}>
        <PairInputs field={field} name="title" label={t(w.title)} required />
        {regions && (
          <Line>
            <TextInput
              {...field('key')}
              label={t(w.key)}
              description={t(w.keyHelp)}
              required
              maxLength={60}
              mb="xs"
              style={wide(260)}
            />
            <NativeSelect
              {...field('region')}
              label={t(w.region)}
              description={t(w.regionHelp)}
              data={[...regions]}
              mb="xs"
              style={wide(260)}
            />
          </Line>
        )}
        <PairInputs field={field} name="issuer" label={t(w.issuer)} required />
        <Line>
          <TextInput {...field('number')} label={t(w.number)} mb="xs" style={wide(220)} />
          <TextInput
            {...field('issuedOn')}
            type="date"
            label={t(w.issuedOn)}
            mb="xs"
            style={{ flex: '0 1 180px' }}
          />
        </Line>
        <Line>
          <TextInput
            {...field('from')}
            type="date"
            label={t(w.from)}
            description={t(w.fromHelp)}
            required
            mb="xs"
            style={wide(220)}
          />
          <TextInput
            {...field('until')}
            type="date"
            label={t(w.until)}
            description={t(w.untilHelp)}
            required
            mb="xs"
            style={wide(220)}
          />
        </Line>
        <PairInputs field={field} name="source" label={t(w.source)} required isLong />
      </Group>
      <Group title={t(w.parts)} note={t(w.partsNote)}>
        <PartRows field={field} rows={rowCount(fields, 'parts')} />
      </Group>
      <Group title={t(w.deliverables)} note={t(w.deliverablesNote)}>
        <DeliverableRows field={field} fields={fields} rows={rowCount(fields, 'deliverables')} />
      </Group>
      <Group title={t(w.defects)} note={t(w.defectsNote)}>
        {Array.from({ length: rowCount(fields, 'defects') }, (_, row) => (
          <PairInputs key={row} field={field} name={`defects.${row}`} label={`${t(w.defect)} ${row + 1}`} />
        ))}
      </Group>
    </>
  );
}

const LABELS: Readonly<Record<string, Words>> = {
  title: w.title,
  key: w.key,
  region: w.region,
  issuer: w.issuer,
  number: w.number,
  issuedOn: w.issuedOn,
  from: w.from,
  until: w.until,
  source: w.source,
  parts: w.parts,
  deliverables: w.deliverables,
  defects: w.defects,
};

/** What a field is called in the list of mistakes. */
export function planLabel(name: string, t: Text): string {
  const [group = '', row] = name.split('.');
  const label = LABELS[group];
  if (!label) return name;
  return /^\d+$/.test(row ?? '') ? `${t(label)} ${Number(row) + 1}` : t(label);
}
