import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Group } from '../../components/form/form-group.tsx';
import type { PostedField } from '../../components/form/posted-field.ts';
import { LEVELS } from '../../domain/assessment/model.ts';
import { GRADES, type Choice } from '../../domain/assessment/scheme.ts';
import { OPTIONAL_GRADES, STAGES } from '../../domain/assessment/scheme-form.ts';
import { CONFIDENCE } from '../../domain/law/confidence.ts';
import { useText } from '../../i18n/language.tsx';
import { schemeWords as w } from '../../i18n/scheme.ts';

type FieldOf = (name: string) => PostedField;

/** Basis and confidence of a setting. */
function GroundInputs({ field, name, of }: { field: FieldOf; name: string; of: string }) {
  const t = useText();
  const levels = Object.entries(CONFIDENCE).map(([value, { label }]) => ({ value, label: t(label) }));
  return (
    <>
      <Textarea
        {...field(`${name}.basis`)}
        label={`${of} · ${t(w.basis)}`}
        autosize
        minRows={1}
        mb="xs"
        style={{ flex: '3 1 260px' }}
      />
      <NativeSelect
        {...field(`${name}.confidence`)}
        label={`${of} · ${t(w.confidence)}`}
        data={levels}
        mb="xs"
        style={{ flex: '1 1 120px' }}
      />
    </>
  );
}

/** Fields that stand beside each other where there is room. */
function Line({ children }: { children: ReactNode }) {
  return <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0 12px', marginBottom: 8 }}>{children}</div>;
}

function NumberInputs({ field, name, of }: { field: FieldOf; name: string; of: string }) {
  return (
    <Line>
      <TextInput
        {...field(`${name}.value`)}
        label={of}
        inputMode="decimal"
        mb="xs"
        style={{ flex: '0 0 140px' }}
      />
      <GroundInputs field={field} name={name} of={of} />
    </Line>
  );
}

function GradeInputs({ field, isOn }: { field: FieldOf; isOn: (grade: string) => boolean }) {
  const t = useText();
  return GRADES.map((grade) => (
    <div key={grade} style={{ marginBottom: 12 }}>
      <Line>
        <TextInput
          {...field(`grades.${grade}.name.zh`)}
          label={`${t(w.gradeNames[grade])} · ${t(w.nameZh)}`}
          mb="xs"
        />
        <TextInput
          {...field(`grades.${grade}.name.en`)}
          label={`${t(w.gradeNames[grade])} · ${t(w.nameEn)}`}
          mb="xs"
        />
        {OPTIONAL_GRADES.includes(grade) && (
          <Checkbox
            id={`grades.${grade}.on`}
            name={`grades.${grade}.on`}
            value="yes"
            defaultChecked={isOn(grade)}
            label={`${t(w.gradeNames[grade])} · ${t(w.isUsed)}`}
            mt={28}
          />
        )}
      </Line>
      {grade !== 'not_applicable' && (
        <NumberInputs
          field={field}
          name={`grades.${grade}.worth`}
          of={`${t(w.gradeNames[grade])} · ${t(w.worth)}`}
        />
      )}
    </div>
  ));
}

function CombinationInputs({ field }: { field: FieldOf }) {
  const t = useText();
  const kinds = (['mean', 'lowest'] as const).map((value) => ({ value, label: t(w.combinations[value]) }));
  const stages = [
    { name: 'cells', label: t(w.combineCells) },
    { name: 'items', label: t(w.combineItems) },
    { name: 'domains', label: t(w.combineDomains) },
  ] as const satisfies readonly { name: Choice; label: string }[];
  return stages.map(({ name, label }) => (
    <Line key={name}>
      <NativeSelect
        {...field(`combine.${name}`)}
        label={label}
        data={kinds}
        mb="xs"
        style={{ flex: '1 1 120px' }}
      />
      <GroundInputs field={field} name={`grounds.${name}`} of={label} />
    </Line>
  ));
}

