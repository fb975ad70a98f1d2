import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { refusedIn } from '../../components/form/error-summary.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { schemeFields } from '../../domain/assessment/scheme-form.ts';
import type { Incoming } from '../../http/context.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { useText } from '../../i18n/language.tsx';
import { schemeWords as w } from '../../i18n/scheme.ts';
import { createScheme } from '../../services/scheme/create-scheme.server.ts';
import { requireScheme } from './load-scheme.server.ts';
import { readPostedScheme } from './posted-scheme.server.ts';
import { SchemePageForm } from './scheme-page-form.tsx';

export const meta: MetaFunction = () => [{ title: '编制计分方案 · 数衡 Shuheng' }];

/** The scheme that the new one is made from: by default the one for DCMM. */
function requireSource(incoming: Incoming) {
  const from = new URL(incoming.request.url).searchParams.get('from') ?? 'dcmm-default';
  return requireScheme(incoming, from, 'manageModels');
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, scheme, isOwn } = await requireSource(incoming);
  const fields = schemeFields(scheme);
  return {
    // Name and source of somebody else's scheme would be untrue of a copy.
    initial: isOwn ? fields : { ...fields, 'title.zh': '', 'title.en': '', source: '' },
    from: { id: scheme.id, title: scheme.title },
    isOwn,
    mayOffer: visit.scope.kind === 'regulator',
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const { visit, row, isOwn } = await requireSource(incoming);
  const posted = await readPostedScheme(incoming);
  if (!posted.ok) return posted.answer;
  const { content, values } = posted;
  const result = await createScheme(incoming.context.ports, visit.actor, visit.moment, {
    content,
    isOffered: values.isOffered === 'yes',
    nextOf: isOwn && row && values.isNextVersion === 'yes' ? row.id : null,
  });
  if (!result.ok) return refused(result.refusal, values);
  return redirectWith(`/schemes/own:${result.value.id}`, w.saved, { isSecure: incoming.context.isSecure });
}

export default function NewScheme() {
  const t = useText();
  const { initial, from, isOwn, mayOffer } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={t(w.newTitle)}
        lead={
          <>
            {t(w.from)}：{t(from.title)}。{t(w.newLead)}
          </>
        }
      />
      <SchemePageForm
        initial={initial}
        answer={refusedIn(answer)}
        typed={answer?.values ?? null}
        offer={mayOffer ? false : null}
        nextVersion={isOwn}
        back={`/schemes/${from.id}`}
      />
    </>
  );
}
