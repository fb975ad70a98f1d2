import { TextInput } from '@mantine/core';
import type { PostedField } from '../../components/form/posted-field.ts';
import type { Words } from '../../domain/words.ts';
import { accountWords as w } from '../../i18n/account.ts';
import { useText } from '../../i18n/language.tsx';

/** The two inputs in which a new password is chosen. */
export function NewPasswordInputs({
  field,
  label = w.chosenPassword,
}: {
  field: (name: string) => PostedField;
  label?: Words;
}) {
  const t = useText();
  return (
    <>
      <TextInput
        {...field('password')}
        type="password"
        label={t(label)}
        description={t(w.passwordHelp)}
        autoComplete="new-password"
        required
        mb="md"
      />
      <TextInput
        {...field('passwordAgain')}
        type="password"
        label={t(w.passwordAgain)}
        autoComplete="new-password"
        required
        mb="md"
      />
    </>
  );
}
