import { Alert, Button, NativeSelect, TextInput } from '@mantine/core';
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { getInvitationByDigest } from '#db/queries/invitation.read.ts';
import { listProgrammes } from '#db/queries/programme.read.ts';
import { ErrorSummary, refusedIn, type Refused } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { CDO_PROGRAMME } from '../../domain/filing/guideline.ts';
import { FoundingSchema } from '../../domain/organisation/founding.ts';
import { accountActor } from '../../http/account.server.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireSettledAccount } from '../../http/scope.server.ts';
import { useLanguage, useText } from '../../i18n/language.tsx';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { tokenDigest } from '../../services/account/one-time-token.step.server.ts';
import { chooseOrganisation } from '../../services/account/choose-organisation.server.ts';
import { foundOrganisation } from '../../services/organisation/found-organisation.server.ts';
import { EnterpriseInputs } from './enterprise-inputs.tsx';
import { regionOptions } from './select-options.ts';

export const meta: MetaFunction = () => [{ title: '登记单位 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireSettledAccount(incoming);
  const search = new URL(incoming.request.url).searchParams;
  const token = search.get('invitation') ?? '';
  const { db } = incoming.context.ports;
  const { programmes, invitation } = await db.transaction(visit.scope, async (trx) => ({
    programmes: await listProgrammes(trx),
    invitation: token ? await getInvitationByDigest(trx, tokenDigest(token)) : undefined,
  }));
  const isRoster = invitation?.purpose === 'roster';
  return {
    kind: search.get('kind') === 'consultancy' ? ('consultancy' as const) : ('enterprise' as const),
    programmes,
    token: isRoster ? token : '',
    prefill: {
      uscc: (isRoster && invitation.rosterUscc) || '',
      name: (isRoster && invitation.rosterName) || '',
      licenceNumbers: (isRoster && invitation.rosterLicences) || '',
      region: (isRoster && invitation.regionCode) || '',
    },
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireSettledAccount(incoming);
  const { context } = incoming;
  const form = await readForm(incoming, FoundingSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const actor = accountActor(visit);
  const result = await foundOrganisation(context.ports, actor, visit.moment, form.value);
  if (!result.ok) return refused(result.refusal, form.values);
  const { organisationId, isVerified } = result.value;
  const chosen = await chooseOrganisation(context.ports, actor, visit.moment, {
    organisationId,
    sessionId: visit.session.id,
  });
  if (!chosen.ok) throw redirect('/account/organisations');
  const message =
    form.value.kind === 'consultancy' ? w.foundedConsultancy : isVerified ? w.foundedVerified : w.founded;
  return redirectWith('/start', message, { isSecure: context.isSecure });
}

function Taken({ answer }: { answer: Refused }) {
  const t = useText();
  return (
    <Alert color="yellow" variant="light" mb="md" title={t(w.takenTitle)}>
      <p style={{ marginTop: 0 }}>{t(w.takenText)}</p>
      <Button
        component={Link}
        to={`/organisations/access?uscc=${encodeURIComponent(answer.values.uscc ?? '')}`}
        variant="default"
      >
        {t(w.accessTitle)}
      </Button>
    </Alert>
  );
}

function KindTabs({ kind }: { kind: 'enterprise' | 'consultancy' }) {
  const t = useText();
  return (
    <nav aria-label={t(w.kindChoice)} style={{ display: 'flex', gap: 8, marginBottom: 16 }}>
      {(['enterprise', 'consultancy'] as const).map((one) => (
        <Button
          key={one}
          component={Link}
          to={`/organisations/new?kind=${one}`}
          variant={one === kind ? 'filled' : 'default'}
          {...(one === kind ? { 'aria-current': 'page' as const } : {})}
        >
          {t(w[one])}
        </Button>
      ))}
    </nav>
  );
}

export default function NewOrganisation() {
  const t = useText();
  const language = useLanguage();
  const { kind, programmes, prefill, token } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  const isEnterprise = kind === 'enterprise';
  return (
    <NarrowPage title={t(w.newTitle)} lead={t(w.newLead)}>
      <KindTabs kind={kind} />
      <ErrorSummary
        refused={answer}
        labels={{
          uscc: t(w.uscc),
          name: t(w.name),
          licenceKind: t(w.licenceKind),
          licenceNumbers: t(w.licenceNumbers),
          region: t(w.region),
          industry: t(w.industry),
        }}
      />
      {answer?.refusal.code === 'conflict' && <Taken answer={answer} />}
      <PostForm className="sh-card">
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="invitation" value={token} />
        <TextInput
          {...field('uscc', prefill.uscc)}
          label={t(w.uscc)}
          description={t(w.usccHelp)}
          required
          mb="md"
          autoComplete="off"
        />
        {isEnterprise ? (
          <>
            <EnterpriseInputs
              field={field}
              initial={{ ...prefill, licenceKind: '', industry: '', isBranch: false }}
              within={programmes.length === 1 ? (programmes[0]?.regionCode ?? null) : null}
            />
            <NativeSelect
              {...field('programme', CDO_PROGRAMME)}
              label={t(w.programme)}
              data={programmes.map((one) => ({
                value: one.id,
                label: language === 'zh' ? one.nameZh : one.nameEn,
              }))}
              required
              mb="md"
            />
          </>
        ) : (
          <>
            <TextInput {...field('name')} label={t(w.name)} description={t(w.nameHelp)} required mb="md" />
            <NativeSelect
              {...field('region')}
              label={t(w.region)}
              data={[{ value: '', label: t(w.choose) }, ...regionOptions(null, t)]}
              required
              mb="md"
            />
          </>
        )}
        {isEnterprise && <p className="sh-muted">{t(w.afterFounding)}</p>}
        <Button type="submit">{t(isEnterprise ? w.submitEnterprise : w.submitConsultancy)}</Button>
      </PostForm>
    </NarrowPage>
  );
}
