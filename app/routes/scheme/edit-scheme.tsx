import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { refusedIn } from '../../components/form/error-summary.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { schemeFields } from '../../domain/assessment/scheme-form.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { useText } from '../../i18n/language.tsx';
import { schemeWords as w } from '../../i18n/scheme.ts';
import { changeScheme } from '../../services/scheme/change-scheme.server.ts';
import { requireOwnScheme } from './load-scheme.server.ts';
import { readPostedScheme } from './posted-scheme.server.ts';
import { SchemePageForm } from './scheme-page-form.tsx';

export const meta: MetaFunction = () => [{ title: '修改计分方案 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, scheme, row } = await requireOwnScheme(incoming, incoming.params.id);
  if (row.state !== 'draft') throw refusalResponse(refuse('not_allowed_now').refusal);
  return {
    initial: schemeFields(scheme),
    id: scheme.id,
    offer: visit.scope.kind === 'regulator' ? row.isOffered : null,
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const { visit, scheme, row } = await requireOwnScheme(incoming, incoming.params.id);
  const posted = await readPostedScheme(incoming);
  if (!posted.ok) return posted.answer;
  const { content, values } = posted;
  const result = await changeScheme(incoming.context.ports, visit.actor, visit.moment, {
    id: row.id,
    content,
    isOffered: values.isOffered === 'yes',
  });
  if (!result.ok) return refused(result.refusal, values);
  return redirectWith(`/schemes/${scheme.id}`, w.saved, { isSecure: incoming.context.isSecure });
}

export default function EditScheme() {
  const t = useText();
  const { initial, id, offer } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader title={t(w.editTitle)} lead={t(w.newLead)} />
      <SchemePageForm
        initial={initial}
        answer={refusedIn(answer)}
        typed={answer?.values ?? null}
        offer={offer}
        nextVersion={false}
        back={`/schemes/${id}`}
      />
    </>
  );
}
