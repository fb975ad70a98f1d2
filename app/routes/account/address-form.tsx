import { Button, TextInput } from '@mantine/core';
import { Link } from '@remix-run/react';
import { ErrorSummary, type Refused } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { accountWords as w } from '../../i18n/account.ts';
import { useText } from '../../i18n/language.tsx';

/** A page that asks for an e-mail address and nothing else. */
export function AddressForm({
  title,
  lead,
  answer,
}: {
  title: string;
  lead: string;
  answer: Refused | null;
}) {
  const t = useText();
  const field = postedFields(answer, t);
  return (
    <NarrowPage title={title} lead={lead}>
      <ErrorSummary refused={answer} labels={{ email: t(w.email) }} />
      <PostForm className="sh-card">
        <TextInput
          {...field('email')}
          type="email"
          label={t(w.email)}
          autoComplete="email"
          required
          mb="md"
        />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center', flexWrap: 'wrap' }}>
          <Button type="submit">{t(w.send)}</Button>
          <Link to="/sign-in">{t(w.signIn)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
