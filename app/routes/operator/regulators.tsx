import { Button, NativeSelect, TextInput, Title } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listRegulators } from '#db/queries/organisation.read.ts';
import { listProgrammes } from '#db/queries/programme.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { REGION_CHOICES, regionContains, regionName } from '../../domain/organisation/region.ts';
import { RegulatorHouseSchema } from '../../domain/organisation/regulator-house.ts';
import { readForm } from '../../http/form.server.ts';
import { onceOnly } from '../../http/once.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireOperator } from '../../http/scope.server.ts';
import { useLanguage, useText } from '../../i18n/language.tsx';
import { layoutWords } from '../../i18n/layout.ts';
import { operatorWords as w } from '../../i18n/operator.ts';
import { makeRegulator } from '../../services/operator/make-regulator.server.ts';

export const meta: MetaFunction = () => [{ title: '主管部门账号 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireOperator(incoming);
  return incoming.context.ports.db.transaction(visit.scope, async (trx) => ({
    houses: await listRegulators(trx),
    programmes: await listProgrammes(trx),
  }));
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireOperator(incoming);
  const form = await readForm(incoming, RegulatorHouseSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const result = await onceOnly(incoming, form.value, () =>
    makeRegulator(incoming.context.ports, visit.actor, visit.moment, form.value),
  );
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith(`/operator/regulators/${result.value.organisationId}`, w.made, {
    isSecure: incoming.context.isSecure,
  });
}

export default function Regulators() {
  const t = useText();
  const language = useLanguage();
  const { houses, programmes } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  const regions = REGION_CHOICES.filter(({ code }) =>
    programmes.some((programme) => regionContains(programme.regionCode, code)),
  );
  return (
    <>
      <PageHeader title={t(w.regulatorsTitle)} lead={t(w.regulatorsLead)} />
      <div className="sh-two">
        <div>
          {houses.length === 0 ? (
            <EmptyState title={t(w.none)}>
              <p>{t(w.noneText)}</p>
            </EmptyState>
          ) : (
            <div className="sh-card sh-table-wrap">
              <table className="sh-table" data-cards>
                <thead>
                  <tr>
                    <th>{t(w.houseName)}</th>
                    <th>{t(w.region)}</th>
                    <th>{t(w.people)}</th>
                  </tr>
                </thead>
                <tbody>
                  {houses.map((house) => (
                    <tr key={house.id}>
                      <td data-label={t(w.houseName)}>
                        {house.name} {house.isDemo && <Tag>{t(layoutWords.sample)}</Tag>}
                      </td>
                      <td data-label={t(w.region)}>{t(regionName(house.regionCode))}</td>
                      <td data-label={t(w.people)}>
                        <Link
                          to={`/operator/regulators/${house.id}`}
                          aria-label={`${t(w.open)} ${house.name}`}
                        >
                          {t(w.open)}
                        </Link>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </div>
        <div>
          <ErrorSummary
            refused={answer}
            labels={{ name: t(w.houseName), programme: t(w.programme), region: t(w.region) }}
          />
          <PostForm className="sh-card">
            <Title order={2} mb="sm">
              {t(w.newHouse)}
            </Title>
            <TextInput {...field('name')} label={t(w.houseName)} required mb="md" />
            <NativeSelect
              {...field('programme', programmes[0]?.id)}
              label={t(w.programme)}
              data={programmes.map((one) => ({
                value: one.id,
                label: language === 'zh' ? one.nameZh : one.nameEn,
              }))}
              required
              mb="md"
            />
            <NativeSelect
              {...field('region', programmes[0]?.regionCode)}
              label={t(w.region)}
              data={regions.map(({ code, name }) => ({ value: code, label: t(name) }))}
              required
              mb="md"
            />
            <Button type="submit">{t(w.makeHouse)}</Button>
          </PostForm>
        </div>
      </div>
    </>
  );
}
