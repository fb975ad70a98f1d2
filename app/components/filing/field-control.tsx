import { Checkbox, InputBase, NativeSelect, TextInput } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import type { UseFormRegister } from 'react-hook-form';
import type { FieldDefinition, FieldValue } from '../../domain/filing/field.ts';
import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { formWords as w } from '../../i18n/filing-form.ts';

/** The form as its library sees it: names such as `cdo.name` and `licences[0].number`. */
export type LooseForm = Record<string, unknown>;

export interface FieldControlProps {
  readonly name: string;
  readonly definition: FieldDefinition;
  readonly label: Words;
  readonly initial: FieldValue;
  readonly isRequired: boolean;
  /** What is wrong, or null. */
  readonly error: Words | null;
  /** A hint that stops nothing, or null. */
  readonly hint: Words | null;
  readonly register: UseFormRegister<LooseForm>;
  /** What stands under the control: the recorded value, comments, a conflict. */
  readonly children?: ReactNode;
}

const INPUT_TYPES: Readonly<
  Partial<Record<FieldDefinition['control'], { type?: string; inputMode?: 'tel' | 'email' }>>
> = {
  date: { type: 'date' },
  phone: { inputMode: 'tel' },
  mobile: { inputMode: 'tel' },
  email: { inputMode: 'email' },
};

function MultiSelect({ name, definition, label, initial, isRequired, error, register }: FieldControlProps) {
  const t = useText();
  const chosen = Array.isArray(initial) ? initial : [];
  return (
    <fieldset id={name} className="sh-choices" aria-describedby={error ? `${name}-error` : undefined}>
      <legend>
        {t(label)}
        {isRequired && <RequiredMark />}
      </legend>
      {definition.help && <div className="sh-muted">{t(definition.help)}</div>}
      <input type="hidden" name={name} value="" />
      <div className="sh-choices-list">
        {(definition.options ?? []).map((option) => (
          <Checkbox
            key={option.code}
            {...register(name)}
            value={option.code}
            defaultChecked={chosen.includes(option.code)}
            label={t(option.label)}
          />
        ))}
      </div>
      {error && (
        <p id={`${name}-error`} className="sh-field-error">
          {t(error)}
        </p>
      )}
    </fieldset>
  );
}

function RequiredMark() {
  return (
    <span className="sh-required" aria-hidden="true">
      {' '}
      *
    </span>
  );
}

function Tick({ name, definition, label, initial, isRequired, error, register }: FieldControlProps) {
  const t = useText();
  return (
    <>
      <input type="hidden" name={name} value="" />
      <Checkbox
        id={name}
        {...register(name)}
        value="on"
        defaultChecked={initial === true}
        label={
          <>
            {t(label)}
            {isRequired && <RequiredMark />}
          </>
        }
        description={definition.help ? t(definition.help) : undefined}
        error={error ? t(error) : undefined}
      />
    </>
  );
}

function Single({ name, definition, label, initial, isRequired, error, register }: FieldControlProps) {
  const t = useText();
  const shared = {
    id: name,
    ...register(name),
    label: t(label),
    description: definition.help ? t(definition.help) : undefined,
    error: error ? t(error) : undefined,
    withAsterisk: isRequired,
    defaultValue: String(initial),
    'aria-required': isRequired,
  };
  if (definition.options) {
    const known = definition.options.some((option) => option.code === initial);
    const data = [
      { value: '', label: t(w.choose) },
      ...definition.options.map((option) => ({ value: option.code, label: t(option.label) })),
      ...(initial !== '' && !known ? [{ value: String(initial), label: String(initial) }] : []),
    ];
    return <NativeSelect {...shared} data={data} />;
  }
  if (definition.control === 'textarea') {
    // What `Textarea` draws, without the code by which one grows with its text.
    return (
      <InputBase component="textarea" multiline {...shared} rows={4} maxLength={definition.maxLength * 2} />
    );
  }
  return <TextInput {...shared} {...INPUT_TYPES[definition.control]} autoComplete="off" />;
}

function Control(props: FieldControlProps) {
  const { control } = props.definition;
  if (control === 'multi-select') return <MultiSelect {...props} />;
  return control === 'checkbox' ? <Tick {...props} /> : <Single {...props} />;
}

/** One field of the form, drawn from its definition: label above, help under the label, what is wrong under the control. */
export const FieldControl = memo(function FieldControl(props: FieldControlProps) {
  const t = useText();
  return (
    <div className="sh-field">
      <Control {...props} />
      {props.hint && !props.error && <p className="sh-field-hint">{t(props.hint)}</p>}
      {props.children}
    </div>
  );
});
