import { Button, TextInput } from '@mantine/core';
import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { normaliseVerificationCode } from '#app/domain/filing/receipt.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { filingWords as w } from '../../i18n/filing.ts';
import { useText } from '../../i18n/language.tsx';

export const meta: MetaFunction = () => [{ title: '备案核验 · 数衡 Shuheng' }];

/** Asks for a code; one that can't be right is said so here, and costs no look-up. */
export function loader({ request }: LoaderFunctionArgs) {
  const typed = (new URL(request.url).searchParams.get('code') ?? '').slice(0, 60);
  if (typed === '') return { typed, isWrong: false };
  const code = normaliseVerificationCode(typed);
  if (code !== null) throw redirect(`/verify/${code}`);
  return { typed, isWrong: true };
}

export default function Verify() {
  const t = useText();
  const { typed, isWrong } = useLoaderData<typeof loader>();
  return (
    <div className="sh-form">
      <PageHeader title={t(w.verifyTitle)} lead={t(w.verifyLead)} />
      <Form method="get" className="sh-card">
        <TextInput
          name="code"
          label={t(w.verifyCode)}
          description={t(w.verifyHelp)}
          defaultValue={typed}
          error={isWrong ? t(w.verifyBad) : undefined}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          mb="md"
        />
        <Button type="submit">{t(w.verifyButton)}</Button>
      </Form>
    </div>
  );
}
