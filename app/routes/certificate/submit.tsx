import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { CERTIFICATE_KINDS } from '../../domain/certificate/certificate.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { certificateWords as w } from '../../i18n/certificate.ts';
import { useText } from '../../i18n/language.tsx';
import { submitCertificate } from '../../services/certificate/submit-certificate.server.ts';
import { requireCertificate } from './certificate-view.server.ts';

export const meta: MetaFunction = () => [{ title: '提交证书 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope } = await requireEnterprise(incoming, 'signAssessment');
  const found = await requireCertificate(incoming, scope, scope.organisationId, incoming.params['id']);
  if (found.withdrawnAt !== null || found.submittedAt !== null) {
    throw refusalResponse(refuse('not_allowed_now').refusal);
  }
  const { id, kind, number, expiresOn, fileName } = found;
  return { id, kind, number, expiresOn, hasScan: fileName !== null };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'signAssessment');
  await readPosted(incoming);
  const id = incoming.params['id'] ?? '';
  const { ports, isSecure } = incoming.context;
  const result = await submitCertificate(ports, visit.actor, visit.moment, { id });
  if (!result.ok) return refused(result.refusal);
  return redirectWith(`/certificates/${id}`, w.doneSubmit, { isSecure });
}

export default function SubmitCertificate() {
  const t = useText();
  const certificate = useLoaderData<typeof loader>();
  return (
    <NarrowPage title={t(w.submitTitle)}>
      <ErrorSummary refused={refusedIn(useActionData())} />
      <PostForm className="sh-card">
        <p style={{ marginTop: 0 }}>{t(w.submitWhat)}</p>
        <p>
          <strong>
            {t(CERTIFICATE_KINDS[certificate.kind].name)} {certificate.number}
          </strong>
          （{t(w.expiresOn)} {certificate.expiresOn}）
        </p>
        <p className="sh-muted">{t(certificate.hasScan ? w.submitConsequence : w.submitNeedsScan)}</p>
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          {certificate.hasScan && <Button type="submit">{t(w.submitYes)}</Button>}
          <Link to={`/certificates/${certificate.id}`}>{t(w.backToRecord)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
