import '../../components/list/list.css';
import './review.css';
import { Alert, Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { VersionNoSchema } from '../../domain/review/review-input.ts';
import { reviewLines } from '../../domain/review/review-lines.ts';
import { readForm, readSearch } from '../../http/form.server.ts';
import { refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { reviewWords as w } from '../../i18n/review.ts';
import { revealFiling } from '../../services/review/reveal-filing.server.ts';
import { readReview, requireReview } from './review-page.server.ts';

export const meta: MetaFunction = () => [{ title: '完整信息 · 数衡 Shuheng' }];

const Version = z.object({ version: VersionNoSchema.catch(0) });

/** Masked values until the button is pressed: opening an address is not yet asking to see them. */
export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, filing } = await requireReview(incoming);
  const { version } = readSearch(incoming.request, Version);
  const no = version === 0 ? filing.currentVersionNo : version;
  const read = await readReview(incoming, visit, filing, no);
  return {
    filing: { id: filing.id, enterpriseName: filing.enterpriseName, serialNo: filing.serialNo },
    versionNo: no,
    lines: reviewLines(read.body, null).filter((line) => line.isMasked),
  };
}

/** 显示完整信息. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'unmask');
  const form = await readForm(incoming, Version);
  if (!form.ok) return refused(form.refusal);
  const result = await revealFiling(incoming.context.ports, visit.actor, visit.moment, {
    filing: incoming.params.id ?? '',
    version: form.value.version,
  });
  if (!result.ok) return refused(result.refusal);
  return data({ full: reviewLines(result.value, null, 'full').filter((line) => line.isMasked) });
}

export default function Full() {
  const t = useText();
  const { filing, versionNo, lines } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const full = answer && 'full' in answer ? answer.full : null;
  return (
    <div className="sh-form">
      <PageHeader
        title={t(w.fullTitle)}
        lead={`${filing.enterpriseName} · ${filing.serialNo ?? ''} · ${t(w.versionNo(versionNo))}`}
      />
      <ErrorSummary refused={refusedIn(answer)} />
      <Alert color="gray" variant="light" mb="md">
        {t(w.unmaskHint)}
      </Alert>
      <dl className="sh-facts sh-card">
        {(full ?? lines).map((line) => (
          <div key={line.path} style={{ display: 'contents' }}>
            <dt>{t(line.label)}</dt>
            <dd>{t(line.text)}</dd>
          </div>
        ))}
      </dl>
      <div className="sh-thread-actions" style={{ marginTop: 12 }}>
        {full === null && (
          <PostForm>
            <input type="hidden" name="version" value={versionNo} />
            <Button type="submit">{t(w.unmask)}</Button>
          </PostForm>
        )}
        <Button component={Link} to={`/review/${filing.id}`} variant="default">
          {t(w.backToFiling)}
        </Button>
      </div>
    </div>
  );
}
