import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { PostedField } from '../../components/form/posted-field.ts';
import {
  COMPARATORS,
  COUNTINGS,
  DESIGNATIONS,
  DIRECTIONS,
  MEASURES,
  SOURCES,
} from '../../domain/target/plan.ts';
import { DESIGNATION_COUNTS, DIRECTION_NAMES, MEASURE_NAMES } from '../../domain/target/plan-label.ts';
import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { planFormWords as w } from '../../i18n/plan-form.ts';
import { Group, Line } from '../../components/form/form-group.tsx';
import { PairInputs } from './plan-inputs.tsx';

type FieldOf = (name: string) => PostedField;
type Text = (pair: Words) => string;

/** What a target's form may choose from. */
export interface TargetChoices {
  readonly parts: readonly { readonly id: string; readonly title: Words }[];
  /** The other targets, in the plan's order. */
  readonly others: readonly { readonly id: string; readonly indicator: Words }[];
  /** Whether the plan's region has cities to split among. */
  readonly canSplit: boolean;
}

const basis = (pixels: number) => ({ flex: `1 1 ${pixels}px` });
const named = (table: Readonly<Record<string, Words>>, t: Text) =>
  Object.entries(table).map(([value, label]) => ({ value, label: t(label) }));

function Ticked({ field, label }: { field: PostedField; label: string }) {
  return (
    <div style={{ marginBottom: 12 }}>
      <Checkbox
        id={field.id}
        name={field.name}
        value="yes"
        defaultChecked={field.defaultValue === 'yes'}
        error={field.error}
        label={label}
      />
    </div>
  );
}

function IdentityInputs({
  field,
  choices,
  isNew,
}: {
  field: FieldOf;
  choices: TargetChoices;
  isNew: boolean;
}) {
  const t = useText();
  return (
    <Group title={t(w.identity)}>
      {isNew && (
        <TextInput
          {...field('id')}
          label={t(w.id)}
          description={t(w.idHelp)}
          required
          maxLength={20}
          mb="xs"
          maw={320}
        />
      )}
      <PairInputs field={field} name="indicator" label={t(w.indicator)} required />
      <Line>
        <NativeSelect
          {...field('part')}
          label={t(w.part)}
          data={choices.parts.map(({ id, title }) => ({ value: id, label: `${id} ${t(title)}` }))}
          mb="xs"
          style={basis(220)}
        />
        <NativeSelect
          {...field('after')}
          label={t(w.after)}
          data={[
            { value: '', label: t(w.first) },
            ...choices.others.map(({ id, indicator }) => ({ value: id, label: t(w.afterOf(id, indicator)) })),
          ]}
          mb="xs"
          style={basis(220)}
        />
      </Line>
    </Group>
  );
}

