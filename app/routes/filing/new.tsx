import '../../components/filing/filing.css';
import { Alert, Button, Checkbox, NativeSelect, Radio, Textarea } from '@mantine/core';
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import {
  type Applicability,
  assessApplicability,
  VOLUNTARY_LABEL,
} from '#app/domain/filing/applicability.ts';
import { FORM_ITEMS } from '#app/domain/filing/form.ts';
import { FILING_KINDS, YES_NO } from '#app/domain/filing/option.ts';
import { getFilingOnRecord, getOpenFiling } from '#db/queries/filing.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { LawMark } from '../../components/layout/law-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { readForm } from '../../http/form.server.ts';
import { refused } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { filingWords as w } from '../../i18n/filing.ts';
import { useText } from '../../i18n/language.tsx';
import { createFiling } from '../../services/filing/create-filing.server.ts';

export const meta: MetaFunction = () => [{ title: '新建备案 · 数衡 Shuheng' }];

const text = z.string().trim().max(1000).catch('');
const NewFilingSchema = z.object({
  kind: z.enum(['first', 'change']).catch('first'),
  categories: z.array(z.string().max(60)).max(20).catch([]),
  licensedIn: text,
  judgement: text,
  judgementReason: text,
});

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope } = await requireEnterprise(incoming, 'edit');
  const programme = 'sh-cdo';
  const { record, open } = await incoming.context.ports.db.transaction(scope, async (trx) => ({
    record: await getFilingOnRecord(trx, scope.organisationId, programme),
    open: await getOpenFiling(trx, scope.organisationId, programme),
  }));
  const search = new URL(incoming.request.url).searchParams;
  const asked = NewFilingSchema.parse({
    ...Object.fromEntries(search),
    categories: search.getAll('categories'),
  });
  return {
    recordId: record?.id ?? null,
    openId: open?.id ?? null,
    asked,
    outcome: assessApplicability(asked),
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'edit');
  const form = await readForm(incoming, NewFilingSchema, ['categories']);
  if (!form.ok) return refused(form.refusal, form.values);
  const { kind, ...scope } = form.value;
  const created = await createFiling(incoming.context.ports, visit.actor, visit.moment, {
    kind,
    scope,
    change: null,
  });
  if (!created.ok) return refused(created.refusal, form.values);
  return redirect(`/filings/${created.value.filingId}/edit`);
}

function Outcome({ outcome }: { outcome: Applicability }) {
  const t = useText();
  if (outcome.outcome === 'unanswered') return null;
  return (
    <Alert variant="light" color={outcome.outcome === 'in-scope' ? 'green' : 'yellow'} mb="md" role="status">
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center' }}>
        <strong>{t(w.outcome)}</strong>
        {outcome.outcome === 'voluntary' && <Tag>{t(VOLUNTARY_LABEL)}</Tag>}
        <Sign tone="grey" dashed={outcome.confidence !== 'C'}>
          {t(w[outcome.confidence])}
        </Sign>
        <LawMark id="guideline-scope" />
      </div>
      <p style={{ margin: '6px 0 0' }}>{t(outcome.reason)}</p>
    </Alert>
  );
}

function Standing({ recordId, openId }: { recordId: string | null; openId: string | null }) {
  const t = useText();
  if (openId) {
    return (
      <Alert color="yellow" variant="light" mb="md">
        {t(w.openNotice)} <Link to={`/filings/${openId}`}>{t(w.goOn)}</Link>
      </Alert>
    );
  }
  if (!recordId) return null;
  return (
    <Alert color="blue" variant="light" mb="md">
      {t(w.onRecordNotice)} <Link to="/changes/new">{t(w.reportChange)}</Link>
    </Alert>
  );
}

export default function NewFiling() {
  const t = useText();
  const { asked, outcome, openId, recordId } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const values = answer?.values ?? {};
  const categories = FORM_ITEMS['scope.categories'];
  const licensedIn = FORM_ITEMS['scope.licensedIn'];
  const judgement = FORM_ITEMS['scope.judgement'];
  const reason = FORM_ITEMS['scope.judgementReason'];
  const wrong = answer?.refusal.fields['scope.judgement'];
  const isOpen = outcome.outcome === 'undecided' || asked.judgement !== '' || wrong !== undefined;
  return (
    <div className="sh-form" style={{ maxWidth: 720 }}>
      <PageHeader title={t(w.newTitle)} lead={t(w.newLead)} />
      <Standing recordId={recordId} openId={openId} />
      <ErrorSummary refused={answer} />
      <Outcome outcome={outcome} />
      <PostForm className="sh-card" hidden={openId !== null}>
        <Radio.Group
          name="kind"
          label={t(w.kindQuestion)}
          defaultValue={values['kind'] ?? (recordId ? 'change' : asked.kind)}
          mb="md"
        >
          <Radio value="first" label={t(FILING_KINDS.first)} description={t(w.kindFirstHelp)} mt={6} />
          <Radio value="change" label={t(FILING_KINDS.change)} description={t(w.kindChangeHelp)} mt={6} />
        </Radio.Group>
        <fieldset className="sh-choices sh-field" id="categories">
          <legend>{t(categories.label)}</legend>
          {categories.help && <div className="sh-muted">{t(categories.help)}</div>}
          <div className="sh-choices-list">
            {(categories.options ?? []).map((option) => (
              <Checkbox
                key={option.code}
                name="categories"
                value={option.code}
                defaultChecked={asked.categories.includes(option.code)}
                label={t(option.label)}
              />
            ))}
          </div>
        </fieldset>
        <NativeSelect
          id="licensedIn"
          name="licensedIn"
          label={t(licensedIn.label)}
          defaultValue={values['licensedIn'] ?? asked.licensedIn}
          data={[
            { value: '', label: t(w.choose) },
            ...(licensedIn.options ?? []).map((option) => ({ value: option.code, label: t(option.label) })),
          ]}
          mb="md"
        />
        <details open={isOpen} className="sh-field" id="scope.judgement">
          <summary>{t(judgement.label)}</summary>
          <p className="sh-muted">{judgement.help && t(judgement.help)}</p>
          <NativeSelect
            name="judgement"
            label={t(judgement.label)}
            defaultValue={values['judgement'] ?? asked.judgement}
            error={wrong ? t(wrong) : undefined}
            data={[
              { value: '', label: t(w.choose) },
              { value: 'yes', label: t(YES_NO.yes) },
              { value: 'no', label: t(YES_NO.no) },
            ]}
            mb="sm"
          />
          <Textarea
            name="judgementReason"
            label={t(reason.label)}
            rows={3}
            maxLength={1000}
            defaultValue={values['judgementReason'] ?? asked.judgementReason}
          />
        </details>
        <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
          <Button type="submit">{t(w.begin)}</Button>
          <Button type="submit" variant="default" formMethod="get" formAction="/filings/new">
            {t(w.checkScope)}
          </Button>
        </div>
      </PostForm>
    </div>
  );
}