function RoundingInputs({ field }: { field: FieldOf }) {
  const t = useText();
  const counts = [0, 1, 2].map((count) => ({ value: String(count), label: `${count} ${t(w.places)}` }));
  const exact = { value: '', label: t(w.exact) };
  return (
    <>
      <Line>
        {STAGES.map((stage) => (
          <NativeSelect
            key={stage}
            {...field(`rounding.${stage}`)}
            label={t(w.stages[stage])}
            data={stage === 'overall' ? counts : [exact, ...counts]}
            mb="xs"
            style={{ flex: '1 1 120px' }}
          />
        ))}
      </Line>
      <Line>
        <GroundInputs field={field} name="grounds.rounding" of={t(w.rounding)} />
      </Line>
    </>
  );
}

function WeightInputs({ field, rows }: { field: FieldOf; rows: number }) {
  const t = useText();
  return Array.from({ length: rows }, (_, row) => (
    <Line key={row}>
      <TextInput
        {...field(`weights.${row}.id`)}
        label={`${t(w.weightId)} ${row + 1}`}
        mb="xs"
        style={{ flex: '0 1 130px' }}
      />
      <TextInput
        {...field(`weights.${row}.value`)}
        label={`${t(w.weight)} ${row + 1}`}
        inputMode="decimal"
        mb="xs"
        style={{ flex: '0 1 90px' }}
      />
      <GroundInputs field={field} name={`weights.${row}`} of={`${t(w.weight)} ${row + 1}`} />
    </Line>
  ));
}

/** Every setting of a scheme, as fields that keep what was typed. */
export function SchemeInputs({
  field,
  isOn,
  rows,
}: {
  field: FieldOf;
  isOn: (grade: string) => boolean;
  rows: number;
}) {
  const t = useText();
  const families = (['dcmm', 'dsmm', 'own'] as const).map((value) => ({
    value,
    label: t(w.families[value]),
  }));
  const floors = ['0', '1'].map((value) => ({ value, label: value }));
  return (
    <>
      <Group title={t(w.names)}>
        <Line>
          <TextInput
            {...field('title.zh')}
            label={t(w.nameZh)}
            required
            mb="xs"
            style={{ flex: '1 1 240px' }}
          />
          <TextInput
            {...field('title.en')}
            label={t(w.nameEn)}
            required
            mb="xs"
            style={{ flex: '1 1 240px' }}
          />
        </Line>
        <NativeSelect {...field('family')} label={t(w.family)} data={families} mb="xs" maw={240} />
        <Textarea {...field('source')} label={t(w.source)} autosize minRows={3} required />
      </Group>
      <Group title={t(w.grades)} note={t(w.gradesNote)}>
        <span id="grades" />
        <GradeInputs field={field} isOn={isOn} />
      </Group>
      <Group title={t(w.gates)} note={t(w.gatesNote)}>
        {LEVELS.map((level) => (
          <NumberInputs
            key={level}
            field={field}
            name={`gates.${level}`}
            of={`${level} ${t(w.level)} · ${t(w.gate)}`}
          />
        ))}
      </Group>
      <Group title={t(w.combination)} note={t(w.floorNote)}>
        <Line>
          <GroundInputs field={field} name="grounds.reading" of={t(w.reading)} />
        </Line>
        <Line>
          <NativeSelect
            {...field('floor.value')}
            label={t(w.floor)}
            data={floors}
            mb="xs"
            style={{ flex: '1 1 120px' }}
          />
          <GroundInputs field={field} name="floor" of={t(w.floor)} />
        </Line>
        <CombinationInputs field={field} />
      </Group>
      <Group title={t(w.rounding)} note={t(w.roundingNote)}>
        <RoundingInputs field={field} />
      </Group>
      <Group title={t(w.weights)} note={t(w.weightsNote)}>
        <Line>
          <GroundInputs field={field} name="grounds.weights" of={t(w.evenWeights)} />
        </Line>
        <WeightInputs field={field} rows={rows} />
      </Group>
    </>
  );
}