function GoalInputs({ field }: { field: FieldOf }) {
  const t = useText();
  const comparators = Object.entries(COMPARATORS).map(([value, { sign, name }]) => ({
    value,
    label: `${sign} ${t(name)}`,
  }));
  const directions = DIRECTIONS.map((value) => ({ value, label: t(DIRECTION_NAMES[value]) }));
  return (
    <Group title={t(w.goal)}>
      <Line>
        <NativeSelect
          {...field('comparator')}
          label={t(w.comparator)}
          data={comparators}
          mb="xs"
          style={basis(140)}
        />
        <TextInput
          {...field('value')}
          label={t(w.value)}
          description={t(w.valueHelp)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          inputMode="decimal"
          required
          mb="xs"
          style={basis(160)}
        />
        <NativeSelect
          {...field('direction')}
          label={t(w.direction)}
          data={directions}
          mb="xs"
          style={basis(140)}
        />
      </Line>
      <PairInputs field={field} name="unit" label={t(w.unit)} required />
      <Line>
        <NativeSelect
          {...field('counting')}
          label={t(w.counting)}
          data={named(COUNTINGS, t)}
          mb="xs"
          style={basis(160)}
        />
        <TextInput
          {...field('deadline')}
          type="date"
          label={t(w.deadline)}
          mb="xs"
          style={{ flex: '0 1 200px' }}
        />
      </Line>
      <Ticked field={field('isAspiration')} label={t(w.isAspiration)} />
    </Group>
  );
}

function PlatformInputs({ field }: { field: FieldOf }) {
  const t = useText();
  const kinds = [
    { value: '', label: t(w.platformKinds.none) },
    { value: 'certificate', label: t(w.platformKinds.certificate) },
    { value: 'designation', label: t(w.platformKinds.designation) },
  ];
  return (
    <>
      <NativeSelect {...field('platform.from')} label={t(w.platform)} data={kinds} mb="xs" maw={320} />
      <Line>
        <NativeSelect
          {...field('platform.certificate')}
          label={`${t(w.platformKinds.certificate)} · ${t(w.certificate)}`}
          data={[
            { value: 'dcmm', label: 'DCMM' },
            { value: 'dsmm', label: 'DSMM' },
          ]}
          mb="xs"
          style={basis(160)}
        />
        <NativeSelect
          {...field('platform.leastLevel')}
          label={`${t(w.platformKinds.certificate)} · ${t(w.leastLevel)}`}
          data={['1', '2', '3', '4', '5']}
          mb="xs"
          style={basis(160)}
        />
      </Line>
      <Line>
        <NativeSelect
          {...field('platform.designation')}
          label={`${t(w.platformKinds.designation)} · ${t(w.designation)}`}
          data={named(DESIGNATIONS, t)}
          mb="xs"
          style={basis(220)}
        />
        <NativeSelect
          {...field('platform.counts')}
          label={`${t(w.platformKinds.designation)} · ${t(w.counts)}`}
          data={named(DESIGNATION_COUNTS, t)}
          mb="xs"
          style={basis(220)}
        />
      </Line>
    </>
  );
}

/** Every field of a target, keeping what was typed. */
export function TargetInputs({
  field,
  choices,
  isNew,
}: {
  field: FieldOf;
  choices: TargetChoices;
  isNew: boolean;
}) {
  const t = useText();
  const measures = MEASURES.map((value) => ({ value, label: t(MEASURE_NAMES[value]) }));
  return (
    <>
      <IdentityInputs field={field} choices={choices} isNew={isNew} />
      <GoalInputs field={field} />
      <Group title={t(w.numbers)} note={t(w.numbersNote)}>
        <Line>
          <NativeSelect
            {...field('measure')}
            label={t(w.measure)}
            data={measures}
            mb="xs"
            style={basis(180)}
          />
          <NativeSelect
            {...field('headline')}
            label={t(w.headline)}
            data={named(SOURCES, t)}
            mb="xs"
            style={basis(180)}
          />
        </Line>
        <PairInputs field={field} name="entryName" label={t(w.entryName)} required />
        <p className="sh-muted" style={{ marginTop: 0 }}>
          {t(w.entryNameHelp)}
        </p>
        <PlatformInputs field={field} />
        {choices.canSplit && <Ticked field={field('canSplit')} label={t(w.canSplit)} />}
      </Group>
      <Group title={t(w.words)}>
        <TextInput {...field('clause')} label={t(w.clause)} required maxLength={60} mb="xs" maw={320} />
        <PairInputs field={field} name="summary" label={t(w.summary)} required isLong />
        <PairInputs field={field} name="note" label={t(w.note)} isLong />
        <p className="sh-muted" style={{ margin: 0 }}>
          {t(w.noteHelp)}
        </p>
      </Group>
    </>
  );
}

const LABELS: Readonly<Record<string, Words>> = {
  id: w.id,
  part: w.part,
  indicator: w.indicator,
  comparator: w.comparator,
  value: w.value,
  unit: w.unit,
  direction: w.direction,
  counting: w.counting,
  deadline: w.deadline,
  measure: w.measure,
  entryName: w.entryName,
  headline: w.headline,
  platform: w.platform,
  canSplit: w.canSplit,
  clause: w.clause,
  summary: w.summary,
  note: w.note,
};

/** What a field is called in the list of mistakes. */
export function targetLabel(name: string, t: Text): string {
  const label = LABELS[name.split('.')[0] ?? ''];
  return label ? t(label) : name;
}

/** Fields of a draft's target that its form may choose among. */
export function targetChoices(
  plan: {
    readonly region: string;
    readonly parts: TargetChoices['parts'];
    readonly targets: TargetChoices['others'];
  },
  own: string | null,
): TargetChoices {
  return {
    parts: plan.parts.map(({ id, title }) => ({ id, title })),
    others: plan.targets.filter(({ id }) => id !== own).map(({ id, indicator }) => ({ id, indicator })),
    canSplit: plan.region.endsWith('0000') && plan.region !== '000000',
  };
}
