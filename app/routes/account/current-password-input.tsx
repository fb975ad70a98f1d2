import { TextInput } from '@mantine/core';
import type { PostedField } from '../../components/form/posted-field.ts';
import type { Words } from '../../domain/words.ts';
import { accountWords as w } from '../../i18n/account.ts';
import { useText } from '../../i18n/language.tsx';

/** The field in which a person shows the present password again, under `name`. */
export function CurrentPasswordInput({
  field,
  name = 'currentPassword',
  help,
  required = true,
}: {
  field: (name: string) => PostedField;
  name?: string;
  /** What it is asked for. */
  help?: Words;
  required?: boolean;
}) {
  const t = useText();
  return (
    <TextInput
      {...field(name)}
      type="password"
      label={t(w.currentPassword)}
      description={help && t(help)}
      autoComplete="current-password"
      required={required}
      mb="md"
    />
  );
}
