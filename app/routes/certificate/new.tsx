import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { FileInput } from '../../components/form/file-input.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { LawMark } from '../../components/layout/law-mark.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import {
  CERTIFICATE_EDITIONS,
  CERTIFICATE_KINDS,
  CERTIFIED_LEVELS,
  CertificateSchema,
} from '../../domain/certificate/certificate.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { fieldWords, plainWords } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { readUpload, typedValues } from '../../http/upload.server.ts';
import { certificateWords as w } from '../../i18n/certificate.ts';
import { useText } from '../../i18n/language.tsx';
import { addCertificate } from '../../services/certificate/add-certificate.server.ts';

export const meta: MetaFunction = () => [{ title: '登记证书 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  await requireEnterprise(incoming, 'assess');
  return null;
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'assess');
  const { ports, isSecure } = incoming.context;
  const { fields, result } = await readUpload(incoming, visit.session.accountId, async (before, file) => {
    const form = CertificateSchema.safeParse(before, { error: plainWords });
    if (!form.success) return refuse('invalid', { fields: fieldWords(form.error) });
    return addCertificate(ports, visit.actor, visit.moment, form.data, file);
  });
  if (!result.ok) return refused(result.refusal, typedValues(fields));
  return redirectWith(`/certificates/${result.value.certificateId}`, w.added, { isSecure });
}

export default function NewCertificate() {
  const t = useText();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  const named = (table: Readonly<Record<string, { readonly name: { zh: string; en: string } }>>) =>
    Object.entries(table).map(([value, { name }]) => ({ value, label: t(name) }));
  return (
    <NarrowPage title={t(w.add)} lead={t(w.addLead)}>
      <ErrorSummary
        refused={answer}
        labels={{
          kind: t(w.kind),
          level: t(w.level),
          number: t(w.number),
          agency: t(w.agency),
          edition: t(w.edition),
          issuedOn: t(w.issuedOn),
          expiresOn: t(w.expiresOn),
          file: t(w.scan),
        }}
      />
      <PostForm className="sh-card" encType="multipart/form-data">
        <NativeSelect
          {...field('kind', 'dcmm')}
          label={t(w.kind)}
          data={named(CERTIFICATE_KINDS)}
          required
          mb="md"
        />
        <NativeSelect
          {...field('level')}
          label={t(w.level)}
          description={t(w.levelHelp)}
          data={[
            { value: '', label: `${t(w.choose)}（${t(w.noLevel)}）` },
            ...CERTIFIED_LEVELS.map((level) => ({ value: `${level}`, label: `${level} ${t(w.levelOf)}` })),
          ]}
          mb="md"
        />
        <TextInput
          {...field('number')}
          label={t(w.number)}
          maxLength={60}
          autoComplete="off"
          required
          mb="md"
        />
        <TextInput
          {...field('agency')}
          label={t(w.agency)}
          maxLength={100}
          autoComplete="off"
          required
          mb="md"
        />
        <NativeSelect
          {...field('edition')}
          label={t(w.edition)}
          description={t(w.editionHelp)}
          data={[{ value: '', label: t(w.noEdition) }, ...named(CERTIFICATE_EDITIONS)]}
          mb="md"
        />
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16 }}>
          <TextInput
            {...field('issuedOn')}
            type="date"
            label={t(w.issuedOn)}
            required
            style={{ flex: '1 1 200px' }}
          />
          <TextInput
            {...field('expiresOn')}
            type="date"
            label={t(w.expiresOn)}
            required
            style={{ flex: '1 1 200px' }}
          />
        </div>
        <div className="sh-muted" style={{ margin: '4px 0 16px', fontSize: 12 }}>
          {t(w.usualHelp)} DCMM <LawMark id="certificate-dcmm-validity" /> DSMM{' '}
          <LawMark id="certificate-dsmm-validity" /> DSM <LawMark id="certificate-dsm-validity" />
        </div>
        <FileInput field={field('file')} label={t(w.chooseScan)} wasRefused={answer !== null} />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit">{t(w.save)}</Button>
          <Link to="/certificates">{t(w.back)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
