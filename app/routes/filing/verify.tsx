import '../../components/filing/filing.css';
import { Button, TextInput } from '@mantine/core';
import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { normaliseVerificationCode } from '#app/domain/filing/receipt.ts';
import { checkpointPublicKey } from '#db/crypto/checkpoint-key.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { bundleWords } from '../../i18n/bundle.ts';
import { filingWords as w } from '../../i18n/filing.ts';
import { useText } from '../../i18n/language.tsx';

export const meta: MetaFunction = () => [{ title: '备案核验 · 数衡 Shuheng' }];

/** Asks for a code; one that can't be right is said so here, and costs no look-up. */
export function loader({ request, context }: LoaderFunctionArgs) {
  const publicKey = checkpointPublicKey(context.ports.sealer);
  const typed = (new URL(request.url).searchParams.get('code') ?? '').slice(0, 60);
  if (typed === '') return { typed, isWrong: false, publicKey };
  const code = normaliseVerificationCode(typed);
  if (code !== null) throw redirect(`/verify/${code}`);
  return { typed, isWrong: true, publicKey };
}

/** How a bundle is verified without this platform, and the key that it takes. */
function Bundles({ publicKey }: { publicKey: string }) {
  const t = useText();
  const b = bundleWords;
  return (
    <section className="sh-card" aria-labelledby="bundles" style={{ marginTop: 16 }}>
      <h2 id="bundles" className="sh-h2">
        {t(b.verifyTitle)}
      </h2>
      <p>{t(b.verifyLead)}</p>
      <dl className="sh-facts">
        <dt>{t(b.verifyStep)}</dt>
        <dd>
          <code className="sh-digest">./bin/shuheng verify bundle.zip --key {publicKey}</code>
        </dd>
        <dt>{t(b.publicKey)}</dt>
        <dd className="sh-digest">{publicKey}</dd>
        <dt>{t(b.keyFile)}</dt>
        <dd>
          <a href="/.well-known/shuheng-key.txt">/.well-known/shuheng-key.txt</a>
        </dd>
      </dl>
      <p className="sh-muted">{t(b.verifyKeep)}</p>
    </section>
  );
}

export default function Verify() {
  const t = useText();
  const { typed, isWrong, publicKey } = useLoaderData<typeof loader>();
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
      <Bundles publicKey={publicKey} />
    </div>
  );
}
