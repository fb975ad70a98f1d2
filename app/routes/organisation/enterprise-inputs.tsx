import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { PostedField } from '../../components/form/posted-field.ts';
import { useText } from '../../i18n/language.tsx';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { industryOptions, licenceOptions, regionOptions } from './select-options.ts';

/** What the inputs show before anything was typed. */
export interface EnterpriseInitial {
  readonly name: string;
  readonly licenceKind: string;
  readonly licenceNumbers: string;
  readonly region: string;
  readonly industry: string;
  readonly isBranch: boolean;
}

/** The inputs of an enterprise's facts, in its registration and in corrections. */
export function EnterpriseInputs({
  field,
  initial,
  within,
}: {
  field: (name: string, initial?: string) => PostedField;
  initial: EnterpriseInitial;
  within: string | null;
}) {
  const t = useText();
  const choose = { value: '', label: t(w.choose) };
  return (
    <>
      <TextInput
        {...field('name', initial.name)}
        label={t(w.name)}
        description={t(w.nameHelp)}
        required
        mb="md"
      />
      <NativeSelect
        {...field('licenceKind', initial.licenceKind)}
        label={t(w.licenceKind)}
        data={[choose, ...licenceOptions(t)]}
        required
        mb="md"
      />
      <Textarea
        {...field('licenceNumbers', initial.licenceNumbers)}
        label={t(w.licenceNumbers)}
        description={t(w.licenceHelp)}
        rows={2}
        mb="md"
      />
      <NativeSelect
        {...field('region', initial.region)}
        label={t(w.region)}
        data={[choose, ...regionOptions(within, t)]}
        required
        mb="md"
      />
      <NativeSelect
        {...field('industry', initial.industry)}
        label={t(w.industry)}
        data={[choose, ...industryOptions(t)]}
        mb="md"
      />
      <Checkbox
        id="isBranch"
        name="isBranch"
        value="yes"
        defaultChecked={field('isBranch', initial.isBranch ? 'yes' : '').defaultValue === 'yes'}
        label={t(w.isBranch)}
        mb="md"
      />
    </>
  );
}
