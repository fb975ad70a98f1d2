import { Button, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { CERTIFICATE_KINDS, WithdrawCertificateSchema } from '../../domain/certificate/certificate.ts';
import { can } from '../../domain/organisation/organisation.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { certificateWords as w } from '../../i18n/certificate.ts';
import { useText } from '../../i18n/language.tsx';
import { withdrawCertificate } from '../../services/certificate/withdraw-certificate.server.ts';
import { requireCertificate } from './certificate-view.server.ts';

export const meta: MetaFunction = () => [{ title: '撤销证书登记 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope, acting } = await requireEnterprise(incoming, 'assess');
  const found = await requireCertificate(incoming, scope, scope.organisationId, incoming.params['id']);
  if (found.withdrawnAt !== null) throw refusalResponse(refuse('not_allowed_now').refusal);
  if (found.submittedAt !== null && !can(acting.role, 'signAssessment')) {
    throw refusalResponse(refuse('forbidden').refusal);
  }
  const { id, kind, number, expiresOn } = found;
  return { id, kind, number, expiresOn };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'assess');
  const form = await readForm(incoming, WithdrawCertificateSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const id = incoming.params['id'] ?? '';
  const { ports, isSecure } = incoming.context;
  const result = await withdrawCertificate(ports, visit.actor, visit.moment, { ...form.value, id });
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith(`/certificates/${id}`, w.doneWithdraw, { isSecure });
}

export default function WithdrawCertificate() {
  const t = useText();
  const certificate = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  return (
    <NarrowPage title={t(w.withdrawTitle)}>
      <ErrorSummary refused={answer} labels={{ reason: t(w.reason) }} />
      <PostForm className="sh-card">
        <p style={{ marginTop: 0 }}>{t(w.withdrawWhat)}</p>
        <p>
          <strong>
            {t(CERTIFICATE_KINDS[certificate.kind].name)} {certificate.number}
          </strong>
          （{t(w.expiresOn)} {certificate.expiresOn}）
        </p>
        <p className="sh-muted">{t(w.withdrawConsequence)}</p>
        <TextInput
          {...postedFields(answer, t)('reason')}
          label={t(w.reason)}
          description={t(w.reasonHelp)}
          maxLength={200}
          required
          mb="md"
        />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit" color="red">
            {t(w.withdrawYes)}
          </Button>
          <Link to={`/certificates/${certificate.id}`}>{t(w.backToRecord)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
