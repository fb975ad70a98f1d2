import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { getOrganisation } from '#db/queries/organisation.read.ts';
import { listProgrammes } from '#db/queries/programme.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { FactsCorrectionSchema } from '../../domain/organisation/founding.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { editOrganisation } from '../../services/organisation/edit-organisation.server.ts';
import { EnterpriseInputs } from './enterprise-inputs.tsx';

export const meta: MetaFunction = () => [{ title: '更正单位信息 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'manageOrganisation');
  return incoming.context.ports.db.transaction(visit.scope, async (trx) => {
    const house = await getOrganisation(trx, visit.scope.organisationId);
    if (!house) throw refusalResponse(refuse('not_found').refusal);
    if (house.verification === 'verified' || house.verification === 'suspended') {
      throw refusalResponse(refuse('not_allowed_now').refusal);
    }
    const programme = (await listProgrammes(trx)).find((one) => one.id === house.programmeId);
    return { house, within: programme?.regionCode ?? null };
  });
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'manageOrganisation');
  const form = await readForm(incoming, FactsCorrectionSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const result = await editOrganisation(incoming.context.ports, visit.actor, visit.moment, {
    ...form.value,
    organisationId: visit.scope.organisationId,
  });
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith('/organisation', w.edited, { isSecure: incoming.context.isSecure });
}

export default function EditOrganisation() {
  const t = useText();
  const { house, within } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  return (
    <NarrowPage title={t(w.editTitle)} lead={t(w.editLead)}>
      <ErrorSummary
        refused={answer}
        labels={{
          name: t(w.name),
          licenceKind: t(w.licenceKind),
          licenceNumbers: t(w.licenceNumbers),
          region: t(w.region),
          industry: t(w.industry),
        }}
      />
      <PostForm className="sh-card">
        <EnterpriseInputs
          field={field}
          within={within}
          initial={{
            name: house.name,
            licenceKind: house.licenceKind ?? '',
            licenceNumbers: house.licenceNumbers,
            region: house.regionCode,
            industry: house.industryCode ?? '',
            isBranch: house.isBranch,
          }}
        />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit">{t(w.editSubmit)}</Button>
          <Link to="/organisation">{t(w.backToOrganisation)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
